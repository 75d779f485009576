"""What stands in a calendar: every deadline that is watched, and as gone what was one before."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.appointments import appointments
from rules.course import is_over, is_stopped
from rules.deadlines import lapse_at
from rules.refused import Refused
from rules.ticks import watched_deadlines
from schemas.feed import Appointment
from schemas.state import UnitState
from schemas.target import Target, phase_target
from tests.rules.reference import RULES, STUDY, task, with_rules
from tests.rules.stories import CITY, COUNTY, SUPERVISOR, SYSTEM, Story, closing

Key = tuple[str, str | None]


def told(state: UnitState, *past: UnitState) -> dict[Key, Appointment]:
    """A unit's appointments, by what they are about; none is there twice."""
    found = appointments(state, state.launched_at, past)
    keyed: dict[Key, Appointment] = {(one.matter, one.id): one for one in found}
    assert len(keyed) == len(found)
    return keyed


def due(state: UnitState) -> dict[Key, datetime]:
    """What is due, and when."""
    return {key: one.at for key, one in told(state).items() if one.gone is None}


def gone(state: UnitState, *past: UnitState) -> dict[Key, str]:
    """What is gone, and why."""
    return {key: one.gone for key, one in told(state, *past).items() if one.gone is not None}


def test_before_its_start_a_unit_has_its_latest_start() -> None:
    assert due(Story().state) == {("start", None): closing("2026-09-30")}
    assert gone(Story().state) == {}


def test_an_open_phase_has_its_required_steps_and_itself_and_the_unit() -> None:
    state = Story().start().state
    assert due(state) == {
        ("step", "mobilise"): closing("2026-03-09"),
        ("step", "lecture"): closing("2026-03-16"),
        ("step", "discussion"): closing("2026-04-01"),
        ("phase", "study"): closing("2026-04-01"),
        ("unit", None): closing("2026-06-01"),
    }
    assert gone(state) == {("start", None): "done"}
    mobilise = told(state)["step", "mobilise"]
    assert mobilise.title == STUDY.steps[0].title
    assert [one.code for one in mobilise.reasons] == ["from_phase_start"]
    assert (mobilise.unit, mobilise.revision) == ("SCH-001", state.revision)


def test_what_is_done_is_gone() -> None:
    state = Story().start().complete("mobilise").state
    assert gone(state) == {("start", None): "done", ("step", "mobilise"): "done"}


def test_a_reported_phase_has_the_day_on_which_its_sign_off_lapses() -> None:
    state = Story().start().report("study").state
    assert due(state) == {
        ("sign_off", "study"): closing("2026-03-09"),
        ("unit", None): closing("2026-06-01"),
    }
    assert gone(state).keys() >= {("phase", "study"), ("step", "lecture")}


def test_a_verdict_ends_the_wait_for_it() -> None:
    story = Story().start().report("study")
    back = Story().start().report("study").send_back("study", "lecture")
    assert gone(back.state)["sign_off", "study"] == "done"
    assert due(back.state).keys() == {
        ("step", "lecture"),
        ("step", "discussion"),
        ("phase", "study"),
    }
    assert gone(back.state)["unit", None] == "dropped", "what is made up has its own day"
    assert gone(story.sign_off("study").state)["sign_off", "study"] == "done"


def test_a_step_that_nobody_must_do_is_due_only_while_it_is_redone() -> None:
    story = Story().start()
    assert ("step", "reading") not in told(story.state)
    story.complete("reading").report("study").send_back("study", "reading", "lecture")
    assert ("step", "reading") in due(story.state)
    assert gone(story.complete("reading").state)["step", "reading"] == "done"


@pytest.mark.parametrize(
    ("kind", "by", "fields", "why"),
    [
        ("suspend", COUNTY, {"reason": "flood"}, "suspended"),
        ("hold", SYSTEM, {"reason": "examinations"}, "suspended"),
        ("withdraw", CITY, {"cause": "closed", "reason": "closed down"}, "withdrawn"),
        ("close", CITY, {"reason": "over early"}, "closed"),
    ],
)
def test_where_work_has_stopped_nothing_is_due(
    kind: str, by: Any, fields: dict[str, str], why: str
) -> None:
    for story in (Story(), Story().start(), Story().start().report("study")):
        before = due(story.state)
        story.do(kind, by, **fields)
        assert due(story.state) == {}
        assert {gone(story.state)[key] for key in before} == {why}


def test_what_was_suspended_comes_back_later() -> None:
    story = Story().start()
    before = due(story.state)
    story.do("suspend", COUNTY, reason="flood")
    story.at("2026-03-05").do("resume", COUNTY)
    after = due(story.state)
    assert after.keys() == before.keys()
    assert all(after[key] > before[key] for key in before)


