"""A unit's rules and its roster entry change while it runs, as far as they fit what is done."""

from datetime import date, timedelta
from typing import Any

from rules.course import track
from rules.ticks import next_due
from schemas.events import Amended
from schemas.plan import Window
from schemas.quantities import Days, Minutes, WorkingDays
from schemas.state import Standing
from tests.rules.ladders import REMINDERS, USUAL
from tests.rules.reference import (
    ANALYSIS,
    CALENDAR,
    KEY_LINKS,
    PHASED,
    RECTIFICATION,
    RULES,
    STUDY,
    task,
    with_rules,
    with_unit,
)
from tests.rules.stories import CITY, COUNTY, SUPERVISOR, SYSTEM, Story, closing, local, opening


def test_a_roster_entry_changes() -> None:
    story = Story().start()
    renamed = with_unit(name="Second School", district="D2")
    assert story.do("amend", CITY, unit=renamed, reason="renamed").events == ("amended",)
    assert story.last == Amended(unit=renamed, reason="renamed")
    assert story.state.unit == renamed
    assert story.state.rules == RULES


def test_rules_change_and_with_them_the_deadlines() -> None:
    story = Story().start()
    longer = with_rules(due_soon=WorkingDays(1))
    story.do("amend", CITY, rules=longer, reason="fewer reminders")
    assert story.state.rules == longer
    assert story.state.unit.name == "First School"
    assert next_due(story.state) == opening("2026-03-06")


def test_a_new_wanted_start_is_an_appointed_one() -> None:
    story = Story().get_ready()
    story.do("start", on=date(2026, 3, 20))
    story.do("amend", CITY, unit=with_unit(name="New"), reason="-")
    assert story.state.start_on == date(2026, 3, 20)
    story.do("amend", CITY, unit=with_unit(wanted_start=date(2026, 3, 10)), reason="-")
    beyond = with_unit(wanted_start=story.state.rules.window.last + timedelta(days=1))
    assert story.refuse("amend", CITY, unit=beyond, reason="-").code == "date_out_of_bounds"
    assert next_due(story.state) == opening("2026-03-10")


def test_fewer_demands_may_report_the_phase() -> None:
    story = Story().start().complete("mobilise", "lecture")
    study = STUDY.model_copy(update={"steps": STUDY.steps[:3]})
    phased = PHASED.model_copy(update={"phases": (study, ANALYSIS, RECTIFICATION)})
    receipt = story.do("amend", CITY, rules=with_rules(tracks=(phased,)), reason="-")
    assert receipt.events == ("amended", "phase_reported")


def test_more_demands_take_back_the_report_of_the_phase() -> None:
    story = Story().start().report("study")
    study = STUDY.model_copy(update={"steps": (*STUDY.steps, task("new"))})
    phased = PHASED.model_copy(update={"phases": (study, ANALYSIS, RECTIFICATION)})
    receipt = story.do("amend", CITY, rules=with_rules(tracks=(phased,)), reason="-")
    assert receipt.standing is Standing.ON_TRACK
    refusal = story.refuse("sign_off", SUPERVISOR, phase="study")
    assert (refusal.code, refusal.params["missing"]) == ("phase_not_reported", "new")
    story.complete("new")
    assert story.kinds[-1] == "phase_reported"


def test_other_changes_leave_the_report_of_the_phase_as_it_is() -> None:
    story = Story().start().report("study").at("2026-03-04")
    study = STUDY.model_copy(update={"steps": (*STUDY.steps, task("new", required=False))})
    phased = PHASED.model_copy(update={"phases": (study, ANALYSIS, RECTIFICATION)})
    story.do("amend", CITY, rules=with_rules(tracks=(phased,)), reason="-")
    assert story.state.phases[0].reported_at == local("2026-03-02")


def test_another_unit_is_refused() -> None:
    refusal = Story().refuse("amend", CITY, unit=with_unit(code="SCH-002"), reason="-")
    assert (refusal.code, refusal.params) == ("amendment_of_another_unit", {"unit": "SCH-002"})


