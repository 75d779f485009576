"""With what a unit is late, and since when."""

from datetime import timedelta

from rules.lateness import lateness
from schemas.late import LateUnit
from schemas.quantities import WorkingDays
from schemas.state import Standing
from schemas.target import step_target
from tests.rules.stories import COUNTY, Story, closing


def late(story: Story) -> LateUnit:
    """What the unit is late with now."""
    found = lateness(story.state, story.now)
    assert found is not None
    return found


def test_the_first_deadline_that_was_missed_is_the_one() -> None:
    story = Story().start().at("2026-03-17")
    found = late(story)
    assert (found.target, found.due) == (step_target("mobilise"), closing("2026-03-09"))
    assert found.title is not None
    assert found.title.in_("en") == "Mobilisation meeting"
    assert (found.late_by, found.missed) == (WorkingDays(6), 2)
    assert (found.phase, found.district, found.coordinator) == ("study", "D1", "c-001")


def test_a_unit_is_late_from_the_instant_on() -> None:
    story = Story().start()
    due = closing("2026-03-09")
    assert lateness(story.state, due - timedelta(seconds=1)) is None
    at_once = lateness(story.state, due)
    assert at_once is not None
    assert at_once.late_by == WorkingDays(0)


def test_the_start_can_be_late() -> None:
    story = Story().at("2026-12-30")
    found = late(story)
    assert (found.target, found.title, found.phase, found.missed) == (None, None, None, 1)
    assert found.late_by.count > 0


def test_an_item_of_the_ledger_can_be_late() -> None:
    story = Story().start()
    due = closing("2026-03-05").date()
    story.do("add_item", measure="mend the roof", owner="office", due=due)
    found = late(story.at("2026-03-06"))
    assert (str(found.target), found.title, found.missed) == ("item:1", None, 1)
    assert story.standing is Standing.OVERDUE


def test_what_is_late_is_overdue_and_the_other_way_round() -> None:
    for story in (
        Story(),
        Story().at("2026-12-30"),
        Story().start(),
        Story().start().at("2026-03-20"),
        Story().start().report("study"),
        Story().start().report("study").at("2026-12-30"),
        Story().finish(),
    ):
        assert (story.standing is Standing.OVERDUE) == (
            lateness(story.state, story.now) is not None
        )


def test_nobody_is_late_who_stands_still_or_is_over() -> None:
    story = Story().start().at("2026-03-17")
    story.do("suspend", COUNTY, reason="flood")
    assert lateness(story.state, story.now) is None
    assert lateness(Story().finish().at("2027-01-15").state, closing("2027-01-15")) is None
