"""What is wrong in an amendment before any unit is asked: why it fits nothing that units carry."""

from collections.abc import Iterator, Sequence

from rules.amendment import Misfit, amended
from rules.plan_steps import Path
from schemas.amendment import Amendment, RemindersChange
from schemas.problem import Problem
from schemas.unit_rules import UnitRules


def fitting_problems(amendment: Amendment, carried: Sequence[UnitRules]) -> tuple[Problem, ...]:
    """Why an amendment fits nobody; nothing where it fits some of the rules that units carry.

    `carried` are the different rules of a campaign's units. A type that it does not fit is no
    problem here: its units are listed as those that cannot take it.
    """
    unknown = tuple(_unknown_units(amendment, carried))
    meant = [rules for rules in carried if _may_be_for(amendment, rules)]
    misfits = [misfit for rules in meant if (misfit := _misfit(amendment, rules)) is not None]
    if unknown or len(misfits) < len(meant):
        return unknown
    # A type that has other steps fails at the first change already, and says the least.
    furthest = max((_reached(amendment, misfit) for misfit in misfits), default=0)
    last = [misfit for misfit in misfits if _reached(amendment, misfit) == furthest]
    problems = [problem for misfit in last for problem in _problems(amendment, misfit)]
    return tuple({problem.model_dump_json(): problem for problem in problems}.values())


def _unknown_units(amendment: Amendment, carried: Sequence[UnitRules]) -> Iterator[Problem]:
    meant = amendment.units
    known = {
        "types": sorted({rules.unit_type for rules in carried}),
        "tracks": sorted({track.id for rules in carried for track in rules.tracks}),
    }
    for where, ids in known.items():
        for index, id_ in enumerate(getattr(meant, where)):
            if id_ not in ids:
                params = {"id": id_, "known": ", ".join(ids)}
                path = ("units", where, index)
                yield Problem(code="units_unknown", params=params, path=path)


def _may_be_for(amendment: Amendment, rules: UnitRules) -> bool:
    meant = amendment.units
    tracks = {track.id for track in rules.tracks}
    return (not meant.types or rules.unit_type in meant.types) and (
        not meant.tracks or not tracks.isdisjoint(meant.tracks)
    )


def _misfit(amendment: Amendment, rules: UnitRules) -> Misfit | None:
    try:
        amended(rules, amendment)
    except Misfit as misfit:
        return misfit
    return None


def _reached(amendment: Amendment, misfit: Misfit) -> int:
    return len(amendment.changes) if misfit.change is None else misfit.change


def _problems(amendment: Amendment, misfit: Misfit) -> Iterator[Problem]:
    path = ("changes",) if misfit.change is None else ("changes", misfit.change)
    if not misfit.problems:
        refusal = misfit.refusal
        yield Problem(code=refusal.code, params=dict(refusal.params), path=path)
    for problem in misfit.problems:
        yield problem.model_copy(update={"path": _place(amendment, problem.path) or path})


def _place(amendment: Amendment, path: Path) -> Path | None:
    """Where in an amendment the reminders stand in which something is wrong; None for others."""
    for index, change in enumerate(amendment.changes):
        if path[:1] == ("reminders",) and isinstance(change, RemindersChange):
            return ("changes", index, *path)
    return None
