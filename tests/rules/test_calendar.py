from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.calendar import (
    add_working_days,
    close_of,
    days_that_differ,
    is_working_day,
    local_date,
    lunch_of,
    on_or_after,
    on_or_before,
    opening_of,
    subtract_working_days,
    working_days_between,
)
from schemas.calendar import Break, WorkingCalendar, WorkingHours
from schemas.quantities import WorkingDays

FIRST, LAST = date(2005, 7, 1), date(2006, 12, 31)
DAYS = st.dates(FIRST, LAST)
ZONES = st.sampled_from(
    [
        "Asia/Shanghai",
        "America/New_York",
        "Europe/London",
        "Europe/Lisbon",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Pacific/Apia",
    ]
)
SKIPPED = date(2011, 12, 30)
"""The day that Samoa left out when it went over the date line."""


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """Any calendar: whole weeks off, worked weekends, and holidays that change nothing."""
    starts = draw(st.lists(st.tuples(DAYS, st.integers(1, 12)), max_size=8))
    off = {start + timedelta(days=n) for start, length in starts for n in range(length)}
    worked = draw(st.sets(DAYS, max_size=20)) - off
    return WorkingCalendar(
        timezone=draw(ZONES),
        first=FIRST,
        last=LAST,
        days_off=tuple(sorted(day for day in off if day.weekday() < 5)),
        workdays=tuple(sorted(day for day in worked if day.weekday() >= 5)),
    )


def lengths(smallest: int = 0) -> st.SearchStrategy[WorkingDays]:
    return st.integers(smallest, 60).map(WorkingDays)


def shanghai(**more: object) -> WorkingCalendar:
    """The national days of 2005 with their worked weekend, and New Year."""
    return WorkingCalendar.model_validate(
        {
            "timezone": "Asia/Shanghai",
            "first": FIRST,
            "last": LAST,
            "days_off": (
                *(date(2005, 10, day) for day in range(3, 8)),
                date(2006, 1, 2),
                date(2006, 1, 3),
            ),
            "workdays": (date(2005, 10, 8), date(2005, 10, 9), date(2005, 12, 31)),
            **more,
        }
    )


@given(calendars(), DAYS, lengths())
def test_adding_and_counting_are_inverse(
    calendar: WorkingCalendar, day: date, length: WorkingDays
) -> None:
    start = on_or_after(calendar, day)
    end = add_working_days(calendar, start, length)
    assert working_days_between(calendar, start, end) == length
    assert subtract_working_days(calendar, end, length) == start


@given(calendars(), DAYS, lengths())
def test_a_length_ends_on_a_working_day(
    calendar: WorkingCalendar, day: date, length: WorkingDays
) -> None:
    assert is_working_day(calendar, add_working_days(calendar, day, length))


@given(calendars(), DAYS, lengths(1))
def test_the_first_day_does_not_count(
    calendar: WorkingCalendar, day: date, length: WorkingDays
) -> None:
    later = add_working_days(calendar, day, length)
    assert later > day
    assert working_days_between(calendar, day, later) == length
    earlier = subtract_working_days(calendar, day, length)
    assert earlier < day
    assert working_days_between(calendar, earlier - timedelta(days=1), day - timedelta(days=1)) == (
        length
    )


@given(calendars(), DAYS)
def test_nothing_is_worked_up_to_the_next_working_day(calendar: WorkingCalendar, day: date) -> None:
    after, before = on_or_after(calendar, day), on_or_before(calendar, day)
    assert before <= day <= after
    assert is_working_day(calendar, after)
    assert is_working_day(calendar, before)
    skipped = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert not any(is_working_day(calendar, between) for between in skipped)
    if is_working_day(calendar, day):
        assert before == day == after


@given(calendars(), DAYS, DAYS, DAYS)
def test_counts_add_up(calendar: WorkingCalendar, a: date, b: date, c: date) -> None:
    a, b, c = sorted((a, b, c))
    whole = working_days_between(calendar, a, c)
    assert whole == working_days_between(calendar, a, b) + working_days_between(calendar, b, c)


def test_reversed_days_have_none_between() -> None:
    calendar = shanghai()
    assert working_days_between(calendar, date(2005, 9, 2), date(2005, 9, 1)) == WorkingDays(0)
    assert working_days_between(calendar, date(2005, 9, 1), date(2005, 9, 1)) == WorkingDays(0)


