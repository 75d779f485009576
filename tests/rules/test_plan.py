import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rules.plan import check_plan, latest_start, track_length
from rules.plan_steps import working_days_within
from schemas.plan import Plan
from schemas.quantities import Days, WorkingDays
from schemas.step import Weights
from texts.catalogue import say
from texts.plan_problems import CATALOGUE

Draft = dict[str, Any]


def draft() -> Draft:
    """A plan without a fault: a track of two phases and one of a single phase with a survey."""
    return {
        "plan": "p",
        "title": {"en": "Plan"},
        "timezone": "Asia/Shanghai",
        "calendar": {
            "country": "CN",
            "exceptions": [
                {"date": "2005-07-11", "worked": False, "reason": "storm"},
                {"date": "2005-07-16", "worked": True, "reason": "made up"},
            ],
        },
        "window": {"first": "2005-07-01", "last": "2005-09-30"},
        "readiness": [item("counted"), item("trained")],
        "tracks": [
            item(
                "phased",
                phases=[
                    item(
                        "study",
                        length="14 days",
                        steps=[
                            task("meet", due="3 working days"),
                            task("read", after=["meet"]),
                            task("extra", required=False, after=["meet"]),
                            task("more", required=False, after=["extra"]),
                        ],
                    ),
                    item(
                        "act",
                        length="14 days",
                        steps=[
                            task("ask", kind="opinions", channels=["box"], open_for="14 days"),
                            task("mend", after=["ask"], due="10 working days"),
                        ],
                    ),
                ],
            ),
            item(
                "links",
                phases=[
                    item(
                        "all",
                        length="60 days",
                        steps=[
                            task("meet"),
                            task("mend", after=["meet"]),
                            task("idle", required=False),
                            survey("survey", after=["mend"]),
                        ],
                    )
                ],
            ),
        ],
        "types": [
            item("school", track="phased"),
            item("firm", track="links", latest_start="2005-08-01"),
        ],
        "declares": {"units": {"school": 3}},
    }


def item(id_: str, **more: object) -> Draft:
    return {"id": id_, "title": {"en": id_}, **more}


def task(id_: str, *, kind: str = "task", **more: object) -> Draft:
    return item(id_, kind=kind, **more)


def shop(**more: object) -> Draft:
    return item("shop", track="phased", may_choose=["links"], **more)


def survey(id_: str, **more: object) -> Draft:
    return task(id_, kind="survey", bands=["95 %"], **more) | {"pass_mark": "90 %"}


def problems(change: Callable[[Draft], object]) -> list[tuple[str, tuple[str | int, ...]]]:
    """Codes and paths of what is wrong after a change; each must have its text, places filled."""
    changed = draft()
    change(changed)
    found = check_plan(Plan.model_validate_json(json.dumps(changed)))
    for problem in found:
        for language in ("zh", "en"):
            said = say(CATALOGUE, problem.code, problem.params, language)
            assert all(value in said for value in problem.params.values())
    return [(problem.code, problem.path) for problem in found]


def steps(plan: Draft, track: int = 0, phase: int = 0) -> list[Draft]:
    found: list[Draft] = plan["tracks"][track]["phases"][phase]["steps"]
    return found


STUDY = ("tracks", 0, "phases", 0, "steps")
LINKS = ("tracks", 1, "phases", 0, "steps")
STUDIED = item("study", length="14 days", gate={"sign_off": False}, steps=steps(draft()))
EXCEPTIONS = ("calendar", "exceptions")


def test_a_good_plan_has_no_problem() -> None:
    assert problems(lambda _: None) == []


def set_to(*path_and_value: Any) -> Callable[[Draft], object]:
    """A change that sets the value at a path."""
    *path, last, value = path_and_value

    def change(plan: Any) -> None:
        for part in path:
            plan = plan[part]
        plan[last] = value

    return change


