"""What will be said of a unit, told ahead at once, is what its clock says instant by instant."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.acceptance import heed_clock, initial_state
from rules.evolve import evolve
from rules.foresight import heeded, notices_ahead
from rules.notices import notices_of
from rules.ticks import next_due
from schemas.memory import UnitMemory
from schemas.notice import Notice
from schemas.quantities import When, WorkingDays
from schemas.reminders import Ladder, Reminders, Rung
from schemas.state import UnitState
from schemas.unit_rules import UnitRules
from tests.rules.reference import with_rules
from tests.rules.stories import CITY, COUNTY, Story, local
from tests.rules.strategies import unit_rules, units

WEEK = timedelta(days=7)
LADDER = Ladder(
    id="usual",
    rungs=(
        Rung(id="soon", when=When(-2)),
        Rung(id="late", when=When(1), every=WorkingDays(1), times=3),
        Rung(id="group", when=When(1), to=("supervisor",)),
    ),
)
REMINDED = with_rules(reminders=Reminders(ladders=(LADDER,)))


def told_by_the_clock(state: UnitState, until: datetime) -> Iterator[Notice]:
    """The same, by ticking at every single instant, with a journal."""
    memory = UnitMemory(state=state)
    while (at := next_due(memory.state)) is not None and at <= until:
        ticked = heed_clock(memory, at)
        before = memory.state
        for entry in ticked.outbox[len(memory.outbox) :]:
            after = evolve(before, entry)
            yield from notices_of(before, after, entry)
            before = after
        memory = ticked


def said(notices: Iterator[Notice]) -> list[str]:
    """Notices, whichever revision they would have, in an order of their own."""
    return sorted(notice.model_copy(update={"revision": 0}).model_dump_json() for notice in notices)


def story(name: str) -> Story:
    """A unit at some point of its campaign."""
    begun = Story(REMINDED)
    match name:
        case "preparing":
            return begun
        case "appointed":
            begun.get_ready().do("start", on=local("2026-03-04").date())
            return begun
        case "late":
            return begun.start().at("2026-03-11")
        case "reported":
            return begun.start().report("study")
        case "asking":
            begun.start().do(
                "request_extension", target="unit", until=date(2026, 6, 30), reason="-"
            )
            return begun
        case "suspended":
            begun.start().do("suspend", COUNTY, reason="-")
            return begun
    return begun.finish()


@pytest.mark.parametrize(
    "name", ["preparing", "appointed", "late", "reported", "asking", "suspended", "finished"]
)
@pytest.mark.parametrize("days", [0, 7, 40, 230])
def test_what_is_told_ahead_is_what_the_clock_says(name: str, days: int) -> None:
    begun = story(name)
    until = begun.now + timedelta(days=days)
    ahead = said(notices_ahead(begun.state, begun.now, until))
    assert ahead == said(told_by_the_clock(begun.state, until))


def test_the_stories_have_something_to_say() -> None:
    late = story("late")
    ahead = list(notices_ahead(late.state, late.now, late.now + WEEK))
    assert {notice.rung for notice in ahead} == {"soon", "late", "group"}
    lapsing = story("reported")
    ahead = list(notices_ahead(lapsing.state, lapsing.now, lapsing.now + timedelta(days=40)))
    assert {"lapsed", "reminder"} <= {notice.kind for notice in ahead}


@settings(max_examples=60)
@given(data=st.data(), rules=unit_rules(), days=st.integers(0, 60), ahead=st.integers(0, 30))
def test_of_any_plan_too(data: st.DataObject, rules: UnitRules, days: int, ahead: int) -> None:
    begun = Story(rules, data.draw(units(rules)), local("2026-03-03", time(13)))
    for item in rules.readiness:
        begun.do("complete_readiness", CITY, item=item.id)
    begun.until(begun.now)
    if begun.state.started_at is None and data.draw(st.booleans()):
        begun.do("start", CITY)
    begun.later(days=days)
    until = begun.now + timedelta(days=ahead)
    assert said(notices_ahead(begun.state, begun.now, until)) == said(
        told_by_the_clock(begun.state, until)
    )


def test_a_clock_that_was_not_heeded_is_heeded_without_a_journal() -> None:
    late = story("late")
    earlier = Story(REMINDED).start()
    caught_up = heeded(earlier.state, late.now)
    alike = {"head", "revision", "heeded_at"}
    assert caught_up.model_dump(exclude=alike) == late.state.model_dump(exclude=alike)
    assert heeded(caught_up, late.now) is caught_up
    assert initial_state("c", earlier.state.unit, REMINDED, earlier.now).heeded_at is None
