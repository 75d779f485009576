"""More time: asked for, granted, declined, lapsed."""

from datetime import date, datetime
from typing import Any

import pytest

from rules.deadlines import deadline_of
from rules.extensions import extendable
from rules.ticks import next_due, upcoming
from schemas.events import Extended, ExtensionDeclined, ExtensionRequested, ExtensionRequestLapsed
from schemas.quantities import WorkingDays
from schemas.state import ExtensionRequest, OwnDate
from schemas.target import UNIT, Target, phase_target, step_target
from tests.rules.stories import CITY, COORDINATOR, COUNTY, SUPERVISOR, SYSTEM, Story, closing, local


def ask(story: Story, target: str, until: date) -> None:
    story.do("request_extension", target=target, until=until, reason="floods")


def due(story: Story, target: str) -> datetime | None:
    deadline = deadline_of(story.state, Target.parse(target))
    return None if deadline is None else deadline.at


def test_a_request_is_kept_until_it_is_answered() -> None:
    story = Story().start().at("2026-03-04")
    ask(story, "step:mobilise", date(2026, 3, 12))
    assert story.last == ExtensionRequested(
        target=step_target("mobilise"), until=date(2026, 3, 12), reason="floods"
    )
    assert story.state.requests == (
        ExtensionRequest(
            target=step_target("mobilise"),
            until=date(2026, 3, 12),
            by=COORDINATOR,
            at=local("2026-03-04"),
        ),
    )
    assert due(story, "step:mobilise") == closing("2026-03-09")


def test_more_time_for_the_same_is_asked_for_once() -> None:
    story = Story().start()
    ask(story, "step:mobilise", date(2026, 3, 12))
    refusal = story.refuse(
        "request_extension", target="step:mobilise", until=date(2026, 3, 13), reason="-"
    )
    assert (refusal.code, refusal.params) == ("request_open_already", {"target": "step:mobilise"})
    assert refusal.who == (SUPERVISOR, COUNTY, CITY)
    ask(story, "phase:study", date(2026, 4, 10))
    assert len(story.state.requests) == 2


def test_a_request_is_granted_with_who_granted_it() -> None:
    story = Story().start()
    ask(story, "step:mobilise", date(2026, 3, 12))
    ask(story, "phase:study", date(2026, 4, 10))
    receipt = story.do(
        "extend", SUPERVISOR, target="step:mobilise", until=date(2026, 3, 11), reason="a day less"
    )
    assert receipt.events == ("extended",)
    assert story.last == Extended(
        target=step_target("mobilise"), until=date(2026, 3, 11), reason="a day less", asked=True
    )
    assert [request.target for request in story.state.requests] == [phase_target("study")]
    assert story.state.steps["mobilise"].extended == OwnDate(on=date(2026, 3, 11), by=SUPERVISOR)
    assert due(story, "step:mobilise") == closing("2026-03-11")


def test_more_time_is_granted_without_a_request_too() -> None:
    story = Story().start()
    story.do("extend", COUNTY, target="phase:study", until=date(2026, 4, 10), reason="floods")
    assert isinstance(story.last, Extended)
    assert not story.last.asked
    assert story.state.phases[0].extended == OwnDate(on=date(2026, 4, 10), by=COUNTY)
    assert due(story, "phase:study") == closing("2026-04-10")
    assert due(story, "step:discussion") == closing("2026-04-10")


def test_the_unit_as_a_whole_is_extended() -> None:
    story = Story().start()
    assert due(story, "unit") == closing("2026-06-01")
    story.do("extend", CITY, target="unit", until=date(2026, 7, 1), reason="merger")
    assert story.state.extended == OwnDate(on=date(2026, 7, 1), by=CITY)
    assert due(story, "unit") == closing("2026-07-01")


def test_an_extension_takes_the_place_of_the_units_own_schedule() -> None:
    story = Story().start()
    story.do("schedule_step", step="mobilise", on=date(2026, 3, 4))
    story.do("extend", COUNTY, target="step:mobilise", until=date(2026, 3, 6), reason="-")
    assert story.state.steps["mobilise"].scheduled is None
    assert due(story, "step:mobilise") == closing("2026-03-06")