def test_another_type_needs_its_rules() -> None:
    story = Story()
    hospital = with_unit(type="hospital")
    refusal = story.refuse("amend", CITY, unit=hospital, reason="-")
    assert (refusal.code, refusal.params) == ("amendment_needs_rules", {"type": "hospital"})
    story.do("amend", CITY, unit=hospital, rules=with_rules(unit_type="hospital"), reason="-")
    assert story.state.unit.type == "hospital"


def test_a_unit_becomes_no_office_without_the_rules_of_one() -> None:
    story = Story()
    refusal = story.refuse("amend", CITY, unit=with_unit(level="county"), reason="-")
    assert (refusal.code, refusal.params) == ("amendment_needs_rules", {"type": "school"})


def test_the_units_track_stays() -> None:
    refusal = Story().refuse("amend", CITY, rules=with_rules(tracks=(KEY_LINKS,)), reason="-")
    assert (refusal.code, refusal.params) == ("amendment_without_track", {"track": "phased"})


def test_opened_phases_stay_in_their_order() -> None:
    story = Story().start().report("study").sign_off("study")
    for phases in ((STUDY,), (STUDY, RECTIFICATION, ANALYSIS), (ANALYSIS, STUDY)):
        phased = PHASED.model_copy(update={"phases": phases})
        refusal = story.refuse("amend", CITY, rules=with_rules(tracks=(phased,)), reason="-")
        assert refusal.code == "amendment_without_phase"
        assert refusal.params == {"phases": "study, analysis"}
        assert refusal.who == (CITY, SYSTEM)


def test_phases_ahead_may_change() -> None:
    story = Story().start().report("study").sign_off("study")
    phased = PHASED.model_copy(update={"phases": (STUDY, ANALYSIS)})
    story.do("amend", CITY, rules=with_rules(tracks=(phased,)), reason="shorter")
    story.report("analysis").sign_off("analysis")
    assert story.kinds[-1] == "finished"


def test_done_steps_stay() -> None:
    story = Story().start().complete("reading", "mobilise", "lecture")
    study = STUDY.model_copy(update={"steps": (STUDY.steps[0], task("discussion"))})
    phased = PHASED.model_copy(update={"phases": (study, ANALYSIS, RECTIFICATION)})
    refusal = story.refuse("amend", CITY, rules=with_rules(tracks=(phased,)), reason="-")
    assert refusal.code == "amendment_without_step"
    assert refusal.params == {"steps": "lecture, reading"}
    assert refusal.who == (CITY, SYSTEM)


def test_steps_that_are_not_done_may_go() -> None:
    story = Story().start().complete("mobilise")
    study = STUDY.model_copy(update={"steps": STUDY.steps[:1]})
    phased = PHASED.model_copy(update={"phases": (study, ANALYSIS, RECTIFICATION)})
    story.do("amend", CITY, rules=with_rules(tracks=(phased,)), reason="-")
    assert track(story.state) == phased
    assert story.kinds[-1] == "phase_reported"


def test_what_is_done_must_not_come_after_what_is_not() -> None:
    story = Story().start().complete("mobilise", "lecture")
    steps = (task("first"), STUDY.steps[0].model_copy(update={"after": ("first",)}))
    study = STUDY.model_copy(update={"steps": (*steps, *STUDY.steps[1:])})
    phased = PHASED.model_copy(update={"phases": (study, ANALYSIS, RECTIFICATION)})
    refusal = story.refuse("amend", CITY, rules=with_rules(tracks=(phased,)), reason="-")
    assert refusal.code == "amendment_breaks_order"
    assert refusal.params == {"step": "mobilise", "after": "first"}


def test_the_order_of_what_is_not_done_may_change() -> None:
    story = Story().start().complete("mobilise", "lecture")
    steps = (*STUDY.steps[:2], task("reading"), task("discussion", after=("reading",)))
    study = STUDY.model_copy(update={"steps": steps})
    phased = PHASED.model_copy(update={"phases": (study, ANALYSIS, RECTIFICATION)})
    story.do("amend", CITY, rules=with_rules(tracks=(phased,)), reason="-")
    assert story.refuse("complete_step", step="discussion").code == "step_waits"


