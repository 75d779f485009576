"""How a unit solicited opinions, in its dossier, and the problems that it owned up to.

The opinions themselves are not in it: they were given to be counted and heard, not to be handed on.
"""

from collections.abc import Iterator
from typing import Final

from reports.document import Section
from reports.dossier.part import NO_FILES, Part, table
from reports.dossier.rows import rows_of_type
from reports.telling import Telling
from schemas.dossier import KeptUnit
from schemas.opinions import ProblemRow, SolicitationRow
from texts.labels import label


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    solicitations = rows_of_type(kept, SolicitationRow)
    problems = rows_of_type(kept, ProblemRow)
    if solicitations:
        yield _solicitations(solicitations, kept.state.track, telling)
    if problems:
        yield table(
            "problems",
            telling,
            (("number", "count"), ("what", "text"), ("topics", "text"), ("linked", "count")),
            ((one.number, one.text, "\n".join(one.topics), len(one.opinions)) for one in problems),
        )


def _solicitations(
    solicitations: tuple[SolicitationRow, ...], track: str, telling: Telling
) -> Section:
    return table(
        "opinions",
        telling,
        (
            ("step", "text"),
            ("round", "count"),
            ("channels", "text"),
            ("opened_on", "day"),
            ("until", "day"),
            ("opinions", "count"),
            ("problems", "count"),
        ),
        (
            (
                telling.step(one.step, track),
                one.round,
                "\n".join(label("channel", channel, telling.language) for channel in one.channels),
                one.opened_on,
                one.until,
                one.opinions,
                one.problems,
            )
            for one in solicitations
        ),
    )


OPINIONS: Final = Part(NO_FILES, _sections)
