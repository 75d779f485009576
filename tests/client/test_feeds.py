"""What a feed is gathered from: units as they are, whose they were, and what their journals know."""

from datetime import date, datetime, time

import pytest

from client.feeds import appointments_of
from records.store import Records
from rules.appointments import appointments
from schemas.feed import Appointment
from schemas.units import UnitFilter
from tests.records.launched import AT, launch, launch_story, record, story
from tests.records.test_meeting import told_of
from tests.rules.engaged import views
from tests.rules.reference import with_rules, with_unit
from tests.rules.stories import CITY, COUNTY, Story, local

Key = tuple[str, str | None]

ALL = UnitFilter()
SG_1 = UnitFilter(supervision_group="SG-01")
SG_2 = UnitFilter(supervision_group="SG-02")


async def gather(records: Records, told: Story, chosen: UnitFilter = ALL) -> dict[Key, Appointment]:
    """The appointments of a campaign of one unit, by what they are about."""
    found = await appointments_of(records, told.state.campaign, chosen)
    keyed: dict[Key, Appointment] = {(one.matter, one.id): one for one in found}
    assert len(keyed) == len(found)
    return keyed


async def begun(records: Records) -> Story:
    """A campaign of its own, whose one unit has started."""
    return story(await launch(records)).start()


async def test_a_unit_of_which_nothing_is_known_yet_changed_at_its_launch(records: Records) -> None:
    told = story(await launch(records))
    (start,) = (await gather(records, told)).values()
    assert (start.matter, start.revision, start.changed_at) == ("start", 0, AT)


async def test_units_are_told_as_the_rules_tell_them(records: Records) -> None:
    told = await begun(records)
    told.later(hours=1).complete("mobilise")
    await record(records, told)
    found = await appointments_of(records, told.state.campaign, ALL)
    assert found == appointments(told.state, told.journal[-1].at)


async def test_meetings_come_from_the_records(records: Records) -> None:
    told = told_of(await launch_story(records))
    await record(records, told)
    found = await appointments_of(records, told.state.campaign, ALL)
    (meeting,) = [one for one in found if one.matter == "meeting"]
    assert (meeting.branch, meeting.gone) == ("支部", None)
    assert meeting.at == local("2026-03-05", time(15))
    assert found == appointments(told.state, told.journal[-1].at, meetings=views(told))


@pytest.mark.parametrize("size", [1, 2, 3, 200])
async def test_no_unit_is_left_out_between_two_pages(
    records: Records, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    codes = ["A-1", "A-2", "b-1", "学-1"]
    campaign = await launch(records, [with_unit(code=code) for code in codes])
    monkeypatch.setattr("client.feeds._PAGE", size)
    found = await appointments_of(records, campaign, ALL)
    assert [one.unit for one in found] == codes


async def test_whose_it_was_is_told_that_it_is_gone(records: Records) -> None:
    told = await begun(records)
    told.do("reassign", COUNTY, coordinator="c-002", supervision_group="SG-02")
    told.do("reassign", COUNTY, coordinator="c-003")
    await record(records, told)
    for now in (SG_2, UnitFilter(coordinator="c-003"), UnitFilter(district="D1")):
        assert (await gather(records, told, now))["step", "mobilise"].gone is None
    for once in (SG_1, UnitFilter(coordinator="c-001"), UnitFilter(coordinator="c-002")):
        assert (await gather(records, told, once))["step", "mobilise"].gone == "reassigned"
    assert await gather(records, told, UnitFilter(coordinator="c-009")) == {}


async def test_who_gets_it_back_has_it(records: Records) -> None:
    told = await begun(records)
    for group in ("SG-02", "SG-01"):
        told.do("reassign", COUNTY, supervision_group=group)
    await record(records, told)
    assert (await gather(records, told, SG_1))["step", "mobilise"].gone is None
    assert (await gather(records, told, SG_2))["step", "mobilise"].gone == "reassigned"


async def test_a_unit_that_moved_to_another_district_is_gone_there(records: Records) -> None:
    told = await begun(records)
    told.do("amend", CITY, unit=with_unit(district="D2"), reason="merged districts")
    told.do("amend", CITY, unit=with_unit(district="D3"), reason="merged districts")
    await record(records, told)
    for district, gone in (("D1", "reassigned"), ("D2", "reassigned"), ("D3", None)):
        found = await gather(records, told, UnitFilter(district=district))
        assert found["unit", None].gone == gone


async def test_an_answer_that_was_given_is_told_as_done(records: Records) -> None:
    told = await begun(records)
    told.do("add_item", measure="-", owner="-", due=date(2026, 3, 31))
    told.do("escalate_item", number=1, reason="-")
    told.do("answer_item", COUNTY, number=1, answer="Yes")
    await record(records, told)
    found = await gather(records, told)
    assert (found["answer", "1"].gone, found["item", "1"].gone) == ("done", None)


async def test_the_journal_knows_what_the_state_has_forgotten(records: Records) -> None:
    told = await begun(records)
    told.do("switch_track", COUNTY, track="key_links", reason="fits better")
    told.do("amend", CITY, rules=with_rules(latest_start=AT.date()), reason="as is")
    told.do("switch_track", COUNTY, track="phased", reason="does not")
    await record(records, told)
    found = await gather(records, told)
    assert found["step", "ledger"].gone == "dropped"
    assert found["phase", "links"].gone == "dropped"
    assert found["phase", "study"].gone is None
    changed: set[datetime] = {one.changed_at for one in found.values()}
    assert changed == {told.journal[-1].at}
