"""What roll-ups count by its ids: phases, last surveys and bands, by the rules that units carry now.

The plan as it was launched says less: an amendment may have given a district other bands, or another
survey. Whoever sums up units, for a roll-up, a league or a report, counts by this.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from records.rulebooks import Rulebooks
from records.tables import UNITS
from schemas.plan import Plan
from schemas.quantities import Percent
from schemas.state import Standing
from schemas.step import SurveyStep, Track
from schemas.unit_rules import UnitRules


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSurvey:
    """The survey that says the result on a track, of units that carry one of these rules."""

    track: str
    step: str
    rules: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is counted of a campaign.

    `phases` are the ids of every track and each of its phases, `bands` the lower bounds of the bands
    of the units' last surveys, highest first, `office_bands` those of the offices'.
    """

    phases: tuple[tuple[str, str], ...] = ()
    surveys: tuple[LastSurvey, ...] = ()
    bands: tuple[Percent, ...] = ()
    office_bands: tuple[Percent, ...] = ()

    @classmethod
    def of(cls, plan: Plan, carried: Mapping[str, UnitRules]) -> Self:
        """What is counted of a plan whose units carry these rules, each under its digest.

        Of several surveys of a track the last one says the result. Where some units have other bands
        than others, all are counted by the bounds of all of them: a score is in one band then,
        whoever reached it. Where nobody carries anything the plan's own bounds stand. What an office
        is measured by cuts no band of the units.
        """
        tracks = [track for rules in carried.values() for track in rules.tracks]
        offices = [rules for rules in carried.values() if plan.is_of_office(rules.unit_type)]
        units = [rules for rules in carried.values() if not plan.is_of_office(rules.unit_type)]
        bands = _bounds(track for rules in units for track in rules.tracks) or _bounds(plan.tracks)
        by_survey = defaultdict[tuple[str, str], set[str]](set)
        for digest, rules in carried.items():
            for track in rules.tracks:
                for step in _last_survey(track):
                    by_survey[track.id, step.id].add(digest)
        phases = {
            (track.id, phase.id): None
            for track in (*plan.tracks, *tracks)
            for phase in track.phases
        }
        return cls(
            phases=tuple(phases),
            surveys=tuple(
                LastSurvey(track=track, step=step, rules=frozenset(digests))
                for (track, step), digests in by_survey.items()
            ),
            bands=bands,
            office_bands=_bounds(track for rules in offices for track in rules.tracks) or bands,
        )


async def fetch_carried(
    connection: AsyncConnection, rulebooks: Rulebooks, campaign: str
) -> dict[str, UnitRules]:
    """The rules that units carry now, by their digests; those of units that have left say nothing."""
    digests = await connection.scalars(
        select(UNITS.c.rules)
        .distinct()
        .where(UNITS.c.campaign == campaign, UNITS.c.standing != Standing.WITHDRAWN.value)
    )
    carried = await rulebooks.fetch(connection, set(digests))
    return dict(sorted(carried.items()))


def _bounds(tracks: Iterable[Track]) -> tuple[Percent, ...]:
    bounds = {bound for track in tracks for step in _last_survey(track) for bound in step.bands}
    return tuple(sorted(bounds, reverse=True))


def _last_survey(track: Track) -> Iterator[SurveyStep]:
    steps = (step for phase in reversed(track.phases) for step in reversed(phase.steps))
    last = next((step for step in steps if isinstance(step, SurveyStep)), None)
    if last is not None:
        yield last
