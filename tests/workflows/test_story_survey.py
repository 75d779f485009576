"""A survey through the gateway: slips, votes, a result that is too low, and one that passes.

What the histories, the logs and the whole database tell is looked through for who voted what.
"""

import json
from hashlib import sha256
from typing import Any, Final

import pytest

from rules.effects import wanted
from rules.refused import Refused
from rules.survey_check import faults_of
from schemas.effects import SealSurvey, SurveySealed
from schemas.identity import unit_workflow_id
from schemas.plan import UnitType
from schemas.quantities import Percent
from schemas.refusal import Refusal
from schemas.step import Question, SurveyStep, TaskStep, Track
from schemas.survey import Ballot, Sealed, Slips, SurveyClosed, SurveyJudged
from tests.conftest import World
from tests.discretion import DISCRETION
from tests.goldens.plan import golden_campaign
from tests.records.surveys import dump
from tests.rules.reference import KEY_LINKS, text
from tests.workflows.campaigns import Campaign, campaign_of, launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.histories import chain_of
from tests.workflows.retelling import retell

QUESTIONS: Final = ("open", "results")
GOOD: Final[Ballot] = {"open": "very_satisfied", "results": "fairly_satisfied"}
BAD: Final[Ballot] = {"open": "dissatisfied", "results": "basically_satisfied"}


def survey_campaign() -> Campaign:
    """A campaign that asks for one thing, and then what the masses think of it."""
    golden = golden_campaign()
    survey = SurveyStep(
        id="survey",
        kind="survey",
        title=text("Survey"),
        after=("act",),
        bands=(Percent.parse("95 %"), Percent.parse("85 %")),
        pass_mark=Percent.parse("85 %"),
        questions=tuple(Question(id=id_, title=text(id_.title())) for id_ in QUESTIONS),
    )
    act = TaskStep(id="act", kind="task", title=text("Act"))
    phase = KEY_LINKS.phases[0].model_copy(update={"id": "only", "steps": (act, survey)})
    track = Track(id="only", title=text("Only"), phases=(phase,))
    plan = golden.plan.model_copy(
        update={
            "content": "recorded",
            "tracks": (track,),
            "types": (UnitType(id="school", title=text("School"), track="only"),),
        }
    )
    return campaign_of("plan: survey", plan)


async def asked(world: World, *, restarts: bool = False) -> Driver:
    """A school that has acted, and opens a survey."""
    code = new_code("survey")
    await launch(world.gateway, code, unit(), campaign=survey_campaign())
    school = await Driver.of(world, code, "S-001", restarts=restarts)
    await open_survey(school)
    return school


async def open_survey(school: Driver) -> None:
    """A school that was launched starts, acts, and opens a survey."""
    await school.start()
    await school.do("complete_step", step="act")
    await school.do("open_survey", step="survey", until=school.day(3), ballots=12)


async def ten_vote(school: Driver, ballot: Ballot) -> None:
    """Ten of those who are asked say the same."""
    for token in (await slips(school)).tokens[:10]:
        await school.world.gateway.surveys.vote(token, ballot)


async def slips(school: Driver) -> Slips:
    """The ballots of the survey that is open."""
    by = school.actor("coordinator")
    return await school.world.gateway.surveys.slips(school.campaign, school.unit, "survey", by)


async def closed(school: Driver, sealed: Sealed) -> SurveyClosed:
    """The survey is over, and this is what its box says."""
    await school.until_day(school.day(1, school.state.surveys["survey"].until))
    await school.do("close_survey", step="survey")
    (effect,) = wanted(school.state)
    assert isinstance(effect, SealSurvey)
    await school.take(SurveySealed(effect=effect, sealed=sealed))
    event = school.memory.outbox[-1].event
    assert isinstance(event, SurveyClosed)
    return event


