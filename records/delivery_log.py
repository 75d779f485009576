"""The delivery log: what was said to whom, when, over which channel, and what came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select

from records.database import Database
from records.tables import CAMPAIGNS, MESSAGES, NOTICES
from schemas.actor import Actor
from schemas.dispatch import Deliveries, LogFilter, LogLine, LogPage
from schemas.target import Target

_ALL = LogFilter()


class DeliveryLog:
    """Reads what became of notices. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self, campaign: str, chosen: LogFilter = _ALL, *, after: int | None = None, limit: int = 50
    ) -> LogPage:
        """A page of a campaign's log, newest first; `after` is the `next` of the page before."""
        statement = _lines(campaign, chosen).order_by(NOTICES.c.id.desc()).limit(limit + 1)
        if after is not None:
            statement = statement.where(NOTICES.c.id < after)
        async with self._database.statements() as connection:
            lines = [_line(row) for row in await connection.execute(statement)]
        page = tuple(lines[:limit])
        return LogPage(lines=page, next=page[-1].id if len(lines) > limit else None)

    async def standing(self) -> tuple[Deliveries, ...]:
        """How the notices and messages of every campaign stand, by the campaign's code."""
        async with self._database.statements() as connection:
            found = await connection.execute(_standing())
            return tuple(Deliveries(**row._mapping) for row in found)  # noqa: SLF001


_OUTCOME: ColumnElement[str] = case(
    (NOTICES.c.void_at.is_not(None), "untrue"),
    (NOTICES.c.person.is_(None), "nobody"),
    (NOTICES.c.message.is_(None), "waiting"),
    else_=MESSAGES.c.status,
)
_AT: ColumnElement[datetime] = func.coalesce(NOTICES.c.void_at, MESSAGES.c.at, NOTICES.c.say_at)


def _lines(campaign: str, chosen: LogFilter) -> Select[Any]:
    statement = (
        select(
            NOTICES,
            _AT.label("when"),
            _OUTCOME.label("outcome"),
            MESSAGES.c.person.label("recipient"),
            func.coalesce(MESSAGES.c.channel, NOTICES.c.channel).label("over"),
            MESSAGES.c.attempts,
            func.coalesce(MESSAGES.c.is_possibly_double, False).label("is_possibly_double"),
            MESSAGES.c.error,
        )
        .outerjoin(MESSAGES, MESSAGES.c.id == NOTICES.c.message)
        .where(NOTICES.c.campaign == campaign)
    )
    if chosen.unit is not None:
        statement = statement.where(NOTICES.c.unit == chosen.unit)
    if chosen.person is not None:
        statement = statement.where(
            or_(NOTICES.c.person == chosen.person, MESSAGES.c.person == chosen.person)
        )
    if chosen.outcome is not None:
        statement = statement.where(_OUTCOME.in_((chosen.outcome,)))
    return statement


def _line(row: Row[Any]) -> LogLine:
    return LogLine(
        id=row.id,
        unit=row.unit,
        revision=row.revision,
        audience=Actor.parse(row.audience),
        kind=row.kind,
        target=None if row.target is None else Target.parse(row.target),
        due=row.due,
        rung=row.rung,
        person=row.person,
        at=row.when,
        outcome=row.outcome,
        message=row.message,
        recipient=row.recipient,
        channel=row.over,
        attempts=row.attempts,
        is_possibly_double=row.is_possibly_double,
        error=row.error,
    )


def _standing() -> Select[Any]:
    unsaid = and_(
        NOTICES.c.campaign == CAMPAIGNS.c.code,
        NOTICES.c.message.is_(None),
        NOTICES.c.void_at.is_(None),
    )
    waiting = (
        select(
            func.count().label("waiting"),
            (func.min(NOTICES.c.say_at) - CAMPAIGNS.c.clock_offset).label("waiting_since"),
        )
        .where(unsaid, NOTICES.c.person.is_not(None))
        .lateral("waiting")
    )
    nobody = select(func.count()).where(unsaid, NOTICES.c.person.is_(None)).scalar_subquery()
    messages = (
        select(
            *(
                func.count().filter(MESSAGES.c.status == status).label(status)
                for status in ("sending", "failed", "undeliverable", "unconfirmed")
            )
        )
        .where(MESSAGES.c.campaign == CAMPAIGNS.c.code, MESSAGES.c.status != "sent")
        .lateral("messages")
    )
    return (
        select(
            CAMPAIGNS.c.code.label("campaign"),
            waiting.c.waiting,
            waiting.c.waiting_since,
            nobody.label("nobody"),
            *messages.c,
        )
        .join(waiting, onclause=CAMPAIGNS.c.code.is_not(None))
        .join(messages, onclause=CAMPAIGNS.c.code.is_not(None))
        .order_by(CAMPAIGNS.c.code)
    )
