"""The delivery log in a dossier: what was said to whom, and what came of it; people by their ids."""

from collections.abc import Iterator
from typing import Final

from reports.cells import instant
from reports.document import Section
from reports.dossier.part import Part, lines, table
from reports.telling import Telling
from schemas.dispatch import LogLine
from schemas.dossier import KeptUnit
from texts.deliveries import say_fate
from texts.notices import notice_label
from texts.values import say_actor

DELIVERIES_FILE: Final = "deliveries.jsonl"
"""One line of the log a line, newest first."""


def _files(kept: KeptUnit) -> Iterator[tuple[str, bytes]]:
    yield DELIVERIES_FILE, lines(kept.deliveries)


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    language = telling.language
    yield table(
        "deliveries",
        telling,
        (("when", "instant"), *((code, "text") for code in ("what", "told", "channel", "fate"))),
        (
            (
                instant(line.at, telling),
                _what(line, telling, kept.state.track),
                line.recipient or line.person or say_actor(str(line.audience), language),
                line.channel,
                say_fate(line.outcome, language),
            )
            for line in reversed(kept.deliveries)
        ),
    )


def _what(line: LogLine, telling: Telling, track: str) -> str:
    is_late = line.due is not None and line.due < line.at
    label = notice_label(line.kind, telling.language, is_late=is_late)
    target = "" if line.target is None else telling.target(line.target, track)
    return " ".join(filter(None, (label, target)))


DELIVERIES: Final = Part(_files, _sections)
