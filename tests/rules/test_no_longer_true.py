"""What is no longer true is never said: neither by a rung that lies ahead, nor by a notice that waits.

For each way out of a deadline: the rungs of that deadline are silent from then on, and what was on
its way when it happened is not sent.
"""

from collections.abc import Callable
from datetime import date, time
from typing import Any, Final, get_args

import pytest

from rules.notice_truth import is_still_true
from schemas.actor import Actor
from schemas.events import Reminded
from schemas.notice import Notice, NoticeKind
from schemas.quantities import Days, Minutes, WorkingDays
from schemas.reminders import Reminders
from schemas.roster import Members
from tests.rules import soliciting, surveys
from tests.rules.ladders import REMINDERS, USUAL, reminding, rung, said
from tests.rules.news import news
from tests.rules.reference import (
    ANALYSIS,
    CALENDAR,
    PHASED,
    RECTIFICATION,
    RULES,
    STUDY,
    with_rules,
    with_unit,
)
from tests.rules.stories import CITY, COORDINATOR, COUNTY, SUPERVISOR, SYSTEM, Story, closing, local

DUE = closing("2026-03-16")
"""When the lecture is due."""


def begun() -> Story:
    """The mobilisation is done, and the lecture is due on Monday, 16 March."""
    return Story(reminding()).start().complete("mobilise").at("2026-03-06")


def rungs_of_the_old_day(story: Story) -> list[str]:
    return [
        event.rung
        for event in story.events
        if isinstance(event, Reminded) and str(event.target) == "step:lecture" and event.due == DUE
    ]


def without_the_lecture() -> dict[str, object]:
    steps = (STUDY.steps[0], *STUDY.steps[2:3], STUDY.steps[3].model_copy(update={"after": ()}))
    study = STUDY.model_copy(update={"steps": steps})
    return {"rules": reminding(tracks=(_phased(study), RULES.tracks[1])), "reason": "-"}


def lecture_made_optional() -> dict[str, object]:
    optional = STUDY.steps[1].model_copy(update={"required": False})
    last = STUDY.steps[3].model_copy(update={"after": ()})
    study = STUDY.model_copy(update={"steps": (STUDY.steps[0], optional, STUDY.steps[2], last)})
    return {"rules": reminding(tracks=(_phased(study), RULES.tracks[1])), "reason": "-"}


def lecture_later() -> dict[str, object]:
    later = STUDY.steps[1].model_copy(update={"due": WorkingDays(15)})
    study = STUDY.model_copy(update={"steps": (STUDY.steps[0], later, *STUDY.steps[2:])})
    return {"rules": reminding(tracks=(_phased(study), RULES.tracks[1])), "reason": "-"}


def a_holiday() -> dict[str, object]:
    calendar = CALENDAR.model_copy(update={"days_off": (date(2026, 3, 13), *CALENDAR.days_off)})
    return {"rules": reminding(calendar=calendar), "reason": "a storm"}


def _phased(study: object) -> object:
    return PHASED.model_copy(update={"phases": (study, ANALYSIS, RECTIFICATION)})


def made_up(story: Story) -> object:
    """The phase is reported and sent back: the lecture has another day from then on."""
    story.complete("lecture", "discussion").later(days=1)
    return story.send_back("study", "lecture")


