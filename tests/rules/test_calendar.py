from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.calendar import (
    add_working_days,
    close_of,
    is_working_day,
    local_date,
    on_or_after,
    on_or_before,
    opening_of,
    subtract_working_days,
    working_days_between,
)
from schemas.calendar import WorkingCalendar, WorkingHours
from schemas.quantities import WorkingDays

PATIENT = settings(deadline=None)
FIRST, LAST = date(2005, 7, 1), date(2006, 12, 31)
DAYS = st.dates(FIRST, LAST)
ZONES = st.sampled_from(
    ["Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kolkata"]
)


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


@PATIENT
@given(calendars(), DAYS, lengths())
def test_adding_and_counting_are_inverse(
    calendar: WorkingCalendar, day: date, length: WorkingDays
) -> None:
    start = on_or_after(calendar, day)
    end = add_working_days(calendar, start, length)
    assert working_days_between(calendar, start, end) == length
    assert subtract_working_days(calendar, end, length) == start


@PATIENT
@given(calendars(), DAYS, lengths())
def test_a_length_ends_on_a_working_day(
    calendar: WorkingCalendar, day: date, length: WorkingDays
) -> None:
    assert is_working_day(calendar, add_working_days(calendar, day, length))


@PATIENT
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


@PATIENT
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


@PATIENT
@given(calendars(), DAYS, DAYS, DAYS)
def test_counts_add_up(calendar: WorkingCalendar, a: date, b: date, c: date) -> None:
    a, b, c = sorted((a, b, c))
    whole = working_days_between(calendar, a, c)
    assert whole == working_days_between(calendar, a, b) + working_days_between(calendar, b, c)


def test_reversed_days_have_none_between() -> None:
    calendar = shanghai()
    assert working_days_between(calendar, date(2005, 9, 2), date(2005, 9, 1)) == WorkingDays(0)
    assert working_days_between(calendar, date(2005, 9, 1), date(2005, 9, 1)) == WorkingDays(0)


@PATIENT
@given(calendars(), st.dates(date(1980, 1, 1), date(2040, 1, 1)))
def test_a_day_opens_and_closes_on_itself(calendar: WorkingCalendar, day: date) -> None:
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


@PATIENT
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
