"""Solicitation of opinions (征求意见): opened for the plan's days at least, counted, owned up to.

Reference case, phase 2: opinions are solicited widely, the problems found are published. What
people say stays in the records; the rules know how many said something, and by which channels.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from rules.authority import who_may
from rules.calendar import local_date, local_time, on_or_after, opening_of
from rules.course import find_step, track, tracks_of
from rules.guards import require_going_on, require_open
from rules.refused import Refused
from schemas.effects import CountOpinions, OpinionsCounted
from schemas.events import Event
from schemas.opinions import (
    CloseSolicitation,
    Intake,
    Solicitation,
    SolicitationClosed,
    SolicitationEnded,
    SolicitationFellShort,
    SolicitationKey,
)
from schemas.quantities import Days
from schemas.state import UnitState
from schemas.step import PUBLIC_CHANNEL, Channel, OpinionsStep, Step
from schemas.unit_rules import FOURTH_EDITION, SECOND_EDITION


def close_solicitation(
    state: UnitState, command: CloseSolicitation, now: datetime
) -> tuple[Event, ...]:
    """No more opinions are taken in, once the plan's days are over; the count is awaited.

    It may be closed when its phase is, or the unit goes another way: what people said is counted.
    """
    require_open(state)
    require_going_on(state)
    solicitation = state.solicitations.get(command.step)
    if solicitation is None or solicitation.closed_at is not None:
        raise Refused("no_solicitation", step=command.step)
    if solicitation.ending is not None:
        raise Refused("solicitation_ended", step=command.step)
    length, first = _may_close_on(state, command.step, solicitation)
    if local_date(state.rules.calendar, now) < first:
        by = _opening(state, first)
        raise Refused("solicitation_goes_on", by=by, step=command.step, length=length)
    return (
        SolicitationEnded(
            step=command.step,
            round=solicitation.round,
            problems=command.problems,
            explanation=command.explanation,
        ),
    )


def ends_of_solicitations(state: UnitState) -> Iterator[SolicitationEnded]:
    """The end of what is solicited when the campaign is over: what people said until then is counted."""
    if state.rules.edition < FOURTH_EDITION:
        return
    for step, solicitation in state.solicitations.items():
        if is_taking_in(state, step):
            yield SolicitationEnded(step=step, round=solicitation.round)


def require_solicited(state: UnitState, step: OpinionsStep) -> None:
    """Refuse a step for which opinions were not solicited, are still being so, or are to be again."""
    solicitation = state.solicitations.get(step.id)
    if solicitation is None:
        who = who_may("open_solicitation", state.unit)
        raise Refused("not_solicited", who=who, step=step.id, length=step.open_for)
    if solicitation.ending is not None:
        raise Refused("solicitation_ended", step=step.id)
    if solicitation.closed_at is None:
        _, first = _may_close_on(state, step.id, solicitation)
        raise Refused(
            "still_solicited",
            who=who_may("close_solicitation", state.unit),
            by=_opening(state, first),
            step=step.id,
        )
    if solicitation.is_void:
        raise Refused(
            "solicitation_to_redo",
            who=who_may("open_solicitation", state.unit),
            step=step.id,
            opinions=solicitation.counted,
            length=step.open_for,
        )


def is_taking_in(state: UnitState, step_id: str) -> bool:
    """Whether opinions are solicited for a step, and not being counted."""
    solicitation = state.solicitations.get(step_id)
    if solicitation is None:
        return False
    return solicitation.closed_at is None and solicitation.ending is None


def has_fallen_short(state: UnitState, step_id: str) -> bool:
    """Whether too few had said something when a solicitation was closed, and it still goes on."""
    return is_taking_in(state, step_id) and state.solicitations[step_id].fell_short


def asked_again_by(state: UnitState, steps: Iterable[Step], now: datetime) -> Iterator[date]:
    """The days on which those of `steps` for which opinions are asked once more can be done again."""
    if state.rules.content == "reported" or state.rules.edition < SECOND_EDITION:
        return
    calendar = state.rules.calendar
    for step in steps:
        if isinstance(step, OpinionsStep):
            day = local_date(calendar, now) + timedelta(days=step.open_for.count)
            yield on_or_after(calendar, day)


REGISTERS: Final = "open_solicitation"
"""Whoever may give this command may also register, sort and read what came of it."""


def require_intake(
    state: UnitState, step_id: str, channel: Channel | None, public_on: date | None
) -> Solicitation:
    """The solicitation that takes in opinions, by a channel if one is named; refuse without one.

    The public is heard until the last day, if it comes on `public_on`; what came until then on
    paper or by word may still be entered later, by whoever registers: never as if the public had.
    """
    solicitation = state.solicitations.get(step_id)
    if solicitation is None or solicitation.closed_at is not None or _is_gone(state):
        raise Refused("no_solicitation", step=step_id)
    if solicitation.ending is not None:
        raise Refused("solicitation_ended", step=step_id)
    if channel is not None:
        _require_channel(solicitation, channel, is_public=public_on is not None)
    if public_on is not None and public_on > solicitation.until:
        raise Refused("solicitation_over", until=solicitation.until)
    return solicitation


def intake_of(solicitation: Solicitation, today: date) -> Intake:
    """What whoever keeps the box may register of a solicitation today."""
    return Intake(
        first=solicitation.opened_on,
        last=min(today, solicitation.until),
        channels=tuple(_usable(solicitation, is_public=False)),
    )


def _usable(solicitation: Solicitation, *, is_public: bool) -> list[Channel]:
    return [one for one in solicitation.channels if is_public or one != PUBLIC_CHANNEL]


def _require_channel(solicitation: Solicitation, channel: Channel, *, is_public: bool) -> None:
    """Refuse a channel that is not open, and the public's where somebody else would use it."""
    usable = _usable(solicitation, is_public=is_public)
    known = ", ".join(usable) or "–"
    if channel not in solicitation.channels:
        raise Refused("channel_not_open", channel=channel, known=known)
    if channel not in usable:
        raise Refused("channel_is_the_publics", channel=channel, known=known)


