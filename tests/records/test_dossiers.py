"""Which dossiers are in the store is noted, and which are missing is known."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from records.errors import ExportedByAnother
from records.store import Records, open_records
from reports.dossier.exporting import Exporter
from schemas.dossier import EXPORTED_BY_ANOTHER, Finding, KeptDossiers, NotedDossier
from tests.records.launched import launch, record, story
from tests.rules.reference import UNIT

CODES = ("SCH-001", "SCH-002", "SCH-003")
UNITS = [UNIT.model_copy(update={"code": code}) for code in CODES]
AT = datetime(2026, 12, 31, tzinfo=UTC)
WHY = Finding(code="store_unusable", params={"reason": "OSError: the disk is full"})


async def noted(records: Records, campaign: str, code: str, **changes: Any) -> NotedDossier:
    """A dossier of a unit up to its head, as it is noted."""
    row = (await records.units.get(campaign, code)).row
    fields: dict[str, Any] = {
        "name": f"{campaign}/{code}.zip",
        "revision": row.revision,
        "head": (await records.units.get(campaign, code)).state.head,
        "digest": "d" * 64,
    }
    dossier = NotedDossier(unit=code, at=AT, **{**fields, **changes})
    await records.dossiers.note(campaign, dossier)
    return dossier


async def test_what_came_of_each_is_noted_and_what_is_missing_is_known(records: Records) -> None:
    campaign = await launch(records, UNITS)
    whole = await noted(records, campaign, "SCH-001")
    failed = NotedDossier(unit="SCH-002", at=AT, findings=(WHY,))
    await records.dossiers.note(campaign, failed)
    assert await records.dossiers.all(campaign) == (whole, failed)
    assert await records.dossiers.progress(campaign) == KeptDossiers(
        units=3, exported=1, failed=1, failures=(failed,)
    )
    assert await missing(records, campaign) == CODES[1:]
    assert await missing(records, campaign, after="SCH-002") == ("SCH-003",)
    assert await records.dossiers.missing(campaign, after=None, limit=1) == ("SCH-002",)


async def test_what_was_kept_before_an_attempt_that_failed_stays_known(records: Records) -> None:
    campaign = await launch(records, UNITS[:1])
    whole = await noted(records, campaign, "SCH-001")
    await records.dossiers.note(campaign, NotedDossier(unit="SCH-001", at=AT, findings=(WHY,)))
    assert await records.dossiers.all(campaign) == (whole.model_copy(update={"findings": (WHY,)}),)
    assert (await records.dossiers.progress(campaign)).exported == 0
    again = await noted(records, campaign, "SCH-001")
    assert await records.dossiers.all(campaign) == (again,)
    assert (await records.dossiers.progress(campaign)).failed == 0


async def test_a_dossier_of_an_earlier_head_is_missing(records: Records) -> None:
    campaign = await launch(records, UNITS[:1])
    await noted(records, campaign, "SCH-001")
    assert await missing(records, campaign) == ()
    told = story(campaign, UNITS[0]).start()
    await record(records, told)
    assert await missing(records, campaign) == ("SCH-001",)


async def test_of_one_unit_one_at_a_time_is_exported(records: Records) -> None:
    campaign = await launch(records, UNITS)
    order: list[str] = []
    entered = asyncio.Event()

    async def second() -> None:
        await entered.wait()
        async with records.dossiers.alone(campaign, "SCH-001"):
            order.append("second")

    waiting = asyncio.create_task(second())
    async with records.dossiers.alone(campaign, "SCH-001"):
        entered.set()
        async with records.dossiers.alone(campaign, "SCH-002"):
            order.append("another unit")
        order.append("first")
    await waiting
    assert order == ["another unit", "first", "second"]


async def test_whoever_waits_for_another_is_told_so_before_the_patience_ends(
    records: Records, postgres_url: str
) -> None:
    """A lock that is held is no database that is away."""
    campaign = await launch(records, UNITS[:1])
    async with (
        open_records(postgres_url, patience=timedelta(seconds=1)) as impatient,
        records.dossiers.alone(campaign, "SCH-001"),
    ):
        with pytest.raises(ExportedByAnother, match="SCH-001"):
            async with impatient.dossiers.alone(campaign, "SCH-001"):
                pass
        exporter = await Exporter.of(impatient, campaign, "nonsense://x")
        assert await exporter.attempt("SCH-001") == EXPORTED_BY_ANOTHER
    assert await records.dossiers.all(campaign) == (), "nothing is wrong with it"


async def missing(records: Records, campaign: str, after: str | None = None) -> tuple[str, ...]:
    return await records.dossiers.missing(campaign, after=after, limit=10)
