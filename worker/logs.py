"""Logs: one line per fact, JSON for machines or coloured for people, all of them through structlog."""

import logging
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from activities.log_records import FIELDS

LogFormat = Literal["auto", "json", "console"]
"""`auto` is `console` where the stream is a terminal, and `json` elsewhere."""

_FROM_TEMPORAL: Final = ("workflow_id", "run_id", "workflow_type", "activity_type", "attempt")
"""What is kept of the context that Temporal's loggers put into a record."""


def configure_logs(
    log_format: LogFormat = "auto", level: str = "info", stream: TextIO | None = None
) -> None:
    """Send the logs of the whole process, ours and the libraries', to `stream` (default: stderr).

    To be called before the first line is logged; again, where they go elsewhere from now on.
    """
    out = stream or sys.stderr
    pretty = log_format == "console" or (log_format == "auto" and out.isatty())
    handler = logging.StreamHandler(out)
    handler.setFormatter(_formatter(pretty=pretty, colors=out.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # It tells of every look at the schema, and a process looks more than once.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


@contextmanager
def logged_into(file: Path, log_format: LogFormat = "auto") -> Iterator[None]:
    """Send warnings and worse to the end of a file; before and afterwards, errors alone to stderr.

    For a process whose screen shows something else: what an overloaded machine has Temporal's SDK
    say of workflows that are slow is nothing that whoever looks on can act upon.
    """
    with file.open("a", encoding="utf-8") as lines:
        configure_logs(log_format, "warning", lines)
        try:
            yield
        finally:
            configure_logs(log_format, "error")


def _formatter(*, pretty: bool, colors: bool) -> structlog.stdlib.ProcessorFormatter:
    # Tracebacks without the values of local variables, which may be about people.
    rendering: list[Processor] = (
        [
            structlog.dev.ConsoleRenderer(
                colors=colors, exception_formatter=structlog.dev.plain_traceback
            )
        ]
        if pretty
        else [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_shared(), _from_record],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
    )


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _from_record(_logger: WrappedLogger, _name: str, event_dict: EventDict) -> EventDict:
    record: MutableMapping[str, Any] = event_dict["_record"].__dict__
    context = {**record.get("temporal_workflow", {}), **record.get("temporal_activity", {})}
    kept = {key: context[key] for key in _FROM_TEMPORAL if key in context}
    return {**event_dict, **kept, **record.get(FIELDS, {})}
