"""Campaigns: their rows, and the plans that they were launched from."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, Select, and_, func, select, update

from records.counting import COUNTS, counts
from records.database import Database
from records.errors import NotARehearsal, UnknownCampaign
from records.tables import CAMPAIGNS, IS_COUNTED, MESSAGES, PLANS, UNITS
from schemas.campaign import CampaignStatus
from schemas.campaign_row import CampaignRow, LaunchedPlan
from schemas.plan import Plan, Window
from schemas.text import Text

_CLOCK_LOCK: Final = 0x7068_636C  # "phcl": beside the campaign's hash, its clock


class Campaigns:
    """The rows of campaigns. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> tuple[CampaignRow, ...]:
        """Every campaign with its totals, newest first."""
        return await self._campaigns(_with_totals())

    async def get(self, campaign: str) -> CampaignRow:
        """A campaign with its totals. Raises UnknownCampaign."""
        found = await self._campaigns(_with_totals().where(CAMPAIGNS.c.code == campaign))
        if not found:
            raise UnknownCampaign(campaign)
        return found[0]

    async def plan(self, campaign: str) -> LaunchedPlan:
        """The plan that a campaign was launched from. Raises UnknownCampaign."""
        async with self._database.statements() as connection:
            found = await connection.execute(
                select(PLANS)
                .join(CAMPAIGNS, CAMPAIGNS.c.plan_digest == PLANS.c.digest)
                .where(CAMPAIGNS.c.code == campaign)
            )
            row = found.one_or_none()
        if row is None:
            raise UnknownCampaign(campaign)
        plan = Plan.model_validate_json(row.plan)
        return LaunchedPlan(digest=row.digest, source=row.source, plan=plan)

    async def set_status(self, campaign: str, status: CampaignStatus) -> None:
        """Note what a campaign is about. Raises UnknownCampaign."""
        if not await self._changed(campaign, status=status.value):
            raise UnknownCampaign(campaign)

    @asynccontextmanager
    async def hold_clock(self, campaign: str) -> AsyncGenerator[bool]:
        """Have a rehearsal's clock for oneself, for as long as the context lasts.

        False where somebody else has it. Who dies holding it has let go of it.
        """
        async with self._database.transaction() as connection:
            # However long that is.
            await connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
            lock = func.pg_try_advisory_xact_lock(_CLOCK_LOCK, func.hashtext(campaign))
            yield bool(await connection.scalar(select(lock)))

    async def set_clock_offset(self, campaign: str, offset: timedelta) -> None:
        """Move a rehearsal's clock: what is added to the wall clock.

        Raises:
            UnknownCampaign: there is no such campaign.
            NotARehearsal: it runs in wall time.
        """
        row = await self.get(campaign)
        if not row.is_rehearsal:
            raise NotARehearsal(campaign)
        async with self._database.transaction() as connection:
            await connection.execute(
                update(CAMPAIGNS).where(CAMPAIGNS.c.code == campaign).values(clock_offset=offset)
            )
            # What is to be tried again at an hour of the campaign's is so at that hour still.
            await connection.execute(
                update(MESSAGES)
                .where(MESSAGES.c.campaign == campaign, MESSAGES.c.status == "failed")
                .values(next_try_at=MESSAGES.c.next_try_at - (offset - row.clock_offset))
            )

    async def _campaigns(self, statement: Select[Any]) -> tuple[CampaignRow, ...]:
        async with self._database.statements() as connection:
            return tuple(_campaign(row) for row in await connection.execute(statement))

    async def _changed(self, campaign: str, **values: Any) -> bool:
        async with self._database.statements() as connection:
            found = await connection.execute(
                update(CAMPAIGNS)
                .where(CAMPAIGNS.c.code == campaign)
                .values(values)
                .returning(CAMPAIGNS.c.code)
            )
            return found.one_or_none() is not None


def _with_totals() -> Select[Any]:
    units = and_(UNITS.c.campaign == CAMPAIGNS.c.code, IS_COUNTED)
    totals = select(*COUNTS).where(units).lateral("totals")
    return (
        select(CAMPAIGNS, *totals.c)
        .join(totals, onclause=CAMPAIGNS.c.code.is_not(None))
        .order_by(CAMPAIGNS.c.created_at.desc(), CAMPAIGNS.c.code)
    )


def _campaign(row: Row[Any]) -> CampaignRow:
    return CampaignRow(
        campaign=row.code,
        plan=row.plan,
        title=Text.model_validate_json(row.title),
        plan_digest=row.plan_digest,
        status=CampaignStatus(row.status),
        window=Window(first=row.first_day, last=row.last_day),
        timezone=row.timezone,
        clock_offset=row.clock_offset,
        is_rehearsal=row.is_rehearsal,
        created_at=row.created_at,
        totals=counts(row),
    )