def add_to(*path_and_item: Any) -> Callable[[Draft], object]:
    """A change that adds an item to the list at a path."""
    *path, item_ = path_and_item

    def change(plan: Any) -> None:
        for part in path:
            plan = plan[part]
        plan.append(item_)

    return change


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        (set_to("timezone", "Asia/Shangai"), "unknown_timezone", ("timezone",)),
        (set_to("timezone", "../UTC"), "unknown_timezone", ("timezone",)),
        (set_to("timezone", "America"), "unknown_timezone", ("timezone",)),
        (
            set_to(*EXCEPTIONS, 0, "date", "2005-06-30"),
            "exception_outside_window",
            (*EXCEPTIONS, 0, "date"),
        ),
        (
            set_to(*EXCEPTIONS, 1, "date", "2005-10-01"),
            "exception_outside_window",
            (*EXCEPTIONS, 1, "date"),
        ),
        (
            set_to(*EXCEPTIONS, 1, "date", "2005-07-11"),
            "exception_contradicts",
            (*EXCEPTIONS, 1, "date"),
        ),
        (
            add_to(*EXCEPTIONS, {"date": "2005-07-16", "worked": True, "reason": "again"}),
            "exception_repeated",
            (*EXCEPTIONS, 2, "date"),
        ),
        (add_to("readiness", item("counted")), "id_repeated", ("readiness", 2, "id")),
        (add_to("types", item("school", track="links")), "id_repeated", ("types", 2, "id")),
        (
            set_to("types", 1, "may_choose", ["phased", "phased"]),
            "id_repeated",
            ("types", 1, "may_choose", 1),
        ),
        (
            set_to("tracks", 0, "phases", 1, "id", "study"),
            "id_repeated",
            ("tracks", 0, "phases", 1, "id"),
        ),
        (
            set_to("types", 1, "may_choose", ["links"]),
            "own_track_chosen",
            ("types", 1, "may_choose", 0),
        ),
        (
            set_to("types", 1, "may_choose", ["link"]),
            "unknown_track",
            ("types", 1, "may_choose", 0),
        ),
        (
            set_to("types", 1, "latest_start", "2005-06-30"),
            "latest_start_outside_window",
            ("types", 1, "latest_start"),
        ),
        (
            set_to("types", 1, "latest_start", "2005-10-01"),
            "latest_start_outside_window",
            ("types", 1, "latest_start"),
        ),
        (
            set_to("types", 1, "latest_start", "2005-08-02"),
            "latest_start_too_late",
            ("types", 1, "latest_start"),
        ),
        (
            add_to("types", shop(latest_start="2005-08-02")),
            "latest_start_too_late",
            ("types", 2, "latest_start"),
        ),
        (set_to("window", "last", "2201-01-01"), "date_out_of_reach", ("window", "last")),
        (
            set_to("declares", "units", "scholl", 1),
            "declared_type_unknown",
            ("declares", "units", "scholl"),
        ),
        (
            set_to("tracks", 0, "phases", 0, "length", "78 days"),
            "track_beyond_window",
            ("tracks", 0),
        ),
        (
            set_to("tracks", 0, "phases", 1, "steps", 1, "id", "meet"),
            "step_repeated",
            ("tracks", 0, "phases", 1, "steps", 1, "id"),
        ),
        (set_to(*STUDY, 1, "after", ["met"]), "after_unknown_step", (*STUDY, 1, "after", 0)),
        (
            set_to(*STUDY, 1, "after", ["meet", "ask"]),
            "after_step_of_other_phase",
            (*STUDY, 1, "after", 1),
        ),
        (
            set_to(*STUDY, 1, "after", ["extra"]),
            "required_after_optional",
            (*STUDY, 1, "after", 0),
        ),
        (set_to(*STUDY, 0, "after", ["read"]), "steps_in_a_circle", (*STUDY, 0, "after")),
        (set_to(*STUDY, 0, "after", ["meet"]), "steps_in_a_circle", (*STUDY, 0, "after")),
        (set_to(*STUDY, 0, "due", "11 working days"), "phase_too_short", (*STUDY, 0, "due")),
        (
            set_to("tracks", 0, "phases", 1, "steps", 0, "minimum_channels", 7),
            "too_few_channels",
            ("tracks", 0, "phases", 1, "steps", 0, "minimum_channels"),
        ),
        (
            set_to("tracks", 0, "phases", 1, "steps", 0, "open_for", "15 days"),
            "phase_too_short_for_opinions",
            ("tracks", 0, "phases", 1, "steps", 0, "open_for"),
        ),
        (
            set_to("types", 0, "level", "county"),
            "declared_type_is_office",
            ("declares", "units", "school"),
        ),
        (
            set_to("tracks", 0, "phases", 0, {**STUDIED, "published": True}),
            "published_without_sign_off",
            ("tracks", 0, "phases", 0, "published"),
        ),
        (
            set_to("tracks", 0, "phases", 0, {**STUDIED, "polled": True}),
            "polled_without_sign_off",
            ("tracks", 0, "phases", 0, "polled"),
        ),
        (
            set_to(*STUDY, 0, task("meet", kind="mobilization", coverage="0 %")),
            "share_of_nothing",
            (*STUDY, 0, "coverage"),
        ),
        (
            set_to(*STUDY, 0, task("meet", kind="meeting", quorum="0 %")),
            "share_of_nothing",
            (*STUDY, 0, "quorum"),
        ),
        (
            set_to(*STUDY, 0, task("meet", kind="rectification", closed_share="0 %")),
            "share_of_nothing",
            (*STUDY, 0, "closed_share"),
        ),
        (
            set_to("tracks", 0, "phases", 1, "steps", 0, "due", "9 working days"),
            "due_before_opinions_close",
            ("tracks", 0, "phases", 1, "steps", 0, "due"),
        ),
        (
            set_to(*LINKS, 3, "weights", dict.fromkeys(Weights.model_fields, "50 %")),
            "pass_mark_out_of_reach",
            (*LINKS, 3, "weights", "very_satisfied"),
        ),
        (set_to(*LINKS, 3, "after", ["meet"]), "survey_not_last", (*LINKS, 3)),
        (set_to(*LINKS, 3, "after", []), "survey_not_last", (*LINKS, 3)),
    ],
)
def test_what_is_wrong_is_found_once_and_where_it_is(
    change: Callable[[Draft], object], code: str, path: tuple[str | int, ...]
) -> None:
    assert problems(change) == [(code, path)]


