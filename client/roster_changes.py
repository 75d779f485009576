"""Applying a changed roster to a running campaign, each change as a command of its own unit."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Protocol

from client.errors import NoOutcome
from client.in_force import InForce
from client.launching import first_snapshots, launch_command
from client.people import People
from client.refusals import noting_refusals
from records.errors import AmendedMeanwhile, UnknownUnit
from records.store import Records
from rules.campaign import require_office, require_possible
from rules.refused import Refused
from schemas.actor import Actor
from schemas.campaign import Miss
from schemas.commands import Amend, Command, SwitchTrack, Withdraw
from schemas.roster import Person, Unit
from schemas.roster_change import RosterApplied, RosterChange, UnitChange
from schemas.unit_rules import UnitRules
from schemas.views import Receipt

if TYPE_CHECKING:
    from client.campaigns import Campaigns

_KIND: Final = "apply_roster"
"""What the access log calls this: the commands that come of it are noted for themselves."""


class Submit(Protocol):
    """How a command reaches its unit."""

    async def __call__(self, campaign: str, unit: str, command: Command) -> Receipt:
        """Carry out a command."""


async def apply_roster(
    records: Records,
    campaigns: "Campaigns",
    submit: Submit,
    campaign: str,
    change: RosterChange,
    *,
    merged: Mapping[str, str],
    by: Actor,
    reason: str,
    command_id: str,
    coordinators: Sequence[Person] = (),
) -> RosterApplied:
    """Launch what is new, amend what has changed, and withdraw what was merged.

    Those of the `coordinators` whom nobody knows are added; who is known stays as it is. `merged` leads from a unit that is gone to its heir. A unit that is merely missing from the new
    roster is left as it is: whoever means it to leave withdraws it. Every unit's commands have ids
    of their own under `command_id`: the same application again reaches nobody twice, and the same
    change another time is another one.

    Raises:
        Refused: only the city's office may, and only while units can be launched.
    """
    async with noting_refusals(records, campaign, _KIND, by, command=command_id):
        require_office(by)
        launches = bool(change.added) or await records.units.are_waiting(campaign)
        if launches:
            require_possible((await campaigns.summary(campaign)).status, "launch", by)
    await _add_people(records, campaign, coordinators)
    added: tuple[str, ...] = ()
    if launches:
        added = await _add(records, campaign, change.added)
        await campaigns.command(campaign, launch_command(command_id))
    amended, withdrawn, missed = [], [], []
    for unit in change.changed:
        commands = [_amendment(unit, by, reason, command_id)]
        if not {"type", "track"}.isdisjoint(unit.aspects):
            in_force = await InForce.of(records, campaign)
            commands = _moves(unit, in_force.rules_for(unit.after), by, reason, command_id)
        code = await _miss(submit, campaign, unit.after.code, commands)
        if code is None:
            amended.append(unit.after.code)
        else:
            missed.append(Miss(unit=unit.after.code, code=code))
    for gone, into in merged.items():
        id_ = f"roster-merge-{_digest(command_id, gone, into)}"
        command = Withdraw(id=id_, by=by, kind="withdraw", cause="merged", into=into, reason=reason)
        code = await _miss(submit, campaign, gone, [command])
        if code is None:
            withdrawn.append(gone)
        else:
            missed.append(Miss(unit=gone, code=code))
    return RosterApplied(
        added=added, amended=tuple(amended), merged=tuple(withdrawn), missed=tuple(missed)
    )


async def _add_people(records: Records, campaign: str, people: Sequence[Person]) -> None:
    known = await records.people.get(campaign, [person.id for person in people])
    await People(records).take_in(campaign, [one for one in people if one.id not in known])


async def _add(records: Records, campaign: str, units: Sequence[Unit]) -> tuple[str, ...]:
    """Add units with the rules that are in force, also where those change meanwhile."""
    while True:
        in_force = await InForce.of(records, campaign)
        ahead = (await records.campaigns.get(campaign)).clock_offset
        new = first_snapshots(campaign, in_force, units, datetime.now(UTC) + ahead)
        try:
            return await records.units.add(new, amendments=len(in_force.amendments))
        except AmendedMeanwhile:
            continue


def _amendment(
    change: UnitChange, by: Actor, reason: str, command_id: str, rules: UnitRules | None = None
) -> Command:
    id_ = f"roster-{_digest(command_id, change.after.model_dump_json())}"
    return Amend(id=id_, by=by, kind="amend", unit=change.after, rules=rules, reason=reason)


def _moves(
    change: UnitChange, rules: UnitRules, by: Actor, reason: str, command_id: str
) -> list[Command]:
    """What makes a unit one of another type, or on another track, or both."""
    if "track" not in change.aspects:
        return [_amendment(change, by, reason, command_id, rules)]
    has_new_rules = "type" in change.aspects
    return [
        _amendment(change, by, reason, command_id, rules if has_new_rules else None),
        SwitchTrack(
            id=f"roster-track-{_digest(command_id, change.after.model_dump_json())}",
            by=by,
            kind="switch_track",
            track=change.after.track or rules.tracks[0].id,
            reason=reason,
        ),
    ]


async def _miss(submit: Submit, campaign: str, unit: str, commands: list[Command]) -> str | None:
    try:
        for command in commands:
            await _reach(submit, campaign, unit, command)
    except Refused as refused:
        return refused.refusal.code
    except UnknownUnit:
        return "unit_not_open"
    except NoOutcome:
        return "no_outcome"
    return None


async def _reach(submit: Submit, campaign: str, unit: str, command: Command) -> None:
    """Command a unit, unless an application of the same change has reached it: the id is the change's.

    What is said of it may be something else by now: a reason in another language, rules amended since.
    """
    try:
        await submit(campaign, unit, command)
    except Refused as refused:
        if refused.refusal.code != "id_reused":
            raise


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
