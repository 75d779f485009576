"""What each change of an amendment makes of the rules that a unit carries."""

from collections.abc import Callable, Iterable
from typing import Any, Final, assert_never

from pydantic import TypeAdapter, ValidationError

from rules.calendar import close_of, on_or_before
from rules.folding import with_
from rules.refused import Refused
from schemas.amendment import (
    CalendarChange,
    Change,
    ExtensionsChange,
    GateChange,
    LatestStartChange,
    LightsChange,
    PhaseChange,
    RemindersChange,
    StepAdded,
    StepChange,
    StepDropped,
    WindowChange,
)
from schemas.plan import Window
from schemas.quantities import Days, WorkingDays
from schemas.step import Gate, Phase, Question, Step, SurveyStep
from schemas.unit_rules import UnitRules

_Step: Final[TypeAdapter[Step]] = TypeAdapter(Step)


def changed(rules: UnitRules, change: Change) -> UnitRules:
    """The rules after one change; those of phases and steps hold on every track that has them.

    Raises:
        Refused: it does not fit these rules.
    """
    after = _changed(rules, change)
    before, kept = _questions(rules), _questions(after)
    _require_words_of_old(rules, kept)
    dropped = dict(rules.dropped_questions)
    for step, asked in before.items():
        gone = tuple(one for one in asked if one not in kept.get(step, ()))
        if gone:
            dropped[step] = tuple(dict.fromkeys((*dropped.get(step, ()), *gone)))
    return after if dropped == rules.dropped_questions else with_(after, dropped_questions=dropped)


def _changed(rules: UnitRules, change: Change) -> UnitRules:
    match change:
        case PhaseChange():
            return _with_phase(rules, change.phase, lambda phase: _resized(phase, change))
        case GateChange():
            return _with_phase(rules, change.phase, lambda phase: _regated(phase, change))
        case StepChange():
            return _with_step(rules, change.step, lambda phase: _with_other_step(phase, change))
        case StepAdded():
            return _with_phase(rules, change.phase, lambda phase: _with_more(phase, change.step))
        case StepDropped():
            return _with_step(rules, change.step, lambda phase: _without(phase, change.step))
        case LightsChange():
            return with_(rules, due_soon=change.due_soon)
        case ExtensionsChange():
            return with_(rules, request_lapse=change.request_lapse)
        case RemindersChange():
            return with_(rules, reminders=change.reminders)
        case WindowChange():
            if change.last <= rules.window.first:
                raise Refused(
                    "amendment_window_reversed", last=change.last, first=rules.window.first
                )
            return with_(rules, window=Window(first=rules.window.first, last=change.last))
        case LatestStartChange():
            return with_(rules, latest_start=change.on, latest_starts={})
        case CalendarChange():
            return with_(rules, calendar=change.calendar)
    assert_never(change)


def within_window(rules: UnitRules) -> UnitRules:
    """The rules with the end that follows from their window and calendar, and no start after it.

    Raises:
        Refused: the latest start lies outside the window, or the window outside the calendar.
    """
    window, calendar = rules.window, rules.calendar
    if not window.first <= rules.latest_start <= window.last:
        raise Refused(
            "amendment_start_outside_window",
            date=rules.latest_start,
            first=window.first,
            last=window.last,
        )
    if not calendar.first <= window.first <= window.last <= calendar.last:
        raise Refused("amendment_beyond_calendar", first=calendar.first, last=calendar.last)
    return with_(
        rules,
        ends_at=close_of(calendar, on_or_before(calendar, window.last)),
        latest_starts={track: min(day, window.last) for track, day in rules.latest_starts.items()},
    )


def _resized(phase: Phase, change: PhaseChange) -> Phase:
    by = change.longer.count if change.longer is not None else 0
    by -= change.shorter.count if change.shorter is not None else 0
    if phase.length.count + by < 1:
        raise Refused("amendment_phase_vanishes", phase=phase.id, length=phase.length)
    said = {"published": change.published, "polled": change.polled}
    given = {name: value for name, value in said.items() if value is not None}
    return phase.model_copy(update={"length": Days(phase.length.count + by), **given})


