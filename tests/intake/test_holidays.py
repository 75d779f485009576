import csv
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.holidays import UnknownCountry, is_known_country, working_calendar
from rules.calendar import (
    add_working_days,
    close_of,
    is_working_day,
    local_date,
    on_or_before,
    opening_of,
)
from schemas.calendar import WorkingCalendar
from schemas.plan import CalendarException, CalendarSource, Window
from schemas.quantities import WorkingDays

DIFFERENCES = Path(__file__).with_name("china_differences.csv")
"""Where the two sources differ: the day, both answers, and the notice that decides."""

YEAR_2005 = Window(first=date(2005, 7, 1), last=date(2005, 12, 31))


def calendar(country: str, window: Window, *exceptions: CalendarException) -> WorkingCalendar:
    source = CalendarSource(country=country, exceptions=exceptions)
    return working_calendar(source, "Asia/Shanghai", window)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_the_national_days_of_2005_and_their_worked_weekend() -> None:
    china = calendar("CN", YEAR_2005)
    october = days(date(2005, 10, 1), date(2005, 10, 9))
    assert [day.day for day in october if is_working_day(china, day)] == [8, 9]
    assert china.workdays[:3] == (date(2005, 10, 8), date(2005, 10, 9), date(2005, 12, 31))
    assert china.provisional == ()


def test_it_reaches_from_the_window_s_first_day_to_a_year_after_its_last() -> None:
    china = calendar("CN", YEAR_2005)
    assert (china.first, china.last) == (date(2005, 7, 1), date(2006, 12, 31))
    assert china.timezone == "Asia/Shanghai"
    assert all(china.first <= day <= china.last for day in (*china.days_off, *china.workdays))
    # New Year 2007 swapped the last days of 2006, which a table of 2006 alone does not know.
    assert china.workdays[-2:] == (date(2006, 12, 30), date(2006, 12, 31))


def test_china_s_calendar_is_that_of_another_source_but_where_a_notice_decides() -> None:
    last = max(chinese_calendar.holidays)
    china = calendar("CN", Window(first=date(2004, 1, 1), last=date(last.year, 12, 31)))
    assert china.provisional == (last.year + 1,), "both sources know the same years"
    words = {True: "worked", False: "off"}
    found = [
        (str(day), words[ours], words[theirs])
        for day in days(china.first, date(last.year, 12, 31))
        if (ours := is_working_day(china, day)) != (theirs := chinese_calendar.is_workday(day))
    ]
    with DIFFERENCES.open(encoding="utf-8") as file:
        listed = list(csv.DictReader(file))
    assert found == [(row["day"], row["phaseline"], row["chinesecalendar"]) for row in listed]
    assert all("国务院办公厅" in row["decided_by"] for row in listed)
    assert last >= date(2026, 10, 7)


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        # 国办发明电〔2005〕35号, for New Year 2006: a Saturday is worked, two days are off for it.
        (date(2005, 12, 31), True),
        (date(2006, 1, 1), False),
        (date(2006, 1, 2), False),
        (date(2006, 1, 3), False),
        (date(2006, 1, 4), True),
        # 国办发明电〔2006〕49号, for New Year 2007: the whole weekend is worked.
        (date(2006, 12, 30), True),
        (date(2006, 12, 31), True),
        (date(2007, 1, 2), False),
        (date(2007, 1, 3), False),
    ],
)
def test_what_the_notices_say_of_new_year(day: date, is_worked: bool) -> None:
    china = calendar("CN", Window(first=date(2005, 7, 1), last=date(2007, 1, 31)))
    assert is_working_day(china, day) is is_worked


@pytest.mark.parametrize(
    ("country", "timezone", "lost"),
    [
        ("WS", "Pacific/Apia", date(2011, 12, 30)),  # a Friday
        ("TK", "Pacific/Fakaofo", date(2011, 12, 30)),
        ("KI", "Pacific/Kiritimati", date(1994, 12, 31)),
        ("MH", "Pacific/Kwajalein", date(1993, 8, 21)),
    ],
)
def test_a_day_that_a_place_left_out_is_not_worked(country: str, timezone: str, lost: date) -> None:
    window = Window(first=lost - timedelta(days=7), last=lost + timedelta(days=7))
    worked = CalendarException(date=lost, worked=True, reason="cannot be")
    for exceptions in ((), (worked,)):
        source = CalendarSource(country=country, exceptions=exceptions)
        made = working_calendar(source, timezone, window)
        assert not is_working_day(made, lost)
        before = on_or_before(made, lost)
        after = add_working_days(made, before, WorkingDays(1))
        assert before < lost < after
        for day in days(window.first, window.last):
            if is_working_day(made, day):
                assert local_date(made, opening_of(made, day)) == day
                assert local_date(made, close_of(made, day)) == day


def test_years_without_an_announcement_are_provisional() -> None:
    window = Window(first=date(2090, 1, 1), last=date(2090, 12, 31))
    assert calendar("CN", window).provisional == (2090, 2091)
    # New Zealand's holidays follow from its laws.
    assert calendar("NZ", window).provisional == ()


def test_years_whose_holidays_wait_for_the_moon_are_provisional() -> None:
    window = Window(first=date(2090, 1, 1), last=date(2090, 12, 31))
    assert calendar("AE", window).provisional == (2090, 2091)
    assert calendar("AE", Window(first=date(2019, 1, 1), last=date(2019, 6, 1))).provisional == ()


def test_the_plan_s_own_exceptions_go_before_the_country_s() -> None:
    china = calendar(
        "CN",
        YEAR_2005,
        CalendarException(date=date(2005, 7, 11), worked=False, reason="storm"),
        CalendarException(date=date(2005, 7, 16), worked=True, reason="made up"),
        CalendarException(date=date(2005, 10, 7), worked=True, reason="needed"),
        CalendarException(date=date(2005, 10, 8), worked=False, reason="not needed"),
    )
    assert not is_working_day(china, date(2005, 7, 11))
    assert is_working_day(china, date(2005, 7, 16))
    assert is_working_day(china, date(2005, 10, 7))
    assert not is_working_day(china, date(2005, 10, 8))


def test_a_weekend_need_not_be_saturday_and_sunday() -> None:
    egypt = calendar("EG", Window(first=date(2024, 9, 1), last=date(2024, 9, 30)))
    week = days(date(2024, 9, 1), date(2024, 9, 7))
    assert [day.strftime("%a") for day in week if not is_working_day(egypt, day)] == ["Fri", "Sat"]


@settings(max_examples=20)
@given(
    st.sampled_from(["CN", "GB", "NZ", "US", "DE"]), st.dates(date(2000, 1, 1), date(2040, 1, 1))
)
def test_most_days_of_any_year_are_worked(country: str, first: date) -> None:
    window = Window(first=first, last=first + timedelta(days=90))
    made = calendar(country, window)
    worked = sum(is_working_day(made, day) for day in days(first, first + timedelta(days=364)))
    assert 240 <= worked <= 262
    assert list(made.days_off) == sorted(made.days_off)
    assert all(day.weekday() < 5 for day in made.days_off)
    assert all(day.weekday() >= 5 for day in made.workdays)


def test_an_unknown_country_is_said() -> None:
    assert is_known_country("CN")
    assert not is_known_country("XX")
    with pytest.raises(UnknownCountry, match=r"'XX'.*such as CN"):
        calendar("XX", YEAR_2005)