def require_day(solicitation: Solicitation, days: Iterable[date], today: date) -> None:
    """Refuse opinions that would have come before the solicitation, after it, or tomorrow."""
    intake = intake_of(solicitation, today)
    for day in days:
        if not intake.first <= day <= intake.last:
            raise Refused("opinion_day", date=day, first=intake.first, last=intake.last)


def solicitation_key(state: UnitState, step_id: str, solicitation: Solicitation) -> SolicitationKey:
    """Under what the records keep a solicitation of a unit."""
    return SolicitationKey(
        campaign=state.campaign,
        unit=state.unit.code,
        step=step_id,
        round=solicitation.round,
    )


def wanted(state: UnitState) -> Iterator[CountOpinions]:
    """The counts that a unit is waiting for."""
    for step, solicitation in state.solicitations.items():
        if solicitation.ending is not None:
            yield CountOpinions(
                campaign=state.campaign,
                unit=state.unit.code,
                step=step,
                round=solicitation.round,
            )


def take_count(state: UnitState, outcome: OpinionsCounted, now: datetime) -> tuple[Event, ...]:
    """The count closes the solicitation, if it suffices or the unit has explained itself.

    Once the campaign is over whatever was said is what there is: nothing goes on.
    """
    del now
    step_id = outcome.effect.step
    solicitation = state.solicitations[step_id]
    total = sum(outcome.by_channel.values())
    minimum, minimum_channels = _minimum(state, step_id)
    is_enough = total >= minimum and len(outcome.by_channel) >= minimum_channels
    is_last = state.closed_at is not None and state.rules.edition >= FOURTH_EDITION
    ending = solicitation.ending
    if ending is None or not (is_enough or ending.explained or is_last):
        return (
            SolicitationFellShort(
                step=step_id,
                round=solicitation.round,
                opinions=total,
                by_channel=outcome.by_channel,
                minimum=minimum,
                minimum_channels=minimum_channels,
            ),
        )
    return (
        SolicitationClosed(
            step=step_id,
            round=solicitation.round,
            opinions=total,
            by_channel=outcome.by_channel,
            merged=outcome.merged,
            earlier=solicitation.earlier,
            owned=ending.problems,
            first_problem=ending.first_problem if ending.problems else None,
        ),
    )


def _may_close_on(state: UnitState, step_id: str, solicitation: Solicitation) -> tuple[Days, date]:
    """For how long the plan has opinions solicited, and the first day on which that is over."""
    step = _asked(state, step_id)
    length = Days(0) if step is None else step.open_for
    return length, solicitation.opened_on + timedelta(days=length.count)


def _opening(state: UnitState, day: date) -> datetime:
    calendar = state.rules.calendar
    return local_time(calendar, opening_of(calendar, day))


def _minimum(state: UnitState, step_id: str) -> tuple[int, int]:
    """How many opinions and channels the plan asks for; none where the track has no such step."""
    found = find_step(track(state), step_id)
    if found is None or not isinstance(found[1], OpinionsStep):
        return 0, 0
    return found[1].minimum, found[1].minimum_channels


def _asked(state: UnitState, step_id: str) -> OpinionsStep | None:
    """What the plan says of a solicitation: on the unit's track, or on the one on which it began."""
    for course in tracks_of(state):
        found = find_step(course, step_id)
        if found is not None and isinstance(found[1], OpinionsStep):
            return found[1]
    return None


def _is_gone(state: UnitState) -> bool:
    return state.closed_at is not None or state.withdrawn is not None
