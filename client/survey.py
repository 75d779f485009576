"""Surveys: slips to hand out, votes by whoever holds a token, and results that can be published."""

from collections.abc import Iterator
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from client.refusals import noting_refusals
from records.store import Records
from records.voting import new_code
from rules.asked import surveys_counted
from rules.authority import may, who_may
from rules.polls import find_survey
from rules.refused import Refused
from rules.scoring import WHOLE, count_again, questions_of
from rules.survey_results import survey_ends_at
from schemas.actor import Actor
from schemas.refusal import echo
from schemas.state import UnitState
from schemas.step import Question, SurveyStep
from schemas.survey import (
    Ballot,
    BallotBox,
    BallotPaper,
    PublishedSurvey,
    ReceiptCode,
    Slips,
    SurveyId,
    SurveyState,
    SurveyView,
)
from schemas.text import Text

_BALLOT: Final[TypeAdapter[Ballot]] = TypeAdapter(Ballot)
_RECEIPT: Final[TypeAdapter[ReceiptCode]] = TypeAdapter(ReceiptCode)
_WHOLE: Final = Question(id=WHOLE, title=Text(zh="总体评价", en="The unit as a whole"))


class Surveys:
    """The surveys of units. Who votes is neither asked nor noted.

    Raises, beside what is said: UnknownUnit, and DatabaseUnavailable.
    """

    def __init__(self, records: Records) -> None:
        self._records = records

    async def sample(self, campaign: str, unit: str, step: str, by: Actor) -> tuple[Slips, int]:
        """What `slips` would make, with one token that is none, and how many it makes at most.

        Raises:
            Refused: `by` may not, or no such survey is open.
        """
        state = (await self._records.units.get(campaign, unit)).state
        async with noting_refusals(self._records, campaign, "issue_slips", by, unit=unit):
            asked, survey = _to_hand_out(state, step, by)
        sample = Slips(
            survey=_id(state, step, survey.round),
            name=state.unit.name,
            title=asked.title,
            questions=tuple(_titled(asked, questions_of(asked))),
            until=survey_ends_at(state, survey),
            tokens=(new_code(),),
        )
        return sample, survey.ballots

    async def slips(
        self, campaign: str, unit: str, step: str, by: Actor, *, again: bool = False
    ) -> Slips:
        """Make the ballots of an open survey. With `again` unused ones are made void and made anew.

        Raises:
            Refused: `by` may not, no such survey is open, or its ballots are given out already.
        """
        state = (await self._records.units.get(campaign, unit)).state
        async with noting_refusals(self._records, campaign, "issue_slips", by, unit=unit):
            asked, survey = _to_hand_out(state, step, by)
            box = BallotBox(
                survey=_id(state, step, survey.round),
                questions=questions_of(asked),
                minimum_group=asked.minimum_group,
                until=survey_ends_at(state, survey),
                ballots=survey.ballots,
            )
            tokens = await self._records.surveys.issue(box, again=again)
            if isinstance(tokens, str):
                raise Refused("slips_given_out", step=step, ballots=survey.ballots)
        return Slips(**dict(await self.paper(tokens[0])), tokens=tokens)

    async def paper(self, token: str) -> BallotPaper:
        """What the holder of a token is asked: what was asked when the first slips were made.

        Raises:
            Refused: the token was used, or never was one.
        """
        survey, questions = await self._asked(token)
        state = (await self._records.units.get(survey.campaign, survey.unit)).state
        asked, present = _survey(state, survey.step)
        if present is None or present.round != survey.round:
            raise Refused("ballot_not_valid")
        return BallotPaper(
            survey=survey,
            name=state.unit.name,
            title=asked.title,
            questions=tuple(_titled(asked, questions)),
            until=survey_ends_at(state, present),
        )

    @staticmethod
    def new_receipt() -> ReceiptCode:
        """A receipt that nobody has: with it a vote that had no answer can be sent again."""
        return new_code()

    async def vote(self, token: str, ballot: Ballot, receipt: ReceiptCode | None = None) -> str:
        """Cast a ballot and get its receipt; with the same receipt it may be sent again.

        What is sent again changes nothing: with the receipt of a ballot that is cast any token that is
        not good, or no more, gets the same answer. It says that one with that receipt is cast.

        Raises:
            Refused: the token was used or never was one, voting is over, an answer is missing or is
                none, or the receipt is none or another ballot's.
        """
        receipt = receipt or self.new_receipt()
        _require_sound("ballot", _BALLOT, ballot)
        _require_sound("receipt", _RECEIPT, receipt)
        await self._require(await self._records.surveys.vote(token, ballot, receipt), token, ballot)
        return receipt

    async def enter(self, token: str, ballot: Ballot, by: Actor) -> bool:
        """Enter a paper ballot as one of two people; whether it is cast, since both read the same.

        Raises:
            Refused: `by` has nothing to do with the unit, the other one has read something else,
                or the ballot cannot be cast.
        """
        _require_sound("ballot", _BALLOT, ballot)
        survey, _ = await self._asked(token)
        unit = (await self._records.units.get(survey.campaign, survey.unit)).state.unit
        if not may(by, "comment", unit):
            raise Refused("not_allowed", who=who_may("comment", unit), by_whom=by)
        entered = await self._records.surveys.enter(token, ballot, new_code(), str(by))
        if entered == "differs":
            raise Refused("paper_differs")
        if entered == "waiting":
            return False
        await self._require(entered, token, ballot)
        return True

    async def show(self, campaign: str, unit: str) -> tuple[SurveyView, ...]:
        """The last survey of every step of a unit's that has had one; no result before its end."""
        state = (await self._records.units.get(campaign, unit)).state
        shown = []
        for step, survey in state.surveys.items():
            asked = find_survey(state, step)
            title = Text(zh=step, en=step) if asked is None else asked.title
            turnout = await self._records.surveys.turnout(_held(state, step, survey, survey.round))
            shown.append(SurveyView(step=step, title=title, state=survey, turnout=turnout))
        return tuple(shown)

    async def publish(
        self, campaign: str, unit: str, step: str, round_: int | None = None
    ) -> PublishedSurvey:
        """Everything of a survey that anybody may see: the last one's, or that of a round.

        Raises:
            Refused: it has no result: nobody has counted it, or too few have voted.
        """
        state = (await self._records.units.get(campaign, unit)).state
        survey = state.surveys.get(step)
        if survey is None:
            _survey(state, step)
            raise Refused("survey_without_result", step=step)
        initial = await self._records.units.initial_state(campaign, unit)
        journal = await self._records.journal.up_to(campaign, unit, state.revision)
        id_ = _held(state, step, survey, round_ or survey.round)
        asked = surveys_counted(initial, journal).get((id_.step, id_.round))
        if asked is not None:
            found = await self._records.surveys.sealed_ballots(id_)
            if found is not None:
                return count_again(id_, asked, *found)
        raise Refused("survey_without_result", step=step)

    async def _asked(self, token: str) -> tuple[SurveyId, tuple[str, ...]]:
        found = await self._records.surveys.asked(token)
        if found is None:
            raise Refused("ballot_not_valid")
        return found

    async def _require(self, cast: str, token: str, ballot: Ballot) -> None:
        if cast == "not_valid":
            raise Refused("ballot_not_valid")
        if cast == "over":
            raise Refused("ballot_over")
        if cast == "incomplete":
            _, questions = await self._asked(token)
            raise Refused(
                "ballot_incomplete",
                asked=", ".join(questions),
                missing=", ".join(one for one in questions if one not in ballot),
            )
        if cast == "receipt_taken":
            raise Refused("receipt_taken")


