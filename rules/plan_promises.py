"""What a plan asks for and nobody could give, or nothing would ever ask of them.

Rules of running units may be such, from plans and amendments that were taken before this was looked
for: it is asked of a plan before it is launched, and of what an amendment brings, and of nothing else.
"""

from collections.abc import Iterator

from rules.plan_steps import Path, days_within
from schemas.problem import Problem
from schemas.quantities import Percent, WorkingDays
from schemas.step import (
    MeetingStep,
    MobilizationStep,
    OpinionsStep,
    Phase,
    RectificationStep,
    Step,
    SurveyStep,
    Track,
)


def promise_problems(track: Track, path: Path) -> Iterator[Problem]:
    """What is promised in vain in the phases of a track that stands at `path`."""
    for number, phase in enumerate(track.phases):
        place = (*path, "phases", number)
        yield from _sign_off_problems(phase, place)
        for index, step in enumerate(phase.steps):
            where = (*place, "steps", index)
            yield from _share_problems(step, where)
            if isinstance(step, OpinionsStep):
                yield from _opinion_problems(step, where)
            if isinstance(step, SurveyStep):
                yield from _mark_problems(step, where)


def _sign_off_problems(phase: Phase, path: Path) -> Iterator[Problem]:
    """Only a sign-off waits for what is published, and for a poll."""
    if phase.gate.sign_off:
        return
    params = {"phase": phase.id}
    if phase.published:
        code = "published_without_sign_off"
        yield Problem(code=code, params=params, path=(*path, "published"))
    if phase.polled:
        yield Problem(code="polled_without_sign_off", params=params, path=(*path, "polled"))


def _share_problems(step: Step, path: Path) -> Iterator[Problem]:
    match step:
        case MobilizationStep():
            name, share = "coverage", step.coverage
        case MeetingStep():
            name, share = "quorum", step.quorum
        case RectificationStep():
            name, share = "closed_share", step.closed_share
        case _:
            return
    if share == Percent.parse("0 %"):
        params = {"step": step.id, "name": name}
        yield Problem(code="share_of_nothing", params=params, path=(*path, name))


def _opinion_problems(step: OpinionsStep, path: Path) -> Iterator[Problem]:
    if isinstance(step.due, WorkingDays) and step.open_for > days_within(step.due):
        params = {"step": step.id, "due": str(step.due), "open_for": str(step.open_for)}
        yield Problem(code="due_before_opinions_close", params=params, path=(*path, "due"))


def _mark_problems(step: SurveyStep, path: Path) -> Iterator[Problem]:
    best = None if step.weights is None else step.weights.very_satisfied
    if best is not None and best < step.pass_mark:
        params = {"step": step.id, "weight": str(best), "pass_mark": str(step.pass_mark)}
        where = (*path, "weights", "very_satisfied")
        yield Problem(code="pass_mark_out_of_reach", params=params, path=where)
