"""An id that comes again: with the same to say it is a repetition, and with anything else refused."""

from datetime import date
from typing import Any

import pytest

from rules.acceptance import accept
from rules.fingerprints import fingerprint
from schemas.commands import CommandAdapter
from tests.rules.reference import with_rules
from tests.rules.stories import COORDINATOR, COUNTY, Story


def of_edition(edition: int) -> Story:
    """A unit that was launched by an edition of the rules, and has reported an item."""
    story = Story(with_rules(edition=edition))
    story.do("complete_readiness", item="counted", id="once")
    return story


def test_the_same_again_is_the_same_receipt_whoever_was_signed_in() -> None:
    story = of_edition(7)
    again = story.command(
        "complete_readiness", item="counted", id="once", principal="p-2", if_revision=0
    )
    memory, receipt = accept(story.memory, again, story.now)
    assert memory is story.memory
    assert receipt == story.memory.receipts["once"]


@pytest.mark.parametrize("other", [{"item": "trained"}, {"item": "counted", "note": "All here."}])
def test_an_id_with_something_else_to_say_is_refused(other: dict[str, Any]) -> None:
    """Its sender would believe that it was done."""
    refusal = of_edition(7).refuse("complete_readiness", id="once", **other)
    assert refusal.code == "id_reused"
    assert refusal.params == {"id": "once", "kind": "complete_readiness"}


def test_by_the_sixth_edition_it_was_told_by_who_and_what_kind_alone() -> None:
    """Its history is told again as it was."""
    story = of_edition(6)
    assert story.do("complete_readiness", item="trained", id="once").fingerprint is None
    assert story.journal[0].fingerprint is None
    assert story.refuse("complete_readiness", COUNTY, item="counted", id="once").code == "id_reused"


def test_it_stands_in_the_first_entry_of_a_command_and_in_its_receipt() -> None:
    story = Story().get_ready()
    receipt = story.do("start")
    first, second = story.journal[-2:]
    assert receipt.fingerprint == first.fingerprint == fingerprint(story.command("start"))
    assert second.fingerprint is None


def test_it_does_not_depend_on_the_order_in_which_something_is_said() -> None:
    said = [("retired", 4), ("other", 2)]
    first, second = (
        CommandAdapter.validate_python(
            {
                "id": "x",
                "by": COORDINATOR,
                "kind": "record_participation",
                "step": "mobilise",
                "on": date(2026, 3, 2),
                "reached": dict(order),
            }
        )
        for order in (said, reversed(said))
    )
    assert fingerprint(first) == fingerprint(second)


def test_what_has_its_default_does_not_count() -> None:
    """So that a release may add to a command what nobody has to say."""
    story = Story()
    left_out = story.command("complete_readiness", item="counted")
    said = story.command("complete_readiness", item="counted", note=None)
    assert fingerprint(left_out) == fingerprint(said)
