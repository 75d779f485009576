"""Another track, before the start and during: what carries over and what does not."""

from datetime import date
from typing import Any

from rules.membership import carried_steps
from schemas.events import TrackSwitched
from schemas.quantities import Days
from schemas.step import Phase, Track
from schemas.unit_rules import UnitRules
from tests.rules.reference import (
    ANALYSIS,
    KEY_LINKS,
    PHASED,
    task,
    text,
    with_rules,
)
from tests.rules.stories import CITY, COUNTY, Story, local


def switch(story: Story, to: str) -> tuple[str, ...]:
    story.do("switch_track", COUNTY, track=to, reason="too small for phases")
    return next(
        entry.event.carried
        for entry in reversed(story.journal)
        if isinstance(entry.event, TrackSwitched)
    )


def one_phase(*steps: Any, id_: str = "only") -> UnitRules:
    """The story's rules with a second track `other` of one phase."""
    phase = Phase(id=id_, title=text(id_), length=Days(30), steps=steps)
    other = Track(id="other", title=text("Other"), phases=(phase,))
    return with_rules(tracks=(PHASED, other))


def test_before_the_start_nothing_carries_over() -> None:
    story = Story()
    receipt = story.do("switch_track", COUNTY, track="key_links", reason="too small")
    assert receipt.events == ("track_switched",)
    assert story.last == TrackSwitched(track="key_links", reason="too small")
    assert story.state.track == "key_links"
    assert story.state.phases == ()


def test_a_running_unit_opens_the_first_phase_of_its_new_track() -> None:
    story = Story().start().at("2026-03-05")
    receipt = story.do("switch_track", COUNTY, track="key_links", reason="-")
    assert receipt.events == ("track_switched", "phase_opened")
    assert [phase.phase for phase in story.state.phases] == ["links"]
    assert story.state.phases[0].opened_at == local("2026-03-05")
    assert story.state.started_at == local("2026-03-02")


def test_key_links_carry_over_by_kind_and_tasks_by_id() -> None:
    story = Story().start().report("study").sign_off("study").complete("solicit")
    assert switch(story, "key_links") == ("mobilise", "opinions", "lecture")
    assert set(story.state.steps) == {"mobilise", "opinions", "lecture"}
    assert all(own.carried and own.done_at for own in story.state.steps.values())
    refusal = story.refuse("complete_step", step="opinions")
    assert refusal.code == "step_already_done"


def test_what_follows_something_undone_does_not_carry_over() -> None:
    story = Story().start("key_links").complete("opinions", "meeting", "ledger", "lecture")
    # In the phased track the lecture comes after the mobilisation and the meeting after talks.
    assert switch(story, "phased") == ("solicit", "rectify")


def test_a_step_after_a_carried_one_carries_over_too() -> None:
    story = Story().start("key_links").complete("mobilise", "lecture")
    assert switch(story, "phased") == ("mobilise", "lecture")
    assert story.refuse("complete_step", step="lecture").code == "step_already_done"
    story.complete("discussion")
    assert story.kinds[-1] == "phase_reported"


def test_a_chain_carries_over_whatever_order_it_is_written_in() -> None:
    rules = one_phase(
        task("discussion", after=("lecture",)),
        task("lecture", after=("mobilise",)),
        task("mobilise"),
    )
    story = Story(rules).start().complete("mobilise")
    assert carried_steps(story.state, rules.tracks[1]) == ()  # a task is no mobilisation
    rules = one_phase(task("discussion", after=("lecture",)), task("lecture"))
    story = Story(rules).start().complete("mobilise", "lecture", "discussion")
    assert carried_steps(story.state, rules.tracks[1]) == ("discussion", "lecture")


def test_every_required_step_of_a_kind_must_be_done() -> None:
    first, second = ANALYSIS.steps[0], ANALYSIS.steps[0].model_copy(update={"id": "again"})
    phase = ANALYSIS.model_copy(update={"steps": (first, second)})
    double = Track(id="double", title=text("Double"), phases=(phase,))
    story = Story(with_rules(tracks=(double, KEY_LINKS))).start("double").complete("solicit")
    assert carried_steps(story.state, KEY_LINKS) == ()
    story.complete("again")
    assert carried_steps(story.state, KEY_LINKS) == ("opinions",)


def test_optional_steps_of_a_kind_count_only_without_a_required_one() -> None:
    first = ANALYSIS.steps[0]
    optional = first.model_copy(update={"id": "again", "required": False})
    for steps, done, carried in (
        ((first, optional), ("again",), ()),
        ((first, optional), ("solicit",), ("opinions",)),
        ((optional, task("x")), ("again",), ("opinions",)),
        ((optional, task("x")), (), ()),
    ):
        phase = ANALYSIS.model_copy(update={"steps": steps})
        double = Track(id="double", title=text("Double"), phases=(phase,))
        story = Story(with_rules(tracks=(double, KEY_LINKS))).start("double").complete(*done)
        assert carried_steps(story.state, KEY_LINKS) == carried


def test_a_phase_that_is_all_carried_over_is_reported_at_once() -> None:
    rules = one_phase(task("lecture"))
    story = Story(rules).start().complete("mobilise", "lecture")
    receipt = story.do("switch_track", CITY, track="other", reason="-")
    assert receipt.events == ("track_switched", "phase_opened", "phase_reported")


def test_open_requests_end_with_the_track() -> None:
    story = Story().start()
    story.do("request_extension", target="unit", until=date(2026, 7, 1), reason="-")
    switch(story, "key_links")
    assert story.state.requests == ()


def test_the_present_track_is_refused() -> None:
    refusal = Story().refuse("switch_track", COUNTY, track="phased", reason="-")
    assert (refusal.code, refusal.params) == ("same_track", {"track": "phased"})


def test_a_track_that_the_type_may_not_take_is_refused() -> None:
    refusal = Story().refuse("switch_track", COUNTY, track="fast", reason="-")
    assert refusal.code == "track_not_allowed"
    assert refusal.params == {"track": "fast", "allowed": "phased, key_links"}


def test_a_finished_unit_keeps_its_track() -> None:
    story = Story().finish()
    assert story.refuse("switch_track", COUNTY, track="key_links", reason="-").code == (
        "unit_finished"
    )


def test_what_was_carried_over_and_is_done_once_more_is_not_carried_any_more() -> None:
    story = Story().start().complete("mobilise")
    story.do("switch_track", COUNTY, track="key_links", reason="-")
    marks = [story.state.steps["mobilise"].carried]
    story.do("reopen_step", step="mobilise", reason="not whole")
    marks.append(story.state.steps["mobilise"].carried)
    story.complete("mobilise")
    marks.append(story.state.steps["mobilise"].carried)
    assert marks == [True, False, False]
