"""Life meetings in the records: what they were convened for, and what came of each."""

from collections.abc import Collection
from itertools import groupby
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Column, Date, Index, Integer, Table, Text, Time, and_, select
from sqlalchemy.dialects.postgresql import JSONB

from records.database import Database
from records.metadata import CODE, METADATA, required
from schemas.meeting import MeetingView
from schemas.roster import Members

MEETINGS: Final = Table(
    "meetings",
    METADATA,
    Column("campaign", CODE, primary_key=True),
    Column("unit", CODE, primary_key=True),
    Column("convened", BigInteger, primary_key=True, autoincrement=False),
    required("step", CODE),
    required("branch", CODE),
    required("members", Integer),
    required("day", Date),
    required("starts", Time),
    required("place", Text),
    required("outsiders", JSONB),
    Index(None, "campaign", "day"),
    comment="Meetings as they were convened; convened is the revision that did it",
)

MEETING_OUTCOMES: Final = Table(
    "meeting_outcomes",
    METADATA,
    Column("campaign", CODE, primary_key=True),
    Column("unit", CODE, primary_key=True),
    Column("convened", BigInteger, primary_key=True, autoincrement=False),
    required("outcome", CODE),
    Column("day", Date),
    Column("attended", JSONB),
    Column("came", Integer),
    Column("talks", Integer),
    Column("minutes", CODE),
    comment="What came of meetings; the columns from day on are of those that were held",
)

_OUTSIDERS: Final = TypeAdapter(tuple[str, ...])
_M, _O = MEETINGS.c, MEETING_OUTCOMES.c
_PLAIN: Final = ("convened", "step", "branch", "members", "day", "starts", "place")


class Meetings:
    """The meetings of units. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, campaign: str, unit: str) -> tuple[MeetingView, ...]:
        """All meetings of a unit, in the order in which they were convened."""
        return (await self.by_unit(campaign, (unit,))).get(unit, ())

    async def by_unit(
        self, campaign: str, units: Collection[str]
    ) -> dict[str, tuple[MeetingView, ...]]:
        """The same of some units; one without any is left out."""
        same = and_(*(_M[name] == _O[name] for name in ("campaign", "unit", "convened")))
        wanted = (
            select(
                _M.unit,
                *(_M[name] for name in _PLAIN),
                _M.outsiders,
                _O.outcome,
                _O.day.label("held_on"),
                _O.attended,
                _O.came,
                _O.talks,
                _O.minutes,
            )
            .select_from(MEETINGS.outerjoin(MEETING_OUTCOMES, same))
            .where(_M.campaign == campaign, _M.unit.in_(units))
            .order_by(_M.unit, _M.convened)
        )
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted)).mappings()
            of_unit = groupby(map(dict, rows), key=lambda row: row.pop("unit"))
            return {unit: tuple(map(_view, those)) for unit, those in of_unit}


def _view(row: dict[str, Any]) -> MeetingView:
    outsiders = _OUTSIDERS.validate_json(row["outsiders"])
    attended = None if row["attended"] is None else Members.model_validate_json(row["attended"])
    return MeetingView.model_validate({**row, "outsiders": outsiders, "attended": attended})
