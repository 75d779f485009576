"""When people are written to: at work, not at lunch, and once a day unless it is urgent."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import close_of, is_working_day, local_date, opening_of
from rules.sending import at_work, in_days_message, messages, next_days_message
from schemas.actor import Actor
from schemas.calendar import Break, WorkingCalendar, WorkingHours
from schemas.notice import Message, Notice
from schemas.quantities import Minutes
from schemas.target import step_target
from tests.rules.ladders import written
from tests.rules.reference import CALENDAR
from tests.rules.stories import COORDINATOR, COUNTY, SUPERVISOR, local, opening

LUNCH = Break(begins=time(12), ends=time(13, 30))
HOURS = WorkingHours(open=time(8, 30), close=time(17, 30), lunch=LUNCH)
WITH_LUNCH = CALENDAR.model_copy(update={"hours": HOURS})
SPREAD = Minutes(4)
ZONES = (
    "Asia/Shanghai",
    "America/New_York",
    "Europe/Lisbon",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
)


def said_at(day: str, clock: str, calendar: WorkingCalendar = WITH_LUNCH) -> str:
    """When something urgent of that instant may be said, by Shanghai's clock."""
    return written(at_work(calendar, local(day, time.fromisoformat(clock))))


def with_the_days(day: str, clock: str, spread: int = 4) -> str:
    """When the message goes to which something of that instant belongs."""
    instant = local(day, time.fromisoformat(clock))
    return written(in_days_message(WITH_LUNCH, instant, Minutes(spread)))


class TestAtWork:
    @pytest.mark.parametrize(
        ("day", "clock", "expected"),
        [
            ("2026-03-02", "10:00", "2026-03-02 10:00"),
            ("2026-03-02", "08:30", "2026-03-02 08:30"),
            ("2026-03-02", "08:29", "2026-03-02 08:30"),
            ("2026-03-02", "00:00", "2026-03-02 08:30"),
            ("2026-03-02", "17:29", "2026-03-02 17:29"),
            ("2026-03-02", "17:30", "2026-03-03 08:30"),
            ("2026-03-02", "23:59", "2026-03-03 08:30"),
            ("2026-03-02", "11:59", "2026-03-02 11:59"),
            ("2026-03-02", "12:00", "2026-03-02 13:30"),
            ("2026-03-02", "13:29", "2026-03-02 13:30"),
            ("2026-03-02", "13:30", "2026-03-02 13:30"),
            # Friday evening, Saturday and Sunday wait for Monday.
            ("2026-03-06", "18:00", "2026-03-09 08:30"),
            ("2026-03-07", "10:00", "2026-03-09 08:30"),
            ("2026-03-08", "10:00", "2026-03-09 08:30"),
            # The national holiday of seven days; a Saturday is worked for it.
            ("2026-09-30", "17:30", "2026-10-08 08:30"),
            ("2026-10-03", "10:00", "2026-10-08 08:30"),
            ("2026-10-10", "10:00", "2026-10-10 10:00"),
            ("2026-10-10", "18:00", "2026-10-12 08:30"),
            # Over the end of the year.
            ("2026-12-31", "17:30", "2027-01-01 08:30"),
        ],
    )
    def test_the_first_instant_at_which_people_are_at_work(
        self, day: str, clock: str, expected: str
    ) -> None:
        assert said_at(day, clock) == expected

    def test_without_a_lunch_break_noon_is_like_any_hour(self) -> None:
        assert said_at("2026-03-02", "12:30", CALENDAR) == "2026-03-02 12:30"

    def test_a_lunch_that_comes_twice_is_over_after_the_first(self) -> None:
        nights = WorkingHours(
            open=time(0, 15), close=time(5), lunch=Break(begins=time(1), ends=time(1, 30))
        )
        calendar = CALENDAR.model_copy(update={"timezone": "America/New_York", "hours": nights})
        calendar = calendar.model_copy(update={"workdays": (date(2026, 11, 1),)})
        # On 1 November 2026 the clock goes from 02:00 back to 01:00.
        first = datetime(2026, 11, 1, 5, 15, tzinfo=UTC)
        assert at_work(calendar, first) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
        second = first + timedelta(hours=1)
        assert at_work(calendar, second) == second


