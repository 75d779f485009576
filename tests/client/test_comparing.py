"""Two batches side by side: each with its programme and its own figures."""

import pytest

from client.reporting import report_on
from client.reports import Reports
from records.errors import UnknownCampaign
from records.store import Records
from schemas.programme import Programme
from schemas.report import WHOLE_CAMPAIGN, ReportKind, ReportScope
from tests.records.launched import PLAN, initial, new_campaign, record, story
from tests.rules.reference import with_unit
from tests.rules.surveys import GOOD, counted, opened


async def test_campaigns_are_compared_in_the_order_in_which_they_are_named(
    records: Records,
) -> None:
    codes = []
    for number, units in ((1, ["A-1"]), (2, ["A-1", "A-2", "A-3"])):
        plan = PLAN.model_copy(update={"programme": Programme(id="p", batch=number)})
        new = new_campaign(plan=plan)
        roster = [with_unit(code=code) for code in units]
        await records.launching.launch(new, initial(new.campaign, roster), [])
        codes.append(new.campaign)
    await record(records, story(codes[0], with_unit(code="A-1")).finish())
    first, second = await Reports(records).compare(codes)
    assert [one.campaign.campaign for one in (first, second)] == codes
    assert (first.programme, second.programme) == (
        Programme(id="p", batch=1),
        Programme(id="p", batch=2),
    )
    assert (first.city.figures.units, first.city.figures.finished) == (1, 1)
    assert (second.city.figures.units, second.city.figures.not_started) == (3, 3)
    assert str(first.city.finished.percent) == "100 %"
    assert [str(band.at_least) for band in first.bands] == ["95 %", "90 %", "None"]
    assert [band.units for band in first.bands] == [0, 0, 0]


async def test_batches_are_compared_by_satisfaction_as_their_closing_reports_tell_it(
    records: Records,
) -> None:
    codes = []
    for number in (1, 2):
        plan = PLAN.model_copy(update={"programme": Programme(id="asked", batch=number)})
        new = new_campaign(plan=plan)
        roster = [with_unit(code="A-1"), with_unit(code="A-2")]
        await records.launching.launch(new, initial(new.campaign, roster), [])
        codes.append(new.campaign)
    told = story(codes[0], with_unit(code="A-1"))
    told.start().report("study").sign_off("study").report("analysis").sign_off("analysis")
    told.complete("rectify")
    await record(records, counted(opened(told), GOOD))
    compared = await Reports(records).compare(codes)
    own = [await report_on(records, code, ReportKind.CLOSING) for code in codes]
    assert [one.bands for one in compared] == [one.bands for one in own]
    assert [band.units for band in compared[0].bands] == [1, 0, 0]
    assert own[1].batches == compared


async def test_a_closing_report_has_the_batches_before_it(records: Records) -> None:
    codes = {}
    for number, (name, batch, is_rehearsal) in enumerate(
        (
            ("first", 1, False),
            ("rehearsed", 1, True),
            ("second", 2, False),
            ("again", 2, True),
            ("third", 3, False),
        )
    ):
        plan = PLAN.model_copy(update={"programme": Programme(id="in-reports", batch=batch)})
        code = f"in-reports-{number}"
        new = new_campaign(campaign=code, plan=plan, is_rehearsal=is_rehearsal)
        await records.launching.launch(new, initial(new.campaign, [with_unit(code="A-1")]), [])
        codes[name] = new.campaign
    await record(records, story(codes["first"], with_unit(code="A-1")).finish())

    async def batches(name: str, scope: ReportScope = WHOLE_CAMPAIGN) -> list[str]:
        report = await report_on(records, codes[name], ReportKind.CLOSING, scope)
        by_code = {code: name for name, code in codes.items()}
        return [by_code[one.campaign.campaign] for one in report.batches]

    assert await batches("second") == ["first", "second"]
    assert await batches("third") == ["first", "second", "third"]
    assert await batches("again") == ["first", "rehearsed", "again"]
    assert await batches("first") == []
    assert await batches("third", ReportScope(district="D1")) == []
    third = await report_on(records, codes["third"], ReportKind.CLOSING)
    assert third.batches == await Reports(records).compare(
        [codes[name] for name in ("first", "second", "third")]
    )
    assert (await report_on(records, codes["third"], ReportKind.BULLETIN)).batches == ()


async def test_a_campaign_that_is_not_there_is_named(records: Records) -> None:
    with pytest.raises(UnknownCampaign):
        await Reports(records).compare(["no-such-campaign"])
