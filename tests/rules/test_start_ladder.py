"""The ladder of the latest start: who has not started is reminded, of what is missing, and no longer."""

from collections.abc import Callable
from datetime import date, time
from typing import Final

import pytest

from rules.foresight import notices_ahead
from rules.notice_truth import is_still_true
from rules.plan_ladders import ladder_problems
from rules.ticks import next_due
from schemas.calendar import WorkingHours
from schemas.quantities import WorkingDays
from schemas.reminders import Ladder, Reminders
from schemas.text import Text
from tests.rules.ladders import REMINDERS, rung, said, starting
from tests.rules.reference import with_rules
from tests.rules.stories import CITY, COUNTY, SYSTEM, Story, closing, local
from tests.rules.told import notices, told
from texts.saying import advice, commands, details, line

RUNGS: Final = (
    rung("start_soon", "5 working days before"),
    rung("start_today", "on the day"),
    rung(
        "start_late", "2 working days after", "coordinator", "county", every=WorkingDays(1), times=2
    ),
)
RULES: Final = starting(*RUNGS)
"""The latest start is Wednesday 30 September 2026, a Wednesday before the long holiday."""

LAST: Final = closing("2026-10-20")


def day_by_day(story: Story) -> Story:
    """Let the clock be heeded at every instant, as a workflow's timer does."""
    while (due := next_due(story.state)) is not None and due <= LAST:
        story.until(max(due, story.now))
    return story.until(LAST)


ALL: Final = [
    ("2026-09-23 08:30", "start_soon"),
    ("2026-09-30 08:30", "start_today"),
    ("2026-10-09 08:30", "start_late"),
    ("2026-10-10 08:30", "start_late"),
]


def test_who_does_not_start_is_reminded_at_every_rung() -> None:
    story = day_by_day(Story(RULES))
    assert said(story.journal, "unit") == ALL
    assert story.kinds.count("latest_start_passed") == 1
    assert [
        (notice.kind, str(notice.audience))
        for notice, _ in notices(story)
        if notice.rung == "start_late"
    ] == [("start_due", "coordinator:c-001"), ("start_due", "county:D1")] * 2


def test_what_lies_ahead_is_what_comes() -> None:
    story = Story(RULES)
    ahead = [
        (one.say_at, one.kind, one.rung) for one in notices_ahead(story.state, story.now, LAST)
    ]
    came = [(one.say_at, one.kind, one.rung) for one, _ in notices(day_by_day(story))]
    assert ahead == came


def test_without_a_ladder_of_its_own_nobody_is_reminded_of_a_start() -> None:
    assert said(day_by_day(Story(with_rules(reminders=REMINDERS))).journal) == []


def test_who_has_started_or_will_by_itself_hears_nothing_of_it() -> None:
    started = Story(RULES).start()
    appointed = Story(RULES).get_ready()
    appointed.do("start", on=date(2026, 9, 30))
    for story in (started, appointed):
        assert said(day_by_day(story).journal, "unit") == []


def test_an_appointed_day_that_is_too_late_or_lacks_something_is_reminded_of() -> None:
    unready = Story(RULES)
    unready.do("start", on=date(2026, 9, 28))
    late = Story(RULES).get_ready()
    late.do("start", on=date(2026, 10, 12))
    for story in (unready, late):
        assert said(day_by_day(story).journal, "unit") == ALL


def test_in_the_instant_of_the_start_nobody_is_reminded_of_it() -> None:
    story = Story(RULES).get_ready()
    story.do("start", on=date(2026, 10, 10))
    assert said(day_by_day(story).journal, "unit") == ALL[:-1]
    assert story.state.started_at == local("2026-10-10", time(8, 30))


def test_a_standstill_moves_it_and_is_silent() -> None:
    story = Story(RULES)
    story.do("hold", SYSTEM, reason="floods")
    story.at("2026-03-05").do("release", SYSTEM)  # three working days, and the holiday lies between
    assert said(day_by_day(story).journal, "unit")[:2] == [
        ("2026-09-28 08:30", "start_soon"),
        ("2026-10-10 08:30", "start_today"),
    ]
    suspended = Story(RULES)
    suspended.do("suspend", COUNTY, reason="moving house")
    assert said(day_by_day(suspended).journal) == []


WAYS: Final[dict[str, Callable[[Story], object]]] = {
    "started": lambda story: story.start(),
    "ready, with a day in time": lambda story: (
        story.get_ready(),
        story.do("start", on=date(2026, 9, 28)),
    ),
    "another latest start": lambda story: story.do(
        "amend", CITY, rules=starting(*RUNGS, latest_start=date(2026, 10, 9)), reason="-"
    ),
    "another ladder": lambda story: story.do(
        "amend", CITY, rules=with_rules(reminders=REMINDERS), reason="-"
    ),
    "suspended": lambda story: story.do("suspend", COUNTY, reason="-"),
    "withdrawn": lambda story: story.do("withdraw", COUNTY, cause="closed", reason="-"),
    "another coordinator": lambda story: story.do("reassign", COUNTY, coordinator="c-002"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_no_longer_true_is_not_said(way: str) -> None:
    story = Story(RULES).at("2026-09-23")
    ((notice, _),) = notices(story)
    assert is_still_true(story.state, notice)
    WAYS[way](story)
    assert not is_still_true(story.state, notice)


def test_it_says_what_is_missing_and_how_to_start() -> None:
    story = Story(RULES).at("2026-09-23")
    story.do("complete_readiness", item="counted")
    facts = told(story, "start_due")
    assert line(facts, "en") == (
        "The latest day for the start is Wednesday 30 September, in 5 working days; the unit has not started."
    )
    assert line(facts, "zh") == "最迟应于9月30日（周三）启动，还有5个工作日，尚未启动。"
    missing = [item.title.en for item in RULES.readiness if item.id != "counted"]
    (detail,) = details(facts, "en")
    assert all(title and title in detail for title in missing)
    assert list(commands(facts)) == [
        "phaseline unit start SCH-001 --as coordinator:c-001 --campaign c2026"
    ]
    assert "get ready and start" in (advice(facts, "en") or "")
    late = told(day_by_day(story), "start_due", "county:D1")
    assert late.voice == "late"
    assert "3 working days ago" in line(late, "en")


def test_its_own_text_names_no_step_and_no_phase() -> None:
    good = Text(en="{name} ({unit}) must start by {due}, in {days}.")
    bad = Text(en="‘{what}’ of {phase} is due {due}.")
    for text, wrong in ((good, []), (bad, ["{what}", "{phase}"])):
        ladder = Ladder(id="own", kinds=("start",), rungs=(rung("own", "on the day", text=text),))
        found = ladder_problems(Reminders(ladders=(ladder,)), WorkingHours())
        assert [problem.params["place"] for problem in found] == [
            place.strip("{}") for place in wrong
        ]
    own = starting(rung("own", "on the day", text=good))
    facts = told(Story(own).until(local("2026-09-30")), "start_due")
    assert line(facts, "en").startswith("First School (SCH-001) must start by Wednesday")
