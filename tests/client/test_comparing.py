"""Two batches side by side: each with its programme and its own figures."""

import pytest

from client.comparing import compare_campaigns
from records.errors import UnknownCampaign
from records.store import Records
from schemas.programme import Programme
from tests.records.launched import PLAN, initial, new_campaign, record, story
from tests.rules.reference import with_unit


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
    first, second = await compare_campaigns(records, codes)
    assert [one.campaign.campaign for one in (first, second)] == codes
    assert (first.programme, second.programme) == (
        Programme(id="p", batch=1),
        Programme(id="p", batch=2),
    )
    assert (first.city.figures.units, first.city.figures.finished) == (1, 1)
    assert (second.city.figures.units, second.city.figures.not_started) == (3, 3)
    assert str(first.city.finished.percent) == "100 %"


async def test_a_campaign_that_is_not_there_is_named(records: Records) -> None:
    with pytest.raises(UnknownCampaign):
        await compare_campaigns(records, ["no-such-campaign"])
