"""What the rules accept of a person now, found by trying everything: the oracle of `possible`."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final, get_args

from rules.calendar import is_working_day, local_date, on_or_after
from rules.course import find_step, open_phase, step_state, track
from rules.deadlines import deadline_of
from rules.decide import decide
from rules.mobilization import CATEGORIES, unreached
from rules.refused import Refused
from schemas.actor import Actor
from schemas.commands import CommandAdapter
from schemas.roster import Category, Members
from schemas.state import UnitState
from schemas.step import OpinionsStep, SurveyStep
from schemas.target import Target
from tests.rules.ledger_offers import ledger_tries, offered_fields
from tests.rules.strategies import targets

Offer = tuple[str, str | None]
"""The kind of a command, and what it names."""

_VALUES: Final = {
    "date_past",
    "date_out_of_bounds",
    "date_not_worked",
    "not_later",
    "more_than_members",
    "meeting_outside_campaign",
    "no_more_branches",
    "branches_too_large",
}
"""Refusals of a value where another one might do."""


_ABOUT_A_CATEGORY: Final = ("explain_absence", "accept_absence", "decline_absence")


def accepted(state: UnitState, by: Actor, now: datetime) -> set[Offer]:
    """Every kind of command with every argument for which the rules accept some values."""
    return {offer for offer, tries in _tries(state, now) if _any_accepted(state, by, now, tries)}


def fields_of(state: UnitState, kind: str, argument: str | None, now: datetime) -> dict[str, Any]:
    """A command's fields for what `possible` offers; dates are tried until one is accepted."""
    today = local_date(state.rules.calendar, now)
    current = open_phase(state)
    phase = current[1].id if current else ""
    by_kind: dict[str, dict[str, Any]] = {
        "complete_readiness": {"item": argument},
        "complete_step": {"step": argument},
        "reopen_step": {"step": argument, "reason": "-"},
        "schedule_step": {"step": argument, "on": today},
        "send_back": {"phase": phase, "redo": (argument,), "reason": "-"},
        "sign_off": {"phase": argument},
        "close_solicitation": {"step": argument},
        "open_survey": {
            "step": argument,
            "until": on_or_after(state.rules.calendar, today),
            "ballots": 9,
            "made_up": "-",
        },
        "close_survey": {"step": argument},
        "judge_survey": {"step": argument, "verdict": "passed", "reason": "-"},
        "reopen": {"redo": (argument,) if argument else (), "reason": "-"},
        "switch_track": {"track": argument, "reason": "-"},
        "suspend": {"reason": "-"},
        "hold": {"reason": "-"},
        "withdraw": {"cause": "other", "reason": "-"},
        "reassign": {"supervision_group": f"{state.unit.supervision_group}x"[:60]},
        "comment": {"text": "-"},
        "amend": {"unit": state.unit, "reason": "-"},
        "record_participation": {
            "step": argument,
            "on": today,
            "reached": unreached(state, argument or ""),
        },
        "convene_meeting": {
            "step": argument,
            "branch": next(iter(step_state(state, argument or "").branches), "first"),
            "members": 1,
            "on": min(max(today, state.rules.window.first), state.rules.window.last),
            "starts": time(15),
            "place": "-",
        },
        "correct_participation": {"step": argument, "reached": Members(), "reason": "-"},
        "set_mechanism": {"text": "-", "keeps": ("-",)},
        "publish": {"subject": "progress", "text": "-", "correction": "-"},
        "withdraw_publication": _publication(argument or ""),
        "record_visit": {"on": today, "verdict": "good"},
    }
    if kind in _ABOUT_A_CATEGORY:
        step, _, category = (argument or "").partition(" ")
        text = {} if kind == "accept_absence" else {"reason": "-"}
        return {"step": step, "category": category, **text}
    if kind in {"call_off_meeting", "record_meeting"}:
        step, _, branch = (argument or "").partition(" ")
        held = {"on": today, "attended": Members(other=1)}
        more = {"reason": "-"} if kind == "call_off_meeting" else held
        return {"step": step, "branch": branch, **more}
    of_the_ledger = offered_fields(state, kind, argument, now)
    if of_the_ledger is not None:
        return of_the_ledger
    if kind in {"extend", "request_extension", "decline_extension"}:
        target = Target.parse(argument or "")
        if kind == "decline_extension":
            return {"target": target, "reason": "-"}
        deadline = deadline_of(state, target)
        day = today if deadline is None else local_date(state.rules.calendar, deadline.at)
        later = max(day + timedelta(days=1), today)
        while not is_working_day(state.rules.calendar, later):
            later += timedelta(days=1)
        return {"target": target, "until": later, "reason": "-"}
    if kind == "open_solicitation":
        return _opened(state, argument or "", now)
    return by_kind.get(kind, {})


