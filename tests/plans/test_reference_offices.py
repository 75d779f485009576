"""The city itself in the reference case: it keeps what it has promised, and others judge it for it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import plans
from intake.holidays import working_calendar
from intake.plan import read_plan
from intake.roster import read_roster
from rules.calendar import opening_of
from rules.compilation import compile_rules
from rules.scoring import WHOLE
from schemas.quantities import Percent
from schemas.survey import GradeCounts, Sealed
from tests.rules.stories import CITY, COORDINATOR, SUPERVISOR, Story
from tests.rules.surveys import ended

FOLDER = Path(plans.__file__).parent
SURVEY = "commitments_survey"
PHASE = "commitments"


@pytest.fixture
def city() -> Story:
    """The city's row of the roster, with the stories' people, launched on a Monday in July."""
    plan = read_plan(FOLDER / "reference-2005.yaml").plan
    calendar = working_calendar(plan.calendar, plan.timezone, plan.window)
    roster = read_roster(FOLDER / "reference-2005-roster.csv", plan).units
    (unit,) = (unit for unit in roster if unit.level == "city")
    people = {"coordinator": COORDINATOR.id, "supervision_group": SUPERVISOR.id}
    rules = compile_rules(plan, calendar)[unit.type]
    return Story(rules, unit.model_copy(update=people), opening_of(calendar, date(2005, 7, 4)))


def test_the_city_goes_through_its_own_track_and_its_group_judges_it(city: Story) -> None:
    city.start("own_commitments").complete("commitments_published")
    promise: dict[str, Any] = {"measure": "A road", "owner": "Works", "is_commitment": True}
    for number in range(1, 6):
        city.do("add_item", CITY, due=date(2005, 8, 31), **promise)
        city.do("close_item", CITY, number=number, evidence="photograph")
    assert city.refuse("confirm_item", CITY, number=1).who == (SUPERVISOR,)
    refusal = city.refuse("complete_step", step="commitments_ledger")
    assert (refusal.code, refusal.params["needed"]) == ("ledger_share", "4")
    for number in range(1, 5):
        city.do("confirm_item", SUPERVISOR, number=number)
    city.complete("commitments_ledger")
    city.do("open_survey", step=SURVEY, until=date(2005, 7, 8), ballots=30)
    ballots = GradeCounts(very_satisfied=12, fairly_satisfied=5, basically_satisfied=3)
    ended(city, SURVEY, Sealed(cast=20, tally={WHOLE: ballots})).complete(SURVEY)
    assert city.state.surveys[SURVEY].score == Percent.parse("91.5 %")
    city.do("set_mechanism", text="Promises are kept.", keeps=("An open day a year",))
    city.do("publish", CITY, subject="results", phase=PHASE, text="91.5")
    assert city.refuse("sign_off", CITY, phase=PHASE).who == (SUPERVISOR,)
    assert city.refuse("sign_off", SUPERVISOR, phase=PHASE).code == "mechanism_unpublished"
    city.do("publish", CITY, subject="mechanism", text="Promises are kept: an open day a year.")
    city.sign_off(PHASE)
    assert city.state.finished_at is not None
