"""A survey's result is told as its ballots gave it, whatever is asked of the unit since."""

from collections.abc import Sequence
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
from rules.refused import Refused
from rules.scoring import WHOLE
from schemas.amendment import Amendment, StepChange, StepDropped
from schemas.quantities import Percent
from schemas.survey import Ballot, SurveyClosed, SurveyId
from tests.records.launched import launch_story, record
from tests.records.surveys import open_box, vote_all
from tests.reports.kept import Loose
from tests.rules.stories import COUNTY, Story
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
    halves: tuple[Ballot, ...] = ({WHOLE: "very_satisfied"}, {WHOLE: "dissatisfied"})
    await voted(records, told, "survey", [halves[number % 2] for number in range(20)])
    return told


async def voted(records: Records, told: Story, step: str, ballots: Sequence[Ballot]) -> None:
    """A survey is held in which these ballots are cast; all that has happened is recorded."""
    told.do("open_survey", step=step, until=UNTIL, ballots=len(ballots))
    await record(records, told)
    known = told.state.revision
    survey = SurveyId(campaign=told.state.campaign, unit=told.state.unit.code, step=step, round=1)
    _, tokens = await open_box(records, len(ballots), survey=survey, questions=(WHOLE,))
    await vote_all(records, tokens, ballots)
    sealed = await records.surveys.seal(survey, 5)
    ended(told, step, sealed)
    await record(records, told, after=known)


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


async def test_a_result_that_went_to_another_track_is_published_with_its_ballots(
    records: Records,
) -> None:
    told = await launch_story(records)
    told.start("key_links").complete("mobilise", "opinions", "meeting", "lecture", "ledger")
    await voted(records, told, "judgement", [{WHOLE: "very_satisfied"}] * 9)
    known = told.state.revision
    told.complete("judgement").do("switch_track", COUNTY, track="phased", reason="It fits better.")
    await record(records, told, after=known)
    campaign, unit = told.state.campaign, told.state.unit.code
    surveys = Surveys(records)
    shown = {one.step: one for one in await surveys.show(campaign, unit)}
    assert (shown["survey"].state.status, str(shown["survey"].state.band)) == ("passed", "95 %")
    assert shown["survey"].turnout.cast == 9
    published = await surveys.publish(campaign, unit, "survey")
    assert published == await surveys.publish(campaign, unit, "judgement")
    assert (published.survey.step, len(published.ballots)) == ("judgement", 9)
    with pytest.raises(Refused) as refused:
        await surveys.publish(campaign, unit, "survey", 2)
    assert refused.value.refusal.code == "survey_without_result"
    kept = await (await CampaignArchive.of(records, campaign)).kept(unit)
    assert check(Loose(build(kept).files), head=told.state.head).findings == ()
