"""Answers are worked out once per state, and never those of another one."""

from rules.acceptance import accept
from rules.amendment import amend_command
from rules.memo import once_per_state, once_per_value
from rules.sharing import share_rules
from schemas.commands import CommandAdapter
from schemas.memory import UnitMemory
from schemas.state import UnitState
from tests.rules.amendments import longer
from tests.rules.stories import COUNTY, Story


def test_a_state_is_asked_once_and_a_comment_changes_nothing() -> None:
    asked: list[int] = []

    @once_per_state
    def steps_done(state: UnitState) -> int:
        asked.append(state.revision)
        return sum(step.done_at is not None for step in state.steps.values())

    story = Story().start()
    assert steps_done(story.state) == steps_done(story.state) == 0
    story.do("comment", COUNTY, text="seen")
    assert steps_done(story.state) == 0
    assert len(asked) == 1
    story.complete("mobilise")
    assert steps_done(story.state) == 1
    assert len(asked) == 2


def test_equal_rules_become_the_same_value() -> None:
    first, second = (
        UnitMemory.model_validate_json(Story().memory.model_dump_json()) for _ in range(2)
    )
    assert first.state.rules is not second.state.rules
    shared = share_rules(first)
    assert shared.state.rules is share_rules(second).state.rules
    assert shared == first


def test_values_are_known_by_identity() -> None:
    asked: list[int] = []

    @once_per_value
    def total(one: list[int], other: list[int]) -> int:
        asked.append(1)
        return sum(one) + sum(other)

    ones, twos = [1, 1], [2]
    assert total(ones, twos) == total(ones, twos) == 4
    assert len(asked) == 1
    assert total(list(ones), twos) == total(twos, ones) == 4
    assert len(asked) == 3


def test_units_that_are_amended_alike_share_their_rules() -> None:
    first, second = Story().start(), Story().start()
    for story in (first, second):
        written = amend_command(story.state, longer()).model_dump_json()
        command = CommandAdapter.validate_json(written)
        story.memory, _ = accept(story.memory, command, story.now)
    assert first.state.rules is second.state.rules
