"""Problems (突出问题) by their numbers: those that a unit owns up to, and those that were dropped.

A number is given when a solicitation ends, and never twice; whether the problem is the unit's is known
once the opinions are counted.
"""

from collections.abc import Iterable

from rules.folding import with_
from rules.refused import Refused
from schemas.opinions import Ending, Numbers
from schemas.state import UnitState
from schemas.unit_rules import SECOND_EDITION


def require_owned(state: UnitState, number: int) -> None:
    """Refuse a problem that was never named, was dropped, or hangs on a count that is under way."""
    if number > state.problems:
        raise Refused("unknown_problem", problem=number, known=state.problems)
    if state.rules.edition < SECOND_EDITION:
        return
    dropped, unsettled = state.dropped_problems, _unsettled(state)
    if any(number in _range(one) for one in unsettled):
        raise Refused("problem_unsettled", problem=number)
    if any(number in _range(one) for one in dropped):
        raise Refused(
            "problem_dropped", problem=number, known=_others(state, dropped, unsettled) or "–"
        )


def drop_problems(state: UnitState, ending: Ending) -> UnitState:
    """The state after a solicitation fell short, and with it the problems named at its end."""
    if ending.problems == 0 or state.rules.edition < SECOND_EDITION:
        return state
    new = Numbers(first=ending.first_problem, last=ending.first_problem + ending.problems - 1)
    return with_(state, dropped_problems=_joined((*state.dropped_problems, new)))


def _unsettled(state: UnitState) -> tuple[Numbers, ...]:
    endings = (one.ending for one in state.solicitations.values() if one.ending is not None)
    return tuple(
        Numbers(first=one.first_problem, last=one.first_problem + one.problems - 1)
        for one in endings
    )


def _others(state: UnitState, *left_out: Iterable[Numbers]) -> str:
    """The numbers of all problems but some, as they are written."""
    gone = _joined(one for some in left_out for one in some)
    begins = (1, *(one.last + 1 for one in gone))
    ends = (*(one.first - 1 for one in gone), state.problems)
    owned = ((first, last) for first, last in zip(begins, ends, strict=True) if first <= last)
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in owned)


def _joined(several: Iterable[Numbers]) -> tuple[Numbers, ...]:
    """The same numbers in order, those that follow each other together."""
    joined = list[Numbers]()
    for one in sorted(several, key=lambda numbers: numbers.first):
        if one.first > one.last:
            continue
        if joined and joined[-1].last + 1 == one.first:
            joined[-1] = Numbers(first=joined[-1].first, last=one.last)
        else:
            joined.append(one)
    return tuple(joined)


def _range(numbers: Numbers) -> range:
    return range(numbers.first, numbers.last + 1)
