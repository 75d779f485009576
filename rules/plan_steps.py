"""What is wrong between the steps of a track: their order, and the time that their phase gives."""

from collections.abc import Iterator, Mapping

from schemas.problem import Problem
from schemas.quantities import Days, WorkingDays
from schemas.step import OpinionsStep, Phase, Step, SurveyStep, Track

Path = tuple[str | int, ...]
"""The way to a place in a plan: keys and list indices."""


def step_problems(track: Track, path: Path) -> Iterator[Problem]:
    """What is wrong in the phases of a track that stands at `path`."""
    phase_of: dict[str, str] = {}
    for number, phase in enumerate(track.phases):
        place = (*path, "phases", number)
        for index, step in enumerate(phase.steps):
            if step.id in phase_of:
                params = {"step": step.id, "phase": phase_of[step.id]}
                where = (*place, "steps", index, "id")
                yield Problem(code="step_repeated", params=params, path=where)
            phase_of.setdefault(step.id, phase.id)
    for number, phase in enumerate(track.phases):
        place = (*path, "phases", number)
        if not any(step.required for step in phase.steps):
            params = {"phase": phase.id}
            yield Problem(code="phase_without_required_step", params=params, path=place)
        for index, step in enumerate(phase.steps):
            where = (*place, "steps", index)
            yield from _order_problems(step, phase, phase_of, where)
            yield from _time_problems(step, phase, where)
            if isinstance(step, OpinionsStep):
                yield from _channel_problems(step, where)
            if len(track.phases) == 1 and isinstance(step, SurveyStep):
                yield from _survey_problems(step, phase, where)
        yield from _cycle_problems(phase, place)


def working_days_within(length: Days) -> WorkingDays:
    """How many working days lie in so many days after a day, at most, holidays set aside."""
    weeks, rest = divmod(length.count, 7)
    return WorkingDays(5 * weeks + min(rest, 5))


def days_within(length: WorkingDays) -> Days:
    """How many days so many working days last at most, holidays set aside: from a Friday."""
    weekends = -(-length.count // 5)
    return Days(length.count + 2 * weekends)


def _order_problems(
    step: Step, phase: Phase, phase_of: Mapping[str, str], path: Path
) -> Iterator[Problem]:
    siblings = {sibling.id: sibling for sibling in phase.steps}
    for index, before in enumerate(step.after):
        where = (*path, "after", index)
        params = {"step": step.id, "after": before}
        if before in siblings:
            if step.required and not siblings[before].required:
                yield Problem(code="required_after_optional", params=params, path=where)
        elif before in phase_of:
            params["phase"] = phase_of[before]
            yield Problem(code="after_step_of_other_phase", params=params, path=where)
        else:
            params["known"] = ", ".join(siblings)
            yield Problem(code="after_unknown_step", params=params, path=where)


def _time_problems(step: Step, phase: Phase, path: Path) -> Iterator[Problem]:
    fits = working_days_within(phase.length)
    params = {"step": step.id, "phase": phase.id, "length": str(phase.length)}
    if isinstance(step.due, WorkingDays) and step.due > fits:
        due = {"due": str(step.due), "fits": str(fits)}
        yield Problem(code="phase_too_short", params=params | due, path=(*path, "due"))
    if isinstance(step, OpinionsStep) and step.open_for > phase.length:
        params["open_for"] = str(step.open_for)
        yield Problem(code="phase_too_short_for_opinions", params=params, path=(*path, "open_for"))


def _channel_problems(step: OpinionsStep, path: Path) -> Iterator[Problem]:
    if step.minimum_channels > len(set(step.channels)):
        params = {"step": step.id, "minimum": str(step.minimum_channels)}
        yield Problem(code="too_few_channels", params=params, path=(*path, "minimum_channels"))


def _survey_problems(survey: SurveyStep, phase: Phase, path: Path) -> Iterator[Problem]:
    """On a track of one phase nothing but `after` keeps the survey last."""
    before, after = set[str](), {step.id: step.after for step in phase.steps}
    found = set(survey.after)
    while found:
        before |= found
        found = {earlier for id_ in found for earlier in after.get(id_, ())} - before
    missing = [
        step.id
        for step in phase.steps
        if step.required and not isinstance(step, SurveyStep) and step.id not in before
    ]
    if missing:
        params = {"survey": survey.id, "missing": ", ".join(missing)}
        yield Problem(code="survey_not_last", params=params, path=path)


def _cycle_problems(phase: Phase, path: Path) -> Iterator[Problem]:
    after = {step.id: step.after for step in phase.steps}
    places = {step.id: index for index, step in enumerate(phase.steps)}
    left: set[str] = set()

    def cycles(step: str, trail: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if step in trail:
            yield trail[trail.index(step) :]
        elif step in after and step not in left:
            for before in after[step]:
                yield from cycles(before, (*trail, step))
            left.add(step)

    for start in after:
        for cycle in cycles(start, ()):
            params = {"steps": " → ".join((*cycle, cycle[0]))}
            where = (*path, "steps", places[cycle[0]], "after")
            yield Problem(code="steps_in_a_circle", params=params, path=where)
