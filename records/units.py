"""Units: their rows, one at a time, in pages for those who reach them all, and as lists."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.dialects.postgresql import insert

from records.amendments import require_no_more
from records.belonging import former_units
from records.counting import count_statement, count_table
from records.database import Database
from records.errors import UnknownCampaign, UnknownUnit
from records.in_common import RulesInCommon, fetch_launch_rules, fetch_rules_in_common
from records.lists import chosen_units, list_page, list_statement
from records.rulebooks import Rulebooks
from records.sets import SETS
from records.tables import UNITS
from records.unit_row import SHOWN_COLUMNS, new_columns, shown
from schemas.counts import CountBy, CountTable
from schemas.heads import UnitHead
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.unit_rules import UnitRules
from schemas.units import StoredUnit, UnitFilter, UnitOrder, UnitPage, UnitSnapshot

_ALL = UnitFilter()


class Units:
    """The rows of units. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database, rulebooks: Rulebooks) -> None:
        self._database = database
        self._rulebooks = rulebooks

    async def get(self, campaign: str, unit: str) -> StoredUnit:
        """A unit's row and state. Raises UnknownUnit."""
        found = await self._stored(_stored(campaign).where(UNITS.c.code == unit))
        if not found:
            raise UnknownUnit(campaign, unit)
        return found[0]

    async def initial_state(self, campaign: str, unit: str) -> UnitState:
        """The state in which a unit was launched, before its journal. Raises UnknownUnit."""
        async with self._database.statements() as connection:
            found = await connection.execute(
                select(UNITS.c.initial_rules, UNITS.c.initial_state).where(
                    UNITS.c.campaign == campaign, UNITS.c.code == unit
                )
            )
            states = await self._rulebooks.put_together(connection, [tuple(row) for row in found])
        if not states:
            raise UnknownUnit(campaign, unit)
        return states[0]

    async def page(
        self,
        campaign: str,
        chosen: UnitFilter = _ALL,
        *,
        after: str | None = None,
        limit: int,
        unlaunched: bool = False,
    ) -> tuple[StoredUnit, ...]:
        """The next units that were chosen in the order of their codes, from the one after `after`.

        With `unlaunched`, only those whose workflow has not been started.
        """
        statement = _stored(campaign, chosen).order_by(UNITS.c.code).limit(limit)
        if after is not None:
            statement = statement.where(UNITS.c.code > after)
        if unlaunched:
            statement = statement.where(UNITS.c.launched_at.is_(None))
        return await self._stored(statement)

    async def find(
        self,
        campaign: str,
        chosen: UnitFilter = _ALL,
        *,
        order: UnitOrder = UnitOrder.CODE,
        after: str | None = None,
        limit: int = 50,
    ) -> UnitPage:
        """A page of the units that were chosen; `after` is the `next` of the page before.

        A unit that stays where it is in the order is on exactly one page.

        Raises:
            MalformedCursor: `after` is no page's `next`.
        """
        statement = list_statement(campaign, chosen, order=order, after=after, limit=limit)
        async with self._database.statements() as connection:
            found = (await connection.execute(statement)).all()
        return list_page([shown(row) for row in found], order=order, limit=limit)

    async def former(self, campaign: str, belonging: Mapping[str, str]) -> tuple[str, ...]:
        """The codes of units that once belonged to somebody and now do not; see `former_units`."""
        async with self._database.statements() as connection:
            return tuple(await connection.scalars(former_units(campaign, belonging)))

    async def counts(
        self,
        campaign: str,
        rows: CountBy,
        columns: CountBy | None = None,
        chosen: UnitFilter = _ALL,
    ) -> CountTable:
        """Count the units that were chosen, by one or two of the things they are told apart by."""
        async with self._database.statements() as connection:
            found = await connection.execute(count_statement(campaign, rows, columns, chosen))
            return count_table(rows, columns, found.all())

    async def sets(self, campaign: str) -> dict[str, frozenset[str]]:
        """The districts, types and supervision groups that a campaign's units have, offices too."""
        statement = select(*(func.array_agg(UNITS.c[name].distinct()).label(name) for name in SETS))
        async with self._database.statements() as connection:
            found = (await connection.execute(statement.where(UNITS.c.campaign == campaign))).one()
        return {name: frozenset(found._mapping[name] or ()) for name in SETS}  # noqa: SLF001

    async def known(self, campaign: str, codes: Collection[str]) -> frozenset[str]:
        """Those of some codes that are a campaign's units'."""
        statement = select(UNITS.c.code).where(
            UNITS.c.campaign == campaign, UNITS.c.code.in_(codes)
        )
        async with self._database.statements() as connection:
            return frozenset(await connection.scalars(statement))

    async def heads(self, campaign: str, chosen: UnitFilter = _ALL) -> tuple[UnitHead, ...]:
        """The last entries of the journals of the units that were chosen, by code."""
        statement = (
            select(UNITS.c.code.label("unit"), UNITS.c.revision, UNITS.c.head)
            .where(chosen_units(campaign, chosen))
            .order_by(UNITS.c.code)
        )
        async with self._database.statements() as connection:
            found = (await connection.execute(statement)).mappings()
            return tuple(UnitHead.model_validate(dict(row)) for row in found)

    async def rules_carried(self, campaign: str) -> tuple[tuple[UnitRules, int], ...]:
        """The different rules of the units that are not closed, and how many carry them.

        Those of the most units come first.
        """
        count = func.count()
        async with self._database.statements() as connection:
            found = await connection.execute(
                select(UNITS.c.rules, count)
                .where(UNITS.c.campaign == campaign, UNITS.c.closed_at.is_(None))
                .group_by(UNITS.c.rules)
                .order_by(count.desc(), UNITS.c.rules)
            )
            digests = {row.rules: row[1] for row in found}
            rules = await self._rulebooks.fetch(connection, set(digests))
        return tuple((rules[digest], units) for digest, units in digests.items())

    async def launch_rules(self, campaign: str) -> UnitRules:
        """The rules of a unit with which a campaign was launched.

        Raises:
            UnknownCampaign: there is none with any units.
        """
        async with self._database.statements() as connection:
            rules = await fetch_launch_rules(connection, self._rulebooks, campaign)
        return _known(rules, campaign)

    async def rules_in_common(self, campaign: str, in_common: RulesInCommon) -> UnitRules:
        """The rules by which a campaign goes as a whole: its calendar, and when people are written to.

        Raises:
            UnknownCampaign: there is none with any units.
        """
        async with self._database.statements() as connection:
            rules = await fetch_rules_in_common(connection, self._rulebooks, campaign, in_common)
        return _known(rules, campaign)

    async def open_by_campaign(self) -> dict[str, int]:
        """How many units of each campaign have a workflow that is open."""
        statement = (
            select(UNITS.c.campaign, func.count())
            .where(UNITS.c.launched_at.is_not(None), UNITS.c.closed_at.is_(None))
            .group_by(UNITS.c.campaign)
        )
        async with self._database.statements() as connection:
            return dict((await connection.execute(statement)).all())

    async def roster(self, campaign: str) -> tuple[Unit, ...]:
        """The roster as it is now, by code, with what was reassigned and amended since."""
        async with self._database.statements() as connection:
            found = await connection.scalars(
                select(UNITS.c.state["unit"])
                .where(UNITS.c.campaign == campaign)
                .order_by(UNITS.c.code)
            )
            return tuple(Unit.model_validate_json(unit) for unit in found)

    async def add(self, units: Sequence[UnitSnapshot], *, amendments: int = 0) -> tuple[str, ...]:
        """Add units to a campaign that was launched before, as at its launch.

        Those that are there already are left alone: a running unit changes by its journal only.
        Returns the codes of those that are new. The campaign must exist.

        Raises:
            AmendedMeanwhile: it has more amendments than the `amendments` that they were made by.
        """
        if not units:
            return ()
        async with self._database.transaction() as connection:
            await require_no_more(connection, units[0].state.campaign, amendments)
            rules = await self._rulebooks.keep(connection, [unit.state for unit in units])
            added = await connection.scalars(
                insert(UNITS).on_conflict_do_nothing().returning(UNITS.c.code),
                list(map(new_columns, units, rules)),
            )
            return tuple(sorted(added))

    async def restate(self, unit: UnitSnapshot) -> bool:
        """Let a unit begin otherwise; only one that was not launched, and whether it is one."""
        async with self._database.transaction() as connection:
            (rules,) = await self._rulebooks.keep(connection, [unit.state])
            found = await connection.execute(
                update(UNITS)
                .where(
                    UNITS.c.campaign == unit.state.campaign,
                    UNITS.c.code == unit.state.unit.code,
                    UNITS.c.launched_at.is_(None),
                    UNITS.c.revision == 0,
                )
                .values(new_columns(unit, rules))
                .returning(UNITS.c.code)
            )
            return found.one_or_none() is not None

    async def are_waiting(self, campaign: str) -> bool:
        """Whether a campaign has units whose workflow was not started."""
        waiting = select(UNITS.c.code).where(
            UNITS.c.campaign == campaign, UNITS.c.launched_at.is_(None)
        )
        async with self._database.statements() as connection:
            return bool(await connection.scalar(select(waiting.exists())))

    async def mark_launched(self, campaign: str, units: Sequence[str], at: datetime) -> None:
        """Note when the workflows of these units were started; what was noted before stays."""
        async with self._database.statements() as connection:
            await connection.execute(
                update(UNITS)
                .where(UNITS.c.campaign == campaign, UNITS.c.code.in_(units))
                .values(launched_at=func.coalesce(UNITS.c.launched_at, at))
            )

    async def _stored(self, statement: Select[Any]) -> tuple[StoredUnit, ...]:
        async with self._database.statements() as connection:
            rows = (await connection.execute(statement)).all()
            states = await self._rulebooks.put_together(
                connection, [(row.rules, row.state) for row in rows]
            )
        return tuple(
            StoredUnit(row=shown(row), state=state) for row, state in zip(rows, states, strict=True)
        )


def _known(rules: UnitRules | None, campaign: str) -> UnitRules:
    if rules is None:
        raise UnknownCampaign(campaign)
    return rules


def _stored(campaign: str, chosen: UnitFilter = _ALL) -> Select[Any]:
    return select(*SHOWN_COLUMNS, UNITS.c.rules, UNITS.c.state).where(
        chosen_units(campaign, chosen)
    )
