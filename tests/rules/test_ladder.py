"""The ladder of reminders: which rung is said when, once, and for which steps."""

from datetime import date, datetime, time, timedelta

import pytest

from rules import ladder
from rules.ladder import find_rung, moment_of
from rules.progress import upcoming as shown_upcoming
from rules.ticks import next_due, tick, upcoming
from schemas.events import Reminded
from schemas.quantities import Minutes, WorkingDays
from schemas.reminders import Ladder, Reminders
from schemas.target import step_target
from schemas.unit_rules import EDITION
from tests.rules.ladders import USUAL, reminding, rung, said, written
from tests.rules.reference import CALENDAR, with_rules, with_unit
from tests.rules.stories import CITY, COUNTY, SYSTEM, Story, closing, local, opening


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """No test is answered by what another has worked out."""
    ladder._schedule.cache_clear()
    ladder._drawn.cache_clear()


def day_by_day(story: Story, last: str) -> Story:
    """Let the clock be heeded at every instant, as a workflow's timer does."""
    end = closing(last)
    while (due := next_due(story.state)) is not None and due <= end:
        story.until(max(due, story.now))
    return story.until(end)


def rungs_ahead(story: Story, target: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (written(one.at), one.event.rung, one.event.to)
        for one in upcoming(story.state)
        if isinstance(one.event, Reminded) and str(one.event.target) == target
    ]


def test_every_rung_of_a_step_is_said_at_the_opening_of_its_day() -> None:
    story = day_by_day(Story(reminding()).start(), "2026-04-10")
    assert said(story.journal, "step:mobilise") == [
        ("2026-03-06 08:30", "eve"),
        ("2026-03-09 08:30", "today"),
        ("2026-03-10 08:30", "late"),
        ("2026-03-11 08:30", "late"),
        ("2026-03-12 08:30", "late"),
        ("2026-03-12 08:30", "group"),
        ("2026-03-16 08:30", "county"),
        ("2026-03-19 08:30", "weekly"),
        ("2026-03-23 08:30", "city"),
        ("2026-03-26 08:30", "weekly"),
        ("2026-04-02 08:30", "weekly"),
        ("2026-04-09 08:30", "weekly"),
    ]
    assert said(story.journal, "step:lecture")[:2] == [
        ("2026-03-09 08:30", "soon"),
        ("2026-03-13 08:30", "eve"),
    ]


def test_a_reminder_says_of_what_when_it_is_due_and_to_whom() -> None:
    story = day_by_day(Story(reminding()).start(), "2026-03-12")
    events = [event for event in story.events if isinstance(event, Reminded)]
    due, mobilise = closing("2026-03-09"), step_target("mobilise")
    assert events[0] == Reminded(target=mobilise, due=due, rung="eve", to=("coordinator",))
    assert Reminded(target=mobilise, due=due, rung="group", to=("supervisor",)) in events


def test_holidays_and_worked_weekends_count_as_they_do_for_deadlines() -> None:
    story = Story(reminding(), begins=local("2026-09-23")).start()
    # Five working days from the 23rd is the 30th; the holiday ends on the 7th.
    day_by_day(story, "2026-10-16")
    assert said(story.journal, "step:mobilise") == [
        ("2026-09-29 08:30", "eve"),
        ("2026-09-30 08:30", "today"),
        ("2026-10-08 08:30", "late"),
        ("2026-10-09 08:30", "late"),
        ("2026-10-10 08:30", "late"),  # a Saturday that is worked
        ("2026-10-10 08:30", "group"),
        ("2026-10-13 08:30", "county"),
        ("2026-10-16 08:30", "weekly"),
    ]


def test_without_a_ladder_nothing_is_said() -> None:
    assert said(day_by_day(Story().start(), "2026-04-10").journal) == []


def test_nothing_is_said_before_the_start() -> None:
    story = Story(reminding()).get_ready()
    assert [one.event.kind for one in upcoming(story.state)] == ["latest_start_passed"]