def test_a_request_is_declined() -> None:
    story = Story().start()
    ask(story, "unit", date(2026, 7, 1))
    receipt = story.do("decline_extension", COUNTY, target="unit", reason="no need")
    assert receipt.events == ("extension_declined",)
    assert story.last == ExtensionDeclined(target=UNIT, reason="no need")
    assert story.state.requests == ()


def test_only_a_request_can_be_declined() -> None:
    story = Story().start()
    ask(story, "unit", date(2026, 7, 1))
    refusal = story.refuse("decline_extension", COUNTY, target="phase:study", reason="-")
    assert (refusal.code, refusal.params) == ("no_request", {"target": "phase:study"})


def test_nothing_is_extended_or_declined_before_the_start() -> None:
    story = Story()
    for target in ("unit", "phase:study", "step:mobilise"):
        fields: dict[str, Any] = {"target": target, "until": date(2026, 7, 1), "reason": "-"}
        assert story.refuse("extend", CITY, **fields).code == "not_started"
    assert story.refuse("decline_extension", CITY, target="unit", reason="-").code == "not_started"


def test_a_request_lapses_after_the_plans_working_days() -> None:
    story = Story().start()
    ask(story, "unit", date(2026, 7, 1))
    assert closing("2026-03-09") in [instant.at for instant in upcoming(story.state)]
    story.until(closing("2026-03-09"))
    assert ExtensionRequestLapsed(target=UNIT) in story.events
    assert story.state.requests == ()


def test_standstill_moves_the_lapse_of_a_request() -> None:
    story = Story().start()
    story.do("hold", SYSTEM, reason="-")
    story.at("2026-03-04").do("release", SYSTEM)
    ask(story, "unit", date(2026, 7, 1))
    assert story.state.requests[0].lost_before == WorkingDays(2)
    story.do("hold", SYSTEM, reason="-")
    story.at("2026-03-05").do("release", SYSTEM)
    lapses = [i.at for i in upcoming(story.state) if isinstance(i.event, ExtensionRequestLapsed)]
    assert lapses == [closing("2026-03-12")]


@pytest.mark.parametrize(
    ("target", "until", "present"),
    [
        ("step:mobilise", date(2026, 3, 9), "2026-03-09"),
        ("step:lecture", date(2026, 3, 13), "2026-03-16"),
        ("phase:study", date(2026, 4, 1), "2026-04-01"),
        ("unit", date(2026, 6, 1), "2026-06-01"),
    ],
)
def test_a_new_date_is_later_than_the_present_one(target: str, until: date, present: str) -> None:
    refusal = Story().start().refuse("extend", CITY, target=target, until=until, reason="-")
    assert refusal.code == "not_later"
    assert refusal.params == {"target": target, "until": str(until), "present": present}


@pytest.mark.parametrize(
    ("target", "first", "last"),
    [
        ("step:mobilise", "2026-04-01", "2026-04-02"),  # the phase ends on 1 April
        ("phase:study", "2026-12-31", "2027-01-04"),
        ("unit", "2026-12-31", "2027-01-04"),
    ],
)
def test_a_new_date_stays_within_what_contains_the_target(
    target: str, first: str, last: str
) -> None:
    story = Story().start()
    beyond: dict[str, Any] = {"target": target, "until": date.fromisoformat(last), "reason": "-"}
    refusal = story.refuse("extend", CITY, **beyond)
    assert refusal.code == "date_out_of_bounds"
    assert refusal.params == {"date": last, "first": "2026-03-02", "last": first}
    assert story.do("extend", CITY, **{**beyond, "until": date.fromisoformat(first)})


def test_a_new_date_is_a_working_day_that_is_not_past() -> None:
    story = Story().start()
    off = story.refuse("extend", CITY, target="step:mobilise", until=date(2026, 3, 14), reason="-")
    assert (off.code, off.params) == ("date_not_worked", {"date": "2026-03-14"})
    story.at("2026-03-20")
    past = story.refuse("extend", CITY, target="step:mobilise", until=date(2026, 3, 19), reason="-")
    assert (past.code, past.params) == ("date_past", {"date": "2026-03-19"})
    story.do("extend", CITY, target="step:mobilise", until=date(2026, 3, 20), reason="-")


