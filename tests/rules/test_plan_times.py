"""What is wrong between the times of steps that come after each other."""

import json

import pytest

from rules.amendment import amended
from rules.compilation import compile_rules
from rules.plan import check_plan
from schemas.plan import Plan
from tests.rules.amendments import longer
from tests.rules.reference import CALENDAR
from tests.rules.test_plan import Draft, draft, problems, steps, task

ACT = ("tracks", 0, "phases", 1, "steps")
STUDY = ("tracks", 0, "phases", 0, "steps")


def opinions(id_: str, days: int, *after: str) -> Draft:
    return task(id_, kind="opinions", channels=["box"], open_for=f"{days} days", after=list(after))


def with_steps(*made: Draft) -> Draft:
    """A plan whose second phase, of 14 days, has these steps."""
    plan = draft()
    plan["tracks"][0]["phases"][1]["steps"] = list(made)
    return plan


def found(plan: Draft) -> list[tuple[str, tuple[str | int, ...]]]:
    return problems(lambda drafted: drafted.update(plan))


def test_solicitations_in_turn_must_fit_into_their_phase() -> None:
    plan = with_steps(
        opinions("first", 7),
        task("between", after=["first"]),
        opinions("second", 8, "between"),
        opinions("third", 1, "second"),
    )
    # The first that is one too many is told, and what is after it would be too late as well.
    assert found(plan) == [("phase_too_short_for_turns", (*ACT, 2, "open_for"))]
    (problem,) = check_plan(Plan.model_validate_json(json.dumps(plan)))
    assert problem.params == {
        "steps": "first → second",
        "phase": "act",
        "open_for": "15 days",
        "length": "14 days",
    }


@pytest.mark.parametrize(
    "made",
    [
        # Together they are just as long, or side by side.
        (opinions("first", 7), opinions("second", 7, "first")),
        (opinions("first", 14), opinions("second", 14)),
        (opinions("first", 6), opinions("other", 8), opinions("last", 6, "first", "other")),
    ],
)
def test_what_just_fits_is_no_problem(made: tuple[Draft, ...]) -> None:
    assert found(with_steps(*made)) == []


def test_a_solicitation_that_is_too_long_by_itself_is_told_once() -> None:
    plan = with_steps(opinions("first", 7), opinions("second", 15, "first"))
    assert found(plan) == [("phase_too_short_for_opinions", (*ACT, 1, "open_for"))]


@pytest.mark.parametrize(
    ("due", "other", "is_good"),
    [
        ("3 working days", "3 working days", True),
        ("3 working days", "4 working days", False),
        ("phase end", "10 working days", True),
        # 10 working days are as many as 14 days can have: the end of the phase.
        ("10 working days", "phase end", True),
        ("9 working days", "phase end", False),
    ],
)
def test_nothing_is_due_before_what_it_comes_after(due: str, other: str, is_good: bool) -> None:
    plan = with_steps(task("first", due=other), task("second", after=["first"], due=due))
    assert found(plan) == ([] if is_good else [("due_before_earlier", (*ACT, 1, "due"))])


def test_a_step_that_is_due_too_early_is_told_once() -> None:
    plan = with_steps(
        task("first"), task("other"), task("last", after=["first", "other"], due="2 working days")
    )
    assert found(plan) == [("due_before_earlier", (*ACT, 2, "due"))]


def test_what_comes_after_itself_or_an_optional_step_is_told_as_that_alone() -> None:
    circle = with_steps(
        task("first", after=["second"], due="1 working day"),
        opinions("second", 9, "first"),
        opinions("third", 9, "second"),
    )
    assert [code for code, _ in found(circle)] == ["steps_in_a_circle"]
    optional = with_steps(
        task("first", required=False), task("second", after=["first"], due="1 working day")
    )
    assert [code for code, _ in found(optional)] == ["required_after_optional"]


def test_a_unit_that_runs_with_such_steps_can_still_be_amended() -> None:
    plan = draft()
    steps(plan)[0]["due"] = "9 working days"
    steps(plan)[1]["due"] = "8 working days"
    assert found(plan) == [("due_before_earlier", (*STUDY, 1, "due"))]
    read = Plan.model_validate_json(json.dumps(plan))
    window = read.window.model_copy(update={"first": CALENDAR.first, "last": CALENDAR.last})
    rules = compile_rules(read.model_copy(update={"window": window}), CALENDAR)["school"]
    assert len(amended(rules, longer(5)).amendments) == 1
