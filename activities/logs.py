"""structlog over Temporal's own loggers, which know about replay and about the activity's attempt."""

import logging
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger
from temporalio import activity, workflow

from activities.log_records import FIELDS

# What they would write into the message stands in the fields already.
workflow.logger.workflow_info_on_message = False
activity.logger.activity_info_on_message = False


def over(adapter: "logging.LoggerAdapter[Any]") -> structlog.stdlib.BoundLogger:
    """A structlog logger that leaves the decision whether a line is written to `adapter`."""
    # No filter_by_level: the adapter itself decides, and knows about replay.
    processors: list[Processor] = [structlog.contextvars.merge_contextvars, _into_record]
    return structlog.stdlib.BoundLogger(adapter, processors=processors, context={})


def activity_logger() -> structlog.stdlib.BoundLogger:
    """A logger for activity code: its lines say which activity, attempt and workflow they are of."""
    return over(activity.logger)


def _into_record(_logger: WrappedLogger, _name: str, event_dict: EventDict) -> EventDict:
    arguments: EventDict = {"msg": event_dict.pop("event"), "extra": {FIELDS: event_dict}}
    if "exc_info" in event_dict:
        arguments["exc_info"] = event_dict.pop("exc_info")
    return arguments
