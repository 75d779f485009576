"""What crosses a boundary: plans, rosters, commands, events, state, views, identity."""
