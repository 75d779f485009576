"""The durable workflows: one per unit, one per campaign."""