def test_only_required_steps_of_the_open_phase_are_reminded_of() -> None:
    story = day_by_day(Story(reminding()).start(), "2026-04-10")
    targets = {event.target.id for event in story.events if isinstance(event, Reminded)}
    assert targets == {"mobilise", "lecture", "discussion"}


def test_a_ladder_of_a_kind_goes_before_the_usual_one() -> None:
    own = Ladder(id="own", kinds=("mobilization",), rungs=(rung("only", "2 working days before"),))
    for ladders in ((USUAL, own), (own, USUAL)):
        rules = with_rules(reminders=Reminders(spread=Minutes(0), ladders=ladders))
        story = day_by_day(Story(rules).start(), "2026-03-12")
        assert said(story.journal, "step:mobilise") == [("2026-03-05 08:30", "only")]
        assert said(story.journal, "step:lecture") == [("2026-03-09 08:30", "soon")]


def test_kinds_that_no_ladder_is_for_have_no_reminders() -> None:
    own = Ladder(id="own", kinds=("meeting", "task"), rungs=(rung("only", "on the day"),))
    rules = with_rules(reminders=Reminders(spread=Minutes(0), ladders=(own,)))
    story = day_by_day(Story(rules).start(), "2026-03-16")
    assert said(story.journal) == [("2026-03-16 08:30", "only")]
    assert [str(event.target) for event in story.events if isinstance(event, Reminded)] == [
        "step:lecture"
    ]


def moment(
    code: str, spread: int = 4, edition: int = EDITION, campaign: str = "c2026"
) -> timedelta:
    rules = reminding(spread=spread).model_copy(update={"edition": edition})
    state = Story(rules, with_unit(code=code)).state
    return moment_of(state.model_copy(update={"campaign": campaign}))


