"""What has come of a unit: so far, in numbers, and once its campaign is over as its outcome."""

from collections import Counter
from datetime import datetime

from rules.course import is_done, phase_plan, step_state, track
from rules.deadlines import item_deadline
from rules.mechanism import lacks_mechanism
from rules.meeting import branches_of, met
from rules.mobilization import members_reached
from rules.polls import poll_of
from rules.standing import is_in_time, result
from rules.survey_results import survey_outcome
from schemas.deadline import Light
from schemas.ledger import EMPTY_LEDGER, LedgerView
from schemas.outcome import Lacking, Outcome, PhaseOutcome, SoFar, StepOutcome
from schemas.state import PhaseState, UnitState
from schemas.step import Step
from schemas.unit_rules import SEVENTH_EDITION


def outcome_of(state: UnitState) -> Outcome:
    """What came of a unit whose campaign is over.

    Raises ValueError while it is not: an outcome is final.
    """
    came_of_it = result(state)
    if state.closed_at is None or came_of_it is None:
        raise ValueError("a unit has an outcome only once its campaign is closed")
    return Outcome(
        campaign=state.campaign,
        unit=state.unit.code,
        result=came_of_it,
        track=state.track,
        revision=state.revision,
        head=state.head,
        closed_at=state.closed_at,
        ready=state.ready,
        started_at=state.started_at,
        finished_at=state.finished_at,
        in_time=is_in_time(state),
        withdrawn=state.withdrawn,
        mechanism=state.mechanism,
        lacking=lacking(state),
        phases=tuple(_of_phase(state, phase) for phase in state.phases),
        ledger=ledger_view(state, state.closed_at),
        published=_published(state) if _tells_what_it_was_made_of(state) else {},
        done_before=state.done_before,
        turns=state.turns,
        earlier_turns=state.earlier_turns,
    )


def lacking(state: UnitState) -> tuple[Lacking, ...]:
    """What the plan asks for beside the steps, and the unit does not have."""
    return ("mechanism",) if lacks_mechanism(state) else ()


def so_far(state: UnitState, step: Step) -> SoFar | None:
    """How many members a step has reached, or branches have met for it; None where nothing is counted."""
    own = step_state(state, step.id)
    if own.participation is not None:
        return SoFar(there=members_reached(state, step.id), of=state.unit.members.total)
    if own.branches:
        return SoFar(there=met(state, step.id), of=branches_of(state))
    return None


def ledger_view(state: UnitState, now: datetime) -> LedgerView | None:
    """The ledger in numbers; None where there is nothing to say of it."""
    ledger = state.ledger
    if ledger == EMPTY_LEDGER:
        return None
    lights = Counter(
        item_deadline(state, item).light(now)
        for item in ledger.open
        if not item.is_closed and item.handed_up is None
    )
    return LedgerView(
        added=ledger.added,
        struck_off=ledger.struck_off,
        open=len(ledger.open),
        to_confirm=sum(item.is_closed for item in ledger.open),
        handed_up=sum(item.handed_up is not None for item in ledger.open),
        due_soon=lights[Light.YELLOW],
        overdue=lights[Light.RED],
        nothing=ledger.nothing,
    )


def _of_phase(state: UnitState, phase: PhaseState) -> PhaseOutcome:
    plan = phase_plan(state, phase.phase)
    poll = poll_of(track(state), plan)
    visits = state.visits.get(phase.phase, 0)
    return PhaseOutcome(
        phase=phase.phase,
        opened_at=phase.opened_at,
        round=phase.round,
        lost=phase.lost,
        steps=tuple(
            _of_step(state, step) for step in plan.steps if step.required or is_done(state, step.id)
        ),
        closed_at=phase.closed_at,
        closed_how=phase.closed_how,
        closed_by=phase.closed_by,
        visits=visits if _tells_what_it_was_made_of(state) else 0,
        poll=None if poll is None else survey_outcome(state, poll.id),
    )


def _of_step(state: UnitState, step: Step) -> StepOutcome:
    own = step_state(state, step.id)
    is_told = _tells_what_it_was_made_of(state)
    return StepOutcome(
        step=step.id,
        required=step.required,
        done_at=own.done_at,
        carried=own.carried,
        so_far=so_far(state, step) if is_told else None,
        opinions=_opinions(state, step) if is_told else None,
        survey=survey_outcome(state, step.id),
    )


def _opinions(state: UnitState, step: Step) -> int | None:
    asked = state.solicitations.get(step.id)
    is_counted = asked is not None and asked.closed_at is not None and not asked.is_void
    return asked.counted if asked is not None and is_counted else None


def _published(state: UnitState) -> dict[str, int]:
    """The last version of each subject, of those that were not taken back."""
    return {key: one.version for key, one in state.publications.items() if not one.is_withdrawn}


def _tells_what_it_was_made_of(state: UnitState) -> bool:
    """Whether outcomes of the unit's edition of the rules tell more than when steps were done."""
    return state.rules.edition >= SEVENTH_EDITION