WAYS: dict[str, Callable[[Story], object]] = {
    "done": lambda story: story.complete("lecture"),
    "the phase reported": lambda story: story.complete("lecture", "discussion"),
    "the phase signed off": lambda story: story.complete("lecture", "discussion").sign_off("study"),
    "extended": lambda story: story.do(
        "extend", COUNTY, target="step:lecture", until=date(2026, 3, 25), reason="-"
    ),
    "scheduled": lambda story: story.do("schedule_step", step="lecture", on=date(2026, 3, 25)),
    "scheduled earlier": lambda story: story.do(
        "schedule_step", step="lecture", on=date(2026, 3, 12)
    ),
    "suspended": lambda story: story.do("suspend", COUNTY, reason="-"),
    "held": lambda story: story.do("hold", SYSTEM, reason="-"),
    "withdrawn": lambda story: story.do("withdraw", COUNTY, cause="closed", reason="-"),
    "closed": lambda story: story.do("close", SYSTEM),
    "another track": lambda story: story.do("switch_track", COUNTY, track="key_links", reason="-"),
    "sent back": made_up,
    "the step amended away": lambda story: story.do("amend", CITY, **without_the_lecture()),
    "the step made optional": lambda story: story.do("amend", CITY, **lecture_made_optional()),
    "the day amended": lambda story: story.do("amend", CITY, **lecture_later()),
    "the calendar amended": lambda story: story.do("amend", CITY, **a_holiday()),
    "the ladder amended away": lambda story: story.do("amend", CITY, rules=RULES, reason="-"),
}


@pytest.mark.parametrize("way", WAYS)
def test_rungs_ahead_are_silent(way: str) -> None:
    story = begun()
    WAYS[way](story)
    assert rungs_of_the_old_day(story) == []
    for day in range(9, 31):
        story.at(f"2026-03-{day:02}", time(16))
    assert rungs_of_the_old_day(story) == []


def test_they_would_have_spoken() -> None:
    story = begun()
    for day in range(9, 31):
        story.at(f"2026-03-{day:02}", time(16))
    assert rungs_of_the_old_day(story) == [
        "soon",
        "eve",
        "today",
        "late",
        "late",
        "late",
        "group",
        "county",
        "weekly",
        "city",
    ]


@pytest.mark.parametrize("way", WAYS)
def test_a_reminder_that_waits_to_be_sent_is_not_sent(way: str) -> None:
    story = begun().at("2026-03-09")
    (waiting,) = news(story)
    assert (waiting.kind, waiting.rung) == ("reminder", "soon")
    assert is_still_true(story.state, waiting)
    WAYS[way](story)
    assert not is_still_true(story.state, waiting)


@pytest.mark.parametrize("way", WAYS)
def test_an_escalation_that_waits_to_be_sent_is_not_sent(way: str) -> None:
    story = Story(reminding(rung("group", "10 working days before", "supervisor")))
    story = story.start().complete("mobilise").at("2026-03-09")
    # As if it had been said: of a step whose rungs before its phase opened were none.
    escalated = [_escalation(story, kind) for kind in ("escalation", "escalated")]
    for notice in escalated:
        assert is_still_true(story.state, notice)
    WAYS[way](story)
    for notice in escalated:
        assert not is_still_true(story.state, notice)


def _escalation(story: Story, kind: NoticeKind) -> Notice:
    told = Story(reminding()).start().complete("mobilise").at("2026-03-09")
    (reminder,) = news(told)
    audience = SUPERVISOR if kind == "escalation" else reminder.audience
    return reminder.model_copy(update={"kind": kind, "audience": audience, "rung": "group"})


def test_a_finished_unit_is_reminded_of_nothing() -> None:
    story = Story(reminding()).start().report("study").sign_off("study")
    story.report("analysis").sign_off("analysis").at("2026-03-25")
    waiting = news(story)[-1]
    assert (waiting.kind, waiting.rung) == ("reminder", "soon")
    assert is_still_true(story.state, waiting)
    story.report("rectification")
    assert story.kinds[-1] == "finished"
    assert not is_still_true(story.state, waiting)
    before = said(story.journal)
    assert said(story.at("2026-06-01").journal) == before


def test_a_rung_that_was_amended_away_is_not_sent() -> None:
    story = begun().at("2026-03-09")
    (waiting,) = news(story)
    fewer = reminding(*(one for one in USUAL.rungs if one.id != "soon"))
    story.do("amend", CITY, rules=fewer, reason="fewer reminders")
    assert not is_still_true(story.state, waiting)


def test_a_rung_that_goes_to_others_now_is_not_sent_to_those_of_before() -> None:
    story = begun().at("2026-03-09")
    (waiting,) = news(story)
    others = reminding(rung("soon", "5 working days before", "supervisor"))
    story.do("amend", CITY, rules=others, reason="-")
    assert not is_still_true(story.state, waiting)


