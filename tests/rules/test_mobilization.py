"""Mobilisation: counts by category against the roster, exact coverage, and those who are missing."""

from datetime import date
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.mobilization import CATEGORIES, FLOATING, participation_view
from rules.progress import progress
from rules.shares import covers
from schemas.outcome import SoFar
from schemas.quantities import Percent
from schemas.roster import Category, Members, Unit
from schemas.state import UnitState
from schemas.step import MobilizationStep, StudyPack
from schemas.unit_rules import UnitRules
from tests.rules.reference import STUDY, text, with_rules, with_unit
from tests.rules.stories import CITY, COUNTY, SUPERVISOR, Story

DAY = date(2026, 3, 2)
RECORDED = with_rules(content="recorded")
SCHOOL = with_unit(members=Members(intellectual=60, retired=30, other=10, floating=10))
STEP = STUDY.steps[0]


def story(unit: Unit = SCHOOL, rules: UnitRules = RECORDED) -> Story:
    """A unit of 100 members that has started, and must reach 90 % of them."""
    return Story(rules, unit).start()


def record(one: Story, *, make_up: bool = False, **counts: int) -> Story:
    """Record a session of today."""
    on = one.now.date()
    reached = Members.model_validate(counts)
    one.do("record_participation", step="mobilise", on=on, reached=reached, make_up=make_up)
    return one


def lacks(one: Story) -> str:
    """What the step is refused for."""
    refusal = one.refuse("complete_step", step="mobilise")
    assert refusal.code == "coverage_missing"
    return refusal.params["categories"]


def reached(state: UnitState) -> Members:
    """Who was reached so far."""
    participation = state.steps["mobilise"].participation
    assert participation is not None
    return participation.reached


def test_the_step_is_done_at_the_plans_coverage_and_not_before() -> None:
    one = story()
    assert lacks(one) == "intellectual, retired, other, floating"
    record(one, intellectual=60, retired=19, floating=9)
    assert lacks(one) == "retired, other"
    record(one, other=10, make_up=True)
    assert lacks(one) == "retired"
    record(one, retired=1, make_up=True)
    one.complete("mobilise")
    assert reached(one.state) == Members(intellectual=60, retired=20, other=10, floating=9)
    assert "completed" in one.kinds[-1]


def test_floating_members_are_reached_on_their_own() -> None:
    one = record(story(), intellectual=60, retired=30, other=10, floating=8)
    assert lacks(one) == "floating"
    refusal = one.refuse("record_participation", step="mobilise", on=DAY, reached=Members(other=1))
    assert refusal.code == "more_than_members"
    one.do(
        "correct_participation",
        step="mobilise",
        reached=Members(intellectual=60, retired=30, other=10, floating=9),
        reason="one was missed in the count",
    )
    one.complete("mobilise")


def test_those_missing_are_explained_and_accepted_category_by_category() -> None:
    one = record(story(), intellectual=60, retired=5, other=5, floating=1)
    one.do("explain_absence", step="mobilise", category="retired", reason="in hospital")
    one.do("explain_absence", step="mobilise", category="other", reason="abroad")
    one.do("explain_absence", step="mobilise", category="floating", reason="abroad")
    assert lacks(one) == "retired, other, floating", "said is not accepted"
    refused = one.refuse("accept_absence", COUNTY, step="mobilise", category="retired")
    assert refused.code == "not_allowed"
    for category in ("retired", "floating"):
        one.do("accept_absence", SUPERVISOR, step="mobilise", category=category)
    one.do("decline_absence", SUPERVISOR, step="mobilise", category="other", reason="ring them")
    assert lacks(one) == "other"
    nothing = one.refuse("accept_absence", SUPERVISOR, step="mobilise", category="other")
    assert nothing.code == "absence_not_explained"
    record(one, other=5, make_up=True)
    one.complete("mobilise")


def test_an_accepted_absence_is_of_so_many_members() -> None:
    one = record(story(), intellectual=60, other=10, floating=10)
    one.do("explain_absence", step="mobilise", category="retired", reason="old and infirm")
    one.do("accept_absence", SUPERVISOR, step="mobilise", category="retired")
    more = SCHOOL.model_copy(update={"members": Members(intellectual=60, retired=50, other=10)})
    one.do("amend", CITY, unit=more, reason="counted again")
    assert lacks(one) == "retired", "20 of them nobody has spoken of"
    one.do("explain_absence", step="mobilise", category="retired", reason="they too")
    one.do("accept_absence", SUPERVISOR, step="mobilise", category="retired")
    one.complete("mobilise")


def test_nobody_is_missing_where_all_were_reached_or_are_excused() -> None:
    one = record(story(), other=10)
    full = one.refuse("explain_absence", step="mobilise", category="other", reason="-")
    none = one.refuse("explain_absence", step="mobilise", category="new_economy", reason="-")
    assert (full.code, none.code) == ("nobody_absent", "nobody_absent")
    one.do("explain_absence", step="mobilise", category="retired", reason="-")
    one.do("accept_absence", SUPERVISOR, step="mobilise", category="retired")
    again = one.refuse("explain_absence", step="mobilise", category="retired", reason="-")
    assert again.code == "nobody_absent"


