"""A later batch takes over what an earlier one has left in a unit's ledger."""

from datetime import date, datetime
from typing import Annotated, Final, Protocol
from zoneinfo import ZoneInfo

from client.refusals import noting_refusals
from records.store import Records
from rules.programme import require_earlier_batch, taken_over
from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_EMPTY, Code, Model
from schemas.commands import Command
from schemas.ledger import ItemNumber
from schemas.ledger_rows import ItemFilter, ItemLine
from schemas.views import Receipt

_PAGE: Final = 500


class Elsewhere(Model):
    """The items, by their numbers, that another `campaign` had taken over before."""

    campaign: Code
    items: tuple[ItemNumber, ...]


class TakenOver(Model):
    """The items, by their numbers in the campaign `source`, that stand in a unit's ledger now."""

    campaign: Code
    unit: Code
    source: Code
    items: Annotated[tuple[ItemNumber, ...], LEFT_OUT_IF_EMPTY] = ()
    elsewhere: Annotated[tuple[Elsewhere, ...], LEFT_OUT_IF_EMPTY] = ()


class Submit(Protocol):
    """How a command reaches its unit."""

    async def __call__(self, campaign: str, unit: str, command: Command) -> Receipt:
        """Carry out a command."""


async def take_over_items(
    records: Records,
    submit: Submit,
    campaign: str,
    unit: str,
    *,
    source: str,
    by: Actor,
    due: date,
    now: datetime,
) -> TakenOver:
    """Add what the unit of that code has not struck off in `source`; again is harmless.

    What another batch has taken over is left to it. `now` is by the clock of the campaign that
    takes over.

    Raises:
        Refused: `source` is no earlier batch of the programme, only rehearsed, or not over; or the
            ledger refuses an item, and those before it are taken over.
        UnknownCampaign, UnknownUnit: there is none.
    """
    plan = (await records.campaigns.plan(campaign)).plan
    row = await records.campaigns.get(source)
    programme = (await records.campaigns.plan(source)).plan.programme
    is_rehearsal = (await records.campaigns.get(campaign)).is_rehearsal
    async with noting_refusals(records, campaign, "take_over_items", by, unit=unit):
        require_earlier_batch(plan.programme, programme, row, is_rehearsal=is_rehearsal)
    taken = await records.programmes.taken_over(source, unit)
    elsewhere = tuple(
        Elsewhere(campaign=other, items=items) for other, items in taken if other != campaign
    )
    here = {number for other, items in taken if other == campaign for number in items}
    gone = {number for other in elsewhere for number in other.items}
    today = now.astimezone(ZoneInfo(plan.timezone)).date()
    rules = (await records.units.get(campaign, unit)).state.rules
    left = [item for item in await _left(records, source, unit, now) if item.number not in gone]
    for item in left:
        if item.number in here:
            continue
        command = taken_over(item, source, by=by, due=due, rules=rules, today=today)
        await submit(campaign, unit, command)
    numbers = tuple(item.number for item in left)
    return TakenOver(
        campaign=campaign, unit=unit, source=source, items=numbers, elsewhere=elsewhere
    )


async def _left(records: Records, source: str, unit: str, now: datetime) -> list[ItemLine]:
    """What the unit has not struck off in a campaign that is over."""
    left: list[ItemLine] = []
    after: str | None = None
    while True:
        page = await records.items.page(
            source, ItemFilter(unit=unit), now=now, after=after, limit=_PAGE
        )
        left += [item for item in page.lines if item.status != "struck_off"]
        if page.next is None:
            return left
        after = page.next
