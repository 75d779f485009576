"""What is wrong between the times of steps that come after each other.

It is asked of plans alone, and not of what an amendment leaves: units that run may have come with a
plan of which an earlier release did not ask it.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from rules.plan_steps import Path, working_days_within
from schemas.problem import Problem
from schemas.quantities import Days, WorkingDays
from schemas.step import OpinionsStep, Phase, Step, Track


def time_problems(track: Track, path: Path) -> Iterator[Problem]:
    """What cannot be in time because of what comes first, in the phases of a track at `path`."""
    for number, phase in enumerate(track.phases):
        place = (*path, "phases", number, "steps")
        earlier = _earlier_steps(phase)
        yield from _due_problems(phase, earlier, place)
        if not any(step.id in earlier[step.id] for step in phase.steps):
            yield from _turn_problems(phase, place)


def _due_problems(phase: Phase, earlier: Mapping[str, set[str]], path: Path) -> Iterator[Problem]:
    """Steps that are due before one that they come after.

    What comes after an optional step, or after itself, is wrong already.
    """
    by_id = {step.id: step for step in phase.steps}
    for index, step in enumerate(phase.steps):
        for before in (by_id[id_] for id_ in step.after if id_ in by_id):
            is_wrong_already = step.id in earlier[before.id] or step.required > before.required
            if is_wrong_already or _due(step, phase) >= _due(before, phase):
                continue
            params = {
                "step": step.id,
                "due": str(step.due),
                "after": before.id,
                "other": str(before.due),
            }
            yield Problem(code="due_before_earlier", params=params, path=(*path, index, "due"))
            break


def _turn_problems(phase: Phase, path: Path) -> Iterator[Problem]:
    """Solicitations that come after each other, and together are open for longer than the phase.

    The phase's steps must be without circles.
    """
    by_id = {step.id: step for step in phase.steps}

    @cache
    def turns(id_: str) -> tuple[int, tuple[str, ...]]:
        """How many days have gone at least once a step is done, and which solicitations took them."""
        step = by_id[id_]
        before = (turns(earlier) for earlier in step.after if earlier in by_id)
        days, taken = max(before, default=(0, ()))
        if isinstance(step, OpinionsStep):
            return days + step.open_for.count, (*taken, id_)
        return days, taken

    length = phase.length.count
    for index, step in enumerate(phase.steps):
        if not isinstance(step, OpinionsStep):
            continue
        days, taken = turns(step.id)
        # Only the first that is one too many, and not one that is too long by itself.
        if max(days - step.open_for.count, step.open_for.count) <= length < days:
            params = {
                "steps": " → ".join(taken),
                "phase": phase.id,
                "open_for": str(Days(days)),
                "length": str(phase.length),
            }
            where = (*path, index, "open_for")
            yield Problem(code="phase_too_short_for_turns", params=params, path=where)


def _due(step: Step, phase: Phase) -> WorkingDays:
    """When it is due, holidays set aside: at the end of the phase, or so many days before."""
    end = working_days_within(phase.length)
    return min(step.due, end) if isinstance(step.due, WorkingDays) else end


def _earlier_steps(phase: Phase) -> dict[str, set[str]]:
    """For every step those that come before it, directly or not; itself too in a circle."""
    after = {step.id: step.after for step in phase.steps}
    earlier: dict[str, set[str]] = {}
    for id_, directly in after.items():
        before, found = set[str](), after.keys() & directly
        while found:
            before |= found
            found = {one for each in found for one in after[each] if one in after} - before
        earlier[id_] = before
    return earlier
