"""A unit's ledger in its dossier: what was promised, by when, by which office, and what came of it."""

from collections.abc import Iterator
from typing import Final

from reports.document import Section
from reports.dossier.part import NO_FILES, Part, table
from reports.dossier.rows import rows_of_type
from reports.telling import Telling
from schemas.dossier import KeptUnit
from schemas.ledger_rows import (
    ItemEvidenceRow,
    ItemMeasureRow,
    ItemOwnerRow,
    ItemRow,
    ItemStatusRow,
)
from texts.dossiers import heading
from texts.values import localise


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    items = rows_of_type(kept, ItemRow)
    if not items:
        return
    measures = {row.number: row.measure for row in rows_of_type(kept, ItemMeasureRow)}
    owners = {row.number: row.owner for row in rows_of_type(kept, ItemOwnerRow)}
    evidence = {row.number: row.evidence for row in rows_of_type(kept, ItemEvidenceRow)}
    stands = {row.number: row for row in rows_of_type(kept, ItemStatusRow)}
    yield table(
        "ledger",
        telling,
        (
            ("number", "count"),
            ("measure", "text"),
            ("owner", "text"),
            ("commitment", "text"),
            ("problem", "count"),
            ("due", "day"),
            ("status", "text"),
            ("evidence", "text"),
        ),
        (
            (
                item.number,
                measures[item.number],
                owners[item.number],
                heading("yes", telling.language) if item.is_commitment else None,
                item.problem,
                stands[item.number].due,
                _status(stands[item.number], telling),
                evidence.get(item.number),
            )
            for item in items
        ),
    )


def _status(stands: ItemStatusRow, telling: Telling) -> str:
    return localise({"item_status": stands.status}, telling.language)["item_status"]


LEDGER: Final = Part(NO_FILES, _sections)
