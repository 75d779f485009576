"""Opening a solicitation: by which channels, until when, and once more where it fell short."""

from datetime import date, datetime, timedelta

from rules.calendar import local_date
from rules.course import step_state
from rules.guards import require_kind, require_undone
from rules.refused import Refused
from schemas.events import Event
from schemas.opinions import OpenSolicitation, Solicitation, SolicitationOpened
from schemas.state import UnitState
from schemas.step import Channel, OpinionsStep
from schemas.unit_rules import SECOND_EDITION, THIRD_EDITION


def open_solicitation(
    state: UnitState, command: OpenSolicitation, now: datetime
) -> tuple[Event, ...]:
    """Opinions are asked for, by channels of the plan's, for as many days as it says or more.

    A solicitation that fell short goes on until another day, by more channels: what came before counts.
    """
    step = require_kind(state, command.step, OpinionsStep)
    require_undone(state, command.step)
    last = state.solicitations.get(command.step)
    if last is not None and last.closed_at is None and not _may_go_on(state, last):
        raise Refused("solicitation_open", step=command.step, until=last.until)
    strange = [channel for channel in command.channels if channel not in step.channels]
    if strange:
        known = ", ".join(step.channels)
        raise Refused("channel_not_planned", channel=strange[0], known=known)
    before = last.channels if last is not None and last.closed_at is None else ()
    channels = tuple(dict.fromkeys((*before, *command.channels)))
    _require_channels(state, step, channels)
    earliest = local_date(state.rules.calendar, now) + timedelta(days=step.open_for.count)
    if command.until < earliest:
        raise Refused("solicitation_too_short", length=step.open_for, first=earliest)
    last_day = _last_day(state, step, earliest)
    if command.until > last_day:
        raise Refused("solicitation_too_long", last=last_day)
    return (
        SolicitationOpened(
            step=command.step,
            round=_round(last),
            channels=channels,
            until=command.until,
        ),
    )


def _may_go_on(state: UnitState, solicitation: Solicitation) -> bool:
    """Whether a solicitation that is not closed may get another last day, and more channels."""
    return solicitation.fell_short and state.rules.edition >= THIRD_EDITION


def _round(last: Solicitation | None) -> int:
    if last is None:
        return 1
    return last.round if last.closed_at is None else last.round + 1


def _require_channels(state: UnitState, step: OpinionsStep, channels: tuple[Channel, ...]) -> None:
    """Refuse fewer channels than opinions have to come by: it could not but fall short."""
    if len(channels) < step.minimum_channels and state.rules.edition >= THIRD_EDITION:
        known = ", ".join(step.channels)
        raise Refused("solicitation_lacks_channels", minimum=step.minimum_channels, known=known)


def _last_day(state: UnitState, step: OpinionsStep, earliest: date) -> date:
    """Until when opinions may be solicited at most.

    What is made up may outlast the campaign, and what is opened late lasts for the plan's days.
    """
    edition, window = state.rules.edition, state.rules.window
    is_made_up = step_state(state, step.id).redo_due is not None
    last = state.rules.calendar.last if is_made_up and edition >= SECOND_EDITION else window.last
    return max(last, earliest) if edition >= THIRD_EDITION else last
