"""Reading what people have: plan files, rosters and lists of people."""
