"""Campaign plans and rosters as data."""
