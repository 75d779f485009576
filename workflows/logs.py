"""structlog over the workflow's own logger, so that a replay repeats no line."""

import structlog
from temporalio import workflow

from activities.logs import over
from schemas.campaign import CampaignCommand
from schemas.commands import Command


def workflow_logger() -> structlog.stdlib.BoundLogger:
    """A logger for workflow code: silent during replay, so that each fact is logged once."""
    return over(workflow.logger)


def about(command: Command | CampaignCommand | None) -> dict[str, str]:
    """What a line says of a command; nothing where none could be read."""
    return {} if command is None else {"kind": command.kind, "command_id": command.id}
