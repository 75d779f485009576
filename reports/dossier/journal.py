"""The journal in a dossier: its entries exactly as they are hashed, and the story that they tell."""

from collections.abc import Iterator
from typing import Final

from reports.cells import instant
from reports.document import Section
from reports.dossier.part import Part, table
from reports.telling import Telling
from rules.chain import canonical
from schemas.dossier import KeptUnit
from texts.values import say_actor

JOURNAL_FILE: Final = "journal.jsonl"
"""One entry a line. The SHA-256 of a line, without its end, is what the next one has as `previous`."""


def _files(kept: KeptUnit) -> Iterator[tuple[str, bytes]]:
    yield JOURNAL_FILE, b"".join(canonical(entry) + b"\n" for entry in kept.journal)


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    yield table(
        "journal",
        telling,
        (("number", "count"), ("when", "instant"), ("who", "text"), ("what", "text")),
        (
            (
                entry.revision,
                instant(entry.at, telling),
                say_actor(str(entry.by), telling.language),
                telling.happened(entry, kept.state.track),
            )
            for entry in kept.journal
        ),
    )


JOURNAL: Final = Part(_files, _sections)