@pytest.mark.parametrize(
    "change",
    [
        set_to(*EXCEPTIONS, 0, "date", "2005-07-01"),
        set_to(*EXCEPTIONS, 0, "date", "2005-09-30"),
        set_to("types", 1, "latest_start", "2005-07-01"),
        add_to("types", shop(latest_start="2005-08-01")),
        set_to(*STUDY, 0, "due", "10 working days"),
        set_to("tracks", 0, "phases", 0, "length", "77 days"),
        set_to("tracks", 0, "phases", 1, "steps", 0, "due", "10 working days"),
        set_to(*LINKS, 3, "weights", {"very_satisfied": "90 %"}),
        set_to(*LINKS, 3, "pass_mark", "0 %"),
    ],
)
def test_what_is_just_right_is_no_problem(change: Callable[[Draft], object]) -> None:
    assert problems(change) == []


@pytest.mark.parametrize(
    ("change", "params"),
    [
        (
            set_to(*EXCEPTIONS, 0, "date", "2005-06-30"),
            {"date": "2005-06-30", "first": "2005-07-01", "last": "2005-09-30"},
        ),
        (
            set_to(*EXCEPTIONS, 1, "date", "2005-07-11"),
            {"date": "2005-07-11"},
        ),
        (
            set_to("tracks", 0, "phases", 0, "length", "78 days"),
            {"track": "phased", "length": "92 days", "window": "91 days"},
        ),
        (
            set_to("types", 1, "may_choose", ["link"]),
            {"type": "firm", "track": "link", "known": "phased, links"},
        ),
        (
            set_to("types", 1, "latest_start", "2005-06-30"),
            {"date": "2005-06-30", "first": "2005-07-01", "last": "2005-09-30"},
        ),
        (
            set_to("types", 1, "latest_start", "2005-08-02"),
            {"date": "2005-08-02", "track": "links", "length": "60 days", "latest": "2005-08-01"},
        ),
        (
            # The type's own track would fit, the one that may be chosen would not.
            add_to("types", shop(latest_start="2005-08-02")),
            {"date": "2005-08-02", "track": "links", "length": "60 days", "latest": "2005-08-01"},
        ),
        (
            set_to("declares", "units", "scholl", 1),
            {"type": "scholl", "known": "school, firm"},
        ),
        (
            set_to(*STUDY, 1, "after", ["met"]),
            {"step": "read", "after": "met", "known": "meet, read, extra, more"},
        ),
        (
            set_to(*STUDY, 0, "due", "11 working days"),
            {
                "step": "meet",
                "phase": "study",
                "length": "14 days",
                "due": "11 working days",
                "fits": "10 working days",
            },
        ),
        (
            set_to("tracks", 0, "phases", 1, "steps", 0, "open_for", "15 days"),
            {"step": "ask", "phase": "act", "length": "14 days", "open_for": "15 days"},
        ),
        (
            set_to(*LINKS, 3, "after", []),
            {"survey": "survey", "missing": "meet, mend"},
        ),
    ],
)
def test_what_is_wrong_is_said_with_what_it_is_about(
    change: Callable[[Draft], object], params: dict[str, str]
) -> None:
    changed = draft()
    change(changed)
    (problem,) = check_plan(Plan.model_validate_json(json.dumps(changed)))
    assert problem.params == params


@pytest.mark.parametrize(
    ("first", "last"), [("0001-01-01", "0001-01-02"), ("9999-12-30", "9999-12-31")]
)
def test_a_window_at_the_ends_of_time_is_out_of_reach(first: str, last: str) -> None:
    def change(plan: Draft) -> None:
        plan["window"] = {"first": first, "last": last}
        plan["types"][1]["latest_start"] = first
        plan["calendar"]["exceptions"] = []

    assert problems(change) == [
        ("date_out_of_reach", ("window", "first")),
        ("date_out_of_reach", ("window", "last")),
        ("track_beyond_window", ("tracks", 0)),
        ("track_beyond_window", ("tracks", 1)),
    ]


