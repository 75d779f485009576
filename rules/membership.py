"""A unit's place in the campaign: who answers for it, leaving, amendments, the end."""

from datetime import datetime

from rules.authority import who_may
from rules.course import find_track, is_done, is_running, track
from rules.folding import with_
from rules.guards import require_not_closed, require_open, require_unfinished
from rules.opinions import ends_of_solicitations
from rules.polls import surveys_amended, surveys_left
from rules.refused import Refused
from rules.sharing import shared
from rules.soundness import require_sound
from rules.survey import ends_of_surveys
from schemas.commands import Amend, Close, Comment, Reassign, Withdraw
from schemas.events import Amended, Closed, Commented, Event, Reassigned, Withdrawn
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.unit_rules import SECOND_EDITION, SEVENTH_EDITION, UnitRules


def withdraw(state: UnitState, command: Withdraw, now: datetime) -> tuple[Event, ...]:
    """The unit leaves the campaign: it was closed, or merged into another."""
    del now
    require_unfinished(state)
    if command.into == state.unit.code:
        raise Refused("merged_into_itself", unit=command.into)
    return (Withdrawn(cause=command.cause, into=command.into, reason=command.reason),)


def reassign(state: UnitState, command: Reassign, now: datetime) -> tuple[Event, ...]:
    """Another coordinator or supervision group answers from now on."""
    del now
    require_open(state)
    unit = state.unit
    same_coordinator = command.coordinator in (None, unit.coordinator)
    if same_coordinator and command.supervision_group in (None, unit.supervision_group):
        raise Refused("already_assigned")
    return (
        Reassigned(
            coordinator=command.coordinator,
            supervision_group=command.supervision_group,
            reason=command.reason,
        ),
    )


def comment(state: UnitState, command: Comment, now: datetime) -> tuple[Event, ...]:
    """Something is written down in the unit's journal."""
    del now
    require_not_closed(state)
    return (Commented(text=command.text),)


def amend(state: UnitState, command: Amend, now: datetime) -> tuple[Event, ...]:
    """The unit's rules or roster entry change while it runs, as far as they fit what is done."""
    del now
    require_open(state)
    if command.unit is not None:
        _require_start_in_window(state, command.unit, command.rules or state.rules)
        if command.unit.code != state.unit.code:
            raise Refused("amendment_of_another_unit", unit=command.unit.code)
        is_of_another = command.unit.type != state.unit.type
        if (is_of_another or command.unit.level != state.unit.level) and command.rules is None:
            raise Refused("amendment_needs_rules", type=command.unit.type)
    if command.rules is not None:
        if command.rules.unit_type != (command.unit or state.unit).type:
            raise Refused("amendment_unsound", what=f"rules of {command.rules.unit_type}")
        _require_fit(state, command.rules)
    rules = None if command.rules is None else shared(_of_its_edition(state, command.rules))
    if rules is None or rules.edition < SECOND_EDITION:
        return (Amended(rules=rules, unit=command.unit, reason=command.reason),)
    as_opened = surveys_amended(state, with_(state, rules=rules))
    amended = Amended(
        rules=rules, unit=command.unit, reason=command.reason, as_opened=tuple(as_opened)
    )
    left = surveys_left(state, find_track(rules, state.track))
    return (amended, *ends_of_surveys(state, left, because="amended"))


def _of_its_edition(state: UnitState, rules: UnitRules) -> UnitRules:
    """Other rules by the edition that the unit was launched with, which no amendment changes."""
    if state.rules.edition < SEVENTH_EDITION:
        return rules
    return with_(rules, edition=state.rules.edition)


def close(state: UnitState, command: Close, now: datetime) -> tuple[Event, ...]:
    """The campaign is over for this unit, whether it has finished or not.

    So are its surveys and solicitations: what was voted and said until now is counted.
    """
    del now
    require_not_closed(state)
    return (
        Closed(reason=command.reason),
        *ends_of_surveys(state, state.surveys),
        *ends_of_solicitations(state),
    )


def _require_start_in_window(state: UnitState, unit: Unit, rules: UnitRules) -> None:
    wanted, window = unit.wanted_start, rules.window
    is_new = wanted != state.unit.wanted_start
    if state.started_at is None and is_new and wanted is not None and wanted > window.last:
        raise Refused("date_out_of_bounds", date=wanted, first=window.first, last=window.last)


def _require_fit(state: UnitState, rules: UnitRules) -> None:
    """Refuse rules that are unsound, or lack the unit's track, an opened phase or a done step."""
    require_sound(rules)
    try:
        after = find_track(rules, state.track)
    except KeyError:
        raise Refused("amendment_without_track", track=state.track) from None
    who = who_may("amend", state.unit)
    phases = [phase.id for phase in after.phases]
    opened = [phase.phase for phase in state.phases]
    if phases[: len(opened)] != opened:
        raise Refused("amendment_without_phase", who=who, phases=", ".join(opened))
    for phase, before in zip(after.phases, track(state).phases, strict=False):
        missing = {s.id for s in before.steps if is_done(state, s.id)} - {s.id for s in phase.steps}
        if phase.id == before.id and missing:
            raise Refused("amendment_without_step", who=who, steps=", ".join(sorted(missing)))
        undone = [
            (step.id, earlier)
            for step in phase.steps
            for earlier in step.after
            if is_running(state) and is_done(state, step.id) and not is_done(state, earlier)
        ]
        if undone:
            raise Refused("amendment_breaks_order", step=undone[0][0], after=undone[0][1])