class TestTheDaysMessage:
    @pytest.mark.parametrize(
        ("clock", "expected"),
        [
            # All that the morning brings goes together, a minute after the last moment.
            ("08:30", "2026-03-02 08:35"),
            ("08:33", "2026-03-02 08:35"),
            ("08:35", "2026-03-02 08:35"),
            ("07:00", "2026-03-02 08:35"),
            # What comes later is gathered for as long.
            ("08:36", "2026-03-02 08:40"),
            ("10:01", "2026-03-02 10:05"),
            ("10:04", "2026-03-02 10:05"),
            ("10:05", "2026-03-02 10:05"),
            # But nobody is written to at lunch or after work.
            ("12:30", "2026-03-02 13:30"),
            ("11:58", "2026-03-02 13:30"),
            ("17:27", "2026-03-03 08:35"),
            ("18:00", "2026-03-03 08:35"),
        ],
    )
    def test_it_gathers_what_comes_up_together(self, clock: str, expected: str) -> None:
        assert with_the_days("2026-03-02", clock) == expected

    def test_on_a_day_off_it_is_the_next_working_days(self) -> None:
        assert with_the_days("2026-03-07", "10:00") == "2026-03-09 08:35"
        assert with_the_days("2026-09-30", "18:00") == "2026-10-08 08:35"

    def test_a_plan_without_a_spread_gathers_for_a_minute(self) -> None:
        # A clock tick comes some milliseconds after its instant, or seconds when all come at once.
        late = local("2026-03-02", time(8, 30, 7))
        assert written(in_days_message(WITH_LUNCH, late, Minutes(0))) == "2026-03-02 08:31"
        assert with_the_days("2026-03-02", "08:30", 0) == "2026-03-02 08:31"

    def test_the_next_days_goes_on_the_next_working_day(self) -> None:
        for clock in (time(8), time(10), time(20)):
            instant = local("2026-03-06", clock)
            next_ = next_days_message(WITH_LUNCH, instant, SPREAD)
            assert written(next_) == "2026-03-09 08:35"


