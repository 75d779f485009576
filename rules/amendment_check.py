"""What is wrong in an amendment before any unit is asked: why it fits nothing that units carry."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from rules.amendment import Misfit, amended
from rules.changes import changed
from rules.plan_promises import promise_problems
from rules.plan_steps import Path
from schemas.amendment import Amendment, RemindersChange
from schemas.problem import Problem
from schemas.unit_rules import UnitRules


def fitting_problems(
    amendment: Amendment,
    carried: Sequence[UnitRules],
    *,
    districts: Collection[str],
    units: Collection[str],
) -> tuple[Problem, ...]:
    """Why an amendment fits nobody; nothing where it fits some of the rules that units carry.

    `carried` are the different rules of a campaign's units, `districts` all that those are in, and
    `units` at least those of them that the amendment names. A type that it does not fit is no
    problem here: its units are listed as those that cannot take it.
    """
    unknown = (
        *_unknown_units(amendment, carried, districts),
        *_unknown_codes(amendment, units),
    )
    meant = [rules for rules in carried if _may_be_for(amendment, rules)]
    misfits = [misfit for rules in meant if (misfit := _misfit(amendment, rules)) is not None]
    if unknown or len(misfits) < len(meant):
        in_vain = (problem for rules in meant for problem in _promised_in_vain(amendment, rules))
        return unknown or _distinct(in_vain)
    # A type that has other steps fails at the first change already, and says the least.
    furthest = max((_reached(amendment, misfit) for misfit in misfits), default=0)
    last = [misfit for misfit in misfits if _reached(amendment, misfit) == furthest]
    problems = [problem for misfit in last for problem in _problems(amendment, misfit)]
    return _distinct(problems)


def _distinct(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple({problem.model_dump_json(): problem for problem in problems}.values())


def _promised_in_vain(amendment: Amendment, rules: UnitRules) -> Iterator[Problem]:
    """What the changes bring that nobody could give; what the rules had of it before is left alone."""
    if _misfit(amendment, rules) is not None:
        return
    old, brought = _promise_problems(rules), dict[tuple[str, ...], Problem]()
    for index, change in enumerate(amendment.changes):
        rules = changed(rules, change)
        brought = {
            what: brought.get(what) or problem.model_copy(update={"path": ("changes", index)})
            for what, problem in _promise_problems(rules).items()
            if what not in old
        }
    yield from brought.values()


def _promise_problems(rules: UnitRules) -> dict[tuple[str, ...], Problem]:
    """By what it is and the ids that it names; a place moves when a step before it is dropped."""
    return {
        (track.id, problem.code, *problem.params.values()): problem
        for track in rules.tracks
        for problem in promise_problems(track, (track.id,))
    }


def _unknown_units(
    amendment: Amendment, carried: Sequence[UnitRules], districts: Collection[str]
) -> Iterator[Problem]:
    meant = amendment.units
    known = {
        "districts": sorted(districts),
        "types": sorted({rules.unit_type for rules in carried}),
        "tracks": sorted({track.id for rules in carried for track in rules.tracks}),
    }
    for where, ids in known.items():
        for index, id_ in enumerate(getattr(meant, where)):
            if id_ not in ids:
                params = {"id": id_, "known": ", ".join(ids)}
                path = ("units", where, index)
                yield Problem(code="units_unknown", params=params, path=path)


def _unknown_codes(amendment: Amendment, units: Collection[str]) -> Iterator[Problem]:
    for index, code in enumerate(amendment.units.codes):
        if code not in units:
            yield Problem(code="unit_unknown", params={"id": code}, path=("units", "codes", index))


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