@given(calendars(), st.dates(date(1980, 1, 1), date(2040, 1, 1)))
def test_a_day_opens_and_closes_on_itself(calendar: WorkingCalendar, day: date) -> None:
    assume((calendar.timezone, day) != ("Pacific/Apia", SKIPPED))
    opening, closing = opening_of(calendar, day), close_of(calendar, day)
    assert opening < closing
    assert closing.tzinfo is UTC
    assert local_date(calendar, opening) == local_date(calendar, closing) == day
    local = closing.astimezone(ZoneInfo(calendar.timezone))
    assert local.time() == calendar.hours.close


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (0, date(2005, 9, 30)),
        (1, date(2005, 10, 8)),
        (2, date(2005, 10, 9)),
        (3, date(2005, 10, 10)),
    ],
)
def test_swapped_weekends_count_and_golden_week_does_not(length: int, expected: date) -> None:
    assert add_working_days(shanghai(), date(2005, 9, 30), WorkingDays(length)) == expected


def test_a_length_of_none_from_a_day_off_is_the_next_working_day() -> None:
    assert add_working_days(shanghai(), date(2005, 10, 1), WorkingDays(0)) == date(2005, 10, 8)


def test_across_the_end_of_the_year() -> None:
    calendar = shanghai()
    assert add_working_days(calendar, date(2005, 12, 30), WorkingDays(1)) == date(2005, 12, 31)
    assert add_working_days(calendar, date(2005, 12, 30), WorkingDays(2)) == date(2006, 1, 4)
    assert on_or_before(calendar, date(2006, 1, 3)) == date(2005, 12, 31)


@given(st.dates(date(1986, 1, 1), date(1991, 12, 31)))
def test_shanghai_had_summer_time(day: date) -> None:
    calendar = shanghai()
    closing = close_of(calendar, day)
    local = closing.astimezone(ZoneInfo("Asia/Shanghai"))
    assert (local.date(), local.time()) == (day, time(17, 30))
    summer = local.dst() != timedelta(0)
    assert closing == datetime.combine(day, time(8 if summer else 9, 30), UTC)


def test_shanghai_summer_time_of_1988() -> None:
    calendar = shanghai()
    assert close_of(calendar, date(1988, 4, 16)) == datetime(1988, 4, 16, 9, 30, tzinfo=UTC)
    assert close_of(calendar, date(1988, 4, 18)) == datetime(1988, 4, 18, 8, 30, tzinfo=UTC)
    assert close_of(calendar, date(1988, 9, 10)) == datetime(1988, 9, 10, 8, 30, tzinfo=UTC)
    assert close_of(calendar, date(1988, 9, 12)) == datetime(1988, 9, 12, 9, 30, tzinfo=UTC)


def test_a_close_in_a_gap_of_the_clock_is_not_earlier_than_it_says() -> None:
    nights = WorkingHours(open=time(0, 30), close=time(2, 30))
    calendar = shanghai(timezone="America/New_York", hours=nights)
    # On 3 April 2005 the clock went from 02:00 to 03:00.
    closing = close_of(calendar, date(2005, 4, 3))
    assert closing == datetime(2005, 4, 3, 7, 30, tzinfo=UTC)
    assert closing.astimezone(ZoneInfo("America/New_York")).time() == time(3, 30)


def test_a_close_that_comes_twice_is_the_first() -> None:
    nights = WorkingHours(open=time(0, 30), close=time(1, 30))
    calendar = shanghai(timezone="America/New_York", hours=nights)
    # On 30 October 2005 the clock went from 02:00 back to 01:00.
    assert close_of(calendar, date(2005, 10, 30)) == datetime(2005, 10, 30, 5, 30, tzinfo=UTC)


def test_the_local_date_is_that_of_the_campaign() -> None:
    late = datetime(2005, 7, 1, 16, 30, tzinfo=UTC)
    assert local_date(shanghai(), late) == date(2005, 7, 2)
    assert local_date(shanghai(timezone="America/New_York"), late) == date(2005, 7, 1)


