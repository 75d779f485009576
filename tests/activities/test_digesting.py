"""Digests over real records: their numbers are the lists', and they are written once for each person."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from typing import Any, Final

import pytest
from sqlalchemy import select
from temporalio.testing import ActivityEnvironment

from activities.digesting import Digesting
from client.falling_due import units_due
from records.store import Records
from records.tables import NOTICES
from rules.amendment import amended
from rules.ticks import next_due
from schemas.campaign import CampaignStatus
from schemas.digest import DailyDigest, DigestFigure, DigestOrder, DigestOutcome
from schemas.roster import Person, Unit
from schemas.state import Standing
from schemas.units import UnitFilter, UnitRow
from tests.records.city import ByTheCity
from tests.records.launched import initial, new_campaign, record, story
from tests.rules.amendments import day_off
from tests.rules.reference import with_unit
from tests.rules.stories import CITY, Story, opening

TUESDAY: Final = "2026-03-10"
MORNING: Final = opening(TUESDAY)
SINCE: Final = opening("2026-03-09")
SUNDAY: Final = date(2026, 3, 15)

PEOPLE: Final = (
    Person(id="s-1", name="Somebody One", role="supervisor", scope="SG-1"),
    Person(id="s-2", name="Somebody Two", role="supervisor", scope="SG-1"),
    Person(id="s-3", name="Somebody Three", role="supervisor", scope="SG-2"),
    Person(id="d-1", name="Somebody Four", role="county", scope="D1"),
    Person(id="o-1", name="Somebody Five", role="city"),
    Person(id="c-001", name="Somebody Six", role="coordinator"),
)

WAYS: Final[tuple[Callable[[Story], object], ...]] = (
    lambda _: None,
    lambda told: told.start(),  # its first step was due yesterday
    lambda told: told.start().do("schedule_step", step="mobilise", on=date(2026, 3, 5)),
    lambda told: told.start().complete("mobilise", "lecture"),
    lambda told: (
        told.start().complete("mobilise").do("schedule_step", step="lecture", on=date(2026, 3, 13))
    ),
    lambda told: told.start().report("study"),
    lambda told: told.at("2026-03-09").start().report("study"),
    lambda told: told.at("2026-03-09").start().report("study").send_back("study", "lecture"),
    lambda told: told.start().do("suspend", CITY, reason="flood"),
    lambda told: told.start().do("withdraw", CITY, cause="closed", reason="closed down"),
    lambda told: told.finish(),
)


def city_units(number: int) -> list[Unit]:
    """Units of three groups and two districts that lie across each other."""
    return [
        with_unit(code=f"U-{n:02}", supervision_group=f"SG-{n % 3}", district=f"D{n % 2}")
        for n in range(number)
    ]


async def launch(records: Records, units: Sequence[Unit], people: Sequence[Person] = PEOPLE) -> str:
    """Launch a rehearsal of these units; its code."""
    new = new_campaign(is_rehearsal=True)
    assert await records.launching.launch(new, initial(new.campaign, units), people)
    return new.campaign


async def set_clock(records: Records, campaign: str, now: datetime) -> None:
    """Bring the campaign's clock to an instant."""
    await records.campaigns.set_clock_offset(campaign, now - datetime.now(UTC))


def live_until(told: Story, now: datetime) -> None:
    """Let time pass, every instant heeded when it comes."""
    while (due := next_due(told.state)) is not None and due <= now:
        told.until(max(due, told.now))
    told.until(now)


async def live(records: Records, campaign: str, units: Sequence[Unit]) -> list[Story]:
    """Bring each unit as far as its way goes by that morning, and record it."""
    stories = []
    for unit, way in zip(units, cycle(WAYS), strict=False):
        told = story(campaign, unit, ByTheCity)
        way(told)
        live_until(told, MORNING)
        stories.append(told)
        if told.journal:
            await record(records, told)
    await set_clock(records, campaign, MORNING)
    return stories


@pytest.fixture(scope="module")
async def city(records: Records) -> str:
    units = city_units(44)
    campaign = await launch(records, units)
    await live(records, campaign, units)
    await write(records, campaign)
    return campaign


async def write(records: Records, campaign: str, *mornings: datetime) -> DigestOutcome:
    """Have the digests of mornings written, of that Tuesday's if none is given."""
    order = DigestOrder(campaign=campaign, mornings=mornings or (MORNING,))
    outcome = await ActivityEnvironment().run(Digesting(records).digest, order)
    assert isinstance(outcome, DigestOutcome)
    return outcome


