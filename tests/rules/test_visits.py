"""Visits on the spot: when, of which phase, with what verdict, and what they send back."""

from datetime import date
from typing import Any

import pytest

from rules.progress import progress
from rules.rows import rows_of
from schemas.actor import Actor
from schemas.events import PhaseSentBack
from schemas.ledger import ItemAdded
from schemas.visits import FindingItem, Visit, Visited
from tests.rules.news import told
from tests.rules.stories import CITY, COORDINATOR, COUNTY, SUPERVISOR, Story

TODAY = date(2026, 3, 2)
FOUND = ("twelve members are missing in the list", "notes were copied")


def visit(story: Story, by: Actor = SUPERVISOR, **fields: object) -> None:
    story.do("record_visit", by, **{"on": TODAY, "verdict": "good", **fields})


def counts(story: Story) -> dict[str, int]:
    return {one.phase: one.visits for one in progress(story.state, story.now).phases}


def test_a_visit_looks_at_the_open_phase_and_is_counted_for_it() -> None:
    story = Story().start()
    visit(story, verdict="to_improve", findings=FOUND)
    assert story.last == Visited(on=TODAY, verdict="to_improve", phase="study", findings=FOUND)
    visit(story, CITY)
    assert counts(story) == {"study": 2, "analysis": 0, "rectification": 0}
    assert told(story) == [("visited", "coordinator:c-001", "phase:study")] * 2


def test_a_unit_is_visited_before_it_starts_and_after_it_has_finished() -> None:
    story = Story()
    visit(story)
    assert story.last == Visited(on=TODAY, verdict="good")
    story.finish()
    visit(story)
    assert story.state.visits == {}
    visit(story, phase="analysis")
    assert story.state.visits == {"analysis": 1}


def test_a_visit_may_be_written_down_days_later_but_not_before_it_was() -> None:
    story = Story().start().at("2026-03-06")
    visit(story, on=TODAY)
    for day in (date(2026, 3, 1), date(2026, 3, 7)):
        refusal = story.refuse("record_visit", SUPERVISOR, on=day, verdict="good")
        assert (refusal.code, refusal.params) == (
            "visit_not_then",
            {"date": str(day), "first": "2026-03-02", "last": "2026-03-06"},
        )


@pytest.mark.parametrize("phase", ["analysis", "nowhere"])
def test_nobody_looks_at_a_phase_that_has_not_begun(phase: str) -> None:
    story = Story().start()
    refusal = story.refuse("record_visit", SUPERVISOR, on=TODAY, verdict="good", phase=phase)
    assert (refusal.code, refusal.params) == (
        "visit_of_phase_ahead",
        {"phase": phase, "known": "study"},
    )


def test_what_was_found_sends_a_reported_phase_back_in_the_same_act() -> None:
    story = Story().start().report("study")
    receipt = story.do(
        "record_visit", SUPERVISOR, on=TODAY, verdict="poor", findings=FOUND, redo=("lecture",)
    )
    assert receipt.events == ("visited", "phase_sent_back")
    sent_back = story.last
    assert isinstance(sent_back, PhaseSentBack)
    assert sent_back.redo == ("lecture", "discussion")
    assert sent_back.reason == "\n".join(FOUND)
    assert story.state.phases[-1].round == 2
    assert ("sent_back", "coordinator:c-001", "phase:study") in told(story)


def test_as_many_findings_as_there_may_be_are_a_reason_that_fits() -> None:
    story = Story().start().report("study")
    most = tuple("x" * 500 for _ in range(10))
    visit(story, verdict="poor", findings=most, redo=("lecture",))
    assert isinstance(story.last, PhaseSentBack)
    assert len(story.last.reason) == 2000
    assert [
        entry.event.findings for entry in story.journal if isinstance(entry.event, Visited)
    ] == [most]


def test_a_finding_becomes_an_item_of_the_ledger_in_the_same_act() -> None:
    story = Story().start().report("study")
    due = date(2026, 4, 1)
    items = tuple(FindingItem(finding=n, owner="Logistics", due=due) for n in (2, 1))
    receipt = story.do(
        "record_visit",
        SUPERVISOR,
        on=TODAY,
        verdict="poor",
        findings=FOUND,
        items=items,
        redo=("lecture",),
    )
    assert receipt.events == ("visited", "item_added", "item_added", "phase_sent_back")
    added = [event for event in story.events if isinstance(event, ItemAdded)]
    assert [(one.number, one.measure, one.owner, one.due) for one in added] == [
        (1, FOUND[1], "Logistics", due),
        (2, FOUND[0], "Logistics", due),
    ]
    assert [item.number for item in story.state.ledger.open] == [1, 2]


def test_an_item_that_the_ledger_refuses_refuses_the_whole_act() -> None:
    story = Story().start()
    late = (FindingItem(finding=1, owner="-", due=date(2027, 3, 1)),)
    fields: dict[str, Any] = {"on": TODAY, "verdict": "poor", "findings": FOUND}
    refusal = story.refuse("record_visit", SUPERVISOR, items=late, **fields)
    assert refusal.code == "date_out_of_bounds"
    assert story.state.visits == {}


@pytest.mark.parametrize("numbers", [(3,), (1, 1)])
def test_an_item_is_one_of_the_findings(numbers: tuple[int, ...]) -> None:
    items = tuple(FindingItem(finding=n, owner="-", due=TODAY) for n in numbers)
    fields: dict[str, Any] = {"on": TODAY, "verdict": "poor", "findings": FOUND}
    with_items = {**fields, "items": items}
    with pytest.raises(ValueError, match="another one of the findings"):
        Story().command("record_visit", SUPERVISOR, **with_items)


def test_nothing_is_sent_back_that_is_not_reported() -> None:
    story = Story().start()
    refusal = story.refuse(
        "record_visit", SUPERVISOR, on=TODAY, verdict="poor", findings=FOUND, redo=("mobilise",)
    )
    assert refusal.code == "phase_not_reported"
    assert story.state.visits == {}


def test_steps_are_not_redone_without_a_finding() -> None:
    with pytest.raises(ValueError, match="expected findings"):
        Story().command("record_visit", on=TODAY, verdict="poor", redo=("lecture",))


@pytest.mark.parametrize("by", [COORDINATOR, COUNTY, Actor.parse("supervisor:SG-09")])
def test_only_the_units_own_group_and_the_city_visit(by: Actor) -> None:
    refusal = Story().refuse("record_visit", by, on=TODAY, verdict="good")
    assert (refusal.code, refusal.who) == ("not_allowed", (SUPERVISOR, CITY))


def test_nobody_visits_a_unit_that_has_left() -> None:
    story = Story().start()
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    refusal = story.refuse("record_visit", SUPERVISOR, on=TODAY, verdict="good")
    assert refusal.code == "unit_withdrawn"


def test_a_visit_leaves_one_row() -> None:
    story = Story().start()
    before = story.state
    visit(story, findings=FOUND)
    assert rows_of(before, story.state, story.journal[-1]) == (
        Visit(
            campaign="c2026",
            unit="SCH-001",
            revision=story.state.revision,
            at=story.now,
            by=SUPERVISOR,
            on=TODAY,
            phase="study",
            verdict="good",
            findings=FOUND,
        ),
    )