def test_that_others_hear_is_not_said_once_they_do_not() -> None:
    story = begun().at("2026-03-09")
    escalated = _escalation(story, "escalated").model_copy(update={"rung": "soon"})
    assert not is_still_true(story.state, escalated)
    both = reminding(rung("soon", "5 working days before", "coordinator", "city"))
    story.do("amend", CITY, rules=both, reason="-")
    assert is_still_true(story.state, escalated)


def test_a_rung_of_another_ladder_than_the_steps_is_not_sent() -> None:
    story = begun().at("2026-03-09")
    (waiting,) = news(story)
    own = USUAL.model_copy(update={"id": "own", "kinds": ("meeting",)})
    rest = USUAL.model_copy(update={"rungs": (rung("other", "on the day"),)})
    reminders = Reminders(spread=Minutes(0), ladders=(own, rest))
    story.do("amend", CITY, rules=with_rules(reminders=reminders), reason="-")
    assert not is_still_true(story.state, waiting)


def test_a_reminder_is_not_sent_to_somebody_who_has_the_unit_no_more() -> None:
    story = begun().at("2026-03-09")
    (waiting,) = news(story)
    story.do("reassign", COUNTY, coordinator="c-002")
    assert not is_still_true(story.state, waiting)


def test_what_is_amended_elsewhere_leaves_a_reminder_true() -> None:
    story = begun().at("2026-03-09")
    (waiting,) = news(story)
    study = STUDY.model_copy(update={"length": Days(40)})
    rules = with_rules(reminders=REMINDERS, tracks=(_phased(study), RULES.tracks[1]))
    story.do("amend", CITY, rules=rules, unit=with_unit(name="New"), reason="-")
    story.do("reassign", COUNTY, supervision_group="SG-02")
    assert is_still_true(story.state, waiting)


# What is not of the ladder.


def waits(story: Story) -> Notice:
    """The last notice of a story, which was true when it was made."""
    waiting = news(story)[-1]
    assert is_still_true(story.state, waiting)
    return waiting


def test_a_sign_off_that_is_awaited() -> None:
    def reported() -> tuple[Story, Notice]:
        story = Story().start().report("study")
        waiting = waits(story)
        assert waiting.kind == "awaiting_sign_off"
        return story, waiting

    ends: dict[str, Callable[[Story], object]] = {
        "signed off": lambda story: story.sign_off("study"),
        "sent back": lambda story: story.send_back("study", "lecture"),
        "a step reopened": lambda story: story.do("reopen_step", step="lecture", reason="-"),
        "lapsed": lambda story: story.until(closing("2026-03-09")),
        "suspended": lambda story: story.do("suspend", COUNTY, reason="-"),
        "held": lambda story: story.do("hold", SYSTEM, reason="-"),
        "withdrawn": lambda story: story.do("withdraw", COUNTY, cause="closed", reason="-"),
        "closed": lambda story: story.do("close", SYSTEM),
        "another group": lambda story: story.do("reassign", COUNTY, supervision_group="SG-02"),
    }
    for way, end in ends.items():
        story, waiting = reported()
        story.do("comment", COUNTY, text="-")
        assert is_still_true(story.state, waiting)
        end(story)
        assert not is_still_true(story.state, waiting), way


def test_a_poll_that_is_missing() -> None:
    ends: dict[str, Callable[[Story], object]] = {
        "held": surveys.poll_open,
        "sent back": lambda story: story.send_back("rectification", "rectify"),
        "suspended": lambda story: story.do("suspend", COUNTY, reason="-"),
        "closed": lambda story: story.do("close", SYSTEM),
        "another coordinator": lambda story: story.do("reassign", COUNTY, coordinator="c-002"),
    }
    for way, end in ends.items():
        story = surveys.reported()
        missing = waits(story)
        assert missing.kind == "poll_missing"
        end(story)
        assert not is_still_true(story.state, missing), way


