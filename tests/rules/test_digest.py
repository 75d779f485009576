"""The digest by the rules alone: which mornings there are, what a unit counts to, who is told."""

from datetime import date, datetime, timedelta

import pytest

from rules.digest import (
    Happening,
    Morning,
    digests,
    falls_due,
    figures_of,
    morning_of,
    mornings_between,
    states_at,
)
from rules.ticks import next_due
from schemas.actor import Actor
from schemas.digest import FigureKind
from schemas.state import UnitState
from tests.rules.reference import CALENDAR, with_unit
from tests.rules.stories import CITY, COUNTY, Story, closing, local, opening

# Mornings


@pytest.mark.parametrize(
    ("day", "since", "due_by"),
    [
        ("2026-03-10", "2026-03-09", "2026-03-15"),  # a Tuesday
        ("2026-03-09", "2026-03-06", "2026-03-15"),  # a Monday
        ("2026-03-13", "2026-03-12", "2026-03-15"),  # a Friday
        ("2026-10-08", "2026-09-30", "2026-10-11"),  # after the National Day
        ("2026-10-10", "2026-10-09", "2026-10-11"),  # a Saturday that is worked
    ],
)
def test_a_working_day_has_its_morning(day: str, since: str, due_by: str) -> None:
    morning = morning_of(CALENDAR, local(day))
    assert morning == Morning(
        date.fromisoformat(day), opening(day), opening(since), date.fromisoformat(due_by)
    )
    assert morning.at.isoformat() == f"{day}T08:30:00+08:00", "on the campaign's clock"
    assert morning_of(CALENDAR, closing(day) + timedelta(hours=6)) == morning, "all day long"


@pytest.mark.parametrize("day", ["2026-03-14", "2026-03-15", "2026-10-01", "2026-10-07"])
def test_a_day_off_has_none(day: str) -> None:
    assert morning_of(CALENDAR, local(day)) is None


def test_mornings_lie_between_two_instants() -> None:
    def between(after: datetime, until: datetime) -> list[datetime]:
        return list(mornings_between(CALENDAR, after, until))

    assert between(local("2026-10-09"), local("2026-10-13")) == [
        opening("2026-10-10"),
        opening("2026-10-12"),
        opening("2026-10-13"),
    ]
    monday = opening("2026-03-09")
    assert between(monday, monday) == []
    assert between(monday - timedelta(seconds=1), monday) == [monday]
    assert between(monday, monday + timedelta(hours=23)) == []
    assert between(local("2026-09-30"), local("2026-10-07")) == []


# What a unit was


def test_a_unit_is_told_as_it_was_on_each_morning() -> None:
    story = Story()
    initial = story.state
    instants = [opening(f"2026-03-{day:02}") for day in (2, 3, 4, 5, 6)]
    expected: list[UnitState] = [initial]
    story.start()
    for day in (3, 4, 5, 6):
        story.until(opening(f"2026-03-{day:02}"))
        expected.append(story.state)
        story.later(hours=1).do("comment", text="seen")
    assert states_at(initial, story.journal, instants) == expected
    assert states_at(initial, (), instants) == [initial] * 5
    assert states_at(initial, story.journal, []) == []


def test_what_happens_in_the_very_instant_belongs_to_it() -> None:
    story = Story()
    initial = story.state
    story.start()
    assert states_at(initial, story.journal, [story.now]) == [story.state]
    before = story.now - timedelta(microseconds=1)
    assert states_at(initial, story.journal, [before]) == [initial]


# What falls due


def test_something_falls_due_until_the_day_is_over() -> None:
    state, now = Story().start().state, local("2026-03-02")
    assert falls_due(state, now, date(2026, 3, 9))
    assert not falls_due(state, now, date(2026, 3, 8))
    assert not falls_due(state, closing("2026-03-09"), date(2026, 3, 15))
    assert falls_due(state, closing("2026-03-09"), date(2026, 3, 16))


def test_before_its_start_the_latest_start_falls_due() -> None:
    state = Story().state
    assert falls_due(state, local("2026-09-28"), date(2026, 9, 30))
    assert not falls_due(state, local("2026-09-28"), date(2026, 9, 29))
    assert not falls_due(state, closing("2026-09-30"), date(2026, 10, 30))


def test_nothing_falls_due_of_a_unit_that_stands_still_or_is_over() -> None:
    still = Story().start()
    still.do("suspend", COUNTY, reason="flood")
    left = Story().start()
    left.do("withdraw", CITY, cause="closed", reason="closed down")
    for story in (still, left, Story().finish()):
        assert not falls_due(story.state, story.now, date(2026, 12, 31))


# What a unit counts to

_TUESDAY = "2026-03-10"


def figures(story: Story, day: str = _TUESDAY) -> frozenset[FigureKind]:
    """What a story's unit counts to on the morning of a day, until when time passes."""
    while (due := next_due(story.state)) is not None and due <= opening(day):
        story.until(max(due, story.now))
    story.until(opening(day))
    morning = morning_of(CALENDAR, opening(day))
    assert morning is not None
    happenings = [Happening(entry.at, entry.event.kind) for entry in story.journal]
    return figures_of(story.state, morning, happenings)


