"""What an amendment would change is what comes of it: standings, deadlines, messages, refusals."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from rules.acceptance import accept
from rules.amendment import amend_command
from rules.amendment_preview import AHEAD, LISTED, Outgoing, Previewing
from rules.foresight import notices_ahead
from rules.refused import Refused
from rules.sending import messages
from schemas.amendment import Amendment
from schemas.amendment_preview import AmendmentPreview, Move, StandingChange
from schemas.campaign import Miss
from schemas.quantities import Minutes
from schemas.reminders import Reminders
from schemas.state import Standing, UnitState
from tests.rules.amendments import amendment, longer
from tests.rules.reference import with_rules, with_unit
from tests.rules.stories import CITY, COUNTY, Story, closing, local
from tests.rules.test_foresight import LADDER

REMINDED = with_rules(reminders=Reminders(ladders=(LADDER,)))
NOW = local("2026-04-02")


def unit(number: int, district: str = "D1") -> Story:
    """A unit of its own coordinator that has gone through its first steps."""
    own = with_unit(code=f"S-{number:03}", coordinator=f"c-{number:03}", district=district)
    return Story(REMINDED, own)


def begin(story: Story, *steps: str) -> Story:
    """Start, and report these steps done."""
    for item in story.state.rules.readiness:
        story.do("complete_readiness", CITY, item=item.id)
    story.do("start", CITY)
    for step in steps:
        story.do("complete_step", CITY, step=step)
    return story


def previewed(what: Amendment, *stories: Story) -> AmendmentPreview:
    """The preview over these units, on the 2nd of April."""
    previewing = Previewing(what, NOW)
    for story in stories:
        previewing.take(story.state)
    return previewing.outcome()


def take(story: Story, what: Amendment) -> None:
    """Let a unit take an amendment."""
    story.memory, _ = accept(story.memory, amend_command(story.state, what), story.now)


def test_standings_and_deadlines_are_those_that_come_of_it() -> None:
    late = begin(unit(1), "mobilise", "lecture").until(NOW)
    punctual = begin(unit(2), "mobilise", "lecture", "discussion").until(NOW)
    preparing = unit(3).until(NOW)
    found = previewed(longer(), late, punctual, preparing)
    assert (found.units, found.taken, found.refused) == (3, 0, {})
    assert found.standings == (
        StandingChange(before=Standing.OVERDUE, after=Standing.DUE_SOON, units=1),
    )
    assert found.newly_overdue == 0
    assert found.moved == 2
    due = {"before": closing("2026-04-01"), "after": closing("2026-04-06")}
    assert found.moves[0] == Move(unit="S-001", target="step:discussion", **due)
    assert {(move.unit, move.target) for move in found.moves} == {
        ("S-001", "step:discussion"),
        ("S-001", "phase:study"),
        ("S-001", "unit"),
        ("S-002", "unit"),
    }
    for story in (late, punctual, preparing):
        take(story, longer())
    assert late.standing is Standing.DUE_SOON


def test_the_newly_overdue_are_counted() -> None:
    hasty = amendment({"kind": "step", "step": "discussion", "due": "17 working days"})
    on_time = begin(unit(1), "mobilise", "lecture").at("2026-03-26")
    previewing = Previewing(hasty, on_time.now)
    previewing.take(on_time.state)
    found = previewing.outcome()
    assert found.newly_overdue == 1
    assert found.standings == (
        StandingChange(before=Standing.ON_TRACK, after=Standing.OVERDUE, units=1),
    )


def test_a_unit_whose_row_is_behind_is_judged_as_of_now() -> None:
    behind = begin(unit(1), "mobilise", "lecture")
    assert behind.standing is Standing.ON_TRACK
    assert previewed(longer(), behind).standings == (
        StandingChange(before=Standing.OVERDUE, after=Standing.DUE_SOON, units=1),
    )


def test_a_latest_start_moves_too() -> None:
    later = amendment({"kind": "latest_start", "on": "2026-10-30"})
    (move,) = previewed(later, unit(1).until(NOW)).moves
    assert (move.target, move.after) == ("start", closing("2026-10-30"))


def test_who_cannot_take_it_is_said_with_the_reason_the_unit_would_give() -> None:
    done = begin(unit(1), "mobilise", "lecture").until(NOW)
    gone = unit(2)
    gone.do("withdraw", COUNTY, cause="closed", reason="-")
    without = amendment({"kind": "step_dropped", "step": "lecture"})
    fine = begin(unit(3), "mobilise").until(NOW)
    found = previewed(without, done, gone, fine)
    assert found.units == 1
    assert found.refused == {"amendment_without_step": 1, "unit_withdrawn": 1}
    assert found.misses == (
        Miss(unit="S-001", code="amendment_without_step"),
        Miss(unit="S-002", code="unit_withdrawn"),
    )
    for story, miss in zip((done, gone), found.misses, strict=True):
        with pytest.raises(Refused) as refused:
            accept(story.memory, amend_command(story.state, without), NOW)
        assert refused.value.refusal.code == miss.code


def test_an_amendment_that_fits_nobody_is_refused_by_everybody() -> None:
    strange = amendment({"kind": "step_dropped", "step": "nowhere"})
    stories = [unit(number) for number in range(LISTED + 2)]
    found = previewed(strange, *stories)
    assert found.refused == {"amendment_of_unknown_step": LISTED + 2}
    assert len(found.misses) == LISTED
    assert found.messages_before == found.messages_after


def test_others_are_left_alone_and_whoever_has_taken_it_is_counted_apart() -> None:
    stories = [begin(unit(n, f"D{n % 2 + 1}"), "mobilise").until(NOW) for n in range(4)]
    flood = longer(districts=["D2"])
    take(stories[1], flood)
    found = previewed(flood, *stories)
    assert (found.units, found.taken) == (1, 1)
    assert {move.unit for move in found.moves} == {"S-003"}


MUTE = {
    "kind": "reminders",
    "reminders": {"ladders": [{"id": "l", "rungs": [{"id": "r", "when": "on the day"}]}]},
}
LONGER = {"kind": "phase", "phase": "study", "longer": "5 days"}


@pytest.mark.parametrize(("changes", "hear"), [((MUTE,), 0), ((MUTE, LONGER), 5)])
def test_messages_are_bundled_over_all_units_as_people_get_them(
    changes: tuple[dict[str, Any], ...], hear: int
) -> None:
    stories = [begin(unit(n), "mobilise").until(NOW) for n in range(5)]
    mute = amendment(*changes)
    found = previewed(mute, *stories)
    assert found.messages_before == count(story.state for story in stories)
    for story in stories:
        take(story, mute)
    # Where their work changes, the coordinators hear of it on the very day.
    assert found.messages_after == count(story.state for story in stories) + hear
    assert found.messages_before == 10
    assert found.messages_after == (10 if hear else 0)


def count(states: Iterable[UnitState]) -> int:
    """The messages of the week, by the statement of how notices become messages."""
    notices = [notice for state in states for notice in notices_ahead(state, NOW, NOW + AHEAD)]
    return len(messages(notices, REMINDED.calendar, Minutes(4)))


def test_nothing_said_is_no_message() -> None:
    assert Outgoing().messages() == 0
    begun = begin(unit(1)).at("2026-03-10")
    outgoing = Outgoing()
    ahead = list(notices_ahead(begun.state, begun.now, begun.now + timedelta(days=30)))
    outgoing.take(begun.state.rules, ahead)
    assert outgoing.messages() == len(messages(ahead, REMINDED.calendar, Minutes(4)))
