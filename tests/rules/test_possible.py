"""What a person may do now, and why not the rest."""

from datetime import date

import pytest

from rules.possible import possible
from schemas.actor import Actor
from schemas.quantities import Days
from schemas.step import Gate, Phase
from tests.rules.reference import ANALYSIS, PHASED, RECTIFICATION, STUDY, task, text, with_rules
from tests.rules.stories import (
    CITY,
    COORDINATOR,
    COUNTY,
    STRANGER,
    SUPERVISOR,
    SYSTEM,
    Story,
    closing,
)

SIGN = ("acknowledge_letter", None)


def offered(story: Story, by: Actor) -> set[tuple[str, str | None]]:
    """What is offered as allowed."""
    found = possible(story.state, by, story.now)
    return {(one.kind, one.argument) for one in found if one.is_allowed}


def why_not(story: Story, by: Actor, kind: str, argument: str | None = None) -> str:
    """The code of the refusal that stands beside what is not offered."""
    for one in possible(story.state, by, story.now):
        if (one.kind, one.argument) == (kind, argument) and one.refusal is not None:
            return one.refusal.code
    raise AssertionError(f"{kind} {argument} is offered or unknown")


def test_a_preparing_unit() -> None:
    story = Story()
    assert offered(story, COORDINATOR) == {
        ("complete_readiness", "counted"),
        ("complete_readiness", "trained"),
        ("comment", None),
        ("publish", None),
        SIGN,
    }
    assert why_not(story, COORDINATOR, "start") == "not_ready"
    assert why_not(story, COORDINATOR, "complete_step", "mobilise") == "not_started"
    assert offered(story, COUNTY) == (offered(story, COORDINATOR) - {SIGN}) | {
        ("suspend", None),
        ("withdraw", None),
        ("reassign", None),
        ("switch_track", "key_links"),
        ("remind", None),
    }
    ready = {("start", None), ("comment", None), ("publish", None), SIGN}
    assert offered(story.get_ready(), COORDINATOR) == ready


def test_a_coordinators_open_phase() -> None:
    story = Story().start().complete("mobilise")
    assert offered(story, COORDINATOR) == {
        ("comment", None),
        ("set_mechanism", None),
        ("publish", None),
        ("add_item", None),
        ("report_no_items", None),
        SIGN,
        ("complete_step", "lecture"),
        ("complete_step", "reading"),
        ("reopen_step", "mobilise"),
        ("schedule_step", "lecture"),
        ("schedule_step", "reading"),
        ("schedule_step", "discussion"),
        ("request_extension", "step:lecture"),
        ("request_extension", "phase:study"),
        ("request_extension", "unit"),
    }
    assert why_not(story, COORDINATOR, "complete_step", "discussion") == "step_waits"
    # These are due with their phase: only a longer phase gives them more time.
    assert why_not(story, COORDINATOR, "request_extension", "step:reading") == "date_out_of_bounds"
    assert why_not(story, COORDINATOR, "sign_off", "study") == "not_allowed"


def test_a_supervisors_open_and_reported_phase() -> None:
    story = Story().start()
    assert offered(story, SUPERVISOR) == {
        ("comment", None),
        ("remind", None),
        ("record_visit", None),
        ("extend", "step:mobilise"),
        ("extend", "step:lecture"),
        ("extend", "phase:study"),
        ("extend", "unit"),
    }
    assert why_not(story, SUPERVISOR, "sign_off", "study") == "phase_not_reported"
    assert why_not(story, SUPERVISOR, "decline_extension", "unit") == "no_request"
    story.do("request_extension", target="unit", until=date(2026, 7, 1), reason="-")
    story.report("study")
    assert offered(story, SUPERVISOR) == {
        ("comment", None),
        ("record_visit", None),
        ("sign_off", "study"),
        ("send_back", "mobilise"),
        ("send_back", "lecture"),
        ("send_back", "discussion"),
        ("extend", "unit"),
        ("decline_extension", "unit"),
    }
    assert why_not(story, SUPERVISOR, "extend", "phase:study") == "nothing_to_extend"
    assert why_not(story, SUPERVISOR, "send_back", "reading") == "step_not_done"


def test_a_request_goes_with_what_it_was_for() -> None:
    story = Story().start()
    for target, until in (("step:mobilise", "2026-03-12"), ("phase:study", "2026-04-10")):
        story.do("request_extension", target=target, until=date.fromisoformat(until), reason="-")
    requests = {("decline_extension", "step:mobilise"), ("decline_extension", "phase:study")}
    assert requests <= offered(story, SUPERVISOR)
    story.report("study")
    assert not requests & offered(story, SUPERVISOR)


