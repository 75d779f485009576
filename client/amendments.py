"""Amendments of running campaigns: what one would change, and those that there are."""

from typing import Final

from client.clock import time_of
from records.store import Records
from rules.amendment_preview import Previewing
from schemas.amendment import Amendment
from schemas.amendment_preview import AmendmentPreview
from schemas.unit_rules import UnitRules

_PAGE: Final = 500


class Amendments:
    """Reads amendments, and what they come to. One is applied by the command `amend` to a campaign."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def preview(self, campaign: str, amendment: Amendment) -> AmendmentPreview:
        """What an amendment would change now, by the same rules, from the records.

        All units that are not closed are judged, page by page.
        """
        row = await self._records.campaigns.get(campaign)
        now = time_of(row)
        previewing = Previewing(amendment, now)
        after = None
        while True:
            units = await self._records.units.page(campaign, after=after, limit=_PAGE)
            for unit in units:
                if unit.row.closed_at is None:
                    due = unit.row.next_due
                    previewing.take(unit.state, is_behind=due is not None and due <= now)
            if len(units) < _PAGE:
                return previewing.outcome()
            after = units[-1].row.code

    async def all(self, campaign: str) -> tuple[Amendment, ...]:
        """The amendments of a campaign, oldest first; units that come later begin with them."""
        return await self._records.amendments.all(campaign)

    async def rules_carried(self, campaign: str) -> tuple[tuple[UnitRules, int], ...]:
        """The different rules of a campaign's units, and how many units carry each, most first."""
        return await self._records.units.rules_carried(campaign)

    async def districts(self, campaign: str) -> frozenset[str]:
        """The districts that a campaign's units are in."""
        return (await self._records.units.sets(campaign))["district"]

    async def units_named(self, campaign: str, amendment: Amendment) -> frozenset[str]:
        """The units of a campaign that an amendment names by their codes."""
        return await self._records.units.known(campaign, amendment.units.codes)
