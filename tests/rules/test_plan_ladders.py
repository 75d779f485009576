"""What is wrong with a ladder of reminders, with its place in the plan."""

from datetime import time

import pytest

from rules.plan_ladders import ladder_problems
from schemas.calendar import Break, WorkingHours
from schemas.problem import Problem
from schemas.quantities import Minutes, WorkingDays
from schemas.reminders import Ladder, Reminders, Rung
from tests.rules.ladders import REMINDERS, USUAL, rung
from texts.catalogue import say
from texts.plan_problems import CATALOGUE

Found = list[tuple[str, tuple[str | int, ...], dict[str, str]]]


def found(reminders: Reminders | None, hours: WorkingHours | None = None) -> Found:
    problems: list[Problem] = list(ladder_problems(reminders, hours or WorkingHours()))
    for problem in problems:
        for language in ("zh", "en"):
            said = say(CATALOGUE, problem.code, problem.params, language)
            assert all(value in said for value in problem.params.values())
    return [(problem.code, problem.path, problem.params) for problem in problems]


def of(*ladders: Ladder) -> Reminders:
    return Reminders(ladders=ladders)


def test_a_good_ladder_and_none_have_no_problem() -> None:
    own = Ladder(id="own", kinds=("meeting", "survey"), rungs=(rung("own", "on the day"),))
    assert found(None) == []
    assert found(REMINDERS) == []
    assert found(of(USUAL, own)) == []


def test_a_ladder_or_rung_that_stands_twice() -> None:
    again = Ladder(id="usual", kinds=("task",), rungs=(rung("eve", "on the day"),))
    assert found(of(USUAL, again)) == [
        ("id_repeated", ("reminders", "ladders", 1, "id"), {"id": "usual"}),
        ("id_repeated", ("reminders", "ladders", 1, "rungs", 0, "id"), {"id": "eve"}),
    ]


def test_two_ladders_for_the_same_steps() -> None:
    first = Ladder(id="first", kinds=("task", "survey"), rungs=(rung("a", "on the day"),))
    second = Ladder(id="second", kinds=("meeting", "survey"), rungs=(rung("b", "on the day"),))
    third = Ladder(id="third", kinds=("survey",), rungs=(rung("c", "on the day"),))
    place = ("reminders", "ladders")
    assert found(of(first, second, third)) == [
        (
            "ladder_for_the_same",
            (*place, 1),
            {"ladder": "second", "other": "first", "kind": "survey"},
        ),
        (
            "ladder_for_the_same",
            (*place, 2),
            {"ladder": "third", "other": "first", "kind": "survey"},
        ),
    ]
    rest = Ladder(id="rest", rungs=(rung("d", "on the day"),))
    assert found(of(USUAL, rest)) == [
        ("ladder_for_the_same", (*place, 1), {"ladder": "rest", "other": "usual", "kind": "*"})
    ]


def test_somebody_who_is_told_twice() -> None:
    twice = rung("a", "on the day", "city", "supervisor", "city")
    assert found(of(Ladder(id="own", rungs=(twice,)))) == [
        ("id_repeated", ("reminders", "ladders", 0, "rungs", 0, "to", 2), {"id": "city"})
    ]


@pytest.mark.parametrize(
    ("hours", "longest"),
    [
        (WorkingHours(), 120),
        (WorkingHours(open=time(8, 30), close=time(9, 30)), 58),
        (WorkingHours(open=time(8, 30), lunch=Break(begins=time(9), ends=time(10))), 28),
        (WorkingHours(open=time(9, 59), lunch=Break(begins=time(12, 1), ends=time(13))), 120),
        (WorkingHours(open=time(9), close=time(9, 1)), 0),
    ],
)
def test_a_spread_beyond_the_morning(hours: WorkingHours, longest: int) -> None:
    def with_spread(minutes: int) -> Reminders:
        return REMINDERS.model_copy(update={"spread": Minutes(minutes)})

    assert found(with_spread(longest), hours) == []
    assert found(with_spread(longest + 1), hours) == [
        (
            "spread_too_long",
            ("reminders", "spread"),
            {"spread": str(Minutes(longest + 1)), "longest": str(Minutes(longest))},
        )
    ]


def test_a_rung_repeats_soundly() -> None:
    with pytest.raises(ValueError, match="expected 'every' beside 'times'"):
        rung("a", "on the day", times=3)
    with pytest.raises(ValueError, match="at least 1 working day"):
        rung("a", "on the day", every=WorkingDays(0))
    assert rung("a", "on the day", every=WorkingDays(1), times=3).times == 3
    assert Rung.model_validate({"id": "a", "when": "2 working days after"}).to == ("coordinator",)
