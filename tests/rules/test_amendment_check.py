"""What is wrong in an amendment is found before any unit is asked, where it fits nobody."""

from typing import Any

from rules.amendment_check import fitting_problems
from tests.rules.amendments import amendment, longer
from tests.rules.reference import KEY_LINKS, RULES, with_rules

LINKS_ONLY = with_rules(unit_type="association", tracks=(KEY_LINKS,))
CARRIED = (RULES, LINKS_ONLY)


def found(*changes: dict[str, Any], **units: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    """What is wrong and where."""
    problems = fitting_problems(
        amendment(*changes, **units), CARRIED, districts=("east", "west"), units=("S-1",)
    )
    return [(problem.code, problem.path) for problem in problems]


def test_an_amendment_that_fits_some_is_good() -> None:
    for carried in (CARRIED, ()):
        assert fitting_problems(longer(), carried, districts=(), units=()) == ()


def test_a_change_that_fits_nobody_is_named() -> None:
    lights = {"kind": "lights", "due_soon": "1 working day"}
    assert found(lights, {"kind": "step_dropped", "step": "nowhere"}) == [
        ("amendment_of_unknown_step", ("changes", 1))
    ]


def test_the_change_that_the_most_fitting_rules_stumble_over_is_named() -> None:
    changes = (
        {"kind": "phase", "phase": "study", "longer": "5 days"},
        {"kind": "step_dropped", "step": "nowhere"},
    )
    assert found(*changes) == [("amendment_of_unknown_step", ("changes", 1))]


def test_a_change_that_fits_only_units_it_is_not_for_is_named() -> None:
    study = {"kind": "phase", "phase": "study", "longer": "5 days"}
    assert found(study, types=["association"]) == [("amendment_of_unknown_phase", ("changes", 0))]
    assert found(study, tracks=["phased"]) == []


def test_what_the_changes_make_together_is_named_as_in_a_plan() -> None:
    shorter = {"kind": "phase", "phase": "study", "shorter": "25 days"}
    assert found(shorter) == [("phase_too_short", ("changes",))]
    beyond = {"kind": "latest_start", "on": "2030-01-01"}
    assert found(beyond) == [("amendment_start_outside_window", ("changes",))]


def test_types_and_tracks_that_nobody_has_are_named() -> None:
    study = {"kind": "phase", "phase": "study", "longer": "5 days"}
    assert found(study, types=["school", "castle"], tracks=["nowhere"]) == [
        ("units_unknown", ("units", "types", 1)),
        ("units_unknown", ("units", "tracks", 0)),
    ]


def test_districts_and_units_that_there_are_not_are_named() -> None:
    study = {"kind": "phase", "phase": "study", "longer": "5 days"}
    assert found(study, districts=["west", "D1"], codes=["S-1", "S-2"]) == [
        ("units_unknown", ("units", "districts", 1)),
        ("unit_unknown", ("units", "codes", 1)),
    ]


def test_ladders_are_held_against_the_rules_of_plans() -> None:
    rung = {"id": "day", "when": "on the day"}
    ladder = {"id": "all", "rungs": [rung, rung]}
    lights = {"kind": "lights", "due_soon": "1 working day"}
    path = ("changes", 1, "reminders", "ladders", 0, "rungs", 1, "id")
    assert found(lights, {"kind": "reminders", "reminders": {"ladders": [ladder]}}) == [
        ("id_repeated", path)
    ]


def test_what_nobody_could_give_is_named_where_an_amendment_brings_it_and_not_where_it_was() -> (
    None
):
    poll = {"kind": "phase", "phase": "rectification", "polled": True}
    lights = {"kind": "lights", "due_soon": "1 working day"}
    assert found(lights, poll) == [("polled_without_sign_off", ("changes", 1))]
    signed_off = {"kind": "gate", "phase": "rectification", "sign_off": True}
    assert found(poll, lights) == [("polled_without_sign_off", ("changes", 0))]
    assert found(poll, signed_off) == []

    (last,) = [phase for phase in RULES.tracks[0].phases if phase.id == "rectification"]
    polled = last.model_copy(update={"polled": True})
    course = RULES.tracks[0].model_copy(update={"phases": (*RULES.tracks[0].phases[:2], polled)})
    old = with_rules(tracks=(course, KEY_LINKS))
    assert fitting_problems(amendment(lights), (old,), districts=(), units=()) == ()
