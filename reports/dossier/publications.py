"""What a unit published, in its dossier: every version, with what corrected it or took it back."""

from collections.abc import Iterator
from typing import Final

from reports.cells import instant
from reports.document import Section
from reports.dossier.part import NO_FILES, Part, table
from reports.dossier.rows import rows_of_type
from reports.telling import Telling
from schemas.dossier import KeptUnit
from schemas.publication import PublicationRow, WithdrawalRow
from texts.values import localise


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    published = rows_of_type(kept, PublicationRow)
    if not published:
        return
    reasons = {
        (one.subject, one.phase, one.version): one.reason
        for one in rows_of_type(kept, WithdrawalRow)
    }
    yield table(
        "publications",
        telling,
        (
            ("subject", "text"),
            ("phase", "text"),
            ("version", "count"),
            ("when", "instant"),
            ("text", "text"),
            ("correction", "text"),
            ("withdrawn", "text"),
        ),
        (
            (
                localise({"subject": one.subject}, telling.language)["subject"],
                telling.phase(one.phase or None, kept.state.track),
                one.version,
                instant(one.at, telling),
                one.text,
                one.correction,
                reasons.get((one.subject, one.phase, one.version)),
            )
            for one in published
        ),
    )


PUBLICATIONS: Final = Part(NO_FILES, _sections)
