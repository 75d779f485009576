from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plans
from intake.holidays import working_calendar
from intake.plan import read_plan
from rules.calendar import is_working_day
from rules.compilation import compile_rules, rebase
from rules.deadlines import latest_start
from rules.plan import check_plan, track_length
from schemas.calendar import WorkingCalendar, WorkingHours
from schemas.plan import CalendarException, Plan, ReadinessItem, UnitType, Window
from schemas.quantities import Days, WorkingDays
from schemas.step import Phase, TaskStep, Track
from schemas.text import Text

FOLDER = Path(plans.__file__).parent
REFERENCE = read_plan(FOLDER / "reference-2005.yaml").plan
TITLE = Text(en="title")

CALENDAR = WorkingCalendar(
    timezone="Asia/Shanghai",
    first=date(2005, 7, 1),
    last=date(2006, 12, 31),
    days_off=(date(2005, 7, 1), date(2005, 12, 30)),
    hours=WorkingHours(open=time(9), close=time(17)),
)


def track(id_: str, *lengths: int) -> Track:
    return Track(
        id=id_,
        title=TITLE,
        phases=tuple(
            Phase(
                id=f"phase-{number}",
                title=TITLE,
                length=Days(length),
                steps=(TaskStep(id=f"step-{number}", title=TITLE, kind="task"),),
            )
            for number, length in enumerate(lengths)
        ),
    )


def unit_type(id_: str, track_: str, *may_choose: str, latest: date | None = None) -> UnitType:
    return UnitType(
        id=id_, title=TITLE, track=track_, may_choose=may_choose, latest_start=latest, focus=TITLE
    )


def plan(*types: UnitType) -> Plan:
    return REFERENCE.model_copy(
        update={
            "window": Window(first=date(2005, 7, 1), last=date(2005, 12, 31)),
            "readiness": (ReadinessItem(id="ready", title=TITLE),),
            "tracks": (track("long", 60, 60), track("short", 30), track("whole", 183)),
            "types": types,
        }
    )


def test_each_type_gets_its_own_track_first_and_then_what_it_may_choose() -> None:
    rules = compile_rules(
        plan(unit_type("a", "short", "whole", "long"), unit_type("b", "long")), CALENDAR
    )
    assert list(rules) == ["a", "b"]
    assert [track.id for track in rules["a"].tracks] == ["short", "whole", "long"]
    assert [track.id for track in rules["b"].tracks] == ["long"]
    assert rules["b"].unit_type == "b"


def test_what_a_unit_carries_of_its_plan() -> None:
    compiled = compile_rules(plan(unit_type("a", "long")), CALENDAR)["a"]
    assert compiled.plan == "reference-2005"
    assert compiled.calendar == CALENDAR
    assert compiled.window == Window(first=date(2005, 7, 1), last=date(2005, 12, 31))
    assert compiled.due_soon == WorkingDays(3)
    assert compiled.request_lapse == WorkingDays(5)
    assert [item.id for item in compiled.readiness] == ["ready"]


def test_it_ends_at_the_close_of_the_last_working_day() -> None:
    # 31 December 2005 is a Saturday and the 30th is off in this calendar.
    compiled = compile_rules(plan(unit_type("a", "long")), CALENDAR)["a"]
    assert compiled.ends_at == datetime(2005, 12, 29, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("unit_type", "expected"),
    [
        # 120 days before 31 December is Friday 2 September.
        (unit_type("a", "long"), date(2005, 9, 2)),
        # 30 days before is Thursday 1 December; what may be chosen changes nothing.
        (unit_type("a", "short", "long"), date(2005, 12, 1)),
        # It fits from the window's first day alone, which is off, as is the weekend after it.
        (unit_type("a", "whole"), date(2005, 7, 4)),
        (unit_type("a", "long", latest=date(2005, 8, 13)), date(2005, 8, 13)),
    ],
)
def test_the_latest_start(unit_type: UnitType, expected: date) -> None:
    assert compile_rules(plan(unit_type), CALENDAR)["a"].latest_start == expected


def test_the_latest_start_is_worked() -> None:
    whole = CALENDAR.model_copy(update={"days_off": (date(2005, 9, 1), date(2005, 9, 2))})
    compiled = compile_rules(plan(unit_type("a", "long")), whole)["a"]
    assert compiled.latest_start == date(2005, 8, 31)


