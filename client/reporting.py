"""Reports on a campaign, gathered from the records and summed up by the rules."""

from datetime import datetime
from functools import partial

from client.clock import time_of
from client.units_meant import require_units
from records.errors import NoUnitsMeant
from records.reporting import Gathered
from records.store import Records
from rules.bands import bands
from rules.heads import heads_of
from rules.lateness import lateness
from rules.polls import inquiry_of
from rules.rollup import league, office_standings, standings
from rules.roster import reconcile
from schemas.campaign_row import CampaignRow
from schemas.comparison import ComparedCampaign
from schemas.heads import Heads
from schemas.late import LateUnit
from schemas.plan import Plan
from schemas.reconciliation import Difference
from schemas.report import WHOLE_CAMPAIGN, Report, ReportKind, ReportScope
from schemas.units import UnitFilter


async def report_on(
    records: Records, campaign: str, kind: ReportKind, scope: ReportScope = WHOLE_CAMPAIGN
) -> Report:
    """The report of a kind on the units of a scope now, by the campaign's own clock.

    Raises:
        records.errors.UnknownCampaign: there is no such campaign.
        NoUnitsMeant: it has units, and none of them is in the scope.
    """
    row = await records.campaigns.get(campaign)
    plan = (await records.campaigns.plan(campaign)).plan
    now = time_of(row)
    gathered = await records.reporting.gather(
        campaign, plan, kind, scope, inquire=partial(inquiry_of, plan), now=now
    )
    late = [one for state in gathered.overdue if (one := lateness(state, now)) is not None]
    city = gathered.rollup.city
    if scope != WHOLE_CAMPAIGN and not city.units and not gathered.rollup.offices:
        await require_units(records, campaign, scope)
        raise NoUnitsMeant(campaign, scope.named)
    differences: tuple[Difference, ...] = ()
    batches: tuple[ComparedCampaign, ...] = ()
    heads: Heads | None = None
    if kind is ReportKind.CLOSING:
        if scope == WHOLE_CAMPAIGN:
            differences = reconcile(await records.units.roster(campaign), plan).differences
            batches = await _batches(records, plan, _compared(row, plan, gathered))
        listed = await records.units.heads(campaign, UnitFilter.model_validate(scope.named))
        heads = heads_of(campaign, listed)
    return Report(
        kind=kind,
        scope=scope,
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
        participation=gathered.participation,
        short=gathered.short,
        satisfaction=gathered.satisfaction,
        differences=differences,
        batches=batches,
        heads=heads,
    )


async def compared(records: Records, campaign: str) -> ComparedCampaign:
    """The figures of a campaign as they are now, to be put beside another's.

    Raises:
        records.errors.UnknownCampaign: there is no such campaign.
    """
    row = await records.campaigns.get(campaign)
    plan = (await records.campaigns.plan(campaign)).plan
    gathered = await records.reporting.gather(
        campaign, plan, ReportKind.LEAGUE, inquire=partial(inquiry_of, plan), now=time_of(row)
    )
    return _compared(row, plan, gathered)


def _compared(row: CampaignRow, plan: Plan, gathered: Gathered) -> ComparedCampaign:
    city, bounds = gathered.rollup.city, gathered.bounds
    return ComparedCampaign(
        campaign=row,
        programme=plan.programme,
        city=standings(city),
        bands=bands(bounds, city.bands) if bounds else (),
    )


async def _batches(
    records: Records, plan: Plan, own: ComparedCampaign
) -> tuple[ComparedCampaign, ...]:
    """The batches before this one, and this one; none where it is the first, or belongs to none."""
    if plan.programme is None:
        return ()
    earlier = await records.programmes.earlier_batches(
        plan.programme, with_rehearsals=own.campaign.is_rehearsal
    )
    if not earlier:
        return ()
    return (*[await compared(records, code) for code in earlier], own)


def _longest_first(late: LateUnit) -> tuple[datetime, str]:
    return late.due, late.unit