def tally(ballots: list[Ballot]) -> Sealed:
    """What a box with these ballots says."""
    counts: dict[str, dict[str, int]] = {question: {} for question in QUESTIONS}
    for ballot in ballots:
        for question, grade in ballot.items():
            counts[question][grade] = counts[question].get(grade, 0) + 1
    return Sealed.model_validate({"cast": len(ballots), "tally": counts})


async def test_a_survey_from_its_slips_to_its_second_round(world: World, restarts: bool) -> None:
    school = await asked(world, restarts=restarts)
    surveys = world.gateway.surveys
    given = await slips(school)
    assert (len(given.tokens), [one.id for one in given.questions]) == (12, list(QUESTIONS))
    paper = await surveys.paper(given.tokens[0])
    assert dict(paper) == {name: one for name, one in dict(given).items() if name != "tokens"}
    first = [GOOD] * 4 + [BAD] * 4
    receipts = [
        await surveys.vote(token, ballot)
        for token, ballot in zip(given.tokens[:8], first, strict=True)
    ]
    (shown,) = await surveys.show(school.campaign, school.unit)
    assert (shown.turnout.issued, shown.turnout.cast, shown.state.score) == (12, 8, None)
    told = await closed(school, tally(first))
    assert (told.result, str(told.score)) == ("below", "60 %")
    published = await surveys.publish(school.campaign, school.unit, "survey")
    assert faults_of(published) == ()
    assert set(published.receipts) == set(receipts)
    assert published.result == told.model_copy(update={"make_up_by": None})

    refused = await school.refuse("open_survey", step="survey", until=school.day(3), ballots=12)
    assert refused.code == "survey_made_up_missing"
    fields: dict[str, Any] = {"until": school.day(3), "ballots": 12, "made_up": "All of it."}
    await school.do("open_survey", step="survey", **fields)
    again = await slips(school)
    for token in again.tokens:
        await surveys.vote(token, GOOD)
    assert (await closed(school, tally([GOOD] * 12))).result == "passed"
    await school.do("complete_step", step="survey")
    await school.verify()


@pytest.mark.usefixtures("uncached")
async def test_too_few_ballots_show_nothing_but_how_many(world: World) -> None:
    school = await asked(world)
    given = await slips(school)
    for token in given.tokens[:4]:
        await world.gateway.surveys.vote(token, GOOD)
    told = await closed(school, Sealed(cast=4))
    assert (told.result, told.score, told.tally) == ("too_small", None, None)
    with pytest.raises(Refused) as refused:
        await world.gateway.surveys.publish(school.campaign, school.unit, "survey")
    assert refused.value.refusal.code == "survey_without_result"
    judged: dict[str, Any] = {"verdict": "passed", "reason": "Four people, all content."}
    await school.do("judge_survey", "supervisor", step="survey", **judged)
    assert isinstance(school.last, SurveyJudged)
    await school.do("complete_step", step="survey")
    await school.verify()


@pytest.mark.usefixtures("uncached")
async def test_a_campaign_does_not_end_before_its_ballots_are_counted_and_mixed(
    world: World,
) -> None:
    school = await asked(world)
    given = await slips(school)
    for token in given.tokens[:10]:
        await world.gateway.surveys.vote(token, GOOD)
    await school.do("close", "city")
    (effect,) = wanted(school.state)
    assert isinstance(effect, SealSurvey)
    await school.take(SurveySealed(effect=effect, sealed=tally([GOOD] * 10)))
    await school.end()
    published = await world.gateway.surveys.publish(school.campaign, school.unit, "survey")
    assert faults_of(published) == ()
    assert len(published.ballots) == 10
    retell(await school.handle.fetch_history())


