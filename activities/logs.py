"""structlog over Temporal's own loggers, which know about replay and about the activity's attempt."""

import logging
from contextlib import suppress
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger
from temporalio import activity, workflow

from activities.log_records import FIELDS
from schemas.identity import NotAnId, parse_campaign_workflow_id, parse_unit_workflow_id

# What they would write into the message stands in the fields already.
workflow.logger.workflow_info_on_message = False
activity.logger.activity_info_on_message = False


def over(adapter: "logging.LoggerAdapter[Any]") -> structlog.stdlib.BoundLogger:
    """A structlog logger that leaves the decision whether a line is written to `adapter`."""
    # No filter_by_level: the adapter itself decides, and knows about replay.
    processors: list[Processor] = [structlog.contextvars.merge_contextvars, _of_whom, _into_record]
    return structlog.stdlib.BoundLogger(adapter, processors=processors, context={})


def activity_logger() -> structlog.stdlib.BoundLogger:
    """A logger for activity code: its lines say which activity, attempt and workflow they are of."""
    return over(activity.logger)


def _of_whom(_logger: WrappedLogger, _name: str, event_dict: EventDict) -> EventDict:
    """Add whose workflow it is of: a campaign's, or that of a unit of it."""
    workflow_id = None
    if workflow.in_workflow():
        workflow_id = workflow.info().workflow_id
    elif activity.in_activity():
        workflow_id = activity.info().workflow_id
    return event_dict if workflow_id is None else {**_place_of(workflow_id), **event_dict}


def _place_of(workflow_id: str) -> dict[str, str]:
    with suppress(NotAnId):
        campaign, unit = parse_unit_workflow_id(workflow_id)
        return {"campaign": campaign, "unit": unit}
    with suppress(NotAnId):
        return {"campaign": parse_campaign_workflow_id(workflow_id)}
    return {}


def _into_record(_logger: WrappedLogger, _name: str, event_dict: EventDict) -> EventDict:
    arguments: EventDict = {"msg": event_dict.pop("event"), "extra": {FIELDS: event_dict}}
    if "exc_info" in event_dict:
        arguments["exc_info"] = event_dict.pop("exc_info")
    return arguments