@given(
    st.integers(0, 45 * 365 * 24 * 60),
    st.sampled_from(ZONES),
    st.integers(0, 120),
)
def test_people_are_only_written_to_at_work(minute: int, zone: str, spread: int) -> None:
    instant = datetime(1985, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    # In Samoa the Friday of 30 December 2011 was left out.
    off = (*WITH_LUNCH.days_off, date(2011, 12, 30))
    calendar = WITH_LUNCH.model_copy(update={"timezone": zone, "days_off": off})
    one_at_work = at_work(calendar, instant)
    assert one_at_work == at_work(calendar, one_at_work)
    for said in (
        one_at_work,
        in_days_message(calendar, instant, Minutes(spread)),
        next_days_message(calendar, instant, Minutes(spread)),
    ):
        assert said >= instant
        day = local_date(calendar, said)
        assert is_working_day(calendar, day)
        assert opening_of(calendar, day) <= said < close_of(calendar, day)
        clock = said.astimezone(ZoneInfo(zone)).time()
        assert not LUNCH.begins <= clock < LUNCH.ends


# Messages.


def notice(audience: Actor, at: datetime, *, unit: str = "U-1", **fields: Any) -> Notice:
    """A reminder of that instant, or what else it says."""
    is_urgent = fields.pop("is_urgent", False)
    calendar = fields.pop("calendar", WITH_LUNCH)
    say_at = at_work(calendar, at) if is_urgent else in_days_message(calendar, at, SPREAD)
    return Notice.model_validate(
        {
            "campaign": "c2026",
            "unit": unit,
            "revision": 1,
            "at": at,
            "audience": audience,
            "kind": "signed_off" if is_urgent else "reminder",
            "is_urgent": is_urgent,
            "say_at": say_at,
            "day": local_date(calendar, say_at),
            **fields,
        }
    )


def sent(*notices: Notice) -> list[tuple[str, str, list[str]]]:
    """When what goes to whom: the units of each message's notices."""
    return [
        (written(one.at), str(one.audience), [each.unit for each in one.notices])
        for one in messages(notices, WITH_LUNCH, SPREAD)
    ]


def test_no_notices_make_no_messages() -> None:
    assert messages((), WITH_LUNCH, SPREAD) == ()


def test_one_person_gets_one_message_a_day_across_units() -> None:
    morning = opening("2026-03-02")
    seconds = timedelta(seconds=1)
    assert sent(
        notice(SUPERVISOR, morning + 90 * seconds, unit="U-2"),
        notice(SUPERVISOR, morning + 20 * seconds, unit="U-1"),
        notice(COUNTY, morning + 30 * seconds, unit="U-1"),
        notice(SUPERVISOR, morning + 239 * seconds, unit="U-3"),
    ) == [
        ("2026-03-02 08:35", "supervisor:SG-01", ["U-1", "U-2", "U-3"]),
        ("2026-03-02 08:35", "county:D1", ["U-1"]),
    ]


def test_what_comes_up_after_the_days_message_waits_for_the_next_days() -> None:
    assert sent(
        notice(SUPERVISOR, opening("2026-03-06"), unit="U-1"),
        notice(SUPERVISOR, local("2026-03-06", time(10)), unit="U-2"),
        notice(SUPERVISOR, local("2026-03-06", time(15)), unit="U-3"),
        notice(SUPERVISOR, opening("2026-03-09"), unit="U-4"),
        notice(SUPERVISOR, local("2026-03-09", time(11)), unit="U-5"),
    ) == [
        ("2026-03-06 08:35", "supervisor:SG-01", ["U-1"]),
        ("2026-03-09 08:35", "supervisor:SG-01", ["U-2", "U-3", "U-4"]),
        ("2026-03-10 08:35", "supervisor:SG-01", ["U-5"]),
    ]


def test_the_first_of_a_day_goes_on_that_day_also_in_the_afternoon() -> None:
    assert sent(
        notice(SUPERVISOR, local("2026-03-02", time(15, 1)), unit="U-1"),
        notice(SUPERVISOR, local("2026-03-02", time(15, 2)), unit="U-2"),
        notice(SUPERVISOR, local("2026-03-02", time(15, 6)), unit="U-3"),
    ) == [
        ("2026-03-02 15:05", "supervisor:SG-01", ["U-1", "U-2"]),
        ("2026-03-03 08:35", "supervisor:SG-01", ["U-3"]),
    ]


def test_an_urgent_notice_goes_at_once_and_by_itself() -> None:
    morning = opening("2026-03-02")
    assert sent(
        notice(COORDINATOR, morning),
        notice(COORDINATOR, local("2026-03-02", time(8, 32)), unit="U-2", is_urgent=True),
        notice(COORDINATOR, local("2026-03-02", time(9)), unit="U-3", is_urgent=True),
        notice(COORDINATOR, local("2026-03-02", time(9, 1)), unit="U-4", is_urgent=True),
        notice(COORDINATOR, local("2026-03-02", time(9, 2)), unit="U-5"),
    ) == [
        ("2026-03-02 08:32", "coordinator:c-001", ["U-2"]),
        ("2026-03-02 08:35", "coordinator:c-001", ["U-1"]),
        ("2026-03-02 09:00", "coordinator:c-001", ["U-3"]),
        ("2026-03-02 09:01", "coordinator:c-001", ["U-4"]),
        ("2026-03-03 08:35", "coordinator:c-001", ["U-5"]),
    ]


def test_urgent_notices_that_waited_for_the_morning_go_together() -> None:
    friday, saturday = local("2026-03-06", time(20)), local("2026-03-07")
    lunch = local("2026-03-09", time(12, 30))
    assert sent(
        notice(SUPERVISOR, friday, unit="U-1", is_urgent=True),
        notice(COUNTY, friday, unit="U-1", is_urgent=True),
        notice(SUPERVISOR, saturday, unit="U-2", is_urgent=True),
        notice(SUPERVISOR, opening("2026-03-09"), unit="U-3", is_urgent=True),
        notice(SUPERVISOR, lunch, unit="U-4", is_urgent=True),
        notice(SUPERVISOR, lunch + timedelta(minutes=9), unit="U-5", is_urgent=True),
    ) == [
        ("2026-03-09 08:30", "supervisor:SG-01", ["U-1", "U-2", "U-3"]),
        ("2026-03-09 08:30", "county:D1", ["U-1"]),
        ("2026-03-09 13:30", "supervisor:SG-01", ["U-4", "U-5"]),
    ]


def test_of_several_reminders_of_one_thing_a_message_holds_the_last() -> None:
    step, other = step_target("mobilise"), step_target("lecture")
    evening = local("2026-03-02", time(20))
    late: dict[str, Any] = {"target": step, "rung": "late"}
    today: dict[str, Any] = {"target": step, "rung": "today"}
    said = messages(
        [
            notice(COORDINATOR, evening, **late),
            notice(COORDINATOR, evening, target=other, rung="late"),
            notice(COORDINATOR, opening("2026-03-03"), **today),
            notice(COORDINATOR, opening("2026-03-03"), unit="U-2", **today),
            notice(COORDINATOR, opening("2026-03-03"), kind="escalated", **today),
        ],
        WITH_LUNCH,
        SPREAD,
    )
    (message,) = said
    assert [(one.unit, one.kind, str(one.target), one.rung) for one in message.notices] == [
        ("U-1", "reminder", "step:lecture", "late"),
        ("U-1", "reminder", "step:mobilise", "today"),
        ("U-1", "escalated", "step:mobilise", "today"),
        ("U-2", "reminder", "step:mobilise", "today"),
    ]


@st.composite
def any_notices(draw: st.DrawFn) -> list[Notice]:
    """Up to thirty notices of three weeks with a holiday in them, to three addressees."""
    begins = local("2026-09-21", time(0))
    made = draw(
        st.lists(
            st.tuples(
                st.integers(0, 21 * 24 * 60),
                st.sampled_from((COORDINATOR, SUPERVISOR, COUNTY)),
                st.booleans(),
            ),
            max_size=30,
        )
    )
    return [
        notice(to, begins + timedelta(minutes=minute), unit=f"U-{number}", is_urgent=is_urgent)
        for number, (minute, to, is_urgent) in enumerate(made)
    ]


@given(any_notices())
def test_every_notice_is_said_once_and_nobody_hears_twice_a_day(notices: list[Notice]) -> None:
    made = messages(notices, WITH_LUNCH, SPREAD)
    assert sorted(one.unit for message in made for one in message.notices) == sorted(
        one.unit for one in notices
    )
    assert list(made) == sorted(made, key=lambda one: one.at)
    days: set[tuple[Actor, date]] = set()
    for message in made:
        assert all(one.audience == message.audience for one in message.notices)
        assert all(one.say_at <= message.at for one in message.notices)
        assert at_work(WITH_LUNCH, message.at) == message.at
        if _is_urgent(message):
            assert all(one.say_at == message.at for one in message.notices)
            continue
        day = (message.audience, local_date(WITH_LUNCH, message.at))
        assert day not in days
        days.add(day)


def _is_urgent(message: Message) -> bool:
    (is_urgent,) = {one.is_urgent for one in message.notices}
    return is_urgent


def test_thousands_of_notices_to_one_office_are_one_message() -> None:
    begins = opening("2026-03-02")
    many = [
        notice(COUNTY, begins + timedelta(seconds=number % 240), unit=f"U-{number}")
        for number in range(2469)
    ]
    (message,) = messages(many, WITH_LUNCH, SPREAD)
    assert len(message.notices) == 2469
