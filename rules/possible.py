"""What a person may do to a unit now, and why not the rest: the buttons of every front end.

Every command that could make sense is tried on the rules, so that what is offered is exactly what
`authority` allows and `decide` accepts.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from rules.calendar import add_working_days, local_date, on_or_after
from rules.content_candidates import TEXT, TRY, asking_candidates, content_candidates
from rules.course import open_phase, phase_plan, track
from rules.deadlines import deadline_of
from rules.decide import decide
from rules.extensions import extendable
from rules.ledger_offers import ledger_candidates
from rules.refused import Refused
from schemas.actor import Actor
from schemas.commands import (
    Amend,
    Close,
    Command,
    Comment,
    CompleteReadiness,
    CompleteStep,
    DeclineExtension,
    Extend,
    Hold,
    Reassign,
    Release,
    Remind,
    Reopen,
    ReopenStep,
    RequestExtension,
    Resume,
    ScheduleStep,
    SendBack,
    SignOff,
    Start,
    Suspend,
    SwitchTrack,
    Withdraw,
)
from schemas.mechanism import SetMechanism
from schemas.publication import Publish, WithdrawPublication
from schemas.quantities import WorkingDays
from schemas.refusal import Refusal
from schemas.responsibility import AcknowledgeLetter
from schemas.state import UnitState
from schemas.target import Target
from schemas.views import Possibility
from schemas.visits import RecordVisit

_SOMEBODY_ELSE = "somebody-else"


def possible(state: UnitState, by: Actor, now: datetime) -> tuple[Possibility, ...]:
    """Everything that `by` could try on a unit at `now`: allowed, or with the reason why not."""
    return tuple(
        Possibility(kind=command.kind, argument=argument, refusal=_refusal(state, command, now))
        for argument, command in _candidates(state, by, now)
    )


def _refusal(state: UnitState, command: Command, now: datetime) -> Refusal | None:
    try:
        decide(state, command, now)
    except Refused as refused:
        return refused.refusal
    return None


def _candidates(state: UnitState, by: Actor, now: datetime) -> Iterator[tuple[str | None, Command]]:
    yield from _whole_unit(state, by)
    today = local_date(state.rules.calendar, now)
    yield None, RecordVisit(id=TRY, by=by, kind="record_visit", on=today, verdict="good")
    for item in state.rules.readiness:
        yield item.id, CompleteReadiness(id=TRY, by=by, kind="complete_readiness", item=item.id)
    yield from _open_phase(state, by, now)
    yield from asking_candidates(state, by, now)
    yield from ledger_candidates(state, by, _first_date(state, None, now))
    for other in state.rules.tracks:
        if other.id != state.track:
            yield (
                other.id,
                SwitchTrack(id=TRY, by=by, kind="switch_track", track=other.id, reason=TEXT),
            )


def _whole_unit(state: UnitState, by: Actor) -> Iterator[tuple[str | None, Command]]:
    yield None, Start(id=TRY, by=by, kind="start")
    yield None, AcknowledgeLetter(id=TRY, by=by, kind="acknowledge_letter")
    yield None, Suspend(id=TRY, by=by, kind="suspend", reason=TEXT)
    yield None, Resume(id=TRY, by=by, kind="resume")
    yield None, Hold(id=TRY, by=by, kind="hold", reason=TEXT)
    yield None, Release(id=TRY, by=by, kind="release")
    yield None, Withdraw(id=TRY, by=by, kind="withdraw", cause="closed", reason=TEXT)
    yield None, Reassign(id=TRY, by=by, kind="reassign", coordinator=_SOMEBODY_ELSE)
    yield None, Comment(id=TRY, by=by, kind="comment", text=TEXT)
    yield None, SetMechanism(id=TRY, by=by, kind="set_mechanism", text=TEXT, keeps=(TEXT,))
    yield (
        None,
        Publish(id=TRY, by=by, kind="publish", subject="progress", text=TEXT, correction=TEXT),
    )
    for key, one in state.publications.items():
        about: dict[str, Any] = {"subject": one.subject, "phase": one.phase, "reason": TEXT}
        yield key, WithdrawPublication(id=TRY, by=by, kind="withdraw_publication", **about)
    yield None, Remind(id=TRY, by=by, kind="remind")
    yield None, Amend(id=TRY, by=by, kind="amend", unit=state.unit, reason=TEXT)
    yield None, Close(id=TRY, by=by, kind="close")
    if state.finished_at is None:
        yield None, Reopen(id=TRY, by=by, kind="reopen", reason=TEXT)
        return
    for step in phase_plan(state, state.phases[-1].phase).steps:
        yield step.id, Reopen(id=TRY, by=by, kind="reopen", reason=TEXT, redo=(step.id,))


def _open_phase(state: UnitState, by: Actor, now: datetime) -> Iterator[tuple[str | None, Command]]:
    current = open_phase(state)
    phase = track(state).phases[0] if current is None else current[1]
    for step in phase.steps:
        yield step.id, CompleteStep(id=TRY, by=by, kind="complete_step", step=step.id)
        yield step.id, ReopenStep(id=TRY, by=by, kind="reopen_step", step=step.id, reason=TEXT)
        on = _first_date(state, None, now)
        yield step.id, ScheduleStep(id=TRY, by=by, kind="schedule_step", step=step.id, on=on)
        yield (
            step.id,
            SendBack(id=TRY, by=by, kind="send_back", phase=phase.id, reason=TEXT, redo=(step.id,)),
        )
        yield from content_candidates(state, step, by, now)
    yield phase.id, SignOff(id=TRY, by=by, kind="sign_off", phase=phase.id)
    asked = (request.target for request in state.requests)
    for target in dict.fromkeys((*extendable(state), *asked)):
        yield from _more_time(state, by, target, now)


def _more_time(
    state: UnitState, by: Actor, target: Target, now: datetime
) -> Iterator[tuple[str | None, Command]]:
    until = _first_date(state, target, now)
    yield (
        str(target),
        RequestExtension(
            id=TRY, by=by, kind="request_extension", target=target, until=until, reason=TEXT
        ),
    )
    yield (
        str(target),
        Extend(id=TRY, by=by, kind="extend", target=target, until=until, reason=TEXT),
    )
    yield (
        str(target),
        DeclineExtension(id=TRY, by=by, kind="decline_extension", target=target, reason=TEXT),
    )


def _first_date(state: UnitState, target: Target | None, now: datetime) -> date:
    """The first date that could be asked for: a working day from today on, after the deadline."""
    calendar = state.rules.calendar
    today = local_date(calendar, now)
    deadline = None if target is None else deadline_of(state, target)
    if deadline is None or local_date(calendar, deadline.at) < today:
        return on_or_after(calendar, today)
    return add_working_days(calendar, local_date(calendar, deadline.at), WorkingDays(1))