def _opened(state: UnitState, step_id: str, now: datetime) -> dict[str, Any]:
    """A solicitation by all channels of the plan's, for exactly its days."""
    found = find_step(track(state), step_id)
    assert found is not None
    assert isinstance(found[1], OpinionsStep)
    until = local_date(state.rules.calendar, now) + timedelta(days=found[1].open_for.count)
    return {"step": step_id, "channels": found[1].channels, "until": until}


def _publication(key: str) -> dict[str, Any]:
    """What is withdrawn under a key."""
    subject, _, phase = key.partition(":")
    return {"subject": subject, "phase": phase or None, "reason": "-"}


def _any_accepted(
    state: UnitState, by: Actor, now: datetime, tries: Iterable[dict[str, Any]]
) -> bool:
    for fields in tries:
        command = CommandAdapter.validate_python({"id": "try", "by": by, **fields})
        try:
            decide(state, command, now)
        except Refused as refused:
            if refused.refusal.code not in _VALUES:
                return False
        else:
            return True
    return False


def _tries(state: UnitState, now: datetime) -> Iterator[tuple[Offer, Iterable[dict[str, Any]]]]:
    for kind, fields in _WHOLE_UNIT.items():
        yield (kind, None), [{"kind": kind, **fields}]
    another = f"{state.unit.coordinator}-successor"
    yield ("reassign", None), [{"kind": "reassign", "coordinator": another}]
    yield ("amend", None), [{"kind": "amend", "unit": state.unit, "reason": "-"}]
    yield ("reopen", None), [{"kind": "reopen", "reason": "-"}]
    today = local_date(state.rules.calendar, now)
    visit = {"kind": "record_visit", "on": today, "verdict": "good"}
    yield ("record_visit", None), [visit]
    for key in state.publications:
        withdrawal = {"kind": "withdraw_publication", **_publication(key)}
        yield ("withdraw_publication", key), [withdrawal]
    for item in state.rules.readiness:
        yield ("complete_readiness", item.id), [{"kind": "complete_readiness", "item": item.id}]
    for other in state.rules.tracks:
        fields = {"kind": "switch_track", "track": other.id, "reason": "-"}
        yield ("switch_track", other.id), [fields]
    yield from ledger_tries(state, now)
    for course in state.rules.tracks:
        for step in (step for phase in course.phases for step in phase.steps):
            closed = {"kind": "close_solicitation", "step": step.id}
            yield ("close_solicitation", step.id), [closed]
    for phase in track(state).phases:
        yield ("sign_off", phase.id), [{"kind": "sign_off", "phase": phase.id}]
        yield from _survey_tries(state, phase.id, now)
        for step in phase.steps:
            yield from _step_tries(state, phase.id, step.id, now)
            if isinstance(step, OpinionsStep):
                opened = _opened(state, step.id, now)
                yield ("open_solicitation", step.id), [{"kind": "open_solicitation", **opened}]
            if isinstance(step, SurveyStep):
                yield from _survey_tries(state, step.id, now)
    for target in targets(state):
        days = _days(state, target, now)
        for kind in ("request_extension", "extend"):
            yield (kind, str(target)), _dated({"kind": kind, "target": target, "reason": "-"}, days)
    for target in {*targets(state), *(request.target for request in state.requests)}:
        fields = {"kind": "decline_extension", "target": target, "reason": "-"}
        yield ("decline_extension", str(target)), [fields]


