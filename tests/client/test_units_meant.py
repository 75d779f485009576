"""Whether a campaign has the districts, types and groups that somebody names, and what was meant."""

import pytest

from client.units_meant import require_units
from records.errors import NoUnitsMeant, UnknownCampaign
from records.store import Records
from schemas.base import Model
from schemas.ledger_rows import ItemFilter
from schemas.participation import ParticipationFilter
from schemas.report import ReportScope
from schemas.responsibility import LetterFilter
from schemas.satisfaction import SurveyFilter
from schemas.units import UnitFilter
from schemas.visits import VisitFilter
from tests.records.launched import launch
from tests.rules.reference import with_unit

UNITS = [
    with_unit(code="A-1", district="north", supervision_group="SG-01"),
    with_unit(code="A-2", district="south", supervision_group="SG-02"),
    with_unit(code="O-1", level="city", district="whole", supervision_group="SG-09"),
]
FILTERS = (
    ItemFilter,
    ParticipationFilter,
    ReportScope,
    LetterFilter,
    SurveyFilter,
    UnitFilter,
    VisitFilter,
)


@pytest.mark.parametrize("filter_", FILTERS)
async def test_what_no_unit_has_is_told_in_every_filter(
    records: Records, filter_: type[Model]
) -> None:
    campaign = await launch(records, UNITS)
    given = {"district": "noth", "type": "schol", "supervision_group": "sg-02"}
    for name, meant in (("district", "north"), ("type", "school"), ("supervision_group", "SG-02")):
        if name in filter_.model_fields:
            chosen = filter_.model_validate({name: given[name]})
            with pytest.raises(NoUnitsMeant) as raised:
                await require_units(records, campaign, chosen)
            assert raised.value.named == {name: given[name]}
            assert raised.value.near[0] == meant
            assert f"Did you mean {meant}" in str(raised.value)


async def test_what_is_there_is_good_though_no_unit_has_all_of_it(records: Records) -> None:
    campaign = await launch(records, UNITS)
    await require_units(records, campaign, UnitFilter())
    await require_units(records, campaign, UnitFilter(district="north", supervision_group="SG-02"))
    await require_units(records, campaign, UnitFilter(district="whole", supervision_group="SG-09"))
    await require_units(records, campaign, UnitFilter(type="street"))  # of the plan alone
    with pytest.raises(UnknownCampaign):
        await require_units(records, "nowhere", UnitFilter(district="north"))


async def test_only_what_no_unit_has_is_named(records: Records) -> None:
    campaign = await launch(records, UNITS)
    with pytest.raises(NoUnitsMeant) as raised:
        await require_units(
            records, campaign, UnitFilter(district="north", supervision_group="committee")
        )
    assert (raised.value.named, raised.value.near) == ({"supervision_group": "committee"}, ())
    assert "Did you mean" not in str(raised.value)


async def test_a_phase_that_no_track_has_is_told(records: Records) -> None:
    campaign = await launch(records, UNITS)
    await require_units(records, campaign, UnitFilter(phase="study"))
    with pytest.raises(NoUnitsMeant) as raised:
        await require_units(records, campaign, UnitFilter(phase="Studdy"))
    assert raised.value.near == ("study",)
    with pytest.raises(NoUnitsMeant) as raised:
        await require_units(records, campaign, UnitFilter(phase="zz"))
    assert "study" in raised.value.near, "where none is spelt like it, all of them"
