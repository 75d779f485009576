"""The `phaseline` command."""
