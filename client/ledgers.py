"""Ledgers as the gateway gives them: their items, and what a later batch takes over of them."""

from datetime import date, datetime

from client.clock import time_of
from client.taking_over import Submit, TakenOver, take_over_items
from records.store import Records
from schemas.actor import Actor
from schemas.ledger_rows import ItemFilter, ItemPage


class Ledgers:
    """Reads ledgers. What is done to an item is a command to its unit, which `submit` carries out."""

    def __init__(self, records: Records, submit: Submit) -> None:
        self._records = records
        self._submit = submit

    async def page(
        self, campaign: str, chosen: ItemFilter, *, after: str | None = None, limit: int = 50
    ) -> ItemPage:
        """A page of the items of ledgers, by unit and number; `after` is the page before's `next`."""
        now = await self._now(campaign)
        return await self._records.items.page(campaign, chosen, now=now, after=after, limit=limit)

    async def take_over(
        self, campaign: str, unit: str, *, source: str, by: Actor, due: date
    ) -> TakenOver:
        """Add to a unit's ledger what it has left open in an earlier batch; again is harmless.

        Raises:
            Refused: `source` is no earlier batch, is not over, or the ledger refuses an item.
        """
        now = await self._now(campaign)
        return await take_over_items(
            self._records, self._submit, campaign, unit, source=source, by=by, due=due, now=now
        )

    async def _now(self, campaign: str) -> datetime:
        return time_of(await self._records.campaigns.get(campaign))
