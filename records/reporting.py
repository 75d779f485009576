"""What reports are made of: roll-up, units and those that are late, all of one moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from records.counted import Counted, fetch_carried
from records.database import Database
from records.ledger import item_line, item_lines
from records.lists import chosen_units
from records.offices import office_figures, offices_statement
from records.participation import read_participation, read_participation_lines
from records.rollup import rollup_of, rollup_statement
from records.rulebooks import Rulebooks
from records.satisfaction import Inquire, read_satisfaction
from records.tables import IS_COUNTED, UNITS
from records.unit_row import SHOWN_COLUMNS, shown
from schemas.ledger_rows import ItemFilter, ItemLine
from schemas.participation import ParticipationFilter, ParticipationLine, ParticipationRollup
from schemas.plan import Plan
from schemas.quantities import Percent
from schemas.report import WHOLE_CAMPAIGN, ReportKind, ReportScope, UnitLine
from schemas.rollup import Rollup
from schemas.satisfaction import SatisfactionRollup, SurveyFilter
from schemas.state import PhaseState, Standing, UnitState
from schemas.units import UnitFilter

_PHASES: Final = TypeAdapter(tuple[PhaseState, ...])

_WITH_UNITS: Final = (ReportKind.BULLETIN,)
_WITH_OVERDUE: Final = (ReportKind.BULLETIN, ReportKind.LATE)
_WITH_ITEMS: Final = (ReportKind.LEDGER,)
_WITH_PEOPLE: Final = (ReportKind.BULLETIN, ReportKind.CLOSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Units of a campaign at one moment: their roll-up, the units by code, states of the overdue ones, items.

    `bounds` are those of the bands that the roll-up counts, highest first. `participation` and
    `satisfaction` are who takes part and what people say; `short` are the steps of mobilisation in
    which too few do.
    """

    rollup: Rollup
    bounds: tuple[Percent, ...]
    units: tuple[UnitLine, ...]
    overdue: tuple[UnitState, ...]
    items: tuple[ItemLine, ...]
    participation: ParticipationRollup | None
    short: tuple[ParticipationLine, ...]
    satisfaction: SatisfactionRollup | None


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
        scope: ReportScope = WHOLE_CAMPAIGN,
        *,
        inquire: Inquire,
        now: datetime,
    ) -> Gathered:
        """What a report of a kind on the units of a scope is made of, whatever is recorded meanwhile.

        What the kind does not tell is not read; `plan` is the campaign's as it was launched,
        `inquire` says what people are asked, and `now` is the campaign's time.
        """
        everybody = chosen_units(campaign, UnitFilter.model_validate(scope.named))
        chosen = and_(everybody, IS_COUNTED)
        items = item_lines(campaign, ItemFilter.model_validate(scope.named), now=now)
        taking_part = ParticipationFilter.model_validate(scope.named)
        short = taking_part.model_copy(update={"is_short": True})
        surveyed = SurveyFilter.model_validate(scope.named)
        async with self._database.moment() as connection:
            carried = await fetch_carried(connection, self._rulebooks, campaign)
            counted = Counted.of(plan, carried)
            rollup = (await connection.execute(rollup_statement(chosen, counted))).all()
            rows = await connection.execute(offices_statement(everybody, counted))
            offices = tuple(office_figures(row, counted.office_bands) for row in rows)
            return Gathered(
                rollup=rollup_of(rollup, counted, offices),
                bounds=counted.bands,
                units=await _units(connection, chosen) if kind in _WITH_UNITS else (),
                overdue=await self._overdue(connection, chosen) if kind in _WITH_OVERDUE else (),
                items=await _items(connection, items) if kind in _WITH_ITEMS else (),
                participation=await read_participation(connection, campaign, taking_part)
                if kind in _WITH_PEOPLE
                else None,
                short=await read_participation_lines(connection, campaign, short)
                if kind in _WITH_UNITS
                else (),
                satisfaction=await read_satisfaction(
                    connection, campaign, inquire(carried), surveyed
                )
                if kind in _WITH_PEOPLE
                else None,
            )

    async def _overdue(
        self, connection: AsyncConnection, chosen: ColumnElement[bool]
    ) -> tuple[UnitState, ...]:
        late = (
            select(UNITS.c.rules, UNITS.c.state)
            .where(chosen, UNITS.c.standing == Standing.OVERDUE.value)
            .order_by(UNITS.c.code)
        )
        rows = [tuple(row) for row in await connection.execute(late)]
        return tuple(await self._rulebooks.put_together(connection, rows))


async def _units(connection: AsyncConnection, chosen: ColumnElement[bool]) -> tuple[UnitLine, ...]:
    lines: Select[Any] = (
        select(*SHOWN_COLUMNS, UNITS.c.in_time, UNITS.c.state["phases"].label("phases"))
        .where(chosen)
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


async def _items(connection: AsyncConnection, items: Select[Any]) -> tuple[ItemLine, ...]:
    return tuple(map(item_line, await connection.execute(items)))