@pytest.mark.usefixtures("uncached")
async def test_a_ballot_asks_what_its_slip_does_whatever_the_plan_asks_by_now(world: World) -> None:
    school = await asked(world)
    token = (await slips(school)).tokens[0]
    rules = school.state.rules
    (course,) = rules.tracks
    (phase,) = course.phases
    other = (
        Question(id="open", title=text("How open?")),
        Question(id="style", title=text("Style")),
    )
    act, survey = phase.steps
    steps = (act, survey.model_copy(update={"questions": other}))
    course = course.model_copy(update={"phases": (phase.model_copy(update={"steps": steps}),)})
    amended = rules.model_copy(update={"tracks": (course,)})
    await school.do("amend", "city", rules=amended, reason="Better questions.")
    paper = await world.gateway.surveys.paper(token)
    assert [(one.id, one.title.en) for one in paper.questions] == [
        ("open", "Open"),
        ("results", "Results"),
    ]
    answers: Ballot = {one.id: "very_satisfied" for one in paper.questions}
    assert await world.gateway.surveys.vote(token, answers)


@pytest.mark.usefixtures("uncached")
async def test_what_cannot_be_cast_is_said(world: World) -> None:
    school = await asked(world)
    surveys, given = world.gateway.surveys, await slips(school)

    async def refused(call: Any) -> Refusal:
        with pytest.raises(Refused) as refused:
            await call
        return refused.value.refusal

    async def refusal(call: Any) -> str:
        return (await refused(call)).code

    token = given.tokens[0]
    assert await refusal(slips(school)) == "slips_given_out"
    incomplete = await refused(surveys.vote(token, {"open": "dissatisfied"}))
    assert (incomplete.code, sorted(incomplete.params["missing"].split(", "))) == (
        "ballot_incomplete",
        sorted(GOOD.keys() - {"open"}),
    )
    assert set(incomplete.params["asked"].split(", ")) == GOOD.keys()
    assert await refusal(surveys.vote("nobodysnobodysno", GOOD)) == "ballot_not_valid"
    assert await refusal(surveys.paper("nobodysnobodysno")) == "ballot_not_valid"
    nonsense: Any = {**GOOD, "results": "splendid"}
    assert await refusal(surveys.vote(token, nonsense)) == "malformed"
    assert await refusal(surveys.vote(token, GOOD, "Voted good, as I was told")) == "malformed"
    assert await refusal(surveys.vote("\udcff\0", GOOD)) == "ballot_not_valid"
    receipt = await surveys.vote(token, GOOD)
    assert await surveys.vote(token, GOOD, receipt) == receipt
    assert await refusal(surveys.vote(given.tokens[1], GOOD, receipt)) == "receipt_taken"
    assert await refusal(surveys.vote(token, GOOD)) == "ballot_not_valid"
    first, second = school.actor("coordinator"), school.actor("supervisor")
    token = given.tokens[1]
    assert await refusal(surveys.enter(token, nonsense, first)) == "malformed"
    assert not await surveys.enter(token, GOOD, first)
    assert await refusal(surveys.enter(token, BAD, second)) == "paper_differs"
    assert await surveys.enter(token, GOOD, second)
    assert await refusal(surveys.enter(token, GOOD, second)) == "ballot_not_valid"
    assert await refusal(surveys.publish(school.campaign, "S-001", "survey")) == (
        "survey_without_result"
    )


@pytest.mark.usefixtures("uncached")
async def test_histories_logs_and_database_do_not_tell_who_voted_what(
    world: World, postgres_url: str
) -> None:
    school = await asked(world)
    given = await slips(school)
    receipts = [await world.gateway.surveys.vote(token, GOOD) for token in given.tokens[:9]]
    await closed(school, tally([GOOD] * 9))
    workflow_id = unit_workflow_id(school.campaign, school.unit)
    runs = [history async for history in chain_of(world.client, workflow_id)]
    histories = b"".join(event.SerializeToString() for run in runs for event in run.events)
    told = json.dumps(await dump(postgres_url)) + DISCRETION.own.getvalue()
    for token in given.tokens:
        for secret in (token, sha256(token.encode()).hexdigest()):
            assert secret.encode() not in histories
            assert secret not in told
    for receipt in receipts:
        assert receipt.encode() not in histories
    assert b"seal_survey" in histories