def test_each_unit_speaks_at_its_own_moment_within_the_spread() -> None:
    moments = [moment(f"U-{number}") for number in range(500)]
    assert all(timedelta(0) <= one < timedelta(minutes=4) for one in moments)
    minutes = [sum(one.seconds // 60 == minute for one in moments) for minute in range(4)]
    assert min(minutes) > 90, "the units are spread evenly"
    assert len(set(moments)) > 495, "hardly any two speak at once"
    assert moment("U-1") == moment("U-1")
    assert moment("U-1") != moment("U-1", campaign="c2027")
    assert moment("U-1", spread=0) == timedelta(0)


def test_a_units_moment_is_the_same_in_every_version() -> None:
    # A running unit whose moment changed would be reminded twice on a morning, or not at all.
    assert moment("SCH-001", edition=1) == timedelta(seconds=57)
    assert moment("SCH-001", edition=4) == timedelta(seconds=57)
    assert moment("SCH-001", edition=5) == timedelta(milliseconds=89577)


def test_reminders_come_at_the_units_moment_and_all_else_on_time() -> None:
    story = Story(reminding(spread=4)).start()
    day_by_day(story, "2026-03-06")
    at = {entry.event.kind: entry.at for entry in story.journal}
    assert at["due_soon"] == opening("2026-03-04")
    assert at["reminded"] == opening("2026-03-06") + moment_of(story.state)


def test_what_happens_on_a_morning_before_the_units_moment_silences_no_rung() -> None:
    story = Story(reminding(rung("third", "3 working days before"), spread=4)).start()
    morning = opening("2026-03-04")  # the mobilisation turns yellow at the same opening
    own = morning + moment_of(story.state)
    story.until(morning)
    assert story.kinds[-1] == "due_soon"
    story.until(own - timedelta(milliseconds=1)).do("comment", COUNTY, text="early")
    assert said(story.journal) == []
    assert next_due(story.state) == own
    story.until(own).do("comment", COUNTY, text="later")
    assert said(story.journal) == [("2026-03-04 08:31", "third")]
    assert next_due(story.state) == closing("2026-03-09")


def test_a_rung_is_said_again_as_often_as_it_says() -> None:
    rules = reminding(rung("late", "1 working day after", every=WorkingDays(2), times=2))
    story = day_by_day(Story(rules).start(), "2026-04-10")
    assert said(story.journal, "step:mobilise") == [
        ("2026-03-10 08:30", "late"),
        ("2026-03-12 08:30", "late"),
    ]


def test_a_rung_without_an_end_is_said_for_a_year_of_working_days() -> None:
    rules = reminding(rung("late", "1 working day after", every=WorkingDays(1)))
    story = Story(rules).start()
    story.report("study").sign_off("study").report("analysis").sign_off("analysis")
    story.complete("rectify")
    due = date(2026, 4, 1)
    day_by_day(story, "2027-12-30")
    days = [at for at, _ in said(story.journal, "step:survey")]
    assert days[:2] == ["2026-04-02 08:30", "2026-04-03 08:30"]
    assert len(days) == 260
    assert days[-1] > str(due + timedelta(days=365))


def test_nothing_is_said_on_days_that_the_calendar_does_not_know() -> None:
    calendar = CALENDAR.model_copy(update={"last": date(2026, 3, 12)})
    rules = reminding(rung("late", "1 working day after", every=WorkingDays(1)), calendar=calendar)
    story = day_by_day(Story(rules).start(), "2026-04-10")
    assert [at for at, _ in said(story.journal, "step:mobilise")] == [
        "2026-03-10 08:30",
        "2026-03-11 08:30",
        "2026-03-12 08:30",
    ]


def test_of_several_rungs_of_one_morning_for_the_same_people_the_last_is_said() -> None:
    rules = reminding(
        rung("daily", "1 working day after", every=WorkingDays(1)),
        rung("weekly", "3 working days after"),
        rung("above", "3 working days after", "supervisor"),
    )
    story = Story(rules).start()
    assert rungs_ahead(story, "step:mobilise") == [
        ("2026-03-10 08:30", "daily", ("coordinator",)),
        ("2026-03-12 08:30", "weekly", ("coordinator",)),
        ("2026-03-12 08:30", "above", ("supervisor",)),
    ]
    day_by_day(story, "2026-03-11")
    assert rungs_ahead(story, "step:mobilise") == [
        ("2026-03-12 08:30", "weekly", ("coordinator",)),
        ("2026-03-12 08:30", "above", ("supervisor",)),
    ]
    day_by_day(story, "2026-03-13")
    assert said(story.journal, "step:mobilise") == [
        ("2026-03-10 08:30", "daily"),
        ("2026-03-11 08:30", "daily"),
        ("2026-03-12 08:30", "weekly"),
        ("2026-03-12 08:30", "above"),
        ("2026-03-13 08:30", "daily"),
    ]


class TestAfterALongSilence:
    """No worker lived for six working days: from 6 March until the morning of the 16th."""

    def test_each_thing_is_said_once(self) -> None:
        story = Story(reminding()).start().at("2026-03-05")
        story.at("2026-03-16", time(9))
        assert said(story.journal, "step:mobilise") == [
            ("2026-03-16 09:00", "late"),
            ("2026-03-16 09:00", "group"),
            ("2026-03-16 09:00", "county"),
        ]
        # The lecture is due on this very day: what led up to it is not said any more.
        assert said(story.journal, "step:lecture") == [("2026-03-16 09:00", "today")]

    def test_and_then_all_goes_on_as_if_there_had_been_none(self) -> None:
        silent = Story(reminding()).start().at("2026-03-05").at("2026-03-16", time(9))
        day_by_day(silent, "2026-04-10")
        watched = day_by_day(Story(reminding()).start(), "2026-04-10")
        after = "2026-03-16 09:00"
        assert [one for one in said(silent.journal) if one[0] > after] == [
            one for one in said(watched.journal) if one[0] > after
        ]

    def test_a_command_that_comes_first_hears_the_clock_before_it(self) -> None:
        story = Story(reminding()).start().at("2026-03-05")
        story.now = local("2026-03-16", time(9))
        story.complete("mobilise")
        assert said(story.journal, "step:mobilise") == [
            ("2026-03-16 09:00", "late"),
            ("2026-03-16 09:00", "group"),
            ("2026-03-16 09:00", "county"),
        ]
        assert story.kinds[-1] == "step_completed"


def test_a_ladder_that_comes_with_an_amendment_says_what_is_ahead() -> None:
    story = Story().start().at("2026-03-10")
    story.do("amend", CITY, rules=reminding(), reason="a ladder")
    day_by_day(story, "2026-03-12")
    assert said(story.journal, "step:mobilise") == [
        ("2026-03-11 08:30", "late"),
        ("2026-03-12 08:30", "late"),
        ("2026-03-12 08:30", "group"),
    ]


def test_commands_do_not_make_a_rung_speak_again() -> None:
    story = Story(reminding()).start().until(opening("2026-03-09"))
    for hour in range(9, 17):
        story.at("2026-03-09", time(hour)).do("comment", COUNTY, text="-")
    assert said(story.journal, "step:mobilise") == [("2026-03-09 08:30", "today")]


def test_a_tick_in_vain_says_nothing() -> None:
    story = Story(reminding()).start()
    due = next_due(story.state)
    assert due == opening("2026-03-04")
    assert tick(story.state, due - timedelta(seconds=1)) == ()


def test_what_is_upcoming_says_every_rung_to_whom_and_why() -> None:
    story = Story(reminding()).start()
    story.do("extend", COUNTY, target="step:mobilise", until=date(2026, 3, 16), reason="flood")
    shown = [
        one
        for one in shown_upcoming(story.state)
        if one.event == "reminded" and str(one.target) == "step:mobilise"
    ]
    assert [(written(one.at), one.rung, one.to) for one in shown] == [
        ("2026-03-09 08:30", "soon", ("coordinator",)),
        ("2026-03-13 08:30", "eve", ("coordinator",)),
        ("2026-03-16 08:30", "today", ("coordinator",)),
        ("2026-03-17 08:30", "late", ("coordinator",)),
        ("2026-03-19 08:30", "group", ("supervisor",)),
        ("2026-03-23 08:30", "county", ("county",)),
        ("2026-03-26 08:30", "weekly", ("coordinator",)),
        ("2026-03-30 08:30", "city", ("city",)),
    ]
    for one in shown:
        assert one.deadline is not None
        assert one.deadline.at == closing("2026-03-16")
        assert [reason.code for reason in one.deadline.reasons] == ["extended"]


def test_what_is_upcoming_is_what_happens_next() -> None:
    story = Story(reminding(spread=4)).start()
    for _ in range(60):
        ahead = upcoming(story.state)
        assert list(ahead) == sorted(ahead, key=lambda one: one.at)
        told = [one.event for one in ahead if one.at == ahead[0].at]
        before = len(story.journal)
        story.until(ahead[0].at)
        happened = story.events[before:]
        assert happened[: len(told)] == told
    assert any(isinstance(event, Reminded) for event in story.events)


def test_a_rung_is_found_by_its_id() -> None:
    other = Ladder(id="other", kinds=("meeting",), rungs=(rung("own", "on the day"),))
    reminders = Reminders(ladders=(USUAL, other))
    assert find_rung(reminders, "own") is other.rungs[0]
    assert find_rung(reminders, "eve") is USUAL.rungs[1]
    assert find_rung(reminders, "gone") is None
    assert find_rung(None, "eve") is None


@pytest.mark.parametrize("spread", [0, 30])
def test_a_start_by_the_clock_brings_its_own_reminders(spread: int) -> None:
    story = Story(reminding(spread=spread), with_unit(wanted_start=date(2026, 3, 4)))
    story.get_ready()
    day_by_day(story, "2026-03-10")
    assert story.state.started_at == opening("2026-03-04")
    eve: list[datetime] = [
        entry.at
        for entry in story.journal
        if isinstance(entry.event, Reminded) and entry.event.rung == "eve"
    ]
    assert eve == [opening("2026-03-10") + moment_of(story.state)]
    assert story.do("hold", SYSTEM, reason="-").events == ("held",)