def test_a_punctual_unit_is_nobody_s_concern() -> None:
    story = Story().start().complete("mobilise", "lecture")
    assert figures(story) == set()


def test_what_fell_due_yesterday_is_newly_overdue_and_changed() -> None:
    assert figures(Story().start()) == {"overdue", "newly_overdue", "changed"}


def test_what_was_overdue_before_is_not_new() -> None:
    assert figures(Story().start(), "2026-03-11") == {"overdue"}


def test_the_weekend_is_told_on_monday() -> None:
    story = Story().start()
    story.do("schedule_step", step="mobilise", on=date(2026, 3, 6))
    assert figures(story, "2026-03-09") >= {"overdue", "newly_overdue"}


def test_a_unit_that_has_caught_up_overnight_is_not_overdue() -> None:
    story = Story().start().at("2026-03-09", closing("2026-03-09").time())
    story.until(closing("2026-03-09") + timedelta(minutes=5)).complete("mobilise")
    assert figures(story) == {"changed"}


def test_a_unit_that_did_not_start_in_time_is_newly_overdue() -> None:
    assert figures(Story(), "2026-10-08") == {"overdue", "newly_overdue", "changed"}


def test_what_falls_due_by_sunday_is_due_this_week() -> None:
    story = Story().start().complete("mobilise")
    assert figures(story, "2026-03-13") == set()
    assert figures(story, "2026-03-16") == {"due_this_week"}, "on the very day, too"


def test_what_waits_for_a_verdict_is_told() -> None:
    reported = Story().at("2026-03-09").start().report("study")
    assert figures(reported) == {"awaiting_sign_off", "changed"}
    back = Story().at("2026-03-09").start().report("study").send_back("study", "lecture")
    assert figures(back) == {"sent_back", "changed"}


def test_what_is_merely_said_is_no_change() -> None:
    story = Story().start().complete("mobilise", "lecture")
    assert figures(story, "2026-03-27") == set()
    assert story.kinds[-1] == "due_soon"


def test_what_happens_later_that_day_is_told_tomorrow() -> None:
    story = Story().start().complete("mobilise", "lecture").at(_TUESDAY)
    morning = morning_of(CALENDAR, story.now)
    assert morning is not None
    state = story.state
    story.do("comment", text="seen")
    happenings = [Happening(entry.at, entry.event.kind) for entry in story.journal]
    assert figures_of(state, morning, happenings) == set()
    assert figures(story, "2026-03-11") == {"changed"}


# Who is told


def test_everybody_above_a_unit_is_told_of_it_and_of_no_other() -> None:
    morning = morning_of(CALENDAR, opening(_TUESDAY))
    assert morning is not None
    units = [
        (with_unit(code="A", supervision_group="SG-1", district="D1"), frozenset({"overdue"})),
        (with_unit(code="B", supervision_group="SG-1", district="D2"), frozenset({"sent_back"})),
        (with_unit(code="C", supervision_group="SG-2", district="D2"), frozenset()),
    ]
    told = {
        str(one.audience): (
            one.units,
            {figure.kind: [unit.code for unit in figure.units] for figure in one.figures},
        )
        for one in digests("c2026", morning, units)  # type: ignore[arg-type]
    }
    assert told == {
        "city:office": (3, {"overdue": ["A"], "sent_back": ["B"]}),
        "county:D1": (1, {"overdue": ["A"]}),
        "county:D2": (2, {"sent_back": ["B"]}),
        "supervisor:SG-1": (2, {"overdue": ["A"], "sent_back": ["B"]}),
    }, "to SG-2 there is nothing to say"


def test_offices_are_counted_apart_from_units_and_named_like_them() -> None:
    morning = morning_of(CALENDAR, opening(_TUESDAY))
    assert morning is not None
    overdue = frozenset[FigureKind]({"overdue"})
    rows = (with_unit(code="A"), with_unit(code="O-1", level="county"))
    told = {
        str(one.audience): one for one in digests("c2026", morning, [(r, overdue) for r in rows])
    }
    county = told["county:D1"]
    assert (county.units, county.offices) == (1, 1)
    (figure,) = county.figures
    assert [unit.code for unit in figure.units] == ["A", "O-1"]


def test_a_long_list_is_cut_and_counted() -> None:
    morning = morning_of(CALENDAR, opening(_TUESDAY))
    assert morning is not None
    units = [(with_unit(code=f"U-{n:02}"), frozenset[FigureKind]({"changed"})) for n in range(37)]
    city = digests("c2026", morning, units)[0]
    assert city.audience == Actor.parse("city:office")
    (figure,) = city.figures
    assert figure.count == 37
    assert [unit.code for unit in figure.units] == [f"U-{n:02}" for n in range(10)]
