"""How fast and how small it is, beside a yardstick; and whether it holds when things are killed."""