def _require_sound(what: str, adapter: TypeAdapter[Any], given: object) -> None:
    """Refuse what nobody could count: a box with one such ballot would never be sealed."""
    try:
        adapter.validate_python(given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = "/".join(("", what, *map(echo, first["loc"])))
        raise Refused("malformed", where=where, expected=first["msg"]) from None


def _survey(state: UnitState, step: str) -> tuple[SurveyStep, SurveyState | None]:
    asked = find_survey(state, step)
    if asked is None:
        raise Refused("unknown_step", step=step, track=state.track)
    return asked, state.surveys.get(step)


def _to_hand_out(state: UnitState, step: str, by: Actor) -> tuple[SurveyStep, SurveyState]:
    """A survey that is open, of which somebody may make the slips."""
    if not may(by, "open_survey", state.unit):
        raise Refused("not_allowed", who=who_may("open_survey", state.unit), by_whom=by)
    asked, survey = _survey(state, step)
    if survey is None or survey.status != "open":
        raise Refused("survey_not_open", step=step, who=who_may("open_survey", state.unit))
    return asked, survey


def _titled(asked: SurveyStep, questions: tuple[str, ...]) -> Iterator[Question]:
    """Questions in the plan's order and words; those that it has no more come last, by their ids."""
    known = {one.id: one for one in asked.questions or (_WHOLE,) if one.id in questions}
    yield from known.values()
    for id_ in questions:
        if id_ not in known:
            yield Question(id=id_, title=Text(zh=id_, en=id_))


def _held(state: UnitState, step: str, survey: SurveyState, round_: int) -> SurveyId:
    """As which survey people have voted in a round of a step's: it may have been another step's."""
    held = survey.held_as if round_ == survey.round else None
    return _id(state, step, round_) if held is None else _id(state, held.step, held.round)


def _id(state: UnitState, step: str, round_: int) -> SurveyId:
    return SurveyId(campaign=state.campaign, unit=state.unit.code, step=step, round=round_)