def test_a_poll_that_is_still_missing_is_told_again_when_work_goes_on() -> None:
    story = surveys.reported()
    story.do("suspend", COUNTY, reason="-")
    story.do("resume", COUNTY)
    assert waits(story).kind == "poll_missing"
    surveys.poll_open(story)
    story.do("suspend", COUNTY, reason="-")
    story.do("resume", COUNTY)
    assert waits(story).kind == "awaiting_sign_off"


def test_a_second_report_is_said_by_its_own_notice() -> None:
    story = Story().start().report("study")
    first = waits(story)
    story.later(hours=1).send_back("study", "lecture").later(hours=1)
    story.complete("lecture", "discussion")
    assert not is_still_true(story.state, first)
    assert waits(story).kind == "awaiting_sign_off"


def test_more_time_that_is_asked_for() -> None:
    def asked() -> tuple[Story, Notice]:
        story = Story().start()
        ask(story)
        waiting = waits(story)
        assert waiting.kind == "extension_requested"
        return story, waiting

    def ask(story: Story) -> None:
        until = date(2026, 3, 12)
        story.do("request_extension", target="step:mobilise", until=until, reason="-")

    fields: dict[str, Any] = {"target": "step:mobilise", "reason": "-"}
    ends: dict[str, Callable[[Story], object]] = {
        "granted": lambda story: story.do("extend", COUNTY, until=date(2026, 3, 12), **fields),
        "declined": lambda story: story.do("decline_extension", COUNTY, **fields),
        "lapsed": lambda story: story.until(closing("2026-03-09")),
        "done": lambda story: story.complete("mobilise"),
        "withdrawn": lambda story: story.do("withdraw", COUNTY, cause="closed", reason="-"),
        "another group": lambda story: story.do("reassign", COUNTY, supervision_group="SG-02"),
    }
    for way, end in ends.items():
        story, waiting = asked()
        end(story)
        assert not is_still_true(story.state, waiting), way
    story, waiting = asked()
    story.later(hours=1).do("decline_extension", COUNTY, **fields)
    ask(story)
    assert not is_still_true(story.state, waiting), "the second has a notice of its own"
    assert waits(story).at == story.now
    story.later(hours=1).do("reassign", COUNTY, supervision_group="SG-02")
    assert waits(story).kind == "extension_requested"
    assert is_still_true(story.state, waits(story)), "the other group has one of its own, too"
    story.do("decline_extension", COUNTY, **fields)
    assert not is_still_true(story.state, news(story)[-2])


def test_an_absence_that_waits_for_the_group() -> None:
    absence: dict[str, Any] = {"step": "mobilise", "category": "retired"}

    def explained() -> tuple[Story, Notice]:
        story = Story(unit=with_unit(members=Members(retired=3))).start()
        story.do("explain_absence", **absence, reason="-")
        waiting = waits(story)
        assert waiting.kind == "absence_explained"
        return story, waiting

    ends: dict[str, Callable[[Story], object]] = {
        "accepted": lambda story: story.do("accept_absence", SUPERVISOR, **absence),
        "declined": lambda story: story.do("decline_absence", SUPERVISOR, **absence, reason="-"),
        "done": lambda story: story.complete("mobilise"),
        "another group": lambda story: story.do("reassign", COUNTY, supervision_group="SG-02"),
    }
    for way, end in ends.items():
        story, waiting = explained()
        end(story)
        assert not is_still_true(story.state, waiting), way


def test_a_survey_that_waits_for_the_group() -> None:
    ends: dict[str, Callable[[Story], object]] = {
        "passed": lambda story: story.do("judge_survey", SUPERVISOR, **surveys.verdict()),
        "to make up": lambda story: story.do(
            "judge_survey", SUPERVISOR, **surveys.verdict("to_make_up")
        ),
        "another group": lambda story: story.do("reassign", COUNTY, supervision_group="SG-02"),
    }
    for way, end in ends.items():
        story = surveys.counted(surveys.opened(), surveys.FEW)
        waiting = waits(story)
        assert waiting.kind == "survey_unjudged"
        end(story)
        assert not is_still_true(story.state, waiting), way


