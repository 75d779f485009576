"""What people are told while four units go through the reference plan, July to December 2005.

The expectation is a list of all messages with local times: a file for the coordinator of each unit,
and one for the supervision group, the county office and the city's office that all four have.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import plans
from intake.holidays import working_calendar
from intake.plan import read_plan
from rules.calendar import close_of, is_working_day, local_date
from rules.compilation import compile_rules, rebase
from rules.sending import at_work
from schemas.calendar import WorkingCalendar
from schemas.notice import Message
from tests.rules.four_units import STORIES, UNITS, commands
from tests.rules.telling import Told, sent, tell, written

REFERENCE = read_plan(Path(plans.__file__).parent / "reference-2005.yaml").plan
PLAN = REFERENCE.model_copy(update={"content": "reported", "mechanism": None})
EXPECTED = Path(__file__).with_name("expected")
ABOVE = "those_above"


@dataclass(frozen=True)
class Campaign:
    """The four stories in one window, and what people were told."""

    calendar: WorkingCalendar
    told: dict[str, Told]
    messages: tuple[Message, ...]


def campaign(first: date) -> Campaign:
    """Tell the four stories in the window that begins on that day."""
    plan = rebase(PLAN, first)
    calendar = working_calendar(plan.calendar, plan.timezone, plan.window)
    rules = compile_rules(plan, calendar)["school"]
    assert rules.reminders is not None
    launched = datetime.combine(plan.window.first, time(8), ZoneInfo(plan.timezone))
    until = close_of(calendar, plan.window.last)
    told = {
        unit.code: tell(
            "reference-2005",
            unit,
            rules,
            launched,
            commands(unit, calendar, plan.window),
            until,
        )
        for unit in UNITS
    }
    return Campaign(calendar, told, sent(told, calendar, rules.reminders.spread))


@pytest.fixture(scope="module")
def of_2005() -> Campaign:
    """The campaign of the reference plan's own window."""
    return campaign(PLAN.window.first)


def messages_for(whom: str, messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Those to a unit's coordinator, or to everybody above the units."""
    if whom == ABOVE:
        return tuple(one for one in messages if one.audience.role != "coordinator")
    return tuple(one for one in messages if str(one.audience) == f"coordinator:c-{whom}")


@pytest.mark.parametrize("whom", [*STORIES, ABOVE])
def test_what_people_are_told_from_july_to_december_2005(of_2005: Campaign, whom: str) -> None:
    told = written(messages_for(whom, of_2005.messages), PLAN.timezone)
    assert told == (EXPECTED / f"{whom}.txt").read_text(encoding="utf-8")


def test_nobody_is_written_to_on_a_day_off_and_the_swapped_days_are_worked(
    of_2005: Campaign,
) -> None:
    calendar = of_2005.calendar
    days = {local_date(calendar, message.at) for message in of_2005.messages}
    assert not days & {date(2005, 10, day) for day in range(1, 8)}
    assert {day for day in days if day.weekday() >= 5} == {date(2005, 10, 8), date(2005, 10, 9)}


def test_a_punctual_unit_is_never_late_and_the_others_are_as_their_names_say(
    of_2005: Campaign,
) -> None:
    rungs = {
        unit: {notice.rung for notice in told.notices if notice.rung is not None}
        for unit, told in of_2005.told.items()
    }
    in_time = {"five_days_before", "day_before", "on_the_day"}
    assert rungs["punctual"] == in_time - {"on_the_day"}
    assert rungs["extended"] == rungs["suspended"] == in_time
    assert PLAN.reminders is not None
    assert rungs["late"] == {one.id for ladder in PLAN.reminders.ladders for one in ladder.rungs}
    assert {told.journal[-1].event.kind for told in of_2005.told.values()} == {"finished"}


def test_a_suspended_unit_hears_nothing_between_its_two_messages(of_2005: Campaign) -> None:
    mine = messages_for("suspended", of_2005.messages)
    kinds = [[notice.kind for notice in message.notices] for message in mine]
    assert kinds[kinds.index(["suspended"]) + 1] == ["resumed"]


@pytest.mark.parametrize(
    "first",
    [
        date(2004, 9, 1),
        date(2006, 1, 2),  # with the Spring Festival
        date(2010, 12, 24),
        date(2026, 3, 2),
        date(2026, 7, 4),  # a Saturday
        date(2027, 1, 1),  # a year that is not announced yet
    ],
)
def test_the_four_stories_can_be_told_of_any_window(first: date) -> None:
    made = campaign(first)
    for told in made.told.values():
        assert told.journal[-1].event.kind == "finished"
    late = {"late_daily", "late_weekly", "to_the_group", "to_the_county", "to_the_city"}
    assert not late & {notice.rung for notice in made.told["punctual"].notices}
    assert late <= {notice.rung for notice in made.told["late"].notices}
    days = set[tuple[str, date]]()
    for message in made.messages:
        assert at_work(made.calendar, message.at) == message.at
        day = local_date(made.calendar, message.at)
        assert is_working_day(made.calendar, day)
        if not message.notices[0].is_urgent:
            assert (str(message.audience), day) not in days
            days.add((str(message.audience), day))