def test_a_latest_start_on_the_very_last_day_is_too_late_but_within_the_window() -> None:
    assert problems(set_to("types", 1, "latest_start", "2005-09-30")) == [
        ("latest_start_too_late", ("types", 1, "latest_start"))
    ]


def test_an_id_that_stands_three_times_is_named_twice() -> None:
    def change(plan: Draft) -> None:
        plan["readiness"] += [item("counted"), item("counted")]

    assert problems(change) == [
        ("id_repeated", ("readiness", 2, "id")),
        ("id_repeated", ("readiness", 3, "id")),
    ]


def test_a_plan_that_declares_nothing_has_nothing_declared_wrongly() -> None:
    assert problems(lambda plan: plan.pop("declares")) == []


def test_what_is_wrong_with_a_ladder_is_wrong_with_the_plan() -> None:
    def change(plan: Draft) -> None:
        rung = {"id": "eve", "when": "1 working day before"}
        ladder = {"id": "usual", "rungs": [rung, rung]}
        plan["reminders"] = {"spread": "121 minutes", "ladders": [ladder]}

    assert problems(change) == [
        ("spread_too_long", ("reminders", "spread")),
        ("id_repeated", ("reminders", "ladders", 0, "rungs", 1, "id")),
    ]


def test_an_unknown_track_leaves_its_own_unused() -> None:
    assert problems(set_to("types", 1, "track", "link")) == [
        ("track_unused", ("tracks", 1)),
        ("unknown_track", ("types", 1, "track")),
    ]


def test_a_repeated_track_is_named_once() -> None:
    def change(plan: Draft) -> None:
        plan["tracks"].append(plan["tracks"][1])

    assert problems(change) == [("id_repeated", ("tracks", 2, "id"))]


def test_a_phase_needs_a_required_step() -> None:
    def change(plan: Draft) -> None:
        for step in steps(plan):
            step["required"] = False

    assert problems(change) == [("phase_without_required_step", ("tracks", 0, "phases", 0))]


def test_a_required_survey_need_not_wait_for_optional_steps_or_other_surveys() -> None:
    def change(plan: Draft) -> None:
        steps(plan, track=1).append(survey("second", after=["mend"]))

    assert problems(change) == []


def test_a_step_after_the_survey_of_a_single_phase_is_a_problem_of_the_survey() -> None:
    def change(plan: Draft) -> None:
        steps(plan, track=1)[1]["after"] = ["survey"]
        steps(plan, track=1)[3]["after"] = ["meet"]

    assert problems(change) == [("survey_not_last", (*LINKS, 3))]


def test_a_survey_within_several_phases_may_stand_where_it_likes() -> None:
    def change(plan: Draft) -> None:
        steps(plan).append(survey("poll", due="3 working days"))
        steps(plan)[0]["after"] = ["poll"]

    assert problems(change) == []


def test_each_circle_is_named_once_with_all_its_steps() -> None:
    changed = draft()
    study = steps(changed)
    study[0]["after"] = ["read"]
    study[3]["after"] = ["extra"]
    study[2]["after"] = ["more"]
    found = check_plan(Plan.model_validate_json(json.dumps(changed)))
    assert [(problem.code, problem.params["steps"]) for problem in found] == [
        ("steps_in_a_circle", "meet → read → meet"),
        ("steps_in_a_circle", "extra → more → extra"),
    ]


def test_everything_is_found_at_once() -> None:
    def change(plan: Draft) -> None:
        plan["timezone"] = "Nowhere"
        plan["types"][0] |= {"track": "phase", "may_choose": ["phased"]}
        steps(plan)[1]["after"] = ["nothing"]
        steps(plan, track=1)[3]["after"] = []

    assert [code for code, _ in problems(change)] == [
        "unknown_timezone",
        "after_unknown_step",
        "survey_not_last",
        "unknown_track",
    ]


@pytest.mark.parametrize(
    ("days", "worked"), [(0, 0), (1, 1), (5, 5), (6, 5), (7, 5), (8, 6), (30, 22), (31, 23)]
)
def test_working_days_within_a_length(days: int, worked: int) -> None:
    assert working_days_within(Days(days)) == WorkingDays(worked)


def test_the_latest_start_is_the_plan_s_own_or_what_the_track_leaves() -> None:
    plan = Plan.model_validate_json(json.dumps(draft()))
    school, firm = plan.types
    assert track_length(plan.tracks[0]) == Days(28)
    assert latest_start(plan, school) == date(2005, 9, 2)
    assert latest_start(plan, school, "links") == date(2005, 8, 1)
    assert latest_start(plan, firm) == latest_start(plan, firm, "phased") == date(2005, 8, 1)
    with pytest.raises(KeyError):
        latest_start(plan, school.model_copy(update={"track": "none"}))
