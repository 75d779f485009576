"""Answers are worked out once per state, and never those of another one."""

from rules.memo import once_per_state
from rules.sharing import share_rules
from schemas.memory import UnitMemory
from schemas.state import UnitState
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
