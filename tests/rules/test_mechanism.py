"""The long-term mechanism: set down in versions, and asked for before the last sign-off."""

from typing import Any

import pytest

from rules.decide import decide
from rules.outcome import outcome_of
from rules.progress import progress
from rules.rows import rows_of
from schemas.actor import Actor
from schemas.events import PhaseClosed
from schemas.mechanism import MECHANISM_LIMIT, Mechanism, MechanismSet
from schemas.step import Gate
from schemas.unit_rules import UnitRules
from tests.rules.reference import PHASED, RECTIFICATION, STUDY, task, with_rules
from tests.rules.stories import COORDINATOR, COUNTY, SUPERVISOR, SYSTEM, Story, closing

MECHANISM: dict[str, Any] = {"text": "We go on as we began.", "keeps": ("a lecture a quarter",)}


def asking(**gate: Any) -> UnitRules:
    """Rules of two phases that ask for a mechanism, the last with that gate."""
    last = RECTIFICATION.model_copy(update={"gate": Gate(**gate)})
    return with_rules(
        mechanism="required", tracks=(PHASED.model_copy(update={"phases": (STUDY, last)}),)
    )


def reported(**gate: Any) -> Story:
    """A unit whose last phase waits for its sign-off."""
    return Story(asking(**gate)).start().report("study").sign_off("study").report("rectification")


def test_versions_count_and_the_last_one_holds() -> None:
    story = Story().start()
    story.do("set_mechanism", **MECHANISM)
    assert story.last == MechanismSet(version=1, **MECHANISM)
    story.do("set_mechanism", COUNTY, text="Better.", keeps=("x", "y"))
    assert story.last == MechanismSet(version=2, text="Better.", keeps=("x", "y"))
    assert progress(story.state, story.now).mechanism == 2


def test_a_unit_that_has_finished_may_still_better_it_but_one_that_prepares_has_none() -> None:
    assert Story().refuse("set_mechanism", **MECHANISM).code == "not_started"
    story = Story().finish()
    story.do("set_mechanism", **MECHANISM)
    assert story.state.mechanism == 1
    story.do("close", SYSTEM)
    assert story.refuse("set_mechanism", **MECHANISM).code == "unit_closed"


@pytest.mark.parametrize("by", [SUPERVISOR, Actor.parse("county:D9")])
def test_it_is_the_units_own(by: Actor) -> None:
    assert Story().start().refuse("set_mechanism", by, **MECHANISM).code == "not_allowed"


def test_the_last_phase_is_accepted_once_it_is_there() -> None:
    story = reported()
    assert progress(story.state, story.now).lacking == ("mechanism",)
    refusal = story.refuse("sign_off", SUPERVISOR, phase="rectification")
    assert (refusal.code, refusal.params) == ("mechanism_missing", {"phase": "rectification"})
    assert refusal.who[0] == COORDINATOR
    story.do("set_mechanism", **MECHANISM)
    story.sign_off("rectification")
    assert progress(story.state, story.now).lacking == ()
    story.do("close", SYSTEM)
    assert (outcome_of(story.state).mechanism, outcome_of(story.state).lacking) == (1, ())


def test_it_is_published_before_the_last_phase_is_accepted() -> None:
    last = RECTIFICATION.model_copy(update={"steps": (task("mend"),), "gate": Gate()})
    track = PHASED.model_copy(update={"phases": (last,)})
    story = Story(with_rules(mechanism="required", content="recorded", tracks=(track,))).start()
    story.complete("mend").do("set_mechanism", **MECHANISM)
    story.do("publish", subject="results", text="All is mended.")
    refusal = story.refuse("sign_off", SUPERVISOR, phase="rectification")
    assert (refusal.code, refusal.who[0]) == ("mechanism_unpublished", COORDINATOR)
    story.do("publish", subject="mechanism", text="We go on as we began.")
    story.do("withdraw_publication", subject="mechanism", reason="It was a draft.")
    refusal = story.refuse("sign_off", SUPERVISOR, phase="rectification")
    assert refusal.code == "mechanism_unpublished"
    story.do("publish", subject="mechanism", text="We go on.", correction="The last word.")
    story.sign_off("rectification")
    assert story.state.finished_at is not None


def test_a_phase_that_closes_by_itself_leaves_the_outcome_incomplete() -> None:
    story = reported(lapse="5 working days").until(closing("2026-03-09"))
    assert story.state.finished_at is not None
    story.do("close", SYSTEM)
    assert (outcome_of(story.state).mechanism, outcome_of(story.state).lacking) == (
        0,
        ("mechanism",),
    )


def test_a_plan_that_does_not_ask_lacks_nothing() -> None:
    story = Story().start().report("study")
    command = story.command("sign_off", SUPERVISOR, phase="study")
    assert isinstance(decide(story.state, command, story.now)[0], PhaseClosed)
    assert progress(story.state, story.now).lacking == ()


def test_it_is_short_enough_for_a_command() -> None:
    most: dict[str, Any] = {"text": "x" * 2000, "keeps": ("x" * 300,) * 6 + ("x" * 200,)}
    assert len(most["text"]) + sum(map(len, most["keeps"])) == MECHANISM_LIMIT
    story = Story().start()
    story.do("set_mechanism", **most)
    with pytest.raises(ValueError, match="expected at most 4000 characters"):
        story.command("set_mechanism", text=most["text"], keeps=(*most["keeps"], "x"))


def test_every_version_leaves_its_row() -> None:
    story = Story().start()
    before = story.state
    story.do("set_mechanism", **MECHANISM)
    assert rows_of(before, story.state, story.journal[-1]) == (
        Mechanism(
            campaign="c2026",
            unit="SCH-001",
            version=1,
            at=story.now,
            by=COORDINATOR,
            **MECHANISM,
        ),
    )
