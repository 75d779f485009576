"""The long-term mechanism (长效机制): set down by the unit, asked for before the last sign-off.

Reference case, "What remains": a long-term mechanism is set down in public, so that the result
outlives the campaign.
"""

from collections.abc import Iterable
from datetime import datetime

from rules.authority import who_may
from rules.course import track
from rules.folding import with_
from rules.guards import require_open
from rules.publication import publications_in_force
from rules.refused import Refused
from schemas.events import Entry, Event
from schemas.mechanism import Mechanism, MechanismSet, SetMechanism
from schemas.state import UnitState
from schemas.unit_rules import SIXTH_EDITION


def set_mechanism(state: UnitState, command: SetMechanism, now: datetime) -> tuple[Event, ...]:
    """Another version of the mechanism; a unit that has finished may still better it."""
    del now
    require_open(state)
    if state.started_at is None:
        raise Refused("not_started", who=who_may("start", state.unit))
    version = state.mechanism + 1
    return (MechanismSet(version=version, text=command.text, keeps=command.keeps),)


def fold_mechanism(state: UnitState, event: MechanismSet) -> UnitState:
    """The version that holds from now on."""
    return with_(state, mechanism=event.version)


def lacks_mechanism(state: UnitState) -> bool:
    """Whether the plan asks for a mechanism that the unit has not set down."""
    return state.rules.mechanism == "required" and state.mechanism == 0


def require_mechanism(state: UnitState, phase: str) -> None:
    """Refuse to accept the last phase while the mechanism that the plan asks for is not in public."""
    if phase != track(state).phases[-1].id:
        return
    if lacks_mechanism(state):
        raise Refused("mechanism_missing", who=who_may("set_mechanism", state.unit), phase=phase)
    if _is_kept_to_itself(state):
        who = who_may("publish", state.unit)
        raise Refused("mechanism_unpublished", who=who, phase=phase, subject="mechanism")


def _is_kept_to_itself(state: UnitState) -> bool:
    """Whether the plan asks for a mechanism, and none that the unit has published holds."""
    is_asked = state.rules.mechanism == "required" and state.rules.content == "recorded"
    if not is_asked or state.rules.edition < SIXTH_EDITION:
        return False
    return not any(one.subject == "mechanism" for one in publications_in_force(state))


def mechanism_rows(before: UnitState, after: UnitState, entry: Entry) -> Iterable[Mechanism]:
    """The version as it can be read later."""
    del before
    event = entry.event
    if isinstance(event, MechanismSet):
        yield Mechanism(
            campaign=after.campaign,
            unit=after.unit.code,
            version=event.version,
            at=entry.at,
            by=entry.by,
            text=event.text,
            keeps=event.keeps,
        )
