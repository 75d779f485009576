"""In the open: versions that nothing erases, and phases that are published before they are signed off."""

from collections.abc import Callable
from typing import Any

import pytest

from rules.notice_truth import is_still_true
from rules.rows import rows_of
from schemas.publication import (
    PublicationRow,
    PublicationState,
    PublicationWithdrawn,
    Published,
    WithdrawalRow,
)
from schemas.step import Content
from tests.rules.news import news
from tests.rules.publishing import begun
from tests.rules.stories import CITY, COUNTY, SUPERVISOR, SYSTEM, Story
from tests.rules.told import told


def test_a_text_is_published_and_corrected_with_a_reason() -> None:
    story = begun()
    story.do("publish", subject="plan", phase="study", text="We meet on Mondays.")
    refusal = story.refuse("publish", subject="plan", phase="study", text="On Tuesdays.")
    assert (refusal.code, refusal.params) == ("correction_without_reason", {"version": "1"})
    story.do(
        "publish", subject="plan", phase="study", text="On Tuesdays.", correction="A misprint."
    )
    assert story.last == Published(
        subject="plan", phase="study", version=2, text="On Tuesdays.", correction="A misprint."
    )
    # Another subject, and the same of no phase, have versions of their own.
    others: list[dict[str, Any]] = [{"subject": "plan"}, {"subject": "progress", "phase": "study"}]
    for fields in others:
        story.do("publish", text="-", **fields)
        (row,) = rows_of(story.state, story.state, story.journal[-1])
        assert isinstance(row, PublicationRow)
        assert row.version == 1


def test_what_is_withdrawn_says_why_and_stays() -> None:
    story = begun()
    story.do("publish", subject="progress", text="All is done.")
    story.do("withdraw_publication", COUNTY, subject="progress", reason="It was not.")
    assert isinstance(story.events[-1], PublicationWithdrawn)
    assert story.state.publications == {
        "progress": PublicationState(subject="progress", version=1, is_withdrawn=True)
    }
    (row,) = rows_of(story.state, story.state, story.journal[-1])
    assert isinstance(row, WithdrawalRow)
    assert (row.version, row.reason) == (1, "It was not.")
    again: dict[str, Any] = {"subject": "progress", "reason": "-"}
    assert story.refuse("withdraw_publication", **again).code == "nothing_published"
    story.do("publish", subject="progress", text="Half is done.", correction="Now it is true.")
    assert story.state.publications["progress"].version == 2


def test_only_of_phases_that_have_begun_and_by_those_who_answer() -> None:
    story = begun()
    fields: dict[str, Any] = {"subject": "plan", "text": "-"}
    ahead = story.refuse("publish", phase="analysis", **fields)
    assert ahead.code == "publication_of_phase_ahead"
    assert story.refuse("publish", SUPERVISOR, **fields).code == "not_allowed"
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    assert story.refuse("publish", **fields).code == "unit_withdrawn"


def test_a_phase_for_the_masses_is_published_before_it_is_signed_off() -> None:
    story = begun().complete("lecture")
    refusal = story.refuse("sign_off", SUPERVISOR, phase="study")
    assert refusal.code == "phase_not_published"
    assert [str(one) for one in refusal.who] == ["coordinator:c-001", "county:D1", "city:office"]
    story.do("publish", subject="plan", text="Of no phase.")
    assert story.refuse("sign_off", SUPERVISOR, phase="study").code == "phase_not_published"
    story.do("publish", subject="results", phase="study", text="All heard the lecture.")
    story.do("withdraw_publication", subject="results", phase="study", reason="Not all.")
    assert story.refuse("sign_off", SUPERVISOR, phase="study").code == "phase_not_published"
    about: dict[str, Any] = {"subject": "results", "phase": "study"}
    story.do("publish", text="Nearly all.", correction="-", **about)
    story.sign_off("study")


def test_a_lapse_asks_for_nothing_and_neither_does_a_plan_that_takes_words() -> None:
    story = begun().complete("lecture").at("2026-03-06")
    assert story.state.phases[0].closed_how == "lapsed"
    begun("reported").complete("lecture").sign_off("study")


@pytest.mark.parametrize("by", [COUNTY, CITY])
def test_a_finished_unit_still_publishes(by: Any) -> None:
    story = begun("reported").complete("lecture").sign_off("study")
    story.report("analysis").sign_off("analysis").report("rectification")
    assert story.state.finished_at is not None
    story.do("publish", by, subject="results", text="Everything is done.")
    story.do("close", CITY)
    late = story.refuse("publish", by, subject="results", text="-", correction="-")
    assert late.code == "unit_closed"


def test_who_reports_a_phase_of_which_nothing_is_published_is_told_at_once() -> None:
    story = begun()
    since = story.state.revision
    story.complete("lecture")
    said = [(one.kind, str(one.audience), one.is_urgent) for one in news(story, since)]
    assert said == [
        ("awaiting_sign_off", "supervisor:SG-01", True),
        ("publication_missing", "coordinator:c-001", True),
    ]
    facts = told(story, "publication_missing")
    assert (facts.values["phase_id"], facts.about) == ("study", "phase:study")


@pytest.mark.parametrize("content", ["recorded", "reported"])
def test_nobody_is_told_of_what_is_published_or_taken_on_trust(content: Content) -> None:
    story = begun(content)
    if content == "recorded":
        story.do("publish", subject="results", phase="study", text="All heard the lecture.")
    since = story.state.revision
    story.complete("lecture")
    assert [one.kind for one in news(story, since)] == ["awaiting_sign_off"]


def test_that_nothing_is_published_is_true_until_something_is_or_the_phase_goes_on() -> None:
    about: dict[str, Any] = {"subject": "results", "phase": "study"}
    ends: dict[str, Callable[[Story], object]] = {
        "published": lambda story: story.do("publish", text="All heard it.", **about),
        "sent back": lambda story: story.send_back("study", "lecture"),
        "suspended": lambda story: story.do("suspend", COUNTY, reason="-"),
        "closed": lambda story: story.do("close", SYSTEM),
        "another coordinator": lambda story: story.do("reassign", COUNTY, coordinator="c-002"),
    }
    for way, end in ends.items():
        story = begun().complete("lecture")
        missing = news(story)[-1]
        assert missing.kind == "publication_missing"
        story.do("publish", subject="plan", text="Of no phase.")
        assert is_still_true(story.state, missing)
        end(story)
        assert not is_still_true(story.state, missing), way
    story = begun().complete("lecture")
    missing = news(story)[-1]
    story.do("publish", text="All heard it.", **about)
    story.do("withdraw_publication", reason="Not all.", **about)
    assert is_still_true(story.state, missing)
