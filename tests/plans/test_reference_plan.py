from datetime import timedelta
from pathlib import Path

import pytest

import plans
from intake.holidays import working_calendar
from intake.plan import read_plan
from rules.acceptance import initial_state
from rules.calendar import (
    add_working_days,
    close_of,
    is_working_day,
    local_date,
    on_or_after,
    opening_of,
)
from rules.compilation import compile_rules
from rules.deadlines import deadline_of
from rules.plan import track_length
from rules.scoring import WHOLE, result_of
from schemas.plan import Plan
from schemas.quantities import Days, Percent, WorkingDays
from schemas.roster import Unit
from schemas.state import PhaseState
from schemas.step import SurveyStep
from schemas.survey import GradeCounts, Sealed
from schemas.target import UNIT, phase_target, step_target

FOLDER = Path(plans.__file__).parent

SCHOOL = Unit(
    code="SCH-001",
    name="First School",
    type="school",
    district="D1",
    coordinator="c-001",
    supervision_group="SG-01",
)


@pytest.fixture(scope="module")
def reference() -> Plan:
    return read_plan(FOLDER / "reference-2005.yaml").plan


def test_both_tracks_of_the_mission(reference: Plan) -> None:
    phased, key_links, _ = reference.tracks
    assert [phase.id for phase in phased.phases] == [
        "study",
        "analysis",
        "rectification",
        "conclusion",
    ]
    assert [phase.length for phase in phased.phases] == [Days(30)] * 4
    assert [phase.id for phase in key_links.phases] == ["links"]
    assert {step.kind for step in key_links.phases[0].steps} == {
        "mobilization",
        "opinions",
        "meeting",
        "rectification",
        "survey",
    }


def test_the_five_activities_stand_once_on_each_track_and_the_survey_last(reference: Plan) -> None:
    for track in reference.tracks[:2]:
        kinds = [step.kind for phase in track.phases for step in phase.steps]
        activities = [kind for kind in kinds if kind != "task"]
        assert activities == ["mobilization", "opinions", "meeting", "rectification", "survey"]
        (survey,) = (
            step for phase in track.phases for step in phase.steps if isinstance(step, SurveyStep)
        )
        assert survey.bands == (Percent.parse("95 %"), Percent.parse("90 %"))
        assert survey.pass_mark == Percent.parse("90 %")


def test_the_city_and_its_counties_have_a_ledger_and_a_survey_of_their_own(reference: Plan) -> None:
    offices = {type_.id: type_ for type_ in reference.types if type_.level != "unit"}
    assert {id_: type_.level for id_, type_ in offices.items()} == {
        "county_itself": "county",
        "city_itself": "city",
    }
    own = reference.tracks[-1]
    assert {(type_.track, type_.may_choose) for type_ in offices.values()} == {(own.id, ())}
    (phase,) = own.phases
    assert phase.published
    assert [step.kind for step in phase.steps] == ["task", "rectification", "survey"]
    (survey,) = (step for step in phase.steps if isinstance(step, SurveyStep))
    # The first batch's own public commitments were printed as 91.5: between the bands.
    ballots = GradeCounts(very_satisfied=12, fairly_satisfied=5, basically_satisfied=3)
    result = result_of(survey, 1, Sealed(cast=20, tally={WHOLE: ballots}))
    assert (result.score, result.band) == (Percent.parse("91.5 %"), Percent.parse("90 %"))


def test_twelve_types_as_the_mission_has_them(reference: Plan) -> None:
    ways = {
        type_.id: (type_.track, type_.may_choose)
        for type_ in reference.types
        if type_.level == "unit"
    }
    special = ("key_links", ("phased",))
    assert ways == {
        "street": ("phased", ()),
        "community": ("phased", ()),
        "association": special,
        "intermediary": special,
        "state_firm": ("phased", ("key_links",)),
        "non_public_firm": special,
        "school": ("phased", ()),
        "medical": ("phased", ()),
        "township": ("phased", ()),
        "county_unit": ("phased", ()),
        "missed_first_batch": ("phased", ()),
        "other": ("phased", ()),
    }
    for type_ in reference.types:
        assert type_.title.zh
        assert type_.title.en
        assert type_.focus is not None
        assert type_.focus.zh
        assert type_.focus.en


def test_everything_has_a_title_in_both_languages(reference: Plan) -> None:
    titled = [
        reference,
        *reference.readiness,
        *reference.tracks,
        *(phase for track in reference.tracks for phase in track.phases),
        *(step for track in reference.tracks for phase in track.phases for step in phase.steps),
    ]
    assert all(thing.title.zh and thing.title.en for thing in titled)
    assert len(reference.readiness) == 4


def test_the_declared_totals_are_those_that_were_printed(reference: Plan) -> None:
    declares = reference.declares
    assert declares is not None
    assert declares.units.keys() == {one.id for one in reference.types if one.level == "unit"}
    assert sum(declares.units.values()) == 2469
    assert declares.units_total == 2367
    assert declares.units["street"] + declares.units["community"] == 2469 - 2367
    assert (declares.organisations, declares.members) == (1685, 36065)
    assert declares.floating_share == Percent.parse("8.1 %")


def test_the_safety_inspection_is_nothing_like_it(reference: Plan) -> None:
    safety = read_plan(FOLDER / "safety-inspection.yaml").plan
    (track,) = safety.tracks
    assert len(track.phases) == 2
    assert track_length(track) == Days(45)
    assert len(safety.types) == 4
    assert safety.timezone != reference.timezone
    assert safety.calendar.country != reference.calendar.country
    assert safety.title.zh is None
    shared = {step.kind for phase in track.phases for step in phase.steps}
    assert "survey" not in shared


@pytest.mark.parametrize("name", ["reference-2005", "safety-inspection"])
def test_every_step_is_due_within_its_phase_whenever_that_opens(name: str) -> None:
    plan = read_plan(FOLDER / f"{name}.yaml").plan
    calendar = working_calendar(plan.calendar, plan.timezone, plan.window)
    days = [
        plan.window.first + timedelta(days=n)
        for n in range((plan.window.last - plan.window.first).days + 1)
    ]
    openings = [day for day in days if is_working_day(calendar, day)]
    for phase in (phase for track in plan.tracks for phase in track.phases):
        dues = [step.due for step in phase.steps if isinstance(step.due, WorkingDays)]
        for opening in openings:
            end = on_or_after(calendar, opening + timedelta(days=phase.length.count))
            assert add_working_days(calendar, opening, max(dues)) <= end


def test_no_deadline_falls_on_a_day_off_whenever_a_unit_starts(reference: Plan) -> None:
    calendar = working_calendar(reference.calendar, reference.timezone, reference.window)
    rules = compile_rules(reference, calendar)["school"]
    window = reference.window
    for number in range((window.last - window.first).days + 1):
        day = window.first + timedelta(days=number)
        at = opening_of(calendar, day)
        state = initial_state("c", SCHOOL, rules, at).model_copy(update={"started_at": at})
        for phase in rules.tracks[0].phases:
            opened = state.model_copy(
                update={"phases": (PhaseState(phase=phase.id, opened_at=at),)}
            )
            targets = (UNIT, phase_target(phase.id), *(step_target(s.id) for s in phase.steps))
            for target in targets:
                deadline = deadline_of(opened, target)
                assert deadline is not None
                due = local_date(calendar, deadline.at)
                assert is_working_day(calendar, due)
                assert due <= window.last
                assert deadline.at == close_of(calendar, due)
