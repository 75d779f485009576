"""The one place where it is decided what happens: an input becomes events, or is refused."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from rules import (
    effects,
    extensions,
    gates,
    holds,
    ledger,
    mechanism,
    meeting,
    membership,
    mobilization,
    opinions,
    publication,
    responsibility,
    solicitation_opening,
    start,
    steps,
    survey,
    switching,
    urging,
    visits,
)
from rules.course import is_over as unit_is_over
from rules.course import (
    is_ready,
    is_stopped,
    next_phase,
    open_phase,
    undone_required,
)
from rules.deadlines import start_at
from rules.evolve import apply
from rules.guards import require_authority, require_revision
from rules.ticks import tick
from schemas.actor import CLOCK, RECORDS, Actor
from schemas.commands import Command
from schemas.effects import EffectOutcome
from schemas.events import Event, Finished, PhaseClosed, PhaseOpened, PhaseReported, Started
from schemas.state import PhaseState, UnitState
from schemas.step import Phase


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""


Decider = Callable[[UnitState, Any, datetime], tuple[Event, ...]]

DECIDERS: Final[Mapping[str, Decider]] = {
    "complete_readiness": start.complete_readiness,
    "acknowledge_letter": responsibility.acknowledge_letter,
    "start": start.start,
    "complete_step": steps.complete_step,
    "reopen_step": steps.reopen_step,
    "schedule_step": steps.schedule_step,
    "sign_off": gates.sign_off,
    "send_back": gates.send_back,
    "record_visit": visits.record_visit,
    "set_mechanism": mechanism.set_mechanism,
    "publish": publication.publish,
    "withdraw_publication": publication.withdraw_publication,
    "reopen": gates.reopen,
    "request_extension": extensions.request_extension,
    "extend": extensions.extend,
    "decline_extension": extensions.decline_extension,
    "suspend": holds.suspend,
    "resume": holds.resume,
    "hold": holds.hold,
    "release": holds.release,
    "switch_track": switching.switch_track,
    "withdraw": membership.withdraw,
    "reassign": membership.reassign,
    "comment": membership.comment,
    "remind": urging.remind,
    "add_item": ledger.add_item,
    "amend_item": ledger.amend_item,
    "close_item": ledger.close_item,
    "confirm_item": ledger.confirm_item,
    "return_item": ledger.return_item,
    "reopen_item": ledger.reopen_item,
    "escalate_item": ledger.escalate_item,
    "answer_item": ledger.answer_item,
    "report_no_items": ledger.report_no_items,
    "accept_no_items": ledger.accept_no_items,
    "amend": membership.amend,
    "close": membership.close,
    "record_participation": mobilization.record_participation,
    "correct_participation": mobilization.correct_participation,
    "explain_absence": mobilization.explain_absence,
    "accept_absence": mobilization.accept_absence,
    "decline_absence": mobilization.decline_absence,
    "convene_meeting": meeting.convene_meeting,
    "call_off_meeting": meeting.call_off_meeting,
    "record_meeting": meeting.record_meeting,
    "open_solicitation": solicitation_opening.open_solicitation,
    "close_solicitation": opinions.close_solicitation,
    "open_survey": survey.open_survey,
    "close_survey": survey.close_survey,
    "judge_survey": survey.judge_survey,
}

FIRST_EVENTS: Final[Mapping[str, frozenset[str]]] = {
    "complete_readiness": frozenset({"readiness_completed"}),
    "acknowledge_letter": frozenset({"letter_acknowledged"}),
    "start": frozenset({"started", "start_appointed"}),
    "complete_step": frozenset({"step_completed"}),
    "reopen_step": frozenset({"step_reopened"}),
    "schedule_step": frozenset({"step_scheduled"}),
    "sign_off": frozenset({"phase_closed"}),
    "send_back": frozenset({"phase_sent_back"}),
    "record_visit": frozenset({"visited"}),
    "set_mechanism": frozenset({"mechanism_set"}),
    "publish": frozenset({"published"}),
    "withdraw_publication": frozenset({"publication_withdrawn"}),
    "reopen": frozenset({"reopened"}),
    "request_extension": frozenset({"extension_requested"}),
    "extend": frozenset({"extended"}),
    "decline_extension": frozenset({"extension_declined"}),
    "suspend": frozenset({"suspended"}),
    "resume": frozenset({"resumed"}),
    "hold": frozenset({"held"}),
    "release": frozenset({"released"}),
    "switch_track": frozenset({"track_switched"}),
    "withdraw": frozenset({"withdrawn"}),
    "reassign": frozenset({"reassigned"}),
    "comment": frozenset({"commented"}),
    "remind": frozenset({"urged"}),
    "add_item": frozenset({"item_added"}),
    "amend_item": frozenset({"item_amended"}),
    "close_item": frozenset({"item_closed"}),
    "confirm_item": frozenset({"item_confirmed"}),
    "return_item": frozenset({"item_returned"}),
    "reopen_item": frozenset({"item_reopened"}),
    "escalate_item": frozenset({"item_handed_up"}),
    "answer_item": frozenset({"item_answered"}),
    "report_no_items": frozenset({"no_items_reported"}),
    "accept_no_items": frozenset({"no_items_accepted"}),
    "amend": frozenset({"amended"}),
    "close": frozenset({"closed"}),
    "record_participation": frozenset({"participation_recorded"}),
    "correct_participation": frozenset({"participation_corrected"}),
    "explain_absence": frozenset({"absence_explained"}),
    "accept_absence": frozenset({"absence_accepted"}),
    "decline_absence": frozenset({"absence_declined"}),
    "convene_meeting": frozenset({"meeting_convened"}),
    "call_off_meeting": frozenset({"meeting_called_off"}),
    "record_meeting": frozenset({"meeting_recorded"}),
    "open_solicitation": frozenset({"solicitation_opened"}),
    "close_solicitation": frozenset({"solicitation_ended"}),
    "open_survey": frozenset({"survey_opened"}),
    "close_survey": frozenset({"survey_ended"}),
    "judge_survey": frozenset({"survey_judged"}),
}
"""With which events each kind of command begins in the journal, which keeps ids but no kinds."""


def decide(
    state: UnitState, input_: Command | Tick | EffectOutcome, now: datetime
) -> tuple[Event, ...]:
    """What happens when `input_` reaches a unit in `state` at `now` (aware).

    Raises:
        Refused: why not, who could, and by when; the state is as it was.
    """
    if isinstance(input_, Tick):
        events = tick(state, now)
        by = CLOCK
    elif isinstance(input_, EffectOutcome):
        events = effects.take(state, input_, now)
        by = RECORDS
    else:
        require_authority(state, input_, input_.kind)
        require_revision(state, input_)
        events = DECIDERS[input_.kind](state, input_, now)
        by = input_.by
    return (*events, *_consequences(state, events, now, by))


def _consequences(
    state: UnitState, events: tuple[Event, ...], now: datetime, by: Actor
) -> Iterator[Event]:
    """What follows by itself from what has just happened, until nothing more does."""
    for event in events:
        state = apply(state, event, at=now, by=by)
    while (following := _consequence(state, now)) is not None:
        yield following
        state = apply(state, following, at=now, by=by)


def _consequence(state: UnitState, now: datetime) -> Event | None:
    if is_stopped(state) or unit_is_over(state):
        return None
    if state.started_at is None:
        appointed = start_at(state)
        has_come = appointed is not None and appointed <= now and is_ready(state)
        return Started(track=state.track) if has_come else None
    current = open_phase(state)
    if current is None:
        phase = next_phase(state)
        return Finished() if phase is None else PhaseOpened(phase=phase.id)
    return _closing(state, *current)


def _closing(state: UnitState, phase_state: PhaseState, phase: Phase) -> Event | None:
    if phase_state.reported_at is None:
        is_complete = next(undone_required(state, phase), None) is None
        return PhaseReported(phase=phase.id) if is_complete else None
    return None if phase.gate.sign_off else PhaseClosed(phase=phase.id, how="no_sign_off")