def test_every_possibility_stands_there_once() -> None:
    story = Story().start()
    story.do("request_extension", target="unit", until=date(2026, 7, 1), reason="-")
    for by in (COORDINATOR, SUPERVISOR, COUNTY, CITY, SYSTEM):
        found = [(one.kind, one.argument) for one in possible(story.state, by, story.now)]
        assert len(found) == len(set(found))


def test_more_time_until_today_is_offered_where_no_other_day_is_left() -> None:
    story = Story().start().at("2026-04-01")  # the phase's last day; mobilise is long overdue
    assert ("extend", "step:mobilise") in offered(story, SUPERVISOR)
    story.do("extend", SUPERVISOR, target="step:mobilise", until=date(2026, 4, 1), reason="-")
    assert why_not(story, SUPERVISOR, "extend", "step:mobilise") == "date_out_of_bounds"


def test_a_step_is_scheduled_until_its_phase_is_over() -> None:
    story = Story().start().at("2026-04-01")
    assert ("schedule_step", "discussion") in offered(story, COORDINATOR)
    story.at("2026-04-02")
    assert why_not(story, COORDINATOR, "schedule_step", "discussion") == "step_overdue"


def test_a_standing_unit() -> None:
    story = Story().start()
    story.do("suspend", COUNTY, reason="-")
    assert offered(story, COUNTY) == {
        ("resume", None),
        ("withdraw", None),
        ("reassign", None),
        ("comment", None),
        ("set_mechanism", None),
        ("publish", None),
    }
    assert why_not(story, COUNTY, "suspend") == "already_suspended"
    assert offered(story, SYSTEM) == {("hold", None), ("amend", None), ("close", None)}
    story.do("hold", SYSTEM, reason="-")
    assert offered(story, SYSTEM) == {("release", None), ("amend", None), ("close", None)}


def test_a_finished_unit() -> None:
    story = Story().finish()
    assert offered(story, COORDINATOR) == {
        ("comment", None),
        ("set_mechanism", None),
        ("publish", None),
        ("add_item", None),
        SIGN,
    }
    assert offered(story, COUNTY) == {
        ("reassign", None),
        ("comment", None),
        ("set_mechanism", None),
        ("publish", None),
        ("add_item", None),
        ("reopen", "rectify"),
        ("reopen", "survey"),
    }
    assert why_not(story, COUNTY, "suspend") == "unit_finished"


def test_a_finished_unit_whose_plan_grew_redoes_the_last_phase_it_had() -> None:
    story = Story().finish()
    more = Phase(
        id="consolidation",
        title=text("Consolidation"),
        length=Days(30),
        gate=Gate(),
        steps=(task("mechanism"),),
    )
    longer = PHASED.model_copy(update={"phases": (STUDY, ANALYSIS, RECTIFICATION, more)})
    story.do("amend", CITY, rules=with_rules(tracks=(longer,)), reason="-")
    assert {argument for kind, argument in offered(story, COUNTY) if kind == "reopen"} == {
        "rectify",
        "survey",
    }


def test_a_withdrawn_and_a_closed_unit() -> None:
    story = Story().start()
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    assert offered(story, CITY) == {("comment", None), ("reopen", None), ("close", None)}
    story.do("close", SYSTEM)
    assert offered(story, CITY) == offered(story, SYSTEM) == set()
    assert why_not(story, CITY, "reopen") == "unit_closed"


@pytest.mark.parametrize("days", [0, 40])
def test_nothing_is_offered_to_a_stranger(days: int) -> None:
    story = Story().start().later(days=days)
    assert offered(story, STRANGER) == set()
    refusals = {
        one.refusal.code for one in possible(story.state, STRANGER, story.now) if one.refusal
    }
    assert refusals == {"not_allowed"}


def test_what_is_offered_names_who_else_could() -> None:
    story = Story().start()
    (sign_off,) = [
        one for one in possible(story.state, COORDINATOR, story.now) if one.kind == "sign_off"
    ]
    assert sign_off.refusal is not None
    assert sign_off.refusal.who == (SUPERVISOR, CITY)


def test_the_first_day_that_could_be_asked_for_is_tried() -> None:
    story = Story().start().until(closing("2026-03-27"))  # a Friday evening
    assert ("schedule_step", "discussion") in offered(story, COORDINATOR)
    story.at("2026-03-28")
    assert ("schedule_step", "discussion") in offered(story, COORDINATOR)  # for Monday
