"""A unit's visits in its dossier: when a supervision group was there, and what it found."""

from collections.abc import Iterator
from typing import Final

from reports.document import Section
from reports.dossier.part import NO_FILES, Part, table
from reports.dossier.rows import rows_of_type
from reports.telling import Telling
from schemas.dossier import KeptUnit
from schemas.visits import Visit
from texts.values import localise, say_actor


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    visits = rows_of_type(kept, Visit)
    if not visits:
        return
    yield table(
        "visits",
        telling,
        (("on", "day"), *((code, "text") for code in ("who", "phase", "verdict", "findings"))),
        (
            (
                visit.on,
                say_actor(str(visit.by), telling.language),
                telling.phase(visit.phase, kept.state.track),
                localise({"verdict": visit.verdict}, telling.language)["verdict"],
                "\n".join(visit.findings),
            )
            for visit in visits
        ),
    )


VISITS: Final = Part(NO_FILES, _sections)
