"""What reports are made of: roll-up, units and those that are late, all of one moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from records.counted import fetch_counted
from records.database import Database
from records.ledger import item_line, item_lines
from records.offices import office_figures, offices_statement
from records.rollup import rollup_of, rollup_statement
from records.rulebooks import Rulebooks
from records.tables import IS_COUNTED, UNITS
from records.unit_row import SHOWN_COLUMNS, shown
from schemas.ledger_rows import ItemLine
from schemas.plan import Plan
from schemas.quantities import Percent
from schemas.report import ReportKind, UnitLine
from schemas.rollup import Rollup
from schemas.state import PhaseState, Standing, UnitState

_PHASES: Final = TypeAdapter(tuple[PhaseState, ...])

_WITH_UNITS: Final = (ReportKind.BULLETIN,)
_WITH_OVERDUE: Final = (ReportKind.BULLETIN, ReportKind.LATE)
_WITH_ITEMS: Final = (ReportKind.LEDGER,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A campaign at one moment: its roll-up, its units by code, states of the overdue ones, items.

    `bounds` are those of the bands that the roll-up counts, highest first.
    """

    rollup: Rollup
    bounds: tuple[Percent, ...]
    units: tuple[UnitLine, ...]
    overdue: tuple[UnitState, ...]
    items: tuple[ItemLine, ...]


class Reporting:
    """Reads for reports. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database, rulebooks: Rulebooks) -> None:
        self._database = database
        self._rulebooks = rulebooks

    async def gather(
        self,
        campaign: str,
        plan: Plan,
        kind: ReportKind,
        *,
        now: datetime,
    ) -> Gathered:
        """What a report of a kind is made of, whatever is recorded meanwhile.

        What the kind does not tell is not read; `plan` is the campaign's as it was launched, and `now` its time.
        """
        async with self._database.moment() as connection:
            counted = await fetch_counted(connection, self._rulebooks, campaign, plan)
            rollup = (await connection.execute(rollup_statement(campaign, counted))).all()
            rows = await connection.execute(offices_statement(campaign, counted))
            offices = tuple(office_figures(row, counted.bands) for row in rows)
            return Gathered(
                rollup=rollup_of(rollup, counted, offices),
                bounds=counted.bands,
                units=await _units(connection, campaign) if kind in _WITH_UNITS else (),
                overdue=await self._overdue(connection, campaign) if kind in _WITH_OVERDUE else (),
                items=await _items(connection, campaign, now) if kind in _WITH_ITEMS else (),
            )

    async def _overdue(self, connection: AsyncConnection, campaign: str) -> tuple[UnitState, ...]:
        late = (
            select(UNITS.c.rules, UNITS.c.state)
            .where(UNITS.c.campaign == campaign, IS_COUNTED)
            .where(UNITS.c.standing == Standing.OVERDUE.value)
            .order_by(UNITS.c.code)
        )
        rows = [tuple(row) for row in await connection.execute(late)]
        return tuple(await self._rulebooks.put_together(connection, rows))


async def _units(connection: AsyncConnection, campaign: str) -> tuple[UnitLine, ...]:
    lines: Select[Any] = (
        select(*SHOWN_COLUMNS, UNITS.c.in_time, UNITS.c.state["phases"].label("phases"))
        .where(UNITS.c.campaign == campaign, IS_COUNTED)
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


async def _items(connection: AsyncConnection, campaign: str, now: datetime) -> tuple[ItemLine, ...]:
    return tuple(map(item_line, await connection.execute(item_lines(campaign, now=now))))