def test_an_amended_roster_counts_from_then_on() -> None:
    one = record(story(), intellectual=60, retired=10, floating=10)
    fewer = SCHOOL.model_copy(update={"members": Members(intellectual=50, retired=10, other=5)})
    one.do("amend", CITY, unit=fewer, reason="some have moved")
    one.complete("mobilise")  # 50 and 10 of 65, those who have left not counted
    record(one, other=5)
    assert reached(one.state).total == 75


def test_a_unit_without_members_is_covered() -> None:
    one = story(with_unit())
    refusal = one.refuse("record_participation", step="mobilise", on=DAY, reached=Members(other=1))
    assert refusal.code == "more_than_members"
    one.complete("mobilise")


def test_a_coordinators_word_is_enough_where_the_plan_says_so() -> None:
    one = story(rules=with_rules())
    record(one, other=1).complete("mobilise")


def test_sessions_are_of_days_that_were() -> None:
    one = story()
    some = Members(other=1)
    for on, code in (
        (date(2026, 3, 3), "not_held_yet"),
        (date(2026, 3, 1), "held_before_campaign"),
    ):
        refusal = one.refuse("record_participation", step="mobilise", on=on, reached=some)
        assert refusal.code == code
    nobody = one.refuse("record_participation", step="mobilise", on=DAY, reached=Members())
    assert nobody.code == "nobody_reached"
    other = one.refuse("record_participation", step="lecture", on=DAY, reached=some)
    assert other.code == "step_of_another_kind"


def test_a_step_that_is_done_stands_on_its_counts() -> None:
    one = record(story(), intellectual=60, retired=30, floating=10).complete("mobilise")
    record(one, other=1, make_up=True)
    for kind, fields in (
        ("correct_participation", {"reached": Members(), "reason": "-"}),
        ("explain_absence", {"category": "other", "reason": "-"}),
    ):
        assert one.refuse(kind, step="mobilise", **fields).code == "step_already_done"
    one.do("reopen_step", step="mobilise", reason="a slip")
    assert reached(one.state).total == 91
    one.do("correct_participation", step="mobilise", reached=Members(), reason="another unit's")
    assert lacks(one) == "intellectual, retired, other, floating"


def test_a_step_that_is_sent_back_begins_anew() -> None:
    one = story()
    record(one, intellectual=60, retired=30, floating=10)
    one.report("study").send_back("study", "mobilise")
    assert lacks(one) == "intellectual, retired, other, floating"
    record(one, intellectual=60, retired=30, floating=10, make_up=True).complete("mobilise")


def test_what_is_shown() -> None:
    one = record(story(), intellectual=60, retired=5, floating=9)
    one.do("explain_absence", step="mobilise", category="retired", reason="-")
    assert isinstance(STEP, MobilizationStep)
    shown = participation_view(one.state, STEP)
    assert shown.coverage == "90 %"
    assert [
        (row.category, row.members, row.reached, row.explained, row.lacks)
        for row in shown.categories
        if row.members
    ] == [
        ("intellectual", 60, 60, 0, False),
        ("retired", 30, 5, 25, True),
        ("other", 10, 0, 0, True),
        ("floating", 10, 9, 0, False),
    ]


def test_what_was_excused_and_is_to_be_read_is_shown() -> None:
    one = record(story(), intellectual=60, retired=25, floating=9)
    one.do("explain_absence", step="mobilise", category="retired", reason="ill")
    one.do("accept_absence", SUPERVISOR, step="mobilise", category="retired", note="seen")
    assert isinstance(STEP, MobilizationStep)
    step = STEP.model_copy(update={"materials": StudyPack(retired=text("Large print"))})
    shown = {row.category: row for row in participation_view(one.state, step).categories}
    assert {name: row.excused for name, row in shown.items() if row.excused} == {"retired": 5}
    assert {name: row.material for name, row in shown.items() if row.material} == {
        "retired": text("Large print")
    }


def test_progress_counts_the_members_once_some_were_reached() -> None:
    one = story()
    assert progress(one.state, one.now).phases[0].steps[0].so_far is None
    record(one, intellectual=60, retired=5)
    assert progress(one.state, one.now).phases[0].steps[0].so_far == SoFar(there=65, of=100)


def test_the_categories_are_those_of_the_roster() -> None:
    assert (*CATEGORIES, FLOATING) == get_args(Category) == tuple(Members.model_fields)


@given(
    share=st.integers(0, 100 * 10**6),
    part=st.integers(0, 10**7),
    whole=st.integers(0, 10**7),
)
def test_coverage_is_exact(share: int, part: int, whole: int) -> None:
    percent = Percent(Fraction(share, 10**6))
    if whole == 0:
        assert covers(percent, part, whole)
    else:
        assert covers(percent, part, whole) is (Fraction(part, whole) >= percent.value / 100)


@pytest.mark.parametrize(
    ("part", "whole", "is_enough"), [(95, 100, True), (94, 99, False), (19, 20, True), (0, 0, True)]
)
def test_coverage_at_the_border(part: int, whole: int, *, is_enough: bool) -> None:
    assert covers(Percent.parse("95 %"), part, whole) is is_enough
