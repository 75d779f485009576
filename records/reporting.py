"""What reports are made of: roll-up, units and those that are late, all of one moment."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from records.database import Database
from records.rollup import Counted, rollup_of, rollup_statement
from records.rulebooks import Rulebooks
from records.tables import UNITS
from records.unit_row import SHOWN_COLUMNS, shown
from schemas.report import UnitLine
from schemas.rollup import Rollup
from schemas.state import PhaseState, Standing, UnitState

_PHASES = TypeAdapter(tuple[PhaseState, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A campaign at one moment: its roll-up, its units by code, the states of the overdue ones."""

    rollup: Rollup
    units: tuple[UnitLine, ...]
    overdue: tuple[UnitState, ...]


class Reporting:
    """Reads for reports. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database, rulebooks: Rulebooks) -> None:
        self._database = database
        self._rulebooks = rulebooks

    async def gather(
        self,
        campaign: str,
        counted: Counted,
        *,
        with_units: bool = True,
        with_overdue: bool = True,
    ) -> Gathered:
        """What a report is made of, whatever is recorded meanwhile.

        Units and overdue ones are read where asked for.
        """
        async with self._database.moment() as connection:
            rollup = (await connection.execute(rollup_statement(campaign, counted))).all()
            return Gathered(
                rollup=rollup_of(rollup, counted),
                units=await self._units(connection, campaign) if with_units else (),
                overdue=await self._overdue(connection, campaign) if with_overdue else (),
            )

    async def _units(self, connection: AsyncConnection, campaign: str) -> tuple[UnitLine, ...]:
        lines: Select[Any] = (
            select(*SHOWN_COLUMNS, UNITS.c.in_time, UNITS.c.state["phases"].label("phases"))
            .where(UNITS.c.campaign == campaign)
            .order_by(UNITS.c.code)
        )
        return tuple(
            UnitLine(
                row=shown(row),
                phases=_PHASES.validate_json(row.phases) if row.phases else (),
                in_time=row.in_time,
            )
            for row in await connection.execute(lines)
        )

    async def _overdue(self, connection: AsyncConnection, campaign: str) -> tuple[UnitState, ...]:
        late = (
            select(UNITS.c.rules, UNITS.c.state)
            .where(UNITS.c.campaign == campaign, UNITS.c.standing == Standing.OVERDUE.value)
            .order_by(UNITS.c.code)
        )
        rows = [tuple(row) for row in await connection.execute(late)]
        return tuple(await self._rulebooks.put_together(connection, rows))
