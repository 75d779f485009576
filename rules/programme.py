"""Batches of a programme: what a later one may take over from an earlier one."""

from datetime import date

from rules.calendar import is_working_day
from rules.refused import Refused
from schemas.actor import Actor
from schemas.campaign import CampaignStatus
from schemas.campaign_row import CampaignRow
from schemas.ledger_commands import AddItem
from schemas.ledger_rows import ItemLine
from schemas.programme import Programme, take_over_prefix
from schemas.unit_rules import UnitRules


def require_earlier_batch(
    own: Programme | None, earlier: Programme | None, row: CampaignRow, *, is_rehearsal: bool
) -> None:
    """Refuse to take over from what is no earlier batch of the same programme, or is not over.

    What runs on still has its clocks; taken over before, it would be promised twice. What was only
    rehearsed was promised to nobody: a rehearsal alone takes it over.
    """
    if own is None or earlier is None or own.id != earlier.id or earlier.batch >= own.batch:
        raise Refused("not_an_earlier_batch", campaign=row.campaign)
    if row.is_rehearsal and not is_rehearsal:
        raise Refused("batch_rehearsed", campaign=row.campaign)
    if row.status is not CampaignStatus.CLOSED:
        raise Refused("batch_not_over", campaign=row.campaign, status=row.status)


def taken_over(
    item: ItemLine, source: str, *, by: Actor, due: date, rules: UnitRules, today: date
) -> AddItem:
    """The command by which a unit takes over its item from the campaign `source`; once, by its id.

    What is promised for a day that is still to come keeps it, where the campaign that takes over
    has such a working day; the rest is due on `due`.
    """
    is_kept = today < item.due <= rules.window.last and is_working_day(rules.calendar, item.due)
    return AddItem(
        id=f"{take_over_prefix(source)}{item.number}",
        by=by,
        kind="add_item",
        measure=item.measure,
        owner=item.owner,
        due=item.due if is_kept else due,
        is_commitment=item.is_commitment,
    )