def explained(story: Story) -> None:
    story.do("close_solicitation", step="solicit", explanation="-")
    soliciting.count(story)


def test_that_too_few_have_said_something() -> None:
    ends: dict[str, Callable[[Story], object]] = {
        "closed once more": lambda story: story.do("close_solicitation", step="solicit"),
        "explained": explained,
        "another coordinator": lambda story: story.do("reassign", COUNTY, coordinator="c-002"),
        "withdrawn": lambda story: story.do("withdraw", CITY, cause="closed", reason="-"),
    }
    for way, end in ends.items():
        story = soliciting.opened().at("2026-03-09")
        story.do("close_solicitation", step="solicit")
        soliciting.count(story, box=1)
        told = waits(story)
        assert told.kind == "solicitation_fell_short"
        end(story)
        assert not is_still_true(story.state, told), way


def test_what_came_of_a_survey_holds_whatever_comes_after_it() -> None:
    story = surveys.counted(surveys.opened(surveys.begun(make_up_limit=1)), surveys.BAD)
    surveys.opened(story, until=date(2026, 3, 13), made_up="-")
    surveys.counted(story, surveys.BAD)
    story.do("judge_survey", SUPERVISOR, **surveys.verdict())
    story.complete("survey").do("close", SYSTEM)
    made = [notice for notice in news(story) if notice.kind in OF_SURVEYS]
    assert {notice.kind for notice in made} == OF_SURVEYS
    assert all(is_still_true(story.state, notice) for notice in made)


OF_SURVEYS: Final = {"survey_below", "survey_judged"}


def with_item(*done: tuple[str, Actor, dict[str, Any]]) -> Story:
    """A unit with an item in its ledger, to which something has been done."""
    story = Story().start()
    story.do("add_item", measure="-", owner="-", due=date(2026, 4, 30))
    for kind, by, fields in done:
        story.do(kind, by, number=1, **fields)
    return story


CLOSED: Final = ("close_item", COORDINATOR, {"evidence": "-"})
HANDED_UP: Final = ("escalate_item", COORDINATOR, {"reason": "-"})


def test_an_item_that_waits_for_the_group() -> None:
    ends: dict[str, Callable[[Story], object]] = {
        "struck off": lambda story: story.do("confirm_item", SUPERVISOR, number=1),
        "sent back": lambda story: story.do("return_item", SUPERVISOR, number=1, reason="-"),
        "suspended": lambda story: story.do("suspend", COUNTY, reason="-"),
        "another group": lambda story: story.do("reassign", COUNTY, supervision_group="SG-02"),
    }
    for way, end in ends.items():
        story = with_item(CLOSED)
        waiting = waits(story)
        assert waiting.kind == "item_closed"
        end(story)
        assert not is_still_true(story.state, waiting), way


def test_an_item_that_waits_for_the_county() -> None:
    ends: dict[str, Callable[[Story], object]] = {
        "answered": lambda story: story.do("answer_item", COUNTY, number=1, answer="-"),
        "withdrawn": lambda story: story.do("withdraw", CITY, cause="closed", reason="-"),
        "held": lambda story: story.do("hold", SYSTEM, reason="-"),
    }
    for way, end in ends.items():
        story = with_item(HANDED_UP)
        waiting = waits(story)
        late = news(story.until(closing("2026-03-16")))[-1]
        assert (waiting.kind, late.kind) == ("item_handed_up", "answer_overdue")
        assert is_still_true(story.state, waiting)
        assert is_still_true(story.state, late)
        end(story)
        assert not is_still_true(story.state, waiting), way
        assert not is_still_true(story.state, late), way


def test_that_the_county_is_late_is_not_said_of_another_time() -> None:
    story = with_item(HANDED_UP)
    late = news(story.until(closing("2026-03-16")))[-1]
    story.do("answer_item", COUNTY, number=1, answer="-")
    story.do("escalate_item", number=1, reason="again")
    assert not is_still_true(story.state, late)