def test_a_finished_unit_has_everything_behind_it() -> None:
    state = Story().finish().state
    assert due(state) == {}
    assert set(gone(state).values()) == {"done"}


def test_what_another_track_had_is_dropped() -> None:
    story = Story().start().complete("mobilise")
    before = story.state
    story.do("switch_track", COUNTY, track="key_links", reason="fits better")
    after = gone(story.state, before)
    assert after["phase", "study"] == "dropped"
    assert after["step", "discussion"] == "dropped"
    assert ("step", "lecture") in due(story.state), "both tracks have it: the same date moves"


def test_a_step_that_the_plan_dropped_is_dropped() -> None:
    story = Story().start()
    before = story.state
    fewer = STUDY.model_copy(update={"steps": (STUDY.steps[0], task("reading", required=False))})
    track = RULES.tracks[0].model_copy(update={"phases": (fewer, *RULES.tracks[0].phases[1:])})
    story.do("amend", CITY, rules=with_rules(tracks=(track,)), reason="too much")
    assert gone(story.state, before)["step", "lecture"] == "dropped"
    assert ("step", "lecture") not in told(story.state)


def test_whoever_it_was_taken_from_has_nothing_due() -> None:
    state = Story().start().complete("mobilise").state
    taken = appointments(state, state.launched_at, is_still_theirs=False)
    assert {one.gone for one in taken} == {"done", "reassigned"}


_WAYS: tuple[Callable[[Story], object], ...] = (
    lambda story: story.report("study"),
    lambda story: story.complete("mobilise"),
    lambda story: story.sign_off("study"),
    lambda story: story.send_back("study", "lecture"),
    lambda story: story.do(
        "extend", SUPERVISOR, target=phase_target("study"), until=date(2026, 5, 11), reason="flood"
    ),
    lambda story: story.do("suspend", COUNTY, reason="flood"),
    lambda story: story.do("resume", COUNTY),
    lambda story: story.do("switch_track", COUNTY, track="key_links", reason="fits"),
    lambda story: story.do("withdraw", CITY, cause="closed", reason="gone"),
    lambda story: story.do("reopen", CITY, reason="back"),
    lambda story: story.later(days=9),
)


@given(st.lists(st.sampled_from(_WAYS), max_size=12))
def test_due_is_what_is_watched_and_nothing_vanishes(
    ways: list[Callable[[Story], object]],
) -> None:
    story, past, once = Story().start(), list[UnitState](), set[Key]()
    for way in ways:
        before = story.state
        try:
            way(story)
        except Refused:
            continue
        if "track_switched" in story.kinds[before.revision :]:
            past.append(before)
        now = told(story.state, *past)
        assert once <= now.keys()
        once |= {key for key, one in now.items() if one.gone is None}
        assert due(story.state) == _watched(story.state)


def _watched(state: UnitState) -> dict[Key, datetime]:
    if is_stopped(state) or is_over(state):
        return {}
    found = {_key(deadline.target): deadline.at for deadline in watched_deadlines(state)}
    for phase in state.phases:
        lapse = lapse_at(state, phase)
        if lapse is not None and phase.closed_at is None:
            found["sign_off", phase.phase] = lapse
    return found


def _key(target: Target) -> Key:
    return target.kind, target.id or None


def test_an_item_has_its_day_until_it_is_closed() -> None:
    story = Story().start()
    for _ in range(3):
        story.do("add_item", measure="-", owner="-", due=date(2026, 3, 31))
    story.do("close_item", number=2, evidence="-")
    story.do("escalate_item", number=3, reason="-")
    assert due(story.state)["item", "1"] == closing("2026-03-31")
    assert [gone(story.state)["item", number] for number in "23"] == ["done", "dropped"]


def test_an_item_that_was_handed_up_has_the_day_of_its_answer_until_it_has_one() -> None:
    story = Story().start()
    story.do("add_item", measure="-", owner="-", due=date(2026, 3, 31))
    story.do("escalate_item", number=1, reason="-")
    before = story.state
    assert due(before)["answer", "1"] == closing("2026-03-16")
    assert [one.code for one in told(before)["answer", "1"].reasons] == ["handed_up"]
    story.do("answer_item", COUNTY, number=1, answer="Yes")
    assert gone(story.state, before)["answer", "1"] == "done"
    assert ("item", "1") in due(story.state)


def test_an_item_that_was_struck_off_is_told_as_gone() -> None:
    story = Story().start()
    story.do("add_item", measure="-", owner="-", due=date(2026, 3, 31))
    story.do("close_item", number=1, evidence="-")
    story.do("confirm_item", SUPERVISOR, number=1)
    found = appointments(story.state, story.state.launched_at, struck_off={1: date(2026, 3, 31)})
    (item,) = (one for one in found if one.matter == "item")
    assert (item.id, item.at, item.gone) == ("1", closing("2026-03-31"), "done")
