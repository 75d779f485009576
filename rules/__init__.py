"""Pure decisions about a unit's campaign: no input or output, no clock, no randomness, no Temporal."""
