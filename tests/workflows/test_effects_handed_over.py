"""An effect that is under way when a run hands over is started again by the next one, and taken once."""

from rules.effects import wanted
from schemas.effects import SealSurvey, SurveySealed
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.falling_behind import held_boxes
from tests.workflows.histories import replay_all
from tests.workflows.own_world import own_world
from tests.workflows.test_story_survey import GOOD, open_survey, survey_campaign, tally, ten_vote

_LIMIT = {"limit.historyCount.suggestContinueAsNew": 30}


async def test_an_effect_under_way_survives_continue_as_new(postgres_url: str) -> None:
    async with own_world(postgres_url, dynamic_config=_LIMIT) as own:
        code = new_code("survey")
        await launch(own.gateway, code, unit(), campaign=survey_campaign())
        school = await Driver.of(own, code, "S-001")
        await open_survey(school)
        await ten_vote(school, GOOD)
        await school.until_day(school.day(1, school.state.surveys["survey"].until))
        async with held_boxes(postgres_url, code):
            await school.do("close_survey", step="survey")
            (effect,) = wanted(school.state)
            assert isinstance(effect, SealSurvey)
            runs = {(await school.handle.describe()).run_id}
            for number in range(40):
                await school.do("comment", text=f"Number {number}.")
                runs.add((await school.handle.describe()).run_id)
            assert len(runs) > 1
            assert wanted(school.state) == (effect,)
        await school.take(SurveySealed(effect=effect, sealed=tally([GOOD] * 10)))
        await school.verify()
        assert await replay_all(own.client) > 1
