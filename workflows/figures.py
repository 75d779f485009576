"""The figures that workflows keep of themselves, on the worker's metrics and never in histories."""

from typing import Literal

from temporalio import workflow

COMMANDS_METRIC = "phaseline_commands"
"""Counts commands by `kind` and `outcome`; Temporal adds the `workflow_type`, a unit's or a campaign's."""


def count_command(kind: str | None, outcome: Literal["accepted", "refused"]) -> None:
    """Count a command, of no kind where it could not be read; a replay counts nothing."""
    counter = workflow.metric_meter().create_counter(
        COMMANDS_METRIC, "Commands that reached a unit or a campaign, by kind and outcome"
    )
    counter.add(1, {"kind": kind or "malformed", "outcome": outcome})
