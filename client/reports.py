"""Reports as the gateway gives them: on one campaign, and several campaigns side by side."""

from collections.abc import Iterable

from client.reporting import compared, report_on
from records.store import Records
from schemas.comparison import ComparedCampaign
from schemas.report import WHOLE_CAMPAIGN, Report, ReportKind, ReportScope


class Reports:
    """Tells what reports say; every file of one is made of that."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def on(
        self, campaign: str, kind: ReportKind, scope: ReportScope = WHOLE_CAMPAIGN
    ) -> Report:
        """What a report of a kind says of a campaign now.

        Raises:
            NoUnitsMeant: no unit is in its scope.
        """
        return await report_on(self._records, campaign, kind, scope)

    async def compare(self, campaigns: Iterable[str]) -> tuple[ComparedCampaign, ...]:
        """The figures of several campaigns, in the order in which they are named.

        Raises:
            records.errors.UnknownCampaign: one of them is not there.
        """
        return tuple([await compared(self._records, campaign) for campaign in campaigns])