@pytest.mark.parametrize(
    ("unit_type", "chosen", "expected"),
    [
        (unit_type("a", "short", "long"), "long", date(2005, 9, 2)),
        (unit_type("a", "long", "short"), "short", date(2005, 12, 1)),
        # What the plan says of a type holds on all of its tracks.
        (unit_type("a", "short", "long", latest=date(2005, 8, 13)), "long", date(2005, 8, 13)),
    ],
)
def test_the_latest_start_of_a_unit_that_chose_another_track(
    unit_type: UnitType, chosen: str, expected: date
) -> None:
    rules = compile_rules(plan(unit_type), CALENDAR)["a"]
    assert latest_start(rules, chosen) == expected
    assert latest_start(rules, unit_type.track) == rules.latest_start


def test_every_choice_of_the_reference_case_ends_in_time() -> None:
    calendar = working_calendar(REFERENCE.calendar, REFERENCE.timezone, REFERENCE.window)
    lengths = {track.id: track_length(track).count for track in REFERENCE.tracks}
    compiled = compile_rules(REFERENCE, calendar)
    assert "key_links" in compiled["state_firm"].latest_starts
    for rules in compiled.values():
        for track in rules.tracks:
            days = timedelta(days=lengths[track.id])
            assert latest_start(rules, track.id) + days <= REFERENCE.window.last


def test_a_type_without_a_track_cannot_be_compiled() -> None:
    with pytest.raises(KeyError):
        compile_rules(plan(unit_type("a", "none")), CALENDAR)


@pytest.mark.parametrize("name", ["reference-2005", "safety-inspection"])
def test_a_unit_carries_a_few_kilobytes(name: str) -> None:
    read = read_plan(FOLDER / f"{name}.yaml").plan
    calendar = working_calendar(read.calendar, read.timezone, read.window)
    for rules in compile_rules(read, calendar).values():
        assert len(rules.model_dump_json().encode()) <= 10 * 1024


def test_the_reference_case_compiled() -> None:
    calendar = working_calendar(REFERENCE.calendar, REFERENCE.timezone, REFERENCE.window)
    rules = compile_rules(REFERENCE, calendar)
    assert rules["school"].latest_start == date(2005, 9, 2)
    # 2 October lies within the national holidays.
    assert rules["association"].latest_start == date(2005, 9, 30)
    # 31 December 2005 was a worked Saturday.
    assert rules["other"].ends_at == datetime(2005, 12, 31, 9, 30, tzinfo=UTC)


@settings(max_examples=25)
@given(st.dates(date(2005, 1, 1), date(2030, 1, 1)))
def test_a_plan_can_begin_on_any_day(first: date) -> None:
    moved = rebase(REFERENCE, first)
    assert check_plan(moved) == ()
    assert moved.window.first == first
    assert moved.window.last - first == timedelta(days=183)
    assert rebase(moved, REFERENCE.window.first) == REFERENCE
    calendar = working_calendar(moved.calendar, moved.timezone, moved.window)
    for rules in compile_rules(moved, calendar).values():
        assert moved.window.first <= rules.latest_start < moved.window.last
        assert is_working_day(calendar, rules.latest_start)


def test_latest_starts_move_with_the_plan_and_exceptions_are_of_its_own_days() -> None:
    exception = CalendarException(date=date(2005, 7, 11), worked=False, reason="storm")
    source = REFERENCE.calendar.model_copy(update={"exceptions": (exception,)})
    dated = plan(unit_type("a", "long", latest=date(2005, 8, 13)), unit_type("b", "short"))
    moved = rebase(dated.model_copy(update={"calendar": source}), date(2026, 7, 3))
    assert moved.window == Window(first=date(2026, 7, 3), last=date(2027, 1, 2))
    assert [type_.latest_start for type_ in moved.types] == [date(2026, 8, 15), None]
    assert moved.calendar == REFERENCE.calendar
    assert moved.declares == REFERENCE.declares
    unmoved = dated.model_copy(update={"calendar": source})
    assert rebase(unmoved, unmoved.window.first) == unmoved
    assert moved.tracks == dated.tracks
