"""Who of a unit's members took part, in its dossier: as counts by category, against the roster."""

from collections.abc import Iterator
from typing import Final

from reports.document import Section
from reports.dossier.part import NO_FILES, Part, table
from reports.telling import Telling
from rules.course import track
from rules.mobilization import participation_view
from schemas.dossier import KeptUnit
from schemas.mobilization import ParticipationView
from schemas.state import StepState
from schemas.step import MobilizationStep
from texts.mobilization import CATEGORIES


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    views = tuple(_views(kept))
    if not views:
        return
    yield table(
        "participation",
        telling,
        (
            ("step", "text"),
            ("category", "text"),
            ("members", "count"),
            ("reached", "count"),
            ("excused", "count"),
        ),
        (
            (
                view.title.in_(telling.language),
                CATEGORIES[f"category.{one.category}"].in_(telling.language),
                one.members,
                one.reached,
                one.excused,
            )
            for view in views
            for one in view.categories
        ),
    )


def _views(kept: KeptUnit) -> Iterator[ParticipationView]:
    """Of every step of mobilisation in which something was recorded."""
    for phase in track(kept.state).phases:
        for step in phase.steps:
            own = kept.state.steps.get(step.id, StepState())
            if isinstance(step, MobilizationStep) and own.participation is not None:
                yield participation_view(kept.state, step)


PARTICIPATION: Final = Part(NO_FILES, _sections)
