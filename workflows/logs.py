"""structlog over the workflow's own logger, so that a replay repeats no line."""

import structlog
from temporalio import workflow

from activities.logs import over


def workflow_logger() -> structlog.stdlib.BoundLogger:
    """A logger for workflow code: silent during replay, so that each fact is logged once."""
    return over(workflow.logger)