def test_only_the_city_and_the_system_amend() -> None:
    for by in (COUNTY, SUPERVISOR):
        refusal = Story().refuse("amend", by, unit=with_unit(name="New"), reason="-")
        assert (refusal.code, refusal.who) == ("not_allowed", (CITY, SYSTEM))


def test_a_unit_that_left_is_not_amended() -> None:
    story = Story()
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    refusal = story.refuse("amend", CITY, unit=with_unit(name="New"), reason="-")
    assert refusal.code == "unit_withdrawn"


def test_a_new_length_moves_the_deadline() -> None:
    story = Story().start()
    study = STUDY.model_copy(update={"length": Days(40)})
    phased = PHASED.model_copy(update={"phases": (study, ANALYSIS, RECTIFICATION)})
    story.do("amend", CITY, rules=with_rules(tracks=(phased,)), reason="-")
    story.until(closing("2026-04-01"))
    assert "phase:study" not in [
        str(entry.event.target) for entry in story.journal if entry.event.kind == "overdue"
    ]


# Rules that no good plan could have given.


def unsound(**changes: Any) -> str:
    """What is said to be wrong with the story's rules after a change."""
    refusal = Story().refuse("amend", CITY, rules=with_rules(**changes), reason="-")
    assert refusal.code == "amendment_unsound"
    return refusal.params["what"]


def test_rules_of_an_unknown_time_zone_are_refused() -> None:
    for zone in ("Asia/Shangai", "../UTC", "America"):
        calendar = CALENDAR.model_copy(update={"timezone": zone})
        assert unsound(calendar=calendar) == f"timezone {zone}"


def test_rules_of_years_that_no_campaign_is_in_are_refused() -> None:
    first, last = date(1970, 1, 1), date(2200, 12, 31)
    fine = with_rules(window=Window(first=first, last=last))
    assert Story().do("amend", CITY, rules=fine, reason="-").events == ("amended",)
    what = "dates outside 1970 to 2200"
    for window in (
        Window(first=date(1969, 12, 31), last=last),
        Window(first=first, last=date(2201, 1, 1)),
    ):
        assert unsound(window=window) == what
    assert unsound(latest_start=date(1, 1, 1)) == what


def test_rules_with_something_twice_are_refused() -> None:
    item = RULES.readiness[0]
    assert unsound(readiness=(item, item)) == "readiness: counted, counted"
    assert unsound(tracks=(PHASED, KEY_LINKS, PHASED)) == "tracks: phased, key_links, phased"
    twice = PHASED.model_copy(update={"phases": (*PHASED.phases, RECTIFICATION)})
    ids = "study, analysis, rectification, rectification"
    assert unsound(tracks=(KEY_LINKS, twice)) == f"phased: {ids}"


def test_rules_whose_steps_make_no_order_are_refused() -> None:
    lost = STUDY.steps[1].model_copy(update={"after": ("nowhere",)})
    study = STUDY.model_copy(update={"steps": (STUDY.steps[0], lost)})
    phased = PHASED.model_copy(update={"phases": (study, ANALYSIS, RECTIFICATION)})
    for tracks in ((phased, KEY_LINKS), (KEY_LINKS, phased)):
        assert unsound(tracks=tracks) == "after_unknown_step, lecture, nowhere, mobilise, lecture"


def test_rules_whose_ladder_speaks_at_night_are_refused() -> None:
    days = REMINDERS.model_copy(update={"spread": Minutes(3000)})
    assert unsound(reminders=days) == "spread_too_long, 3000 minutes, 120 minutes"
    ladders = (USUAL, USUAL.model_copy(update={"id": "again"}))
    twice = REMINDERS.model_copy(update={"ladders": ladders})
    assert unsound(reminders=twice).startswith("ladder_for_the_same, again, usual")


def test_rules_of_another_type_are_refused() -> None:
    assert unsound(unit_type="hospital") == "rules of hospital"
