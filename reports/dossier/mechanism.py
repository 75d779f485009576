"""A unit's long-term mechanism in its dossier: every version, the last of which holds."""

from collections.abc import Iterator
from typing import Final

from reports.cells import instant
from reports.document import Section
from reports.dossier.part import NO_FILES, Part, table
from reports.dossier.rows import rows_of_type
from reports.telling import Telling
from schemas.dossier import KeptUnit
from schemas.mechanism import Mechanism


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    versions = rows_of_type(kept, Mechanism)
    if not versions:
        return
    yield table(
        "mechanism",
        telling,
        (("version", "count"), ("when", "instant"), ("text", "text"), ("keeps", "text")),
        (
            (one.version, instant(one.at, telling), one.text, "\n".join(one.keeps))
            for one in versions
        ),
    )


MECHANISM: Final = Part(NO_FILES, _sections)