def _regated(phase: Phase, change: GateChange) -> Phase:
    gate = phase.gate
    lapse = gate.lapse if change.lapse is None else change.lapse
    sign_off = gate.sign_off if change.sign_off is None else change.sign_off
    if not sign_off and isinstance(change.lapse, WorkingDays):
        raise Refused("amendment_lapse_without_sign_off", phase=phase.id)
    if lapse == "never" or not sign_off:
        lapse = None
    regated = Gate(sign_off=sign_off, lapse=lapse, redo=change.redo or gate.redo)
    return phase.model_copy(update={"gate": regated})


def _with_other_step(phase: Phase, change: StepChange) -> Phase:
    given = change.changes
    return _with_steps(
        phase, [_other(step, given) if step.id == change.step else step for step in phase.steps]
    )


def _other(step: Step, given: dict[str, Any]) -> Step:
    foreign = next((name for name in given if name not in type(step).model_fields), None)
    if foreign is not None:
        raise Refused("amendment_of_another_kind", step=step.id, kind=step.kind, field=foreign)
    if isinstance(step, SurveyStep):
        _require_same_words(step, given.get("questions", ()))
    try:
        return _Step.validate_python({**dict(step), **given})
    except ValidationError as error:
        raise Refused(
            "amendment_step_unsound", step=step.id, what=error.errors()[0]["msg"]
        ) from None


def _require_same_words(step: SurveyStep, questions: Iterable[Question]) -> None:
    """Refuse other words for a question: its ballots and results know it by its id."""
    known = {one.id: one.title for one in step.questions}
    for question in questions:
        if known.get(question.id, question.title) != question.title:
            raise Refused("amendment_rewords_question", step=step.id, question=question.id)


def _questions(rules: UnitRules) -> dict[str, tuple[Question, ...]]:
    """What surveys ask, by step, on whatever track."""
    asked: dict[str, tuple[Question, ...]] = {}
    for track in rules.tracks:
        for phase in track.phases:
            for step in phase.steps:
                if isinstance(step, SurveyStep):
                    asked[step.id] = (*asked.get(step.id, ()), *step.questions)
    return asked


def _require_words_of_old(rules: UnitRules, asked: dict[str, tuple[Question, ...]]) -> None:
    """Refuse a question that was dropped and would come back in other words."""
    for step, dropped in rules.dropped_questions.items():
        for question in asked.get(step, ()):
            words = [one.title for one in dropped if one.id == question.id]
            if words and question.title not in words:
                raise Refused("amendment_rewords_question", step=step, question=question.id)


def _with_more(phase: Phase, step: Step) -> Phase:
    return _with_steps(phase, [*phase.steps, step])


def _without(phase: Phase, dropped: str) -> Phase:
    before = next(step.after for step in phase.steps if step.id == dropped)
    return _with_steps(
        phase, [_after_others(step, dropped, before) for step in phase.steps if step.id != dropped]
    )


def _after_others(step: Step, dropped: str, instead: tuple[str, ...]) -> Step:
    if dropped not in step.after:
        return step
    others = [one for one in step.after if one != dropped]
    after = tuple(dict.fromkeys([*others, *instead]))
    return step.model_copy(update={"after": after})


def _with_steps(phase: Phase, steps: list[Step]) -> Phase:
    return phase.model_copy(update={"steps": tuple(steps)})


def _with_phase(rules: UnitRules, phase: str, change: Callable[[Phase], Phase]) -> UnitRules:
    known = dict.fromkeys(one.id for track in rules.tracks for one in track.phases)
    if phase not in known:
        raise Refused("amendment_of_unknown_phase", phase=phase, known=", ".join(known))
    return _with_phases(rules, lambda one: one.id == phase, change)


def _with_step(rules: UnitRules, step: str, change: Callable[[Phase], Phase]) -> UnitRules:
    def has_it(phase: Phase) -> bool:
        return any(one.id == step for one in phase.steps)

    if not any(has_it(phase) for track in rules.tracks for phase in track.phases):
        raise Refused("amendment_of_unknown_step", step=step)
    return _with_phases(rules, has_it, change)


def _with_phases(
    rules: UnitRules, is_meant: Callable[[Phase], bool], change: Callable[[Phase], Phase]
) -> UnitRules:
    return with_(
        rules,
        tracks=tuple(
            track.model_copy(
                update={
                    "phases": tuple(
                        change(phase) if is_meant(phase) else phase for phase in track.phases
                    )
                }
            )
            for track in rules.tracks
        ),
    )
