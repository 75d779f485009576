"""Life meetings (专题组织生活会): every branch of a unit holds its own, with the plan's quorum."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from rules.authority import who_may
from rules.course import step_state, track
from rules.folding import with_, with_step
from rules.guards import require_held, require_kind, require_undone
from rules.mobilization import require_members
from rules.refused import Refused
from rules.shares import covers
from schemas.events import Entry
from schemas.limits import BRANCHES
from schemas.meeting import (
    Branch,
    BranchState,
    CallOffMeeting,
    ConveneMeeting,
    MeetingCalledOff,
    MeetingConvened,
    MeetingEvent,
    MeetingOutcome,
    MeetingOutcomeRow,
    MeetingRecorded,
    MeetingRow,
    MeetingStepView,
    MeetingView,
    RecordMeeting,
)
from schemas.rows import Row
from schemas.state import UnitState
from schemas.step import MeetingStep


def convene_meeting(
    state: UnitState, command: ConveneMeeting, now: datetime
) -> tuple[MeetingConvened]:
    """A branch is to meet; one that was convened already is to meet then instead.

    The branches of a unit are not more than its roster entry says, nor have they more members.
    Where the roster counts no members, nothing is held against it.
    """
    del now
    require_kind(state, command.step, MeetingStep)
    require_undone(state, command.step)
    _require_within(state, command.on)
    branches = step_state(state, command.step).branches
    if command.branch not in branches and len(branches) >= branches_of(state):
        known = ", ".join(branches)
        raise Refused("no_more_branches", branches=branches_of(state), known=known)
    others = sum(one.members for name, one in branches.items() if name != command.branch)
    total = state.unit.members.total
    if total and others + command.members > total:
        raise Refused(
            "branches_too_large", branch=command.branch, left=max(total - others, 0), members=total
        )
    return (
        MeetingConvened(
            step=command.step,
            branch=command.branch,
            members=command.members,
            on=command.on,
            starts=command.starts,
            place=command.place,
            outsiders=command.outsiders,
        ),
    )


def call_off_meeting(
    state: UnitState, command: CallOffMeeting, now: datetime
) -> tuple[MeetingCalledOff]:
    """A meeting that is still to be will not be."""
    del now
    _require_convened(state, command.step, command.branch)
    return (MeetingCalledOff(step=command.step, branch=command.branch, reason=command.reason),)


def record_meeting(
    state: UnitState, command: RecordMeeting, now: datetime
) -> tuple[MeetingRecorded]:
    """A branch has met, as it was convened to; with too few it is to be convened again."""
    step, branch = _require_convened(state, command.step, command.branch)
    require_held(state, command.on, now)
    attended = command.attended.total
    if attended > branch.members:
        raise Refused(
            "more_than_branch", branch=command.branch, there=attended, members=branch.members
        )
    if state.unit.members.total:
        require_members(state, command.attended)
    return (
        MeetingRecorded(
            step=command.step,
            branch=command.branch,
            on=command.on,
            attended=command.attended,
            quorate=covers(step.quorum, attended, branch.members),
            came=command.came,
            talks=command.talks,
            minutes=command.minutes,
            note=command.note,
        ),
    )


def require_meetings(state: UnitState, step: MeetingStep) -> None:
    """Refuse while not every branch has met with the plan's quorum."""
    if met(state, step.id) < branches_of(state):
        raise Refused(
            "meetings_missing",
            who=who_may("record_meeting", state.unit),
            step=step.id,
            quorum=step.quorum,
            met=met(state, step.id),
            branches=branches_of(state),
        )


def branches_of(state: UnitState) -> int:
    """How many branches of a unit hold meetings of their own: those of the roster, at least one."""
    return min(max(state.unit.organisations, 1), BRANCHES)


def met(state: UnitState, step_id: str) -> int:
    """How many branches have met with the plan's quorum."""
    return sum(branch.met for branch in step_state(state, step_id).branches.values())


def convened(state: UnitState, step_id: str) -> tuple[Branch, ...]:
    """The branches that are still to meet as they were convened to."""
    branches = step_state(state, step_id).branches
    return tuple(name for name, branch in branches.items() if branch.convened is not None)