def test_that_there_is_nothing_to_put_right() -> None:
    ends: dict[str, Callable[[Story], object]] = {
        "accepted": lambda story: story.do("accept_no_items", SUPERVISOR),
        "something is": lambda story: story.do(
            "add_item", measure="-", owner="-", due=date(2026, 4, 30)
        ),
    }
    for way, end in ends.items():
        story = Story().start()
        story.do("report_no_items", reason="-")
        waiting = waits(story)
        assert waiting.kind == "no_items_reported"
        end(story)
        assert not is_still_true(story.state, waiting), way


def _decide_of_the_ledger(story: Story) -> None:
    """Everything that can be decided of an item, and of a ledger that has none."""
    story.do("report_no_items", reason="-")
    story.do("accept_no_items", SUPERVISOR)
    story.do("add_item", measure="-", owner="-", due=date(2026, 4, 30))
    story.do("escalate_item", number=1, reason="-")
    story.do("answer_item", COUNTY, number=1, answer="-")
    story.do("amend_item", SUPERVISOR, number=1, owner="x", reason="-")
    for verdict in ("return_item", "confirm_item"):
        story.do("close_item", number=1, evidence="-")
        fields = {"reason": "-"} if verdict == "return_item" else {}
        story.do(verdict, SUPERVISOR, number=1, **fields)
    story.do("reopen_item", SUPERVISOR, number=1, reason="-", due=date(2026, 4, 30))


def test_a_latest_start_that_has_passed() -> None:
    def passed() -> tuple[Story, Notice]:
        story = Story(with_rules(latest_start=date(2026, 3, 6))).get_ready()
        story.until(closing("2026-03-06"))
        waiting = waits(story)
        assert waiting.kind == "latest_start_passed"
        return story, waiting

    later = with_rules(latest_start=date(2026, 4, 1))
    ends: dict[str, Callable[[Story], object]] = {
        "started": lambda story: story.do("start"),
        "suspended": lambda story: story.do("suspend", COUNTY, reason="-"),
        "withdrawn": lambda story: story.do("withdraw", COUNTY, cause="closed", reason="-"),
        "may start later": lambda story: story.do("amend", CITY, rules=later, reason="-"),
        "another county": lambda story: story.do(
            "amend", CITY, unit=with_unit(district="D2"), reason="-"
        ),
    }
    for way, end in ends.items():
        story, waiting = passed()
        end(story)
        assert not is_still_true(story.state, waiting), way


def test_what_a_unit_was_urged_to_do() -> None:
    def urged(target: str | None) -> tuple[Story, Notice]:
        story = Story().start()
        fields = {} if target is None else {"target": target}
        story.do("remind", SUPERVISOR, **fields)
        waiting = waits(story)
        assert waiting.kind == "urged"
        return story, waiting

    ends: dict[str, Callable[[Story], object]] = {
        "reported": lambda story: story.report("study"),
        "suspended": lambda story: story.do("suspend", COUNTY, reason="-"),
        "withdrawn": lambda story: story.do("withdraw", COUNTY, cause="closed", reason="-"),
        "closed": lambda story: story.do("close", SYSTEM),
        "another coordinator": lambda story: story.do("reassign", COUNTY, coordinator="c-002"),
    }
    for target in ("step:mobilise", "phase:study", "unit", None):
        for way, end in ends.items():
            story, waiting = urged(target)
            end(story)
            assert not is_still_true(story.state, waiting), (target, way)
        story, waiting = urged(target)
        story.complete("mobilise")
        assert is_still_true(story.state, waiting) is (target != "step:mobilise")


def test_a_standstill_is_said_while_it_lasts() -> None:
    story = Story().start()
    story.do("suspend", COUNTY, reason="-")
    suspended = waits(story)
    story.do("resume", COUNTY)
    resumed = waits(story)
    assert not is_still_true(story.state, suspended)
    story.do("suspend", COUNTY, reason="-")
    assert not is_still_true(story.state, resumed)
    story = Story().start()
    story.do("hold", SYSTEM, reason="-")
    held = waits(story)
    story.do("release", SYSTEM)
    released = waits(story)
    assert not is_still_true(story.state, held)
    story.do("hold", SYSTEM, reason="-")
    assert not is_still_true(story.state, released)


