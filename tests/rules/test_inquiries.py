"""What a step that is not done shows of the opinions or votes that it asks for."""

from rules.inquiries import inquiry
from rules.progress import progress
from schemas.views import Inquiry, StepView
from tests.rules.soliciting import END, begun, count, opened
from tests.rules.stories import Story


def shown(story: Story) -> StepView:
    """The step as progress shows it."""
    phases = progress(story.state, story.now).phases
    (view,) = (step for phase in phases for step in phase.steps if step.step == "solicit")
    return view


def test_nothing_is_asked_before_it_is_opened() -> None:
    assert shown(begun()).inquiry is None


def test_opinions_are_solicited_then_counted() -> None:
    story = opened()
    assert shown(story).inquiry == Inquiry(of="opinions", status="open", until=END)
    story.at("2026-03-13").do("close_solicitation", step="solicit")
    assert shown(story).inquiry == Inquiry(of="opinions", status="ended", until=END)
    count(story, box=3, letter=2)
    assert shown(story).inquiry == Inquiry(of="opinions", status="counted", until=END, opinions=5)


def test_a_step_that_is_done_says_no_more_of_it() -> None:
    story = opened()
    story.at("2026-03-13").do("close_solicitation", step="solicit")
    count(story, box=3, letter=2)
    story.complete("solicit")
    assert inquiry(story.state, "solicit") is not None
    assert shown(story).inquiry is None