def meeting_step_views(
    state: UnitState, meetings: Iterable[MeetingView]
) -> tuple[MeetingStepView, ...]:
    """Every step of meetings on the unit's track, with its meetings as the records have them."""
    of_step: dict[str, list[MeetingView]] = {}
    for one in meetings:
        of_step.setdefault(one.step, []).append(one)
    return tuple(
        MeetingStepView(
            step=step.id,
            title=step.title,
            quorum=str(step.quorum),
            met=met(state, step.id),
            branches=branches_of(state),
            meetings=tuple(of_step.get(step.id, ())),
        )
        for phase in track(state).phases
        for step in phase.steps
        if isinstance(step, MeetingStep)
    )


def fold_meeting(state: UnitState, event: MeetingEvent) -> UnitState:
    """The state after something happened to the meeting of a branch."""
    branches = dict(step_state(state, event.step).branches)
    match event:
        case MeetingConvened():
            before = branches.get(event.branch)
            branches[event.branch] = BranchState(
                members=event.members,
                convened=state.revision + 1,
                met=before is not None and before.met,
            )
        case MeetingRecorded():
            branch = branches[event.branch]
            branches[event.branch] = with_(branch, convened=None, met=event.quorate)
        case MeetingCalledOff():
            branch = branches.pop(event.branch)
            if branch.met:
                branches[event.branch] = with_(branch, convened=None)
    return with_step(state, event.step, branches=branches)


def meeting_rows(before: UnitState, after: UnitState, entry: Entry) -> Iterator[Row]:
    """The meeting that was convened, and what has come of the one before."""
    del after
    event = entry.event
    if not isinstance(event, MeetingEvent):
        return
    branch = step_state(before, event.step).branches.get(event.branch)
    of = {"campaign": before.campaign, "unit": before.unit.code}
    if branch is not None and branch.convened is not None:
        details = (
            {
                "day": event.on,
                "attended": event.attended,
                "came": event.came,
                "talks": event.talks,
                "minutes": event.minutes,
            }
            if isinstance(event, MeetingRecorded)
            else {}
        )
        yield MeetingOutcomeRow.model_validate(
            {**of, "convened": branch.convened, "outcome": _outcome(event), **details}
        )
    if isinstance(event, MeetingConvened):
        yield MeetingRow(
            **of,
            convened=entry.revision,
            step=event.step,
            branch=event.branch,
            members=event.members,
            day=event.on,
            starts=event.starts,
            place=event.place,
            outsiders=event.outsiders,
        )


def dropped_meetings(before: UnitState, after: UnitState) -> Iterator[MeetingOutcomeRow]:
    """The meetings that will not be: their step begins anew, or is none of the unit's any more."""
    for step, own in before.steps.items():
        kept = step_state(after, step).branches
        for name, branch in own.branches.items():
            if branch.convened is not None and name not in kept:
                yield MeetingOutcomeRow(
                    campaign=before.campaign,
                    unit=before.unit.code,
                    convened=branch.convened,
                    outcome="called_off",
                )


def _outcome(event: MeetingEvent) -> MeetingOutcome:
    match event:
        case MeetingConvened():
            return "moved"
        case MeetingCalledOff():
            return "called_off"
        case MeetingRecorded():
            return "held" if event.quorate else "inquorate"


def _require_convened(
    state: UnitState, step_id: str, name: Branch
) -> tuple[MeetingStep, BranchState]:
    step = require_kind(state, step_id, MeetingStep)
    require_undone(state, step_id)
    branch = step_state(state, step_id).branches.get(name)
    if branch is None or branch.convened is None:
        who = who_may("convene_meeting", state.unit)
        raise Refused("meeting_not_convened", who=who, step=step_id, branch=name)
    return step, branch


def _require_within(state: UnitState, day: date) -> None:
    window = state.rules.window
    if not window.first <= day <= window.last:
        raise Refused("meeting_outside_campaign", date=day, first=window.first, last=window.last)
