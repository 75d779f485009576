"""What a unit's records say of a subject, gathered and composed into a text for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reports.announcing import (
    Counted,
    commitment_lines,
    composed,
    mechanism_lines,
    plan_lines,
    problem_lines,
    progress_lines,
    result_lines,
)
from reports.fitting import Line, Room
from rules.course import find_step, track
from rules.progress import progress
from schemas.ledger_rows import ItemFilter, ItemLine
from schemas.publication import Subject
from schemas.survey import SurveyView
from texts.announcing import CATALOGUE
from texts.catalogue import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from client.gateway import Gateway
    from reports.telling import Telling

_A_PAGE: Final = 500
_COUNTED: Final = frozenset({"passed", "below", "measured", "too_small"})


class Announcing:
    """Composes what a unit puts in the open, so that nobody types again what is recorded."""

    def __init__(self, gateway: Gateway, campaign: str, telling: Telling) -> None:
        self._gateway = gateway
        self._campaign = campaign
        self._telling = telling

    async def text(
        self, unit: str, subject: Subject, *, phase: str | None, correction: str | None = None
    ) -> str:
        """What is recorded of a subject, of a phase where one is named; empty where nothing is.

        Problems, commitments and the mechanism are the whole unit's. A `correction` goes with the
        text into one command, and takes room from it.
        """
        language = self._telling.language
        lines: Iterable[Line] = ()
        match subject:
            case "problems":
                problems = await self._gateway.opinions.problems(self._campaign, unit)
                lines = problem_lines(problems, language)
            case "commitments":
                lines = commitment_lines(await self._commitments(unit), language)
            case "mechanism":
                versions = await self._gateway.mechanisms(self._campaign, unit)
                if versions:
                    lines = mechanism_lines(versions[0], language)
            case "results":
                lines = result_lines(await self._results(unit, phase), self._telling)
            case "plan" | "progress":
                lines = await self._course(unit, subject, phase)
        return composed(subject, tuple(lines), Room.beside(correction), language)

    async def _commitments(self, unit: str) -> list[ItemLine]:
        found: list[ItemLine] = []
        chosen, after = ItemFilter(unit=unit, is_commitment=True), None
        while True:
            page = await self._gateway.ledgers.page(
                self._campaign, chosen, after=after, limit=_A_PAGE
            )
            found += page.lines
            after = page.next
            if after is None:
                return found

    async def _results(self, unit: str, phase: str | None) -> list[Counted]:
        state = (await self._gateway.unit(self._campaign, unit)).state
        results = []
        for one in await self._gateway.surveys.show(self._campaign, unit):
            found = find_step(track(state), one.step)
            of_phase = one.step if found is None else found[0].id
            if one.state.status not in _COUNTED or phase not in {None, of_phase}:
                continue
            published = None
            if one.state.score is not None:
                published = await self._gateway.surveys.publish(self._campaign, unit, one.step)
            title = self._title(one, is_poll=found is None)
            results.append(Counted(title=title, survey=one, published=published))
        return results

    def _title(self, survey: SurveyView, *, is_poll: bool) -> str:
        title = survey.title.in_(self._telling.language)
        if not is_poll:
            return title
        return say(CATALOGUE, "poll", {"phase": title}, self._telling.language)

    async def _course(self, unit: str, subject: Subject, phase: str | None) -> Iterable[Line]:
        state = (await self._gateway.unit(self._campaign, unit)).state
        view = progress(state, await self._gateway.now(self._campaign))
        if subject == "plan":
            phases = [one for one in track(state).phases if phase in {None, one.id}]
            return plan_lines(phases, view, self._telling)
        begun = [one for one in view.phases if phase in {None, one.phase}]
        return progress_lines(begun, view, self._telling)
