"""The plan in a dossier: as its office wrote it, as it was read, and what was amended since."""

from collections.abc import Iterator
from typing import Final

from reports.document import Section
from reports.dossier.part import Part, lines, written
from reports.telling import Telling
from schemas.dossier import KeptUnit

SOURCE_FILE: Final = "plan.yaml"
PLAN_FILE: Final = "plan.json"
AMENDMENTS_FILE: Final = "amendments.jsonl"


def _files(kept: KeptUnit) -> Iterator[tuple[str, bytes]]:
    yield SOURCE_FILE, kept.plan_source.encode()
    yield PLAN_FILE, written(kept.plan)
    yield AMENDMENTS_FILE, lines(kept.amendments)


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    """None: what the unit had to do of the plan stands with what it has done."""
    del kept, telling
    yield from ()


PLAN: Final = Part(_files, _sections)