def test_the_last_day_for_an_extension_is_a_working_day() -> None:
    story = Story().start()
    window = story.state.rules.window.model_copy(update={"last": date(2026, 10, 4)})
    rules = story.state.rules.model_copy(update={"window": window})
    story.do("amend", CITY, rules=rules, reason="earlier")
    refusal = story.refuse("extend", CITY, target="unit", until=date(2026, 10, 2), reason="-")
    assert (refusal.code, refusal.params["last"]) == ("date_out_of_bounds", "2026-09-30")


@pytest.mark.parametrize("target", ["step:mobilise", "phase:study"])
def test_what_is_done_or_reported_needs_no_more_time(target: str) -> None:
    story = Story().start().report("study")
    fields: dict[str, Any] = {"target": target, "until": date(2026, 4, 10), "reason": "-"}
    refusal = story.refuse("extend", CITY, **fields)
    assert (refusal.code, refusal.params) == ("nothing_to_extend", {"target": target})
    assert story.refuse("request_extension", **fields).code == "nothing_to_extend"


def test_a_reported_unit_may_still_have_more_time_as_a_whole() -> None:
    story = Story().start().report("study")
    story.do("extend", CITY, target="unit", until=date(2026, 7, 1), reason="-")


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("step:judgement", "unknown_step"),
        ("step:solicit", "step_phase_not_open"),
        ("phase:links", "unknown_phase"),
        ("phase:analysis", "phase_not_open"),
    ],
)
def test_only_what_is_open_is_extended(target: str, code: str) -> None:
    story = Story().start()
    fields: dict[str, Any] = {"target": target, "until": date(2026, 4, 10), "reason": "-"}
    assert story.refuse("extend", CITY, **fields).code == code


def test_everything_open_is_extendable() -> None:
    story = Story()
    assert extendable(story.state) == ()
    story.start().complete("mobilise")
    assert [str(target) for target in extendable(story.state)] == [
        "step:lecture",
        "step:reading",
        "step:discussion",
        "phase:study",
        "unit",
    ]


def test_standstill_moves_an_extension_by_what_is_lost_after_it() -> None:
    story = Story().start()
    story.do("hold", SYSTEM, reason="-")
    story.at("2026-03-04").do("release", SYSTEM)
    story.do("extend", CITY, target="step:mobilise", until=date(2026, 3, 16), reason="-")
    story.do("extend", CITY, target="unit", until=date(2026, 7, 1), reason="-")
    assert due(story, "step:mobilise") == closing("2026-03-16")
    story.do("suspend", CITY, reason="-")
    story.at("2026-03-05").do("resume", CITY)
    assert due(story, "step:mobilise") == closing("2026-03-17")
    assert due(story, "unit") == closing("2026-07-02")


def test_a_finished_unit_has_no_open_request() -> None:
    story = Story().start("key_links").report("links")
    ask(story, "unit", date(2026, 7, 1))
    story.sign_off("links")
    assert story.kinds[-1] == "finished"
    assert story.state.requests == ()
    assert next_due(story.state) is None


def test_a_reopened_step_may_have_more_time_again() -> None:
    story = Story().start()
    story.do("extend", CITY, target="step:mobilise", until=date(2026, 3, 16), reason="-")
    story.complete("mobilise")
    story.do("reopen_step", step="mobilise", reason="-")
    assert due(story, "step:mobilise") == closing("2026-03-09")
    story.do("extend", CITY, target="step:mobilise", until=date(2026, 3, 16), reason="-")


def test_a_step_that_is_done_needs_no_answer_to_its_request() -> None:
    story = Story().start()
    ask(story, "step:mobilise", date(2026, 3, 12))
    ask(story, "phase:study", date(2026, 4, 10))
    story.complete("mobilise")
    assert [request.target for request in story.state.requests] == [phase_target("study")]