async def rows(records: Records, campaign: str) -> list[Any]:
    """The digests among a campaign's notices."""
    statement = select(NOTICES).where(NOTICES.c.campaign == campaign, NOTICES.c.kind == "digest")
    async with records.database.statements() as connection:
        return list(await connection.execute(statement.order_by(NOTICES.c.id)))


async def told(records: Records, campaign: str) -> dict[tuple[str, date], DailyDigest]:
    """What every audience was told on every day: all of its people the same."""
    found: dict[tuple[str, date], DailyDigest] = {}
    for row in await rows(records, campaign):
        digest = DailyDigest.model_validate_json(row.body)
        assert found.setdefault((row.audience, row.day), digest) == digest
    return found


async def listed(records: Records, campaign: str, figure: str, whose: UnitFilter) -> list[UnitRow]:
    """What `phaseline unit list` gives with the filter of a figure, by its own ways."""
    chosen: dict[str, dict[str, object]] = {
        "newly_overdue": {"overdue_since": SINCE},
        "overdue": {"standing": Standing.OVERDUE},
        "awaiting_sign_off": {"standing": Standing.AWAITING_SIGN_OFF},
        "sent_back": {"standing": Standing.SENT_BACK},
        "changed": {"changed_since": SINCE},
        "due_this_week": {},
    }
    filter_ = whose.model_copy(update=chosen[figure])
    if figure == "due_this_week":
        page = await units_due(
            records, campaign, filter_, now=MORNING, by=SUNDAY, after=None, limit=1000
        )
    else:
        page = await records.units.find(campaign, filter_, limit=1000)
    return list(page.rows)


WHOSE: Final = {
    "supervisor:SG-0": UnitFilter(supervision_group="SG-0"),
    "supervisor:SG-1": UnitFilter(supervision_group="SG-1"),
    "supervisor:SG-2": UnitFilter(supervision_group="SG-2"),
    "county:D0": UnitFilter(district="D0"),
    "county:D1": UnitFilter(district="D1"),
    "city:office": UnitFilter(),
}
FIGURES: Final = (
    "newly_overdue",
    "overdue",
    "due_this_week",
    "awaiting_sign_off",
    "sent_back",
    "changed",
)


@pytest.mark.parametrize("audience", WHOSE)
async def test_the_numbers_are_those_of_the_lists(
    records: Records, city: str, audience: str
) -> None:
    digest = (await told(records, city))[audience, date.fromisoformat(TUESDAY)]
    assert [figure.kind for figure in digest.figures] == list(FIGURES), "all of them, in this order"
    assert digest.units == len((await records.units.find(city, WHOSE[audience], limit=99)).rows)
    for figure in digest.figures:
        rows = await listed(records, city, figure.kind, WHOSE[audience])
        assert figure.count == len(rows)
        assert [(one.code, one.name) for one in figure.units] == [
            (row.code, row.name) for row in rows[: len(figure.units)]
        ]
        assert len(figure.units) == min(len(rows), 10)


@pytest.mark.parametrize("kind", FIGURES)
async def test_the_groups_and_the_counties_add_up_to_the_city(
    records: Records, city: str, kind: str
) -> None:
    def count(digest: DailyDigest) -> int:
        figures: dict[str, DigestFigure] = {figure.kind: figure for figure in digest.figures}
        return figures[kind].count

    counts = {
        audience: count(digest) for (audience, _), digest in (await told(records, city)).items()
    }
    whole = counts["city:office"]
    for role in ("supervisor", "county"):
        assert sum(n for audience, n in counts.items() if audience.startswith(role)) == whole


async def test_everybody_has_a_row_of_their_own(records: Records, city: str) -> None:
    found = await rows(records, city)
    assert sorted((row.audience, row.person) for row in found if row.person) == [
        ("city:office", "o-1"),
        ("county:D1", "d-1"),
        ("supervisor:SG-1", "s-1"),
        ("supervisor:SG-1", "s-2"),
        ("supervisor:SG-2", "s-3"),
    ]
    assert [row.audience for row in found if row.person is None] == ["county:D0", "supervisor:SG-0"]
    for row in found:
        assert (row.unit, row.revision, row.is_urgent) == (None, None, False)
        assert (row.at, row.day) == (MORNING, date.fromisoformat(TUESDAY))
        assert MORNING < row.say_at <= MORNING + timedelta(minutes=2), "in the day's one message"
        assert b"Somebody" not in row.body


async def test_the_same_morning_again_changes_nothing(records: Records, city: str) -> None:
    before = await rows(records, city)
    await write(records, city)
    await write(records, city, MORNING + timedelta(hours=1))
    assert await rows(records, city) == before


