"""What the journal leaves in the tables beside it, in a dossier: every table as lines of JSON."""

from collections.abc import Iterator
from typing import Final, TypeVar

import records.store  # noqa: F401 - where all tables are known, with their keys
from records.rows import latest_rows, latest_values
from reports.document import Section
from reports.dossier.part import Part, lines
from reports.telling import Telling
from schemas.dossier import KeptUnit
from schemas.rows import Row

_R = TypeVar("_R", bound=Row)

FOLDER: Final = "tables"
"""In it, `visits.jsonl` has the unit's rows of the table `visits`, and so on."""


def rows_of_type(kept: KeptUnit, type_: type[_R]) -> tuple[_R, ...]:
    """The rows of one type as they are now, in the order in which they were first written."""
    found = latest_rows(row for row in kept.rows if isinstance(row, type_))
    return tuple(row for row in found.get(type_, ()) if isinstance(row, type_))


def _files(kept: KeptUnit) -> Iterator[tuple[str, bytes]]:
    for name, rows in sorted(latest_values(kept.rows).items()):
        given = (
            {column: value for column, value in row.items() if value is not None} for row in rows
        )
        yield f"{FOLDER}/{name}.jsonl", lines(given)


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    """None: each subject shows its own."""
    del kept, telling
    yield from ()


ROWS: Final = Part(_files, _sections)