def _step_tries(
    state: UnitState, phase: str, step: str, now: datetime
) -> Iterator[tuple[Offer, Iterable[dict[str, Any]]]]:
    yield ("complete_step", step), [{"kind": "complete_step", "step": step}]
    yield ("reopen_step", step), [{"kind": "reopen_step", "step": step, "reason": "-"}]
    send_back = {"kind": "send_back", "phase": phase, "redo": (step,), "reason": "-"}
    yield ("send_back", step), [send_back]
    yield ("reopen", step), [{"kind": "reopen", "redo": (step,), "reason": "-"}]
    yield from _participation_tries(state, step, now)
    yield from _meeting_tries(state, step, now)
    days = _days(state, Target("step", step), now)
    yield (
        ("schedule_step", step),
        ({"kind": "schedule_step", "step": step, "on": day} for day in days),
    )


def _survey_tries(
    state: UnitState, step: str, now: datetime
) -> Iterator[tuple[Offer, Iterable[dict[str, Any]]]]:
    opened = {"kind": "open_survey", "step": step, "ballots": 9, "made_up": "-"}
    days = _days(state, Target("step", step), now)
    yield ("open_survey", step), _dated(opened, days)
    yield ("close_survey", step), [{"kind": "close_survey", "step": step}]
    judged = {"kind": "judge_survey", "step": step, "verdict": "to_make_up", "reason": "-"}
    yield ("judge_survey", step), [judged]


def _participation_tries(
    state: UnitState, step: str, now: datetime
) -> Iterator[tuple[Offer, Iterable[dict[str, Any]]]]:
    fields: dict[str, Any] = {"kind": "record_participation", "step": step}
    on = local_date(state.rules.calendar, now)
    yield (
        ("record_participation", step),
        ({**fields, "on": on, "reached": Members.model_validate({one: 1})} for one in CATEGORIES),
    )
    fields = {"kind": "correct_participation", "step": step, "reason": "-"}
    yield ("correct_participation", step), [{**fields, "reached": Members()}]
    for category in get_args(Category):
        for kind in ("explain_absence", "accept_absence", "decline_absence"):
            text = {} if kind == "accept_absence" else {"reason": "-"}
            about = {"kind": kind, "step": step, "category": category, **text}
            yield (kind, f"{step} {category}"), [about]


def _meeting_tries(
    state: UnitState, step: str, now: datetime
) -> Iterator[tuple[Offer, Iterable[dict[str, Any]]]]:
    today = local_date(state.rules.calendar, now)
    branches = step_state(state, step).branches
    convene = {"kind": "convene_meeting", "step": step, "members": 1, "starts": time(15)}
    yield (
        ("convene_meeting", step),
        (
            {**convene, "place": "-", "branch": branch, "on": on}
            for branch in ("a-new-one", *branches)
            for on in (today, state.rules.window.last)
        ),
    )
    for branch in branches:
        about: dict[str, Any] = {"step": step, "branch": branch}
        yield (
            ("call_off_meeting", f"{step} {branch}"),
            [{"kind": "call_off_meeting", "reason": "-", **about}],
        )
        held = {"kind": "record_meeting", "on": today, "attended": Members(), **about}
        yield ("record_meeting", f"{step} {branch}"), [held]


def _dated(fields: dict[str, Any], days: Iterable[date]) -> Iterator[dict[str, Any]]:
    return ({**fields, "until": day} for day in days)


def _days(state: UnitState, target: Target, now: datetime) -> tuple[date, ...]:
    """The days around today and around the present deadline."""
    calendar = state.rules.calendar
    near = [local_date(calendar, now)]
    deadline = deadline_of(state, target)
    if deadline is not None:
        near.append(local_date(calendar, deadline.at))
    around = {day + timedelta(days=n) for day in near for n in range(-1, 40)}
    return tuple(sorted(around))


_WHOLE_UNIT: Final[dict[str, dict[str, Any]]] = {
    "start": {},
    "suspend": {"reason": "-"},
    "resume": {},
    "hold": {"reason": "-"},
    "release": {},
    "withdraw": {"cause": "other", "reason": "-"},
    "comment": {"text": "-"},
    "remind": {},
    "acknowledge_letter": {},
    "set_mechanism": {"text": "-", "keeps": ("-",)},
    "publish": {"subject": "progress", "text": "-", "correction": "-"},
    "close": {},
}
