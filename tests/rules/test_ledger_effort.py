"""A ledger of thousands of items leaves its unit small: what it costs, by the rules alone."""

from datetime import date
from itertools import cycle
from typing import Any, Final

from rules.acceptance import confirm_recorded
from rules.calendar import add_working_days
from rules.decide import decide
from rules.evolve import apply
from rules.ticks import next_due
from schemas.actor import Actor
from schemas.ledger import OPEN_ITEMS, OpenItem
from schemas.quantities import WorkingDays
from schemas.roster import Label
from tests.rules.ladders import reminding, rung
from tests.rules.stories import COORDINATOR, SUPERVISOR, Story, closing

LIFE: Final = 5_000
RULES: Final = reminding(rung("eve", "1 working day before"), rung("late", "1 working day after"))
MEASURE: Final = "A measure of the usual length, such as people write it. " * 3
OWNER: Final[Label] = "The office of works"

# Bytes of JSON. An open item of which nothing was said is its number and its day; one that is overdue
# has the two instants of which it was said, too.
OPEN: Final = 40
OVERDUE: Final = 175
BESIDES: Final = 4_000


def size(story: Story) -> int:
    """The bytes of a unit's state that are not its rules."""
    return len(story.state.model_dump_json(exclude={"rules"}).encode())


def record(story: Story) -> None:
    """As the records confirm everything."""
    story.memory = confirm_recorded(story.memory, story.state.revision)


def carry_out(story: Story, kind: str, by: Actor = COORDINATOR, **fields: Any) -> None:
    """A command without clock, journal and receipt, of which there would be fifteen thousand."""
    state = story.state
    for event in decide(state, story.command(kind, by, **fields), story.now):
        state = apply(state, event, at=story.now, by=by)
    story.memory = story.memory.model_copy(update={"state": state})


def test_five_thousand_items_over_a_life_with_five_hundred_open_at_once() -> None:
    story = Story(RULES).start()
    days = cycle(
        add_working_days(story.state.rules.calendar, date(2026, 3, 10), WorkingDays(number))
        for number in range(100)
    )
    for number in range(1, LIFE + 1):
        carry_out(story, "add_item", measure=MEASURE, owner=OWNER, due=next(days))
        if number <= LIFE - OPEN_ITEMS:
            carry_out(story, "close_item", number=number, evidence="photograph")
            carry_out(story, "confirm_item", SUPERVISOR, number=number)
    ledger = story.state.ledger
    assert (ledger.added, ledger.struck_off) == (LIFE, LIFE - OPEN_ITEMS)
    assert story.refuse("add_item", measure="-", owner="-", due=next(days)).code == "ledger_full"
    assert size(story) <= BESIDES + OPEN * OPEN_ITEMS


def test_five_hundred_items_that_fall_due_on_one_day_are_said_once_each() -> None:
    story = Story(RULES).start().complete("mobilise", "lecture")
    for _ in range(OPEN_ITEMS):
        story.do("add_item", measure=MEASURE, owner=OWNER, due=date(2026, 3, 20))
    record(story)
    revision = story.state.revision
    story.until(closing("2026-03-20"))
    said = [entry.event for entry in story.journal if entry.revision > revision]
    overdue = [one for one in said if one.kind == "overdue"]
    assert len(overdue) == OPEN_ITEMS
    assert size(story) <= BESIDES + OVERDUE * OPEN_ITEMS
    assert next_due(story.state) is not None


def test_what_is_open_is_all_that_a_state_has_of_an_item() -> None:
    assert set(OpenItem.model_fields) == {"number", "due", "lost_before", "is_closed", "handed_up"}
