"""Sealing the ballot boxes of surveys."""

from temporalio import activity

from records.survey import Surveys as SurveyTables
from schemas.effects import SealSurvey, SurveySealed
from schemas.survey import SurveyId


class Surveys:
    """Counts the ballots of a survey into which nobody may vote any more."""

    def __init__(self, surveys: SurveyTables) -> None:
        self._surveys = surveys

    @activity.defn(name="seal_survey")
    async def seal(self, effect: SealSurvey) -> SurveySealed:
        """Take no more ballots, mix them and count them; under the minimum group only how many.

        Raises whatever the records raise; the workflow tries again for as long as it takes.
        """
        survey = SurveyId(
            campaign=effect.campaign, unit=effect.unit, step=effect.step, round=effect.round
        )
        sealed = await self._surveys.seal(survey, effect.minimum_group)
        return SurveySealed(effect=effect, sealed=sealed)
