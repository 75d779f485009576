"""A survey's result is told as its ballots gave it, whatever is asked of the unit since."""

from datetime import date
from typing import Any, Final

import pytest

from client.survey import Surveys
from records.store import Records
from reports.dossier.building import build
from reports.dossier.gathering import CampaignArchive
from reports.dossier.verification import check
from rules.acceptance import accept
from rules.amendment import amend_command
from rules.scoring import WHOLE
from schemas.amendment import Amendment, StepChange, StepDropped
from schemas.quantities import Percent
from schemas.survey import Ballot, SurveyClosed, SurveyId
from tests.records.launched import launch_story, record
from tests.records.surveys import open_box, vote_all
from tests.reports.kept import Loose
from tests.rules.stories import Story
from tests.rules.surveys import ended

UNTIL: Final = date(2026, 3, 6)
LATER: Final[dict[str, Any]] = {
    "a lower pass mark": StepChange(
        kind="step", step="survey", pass_mark=Percent.parse("50 %"), bands=(Percent.parse("50 %"),)
    ),
    "a larger minimum group": StepChange(kind="step", step="survey", minimum_group=25),
    "no survey": StepDropped(kind="step_dropped", step="survey"),
}


async def surveyed(records: Records) -> Story:
    """A unit of which half the masses are satisfied: its survey is below the pass mark."""
    told = await launch_story(records)
    told.start().report("study").sign_off("study").report("analysis").sign_off("analysis")
    told.complete("rectify")
    told.do("open_survey", step="survey", until=UNTIL, ballots=20)
    await record(records, told)
    known = told.state.revision
    survey = SurveyId(
        campaign=told.state.campaign, unit=told.state.unit.code, step="survey", round=1
    )
    _, tokens = await open_box(records, 20, survey=survey, questions=(WHOLE,))
    halves: tuple[Ballot, ...] = ({WHOLE: "very_satisfied"}, {WHOLE: "dissatisfied"})
    await vote_all(records, tokens, [halves[number % 2] for number in range(20)])
    sealed = await records.surveys.seal(survey, 5)
    ended(told, "survey", sealed)
    await record(records, told, after=known)
    return told


@pytest.mark.parametrize("since", LATER)
async def test_a_result_stays_what_it_was_when_the_plan_is_amended(
    records: Records, since: str
) -> None:
    told = await surveyed(records)
    campaign, unit, known = told.state.campaign, told.state.unit.code, told.state.revision
    amendment = Amendment(reason="the flood", changes=(LATER[since],))
    told.memory, _ = accept(told.memory, amend_command(told.state, amendment), told.now)
    await record(records, told, after=known)
    (closed,) = (one.event for one in told.journal if isinstance(one.event, SurveyClosed))
    published = await Surveys(records).publish(campaign, unit, "survey")
    (shown,) = await Surveys(records).show(campaign, unit)
    assert (shown.state.status, shown.turnout.cast) == ("below", 20)
    assert published.result == closed.model_copy(update={"make_up_by": None})
    kept = await (await CampaignArchive.of(records, campaign)).kept(unit)
    assert kept.surveys == (published,)
    assert check(Loose(build(kept).files), head=told.state.head).findings == ()
