"""The figures that workflows keep of themselves, on the worker's metrics and never in histories."""

from typing import Literal

from temporalio import workflow

COMMANDS_METRIC = "phaseline_commands"
"""Counts commands by `kind` and `outcome`."""


def count_command(kind: str, outcome: Literal["accepted", "refused"]) -> None:
    """Count a command; a replay counts nothing."""
    counter = workflow.metric_meter().create_counter(
        COMMANDS_METRIC, "Commands that reached a unit, by kind and outcome"
    )
    counter.add(1, {"kind": kind, "outcome": outcome})
