"""What a unit remembers of its way, for its outcome: turns, and what was done before them."""

from datetime import date
from typing import Any

import pytest

from rules.outcome import outcome_of
from rules.progress import progress
from schemas.limits import TURNS
from schemas.outcome import Outcome
from schemas.target import UNIT, phase_target, step_target
from tests.rules.reference import with_rules
from tests.rules.stories import CITY, COUNTY, SUPERVISOR, SYSTEM, Story, local


def closed(story: Story) -> Outcome:
    """What came of a unit whose campaign is over now."""
    story.do("close", SYSTEM)
    return outcome_of(story.state)


def told(story: Story) -> list[dict[str, Any]]:
    """Its turns as they are told, without who and when."""
    return [
        turn.model_dump(mode="json", exclude={"revision", "at", "by"})
        for turn in closed(story).turns
    ]


def test_a_unit_that_goes_by_its_plan_has_no_turns() -> None:
    found = closed(Story().finish())
    assert (found.turns, found.earlier_turns, found.done_before) == ((), 0, {})
    assert not {"turns", "earlier_turns", "done_before"} & set(found.model_dump(mode="json"))


def test_more_time_is_told_with_what_it_was_for_and_until_when() -> None:
    story = Story().start()
    story.do("extend", SUPERVISOR, target="step:lecture", until=date(2026, 3, 20), reason="-")
    story.do("extend", COUNTY, target="unit", until=date(2026, 7, 1), reason="-")
    assert told(story) == [
        {"kind": "extended", "target": "step:lecture", "until": "2026-03-20"},
        {"kind": "extended", "target": "unit", "until": "2026-07-01"},
    ]


def test_a_turn_names_who_took_it_when_and_where_its_reason_stands() -> None:
    story = Story().start().at("2026-03-05")
    story.do("extend", COUNTY, target="unit", until=date(2026, 7, 1), reason="The flood.")
    (turn,) = closed(story).turns
    assert (turn.by, turn.at, turn.target) == (COUNTY, local("2026-03-05"), UNIT)
    entry = story.journal[turn.revision - 1]
    assert (entry.revision, entry.event.kind) == (turn.revision, "extended")


def test_standstill_is_told_with_the_days_that_it_cost() -> None:
    story = Story().start()
    story.do("suspend", COUNTY, reason="-")
    story.at("2026-03-04").do("resume", COUNTY)
    story.do("hold", SYSTEM, reason="-")
    story.at("2026-03-05").do("release", SYSTEM)
    assert told(story) == [
        {"kind": "suspended"},
        {"kind": "resumed", "lost": "2 working days"},
        {"kind": "held"},
        {"kind": "released", "lost": "1 working day"},
    ]


def test_what_was_sent_back_or_reopened_is_told_with_its_day() -> None:
    story = Story().start().report("study").send_back("study", "lecture").report("study")
    story.sign_off("study").report("analysis").sign_off("analysis").report("rectification")
    story.do("reopen", CITY, redo=("rectify",), reason="-")
    sent_back, reopened = closed(story).turns
    assert (sent_back.kind, sent_back.target) == ("phase_sent_back", phase_target("study"))
    assert sent_back.until is not None
    assert (reopened.kind, reopened.target) == ("reopened", None)
    assert reopened.until is not None


def test_a_unit_that_left_and_came_back_says_so() -> None:
    story = Story().start()
    story.do("withdraw", COUNTY, cause="merged", into="SCH-002", reason="-")
    story.do("reopen", COUNTY, reason="-")
    assert told(story) == [{"kind": "withdrawn"}, {"kind": "reopened"}]


def test_amended_rules_are_a_turn_and_a_comment_is_none() -> None:
    story = Story().start()
    story.do("amend", CITY, rules=with_rules(latest_start=date(2026, 8, 3)), reason="-")
    story.do("comment", text="Noted.")
    assert told(story) == [{"kind": "amended"}]


def test_a_switch_tells_what_was_left_and_what_was_done_there_and_when() -> None:
    story = Story().start().complete("mobilise", "lecture").at("2026-03-04").complete("discussion")
    story.at("2026-03-06").do("switch_track", COUNTY, track="key_links", reason="-")
    found = closed(story)
    assert [(turn.kind, turn.left) for turn in found.turns] == [("track_switched", "phased")]
    (phase,) = found.phases
    carried = {step.step: step.done_at for step in phase.steps if step.carried}
    assert carried == {"mobilise": local("2026-03-02"), "lecture": local("2026-03-02")}
    assert found.done_before == {"discussion": local("2026-03-04")}


def test_what_carries_over_under_another_id_was_done_when_the_last_of_its_kind_was() -> None:
    story = Story().start().report("study").sign_off("study").at("2026-03-03").complete("solicit")
    story.at("2026-03-06").do("switch_track", COUNTY, track="key_links", reason="-")
    assert story.state.steps["opinions"].done_at == local("2026-03-03")
    assert story.state.done_before["solicit"] == local("2026-03-03")
    # On the way back it is done there, and all that was done is of a track that the unit is on.
    story.at("2026-03-09").do("switch_track", COUNTY, track="phased", reason="-")
    assert story.state.steps["solicit"].done_at == local("2026-03-03")
    assert story.state.done_before == {}


@pytest.mark.parametrize("more", [0, 3])
def test_of_many_turns_the_last_ones_are_remembered_and_the_others_counted(more: int) -> None:
    story = Story().start()
    for _ in range((TURNS + more) // 2 + more % 2):
        story.do("suspend", COUNTY, reason="-")
        story.do("resume", COUNTY)
    found = closed(story)
    assert len(found.turns) == TURNS
    assert found.earlier_turns + TURNS == sum(
        kind in {"suspended", "resumed"} for kind in story.kinds
    )
    assert found.turns[-1].kind == "resumed"
    assert story.journal[found.turns[0].revision - 1].event.kind == "suspended"


def test_by_the_sixth_edition_nothing_of_it_was_remembered() -> None:
    """Its history is told again as it was."""
    story = Story(with_rules(edition=6)).start()
    story.complete("mobilise", "lecture", "discussion").at("2026-03-04")
    story.do("switch_track", COUNTY, track="key_links", reason="-")
    assert story.state.steps["mobilise"].done_at == local("2026-03-04")
    found = closed(story)
    assert (found.turns, found.done_before) == ((), {})


def test_progress_tells_the_same_and_once_it_is_over_the_result() -> None:
    story = Story().start()
    story.do("extend", SUPERVISOR, target="step:lecture", until=date(2026, 3, 20), reason="-")
    shown = progress(story.state, story.now)
    assert [turn.target for turn in shown.turns] == [step_target("lecture")]
    assert (shown.result, shown.closed_at, shown.in_time) == (None, None, None)
    found = closed(story)
    shown = progress(story.state, story.now)
    assert (shown.turns, shown.result, shown.closed_at) == (
        found.turns,
        "unfinished",
        found.closed_at,
    )


def test_progress_says_whether_a_unit_was_in_time_once_it_is_through() -> None:
    story = Story().start("key_links").report("links").sign_off("links")
    shown = progress(story.state, story.now)
    assert (shown.in_time, shown.result) == (True, None)
