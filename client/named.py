"""Whether a campaign has what a command names beside its unit: another unit, a person, a group.

A unit knows nothing of others, so that its workflow takes whatever it is told.
"""

from client.units_meant import near_ones
from records.errors import NoUnitsMeant, UnknownCoordinator, UnknownUnit
from records.store import Records
from schemas.commands import Command, Reassign, Withdraw
from schemas.units import UnitFilter


async def require_named(records: Records, campaign: str, command: Command) -> tuple[str, ...]:
    """Refuse a command that names what is not there; the ids of people without a contact in it.

    A group is there once a unit or a person is of it, a coordinator once a unit or the people say so.

    Raises:
        UnknownUnit, UnknownCoordinator, NoUnitsMeant: with the codes that may have been meant.
    """
    match command:
        case Withdraw(into=str(into)):
            await _require_unit(records, campaign, into)
        case Reassign():
            if command.supervision_group is not None:
                await _require_group(records, campaign, command.supervision_group)
            if command.coordinator is not None:
                return await _without_contact(records, campaign, command.coordinator)
    return ()


async def _require_unit(records: Records, campaign: str, unit: str) -> None:
    try:
        await records.units.get(campaign, unit)
    except UnknownUnit:
        roster = await records.units.roster(campaign)
        raise UnknownUnit(campaign, unit, near_ones(unit, [one.code for one in roster])) from None


async def _require_group(records: Records, campaign: str, group: str) -> None:
    groups = (await records.units.sets(campaign))["supervision_group"]
    if group in groups or await records.people.with_role(campaign, "supervisor", group):
        return
    raise NoUnitsMeant(campaign, {"supervision_group": group}, near_ones(group, groups))


async def _without_contact(records: Records, campaign: str, id_: str) -> tuple[str, ...]:
    known = (await records.people.get(campaign, [id_])).get(id_)
    if known is not None:
        return () if known.contact is not None else (id_,)
    if (await records.units.find(campaign, UnitFilter(coordinator=id_), limit=1)).rows:
        return (id_,)
    ids = [person.id for person in await records.people.all(campaign)]
    ids += [unit.coordinator for unit in await records.units.roster(campaign)]
    raise UnknownCoordinator(campaign, id_, near_ones(id_, ids))