class TestZones:
    """Days on which the clocks of a place were put forward or back."""

    @pytest.mark.parametrize(
        ("timezone", "day", "opens", "closes"),
        [
            # Nepal went from 5:30 to 5:45 hours before Greenwich at midnight.
            ("Asia/Kathmandu", date(1985, 12, 31), time(3, 0), time(12, 0)),
            ("Asia/Kathmandu", date(1986, 1, 1), time(2, 45), time(11, 45)),
            # Portugal took Central European Time from 27 September 1992 to 31 March 1996.
            ("Europe/Lisbon", date(1992, 9, 25), time(7, 30), time(16, 30)),
            ("Europe/Lisbon", date(1992, 9, 28), time(7, 30), time(16, 30)),
            ("Europe/Lisbon", date(1993, 1, 4), time(7, 30), time(16, 30)),
            ("Europe/Lisbon", date(1996, 4, 1), time(7, 30), time(16, 30)),
            ("Europe/Lisbon", date(1997, 1, 2), time(8, 30), time(17, 30)),
            ("America/New_York", date(2005, 4, 1), time(13, 30), time(22, 30)),
            ("America/New_York", date(2005, 4, 4), time(12, 30), time(21, 30)),
        ],
    )
    def test_hours_are_those_of_the_wall(
        self, timezone: str, day: date, opens: time, closes: time
    ) -> None:
        calendar = shanghai(timezone=timezone)
        assert opening_of(calendar, day) == datetime.combine(day, opens, UTC)
        assert close_of(calendar, day) == datetime.combine(day, closes, UTC)

    def test_samoa_went_from_a_thursday_to_a_saturday(self) -> None:
        calendar = shanghai(timezone="Pacific/Apia", days_off=(SKIPPED,))
        thursday, monday = date(2011, 12, 29), date(2012, 1, 2)
        assert add_working_days(calendar, thursday, WorkingDays(1)) == monday
        assert subtract_working_days(calendar, monday, WorkingDays(1)) == thursday
        # From ten hours after Greenwich, in summer time, to fourteen before it.
        assert close_of(calendar, thursday) == datetime(2011, 12, 30, 3, 30, tzinfo=UTC)
        assert opening_of(calendar, monday) == datetime(2012, 1, 1, 18, 30, tzinfo=UTC)
        last = datetime(2011, 12, 30, 9, 59, tzinfo=UTC)
        assert local_date(calendar, last) == thursday
        assert local_date(calendar, last + timedelta(minutes=1)) == date(2011, 12, 31)


def test_lunch_is_a_break_by_the_campaigns_clock() -> None:
    assert lunch_of(shanghai(), date(2005, 7, 1)) is None
    hours = WorkingHours(lunch=Break(begins=time(12), ends=time(13, 30)))
    assert lunch_of(shanghai(hours=hours), date(2005, 7, 1)) == (
        datetime(2005, 7, 1, 4, tzinfo=UTC),
        datetime(2005, 7, 1, 5, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("moments", "said"),
    [
        ((time(9), time(9)), "in this order"),
        ((time(9), time(8)), "in this order"),
        ((time(9), time(12), time(12), time(17)), "in this order"),
        ((time(9), time(8), time(13), time(17)), "in this order"),
        ((time(9), time(12), time(18), time(17)), "in this order"),
        ((time(9, tzinfo=UTC), time(17)), "leave the offset out"),
        ((time(9), time(12), time(13, tzinfo=UTC), time(17)), "leave the offset out"),
    ],
)
def test_hours_are_local_and_in_order(moments: tuple[time, ...], said: str) -> None:
    open_, *lunch, close = moments
    break_ = Break(begins=lunch[0], ends=lunch[1]) if lunch else None
    with pytest.raises(ValueError, match=said):
        WorkingHours(open=open_, close=close, lunch=break_)


def test_days_that_differ_are_those_that_only_one_works() -> None:
    christmas, saturday, new_year = date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)
    week = WorkingCalendar(
        timezone="Asia/Shanghai", first=date(2026, 12, 1), last=date(2027, 1, 31)
    )
    one = week.model_copy(update={"days_off": (christmas,)})
    other = week.model_copy(update={"days_off": (new_year,), "workdays": (saturday,)})
    assert days_that_differ(one, one) == ()
    assert days_that_differ(one, other) == (christmas, saturday, new_year)
    shorter = other.model_copy(update={"last": date(2026, 12, 31)})
    assert days_that_differ(one, shorter) == (christmas, saturday)