def test_that_a_unit_has_left_is_said_until_it_is_back() -> None:
    story = Story().start()
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    withdrawn = waits(story)
    story.do("reopen", COUNTY, reason="a mistake")
    reopened = waits(story)
    assert not is_still_true(story.state, withdrawn)
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    assert not is_still_true(story.state, reopened)


def test_a_decision_holds_whatever_comes_after_it() -> None:
    story = Story(unit=with_unit(members=Members(retired=3))).start()
    absence: dict[str, Any] = {"step": "mobilise", "category": "retired"}
    for _ in range(2):
        story.do("explain_absence", **absence, reason="-")
        story.do("decline_absence", SUPERVISOR, **absence, reason="-")
    story.do("explain_absence", **absence, reason="-")
    story.do("accept_absence", SUPERVISOR, **absence)
    _decide_of_the_ledger(story)
    fields: dict[str, Any] = {"target": "step:mobilise", "reason": "-"}
    until = date(2026, 3, 12)
    story.do("request_extension", until=until, **fields)
    story.do("decline_extension", COUNTY, **fields)
    story.do("extend", COUNTY, until=until, **fields)
    story.do("request_extension", target="unit", until=date(2026, 7, 1), reason="-")
    story.at("2026-03-10").report("study").send_back("study", "lecture")
    story.report("study").at("2026-03-18").report("analysis")
    story.do("sign_off", SUPERVISOR, phase="analysis")
    story.do("record_visit", SUPERVISOR, on=date(2026, 3, 18), verdict="good")
    story.do("reassign", COUNTY, coordinator="c-002")
    story.do("switch_track", COUNTY, track="key_links", reason="-")
    decisions = {
        "extension_declined",
        "extension_granted",
        "extension_lapsed",
        "sent_back",
        "lapsed",
        "signed_off",
        "reassigned",
        "amended",
        "visited",
        "absence_accepted",
        "absence_declined",
        "item_amended",
        "item_answered",
        "item_confirmed",
        "item_reopened",
        "item_returned",
        "no_items_accepted",
    }
    made = [notice for notice in news(story) if notice.kind in decisions]
    assert {notice.kind for notice in made} == decisions
    story.do("suspend", COUNTY, reason="-")
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    story.do("close", SYSTEM)
    assert all(is_still_true(story.state, notice) for notice in made)
    passing = {"reminder", "escalation", "escalated", "urged", "awaiting_sign_off"}
    passing |= {
        "absence_explained",
        "extension_requested",
        "latest_start_passed",
        "start_due",
        "suspended",
        "resumed",
    }
    passing |= {"held", "released", "withdrawn", "reopened"}
    passing |= {"item_closed", "item_handed_up", "answer_overdue", "no_items_reported"}
    passing |= {"survey_unjudged", "solicitation_fell_short", "poll_missing", "publication_missing"}
    assert decisions | passing | OF_SURVEYS == set(get_args(NoticeKind))
    assert local("2026-03-18") == story.now


def test_what_waits_for_the_group_is_said_again_when_work_goes_on() -> None:
    story = Story(reminding()).start().report("study")

    def awaited() -> list[Notice]:
        return [one for one in news(story) if one.kind == "awaiting_sign_off"]

    (first,) = awaited()
    story.do("suspend", COUNTY, reason="Flood")
    assert not is_still_true(story.state, first)
    story.do("hold", SYSTEM, reason="Flood")
    story.do("resume", COUNTY)
    assert awaited() == [first]
    story.do("release", SYSTEM)
    again = awaited()[-1]
    assert str(again.audience) == "supervisor:SG-01"
    assert is_still_true(story.state, again)
    story.sign_off("study")
    assert not is_still_true(story.state, again)
