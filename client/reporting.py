"""Reports on a campaign, gathered from the records and summed up by the rules."""

from datetime import UTC, datetime

from records.store import Records
from rules.bands import bands
from rules.heads import heads_of
from rules.lateness import lateness
from rules.rollup import league, office_standings, standings
from rules.roster import reconcile
from schemas.heads import Heads
from schemas.late import LateUnit
from schemas.reconciliation import Difference
from schemas.report import Report, ReportKind


async def report_on(records: Records, campaign: str, kind: ReportKind) -> Report:
    """The report of a kind on a campaign now, by its own clock.

    Raises:
        records.errors.UnknownCampaign: there is no such campaign.
    """
    row = await records.campaigns.get(campaign)
    plan = (await records.campaigns.plan(campaign)).plan
    now = datetime.now(UTC) + row.clock_offset
    gathered = await records.reporting.gather(campaign, plan, kind, now=now)
    late = [one for state in gathered.overdue if (one := lateness(state, now)) is not None]
    city = gathered.rollup.city
    differences: tuple[Difference, ...] = ()
    heads: Heads | None = None
    if kind is ReportKind.CLOSING:
        differences = reconcile(await records.units.roster(campaign), plan).differences
        heads = heads_of(campaign, await records.units.heads(campaign))
    return Report(
        kind=kind,
        campaign=row,
        at=now,
        city=standings(city),
        by_district=league(gathered.rollup.by_district),
        by_type=league(gathered.rollup.by_type),
        by_supervision_group=league(gathered.rollup.by_supervision_group),
        offices=tuple(map(office_standings, gathered.rollup.offices)),
        late=tuple(sorted(late, key=_longest_first)),
        units=gathered.units,
        items=gathered.items,
        bands=bands(gathered.bounds, city.bands) if kind is ReportKind.CLOSING else (),
        differences=differences,
        heads=heads,
    )


def _longest_first(late: LateUnit) -> tuple[datetime, str]:
    return late.due, late.unit
