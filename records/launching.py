"""Launching: everything that a campaign begins with, in bulk and in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from psycopg.sql import SQL, Identifier
from sqlalchemy import Table, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from records.database import Database, driver_of
from records.digest import digest_of_json
from records.errors import CampaignExists
from records.people import person_columns
from records.rulebooks import Rulebooks
from records.tables import CAMPAIGNS, PEOPLE, PLANS, UNITS
from records.unit_row import new_columns
from schemas.campaign import CampaignStatus
from schemas.campaign_row import NewCampaign
from schemas.roster import Person
from schemas.units import UnitSnapshot

_DIFFERENCES: Final = {
    "plan_digest": "plan",
    "roster_digest": "roster",
    "is_rehearsal": "kind of clock (rehearsal or not)",
}


class Launching:
    """Puts a campaign into the records before its workflows are started."""

    def __init__(self, database: Database, rulebooks: Rulebooks) -> None:
        self._database = database
        self._rulebooks = rulebooks

    async def launch(
        self, new: NewCampaign, units: Sequence[UnitSnapshot], people: Sequence[Person]
    ) -> bool:
        """Put in the campaign, its plan, units and people, or nothing at all.

        The units are in their initial states, at revision 0. Returns False, and changes nothing,
        where the campaign is there already, from the same plan and roster.

        Raises:
            CampaignExists: it is there from another plan or roster, or was no rehearsal, or was.
            DatabaseUnavailable: it may be called again.
        """
        plan, campaign = _plan_and_campaign(new, units)
        async with self._database.transaction() as connection:
            await connection.execute(insert(PLANS).on_conflict_do_nothing(), plan)
            made = await connection.execute(
                insert(CAMPAIGNS).on_conflict_do_nothing().returning(CAMPAIGNS.c.code), campaign
            )
            if made.one_or_none() is None:
                await _compare(connection, campaign)
                return False
            rules = await self._rulebooks.keep(connection, [unit.state for unit in units])
            await _copy(connection, UNITS, map(new_columns, units, rules))
            await _copy(connection, PEOPLE, (person_columns(new.campaign, one) for one in people))
            # Before its statistics are made by themselves, all could have to be told something.
            await connection.execute(text("ANALYZE people"))
        return True


def _plan_and_campaign(
    new: NewCampaign, units: Sequence[UnitSnapshot]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rows of the plan and of the campaign."""
    plan, content = new.plan, new.plan.model_dump(mode="json")
    roster = sorted((unit.state.unit for unit in units), key=lambda unit: unit.code)
    digest = digest_of_json({"plan": content, "source": new.source})
    campaign = {
        "code": new.campaign,
        "plan": plan.plan,
        "title": plan.title.model_dump_json(),
        "plan_digest": digest,
        "roster_digest": digest_of_json([unit.model_dump(mode="json") for unit in roster]),
        "status": CampaignStatus.LAUNCHING.value,
        "first_day": plan.window.first,
        "last_day": plan.window.last,
        "timezone": plan.timezone,
        "clock_offset": timedelta(0),
        "is_rehearsal": new.is_rehearsal,
        "created_at": new.at,
    }
    return {"digest": digest, "source": new.source, "plan": plan.model_dump_json()}, campaign


async def _compare(connection: AsyncConnection, campaign: Mapping[str, Any]) -> None:
    """Raise CampaignExists where the campaign that is there differs."""
    found = await connection.execute(select(CAMPAIGNS).where(CAMPAIGNS.c.code == campaign["code"]))
    there = found.one()
    for name, what in _DIFFERENCES.items():
        if getattr(there, name) != campaign[name]:
            raise CampaignExists(campaign["code"], what)


async def _copy(
    connection: AsyncConnection, table: Table, rows: Iterable[Mapping[str, Any]]
) -> None:
    """Put rows, which all have the same columns, into a table by COPY."""
    found = list(rows)
    if not found:
        return
    statement = SQL("COPY {} ({}) FROM STDIN").format(
        Identifier(table.name), SQL(", ").join(map(Identifier, found[0]))
    )
    async with (
        driver_of(connection) as driver,
        driver.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in found:
            await copy.write_row(tuple(row.values()))