async def test_a_morning_that_has_gone_by_is_told_as_it_was(records: Records) -> None:
    units = city_units(22)
    then = await launch(records, units)
    await live(records, then, units)
    await write(records, then)

    later = await launch(records, units)
    stories = await live(records, later, units)
    for told_ in stories:
        known = told_.state.revision
        live_until(told_, opening("2026-03-13"))
        told_.do("comment", CITY, text="seen")
        await record(records, told_, after=known)
    await write(records, later, MORNING, opening("2026-03-12"))

    def bare(digest: DailyDigest) -> DailyDigest:
        return digest.model_copy(update={"campaign": "any"})

    of_then, of_later = await told(records, then), await told(records, later)
    assert {day.day for _, day in of_later} == {10, 12}
    for key, digest in of_then.items():
        assert bare(of_later[key]) == bare(digest)


@pytest.mark.parametrize("day", ["2026-03-08", "2026-10-01"])
async def test_a_day_off_has_nothing_to_say(records: Records, day: str) -> None:
    units = city_units(11)
    campaign = await launch(records, units)
    await live(records, campaign, units)
    outcome = await write(records, campaign, opening(day))
    assert (outcome.mornings, outcome.digests) == (0, 0)
    assert await rows(records, campaign) == []


async def test_a_calendar_of_the_first_unit_alone_is_not_the_campaigns(records: Records) -> None:
    units = city_units(11)
    campaign = await launch(records, units)
    first, *_ = await live(records, campaign, units)
    known = first.state.revision
    off = amended(first.state.rules, day_off(TUESDAY, codes=[first.state.unit.code]))
    first.do("amend", CITY, rules=off, reason="the flood")
    await record(records, first, after=known)
    assert (await write(records, campaign)).mornings == 1


async def test_where_nothing_is_to_be_said_nothing_is_written(records: Records) -> None:
    campaign = await launch(records, city_units(3))
    await set_clock(records, campaign, MORNING)
    outcome = await write(records, campaign)
    assert (outcome.mornings, outcome.digests) == (1, 0)


async def test_a_campaign_that_is_over_has_no_digests(records: Records) -> None:
    units = city_units(11)
    campaign = await launch(records, units)
    await live(records, campaign, units)
    await records.campaigns.set_status(campaign, CampaignStatus.CLOSED)
    assert (await write(records, campaign)).digests == 0


async def test_a_digest_that_is_late_goes_while_its_day_lasts(records: Records) -> None:
    units = city_units(11)
    campaign = await launch(records, units)
    await live(records, campaign, units)
    await set_clock(records, campaign, MORNING + timedelta(hours=10))
    assert (await write(records, campaign)).digests == 0, "people have gone home"
    noon = MORNING + timedelta(hours=3)
    await set_clock(records, campaign, noon)
    assert (await write(records, campaign)).digests > 0
    for row in await rows(records, campaign):
        assert noon < row.say_at < noon + timedelta(minutes=2)
        assert row.at == MORNING, "it tells of the morning all the same"


async def test_a_unit_that_came_later_is_not_told_of_before(records: Records) -> None:
    campaign = await launch(records, city_units(2))
    added = with_unit(code="Z-1", supervision_group="SG-1")
    (snapshot,) = initial(campaign, [added])
    late = snapshot.state.model_copy(update={"launched_at": MORNING + timedelta(hours=1)})
    await records.units.add([snapshot.model_copy(update={"state": late})])
    told_ = story(campaign, city_units(2)[0], ByTheCity).start()
    live_until(told_, MORNING)
    await record(records, told_)
    await set_clock(records, campaign, MORNING)
    await write(records, campaign)
    office = (await told(records, campaign))["city:office", date.fromisoformat(TUESDAY)]
    assert office.units == 2


@pytest.mark.parametrize("size", [1, 10, 11, 200])
async def test_no_unit_is_left_out_between_two_pages(
    records: Records, city: str, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("activities.digesting._PAGE", size)
    monkeypatch.setattr("client.falling_due._PAGE", size)
    before = await rows(records, city)
    async with records.database.transaction() as connection:
        await connection.execute(NOTICES.delete().where(NOTICES.c.campaign == city))
    await write(records, city)
    after = await rows(records, city)
    assert [row.body for row in after] == [row.body for row in before]
    rows_due = await listed(records, city, "due_this_week", UnitFilter())
    found, cursor = list[UnitRow](), None
    while True:
        page = await units_due(
            records, city, UnitFilter(), now=MORNING, by=SUNDAY, after=cursor, limit=3
        )
        found += page.rows
        cursor = page.next
        if cursor is None:
            break
    assert found == rows_due
