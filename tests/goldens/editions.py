"""What happens in the golden histories of units that an earlier edition of the rules would tell otherwise."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any, Final

from rules.opinions import wanted
from rules.scoring import WHOLE
from rules.survey import wanted as surveys_wanted
from schemas.effects import OpinionsCounted, SurveySealed
from schemas.survey import GradeCounts, Sealed
from tests.goldens.scenarios import Scenario
from tests.workflows.driver import Driver

_STEP: Final[Mapping[str, Any]] = {"step": "opinions"}
_WEEK: Final = timedelta(days=7)
_VOTERS: Final = 10


async def too_few_channels(unit: Driver) -> None:
    """Opinions are not asked for by fewer channels than they have to come by."""
    await unit.start()
    asked: dict[str, Any] = {**_STEP, "channels": ("box",), "until": unit.day(0) + _WEEK}
    await _refused(unit, "solicitation_lacks_channels", "open_solicitation", **asked)
    await unit.do("comment", text="By two of them, then.")


async def went_on(unit: Driver) -> None:
    """A solicitation that fell short goes on until another day, by one more channel."""
    await unit.start()
    asked: dict[str, Any] = {**_STEP, "until": unit.day(0) + _WEEK}
    await unit.do("open_solicitation", **asked, channels=("box", "letter"))
    await unit.until_day(unit.day(0, asked["until"]))
    await unit.do("close_solicitation", **_STEP)
    await _count(unit)
    asked["until"] = unit.day(0) + _WEEK
    await unit.do("open_solicitation", **asked, channels=("web_form",))
    explained = "All were asked, and none had anything to say."
    await unit.do("close_solicitation", **_STEP, explanation=explained)
    await _count(unit)
    await unit.do("complete_step", **_STEP)


async def opened_late(unit: Driver) -> None:
    """Opinions that are asked for in the last days come in until the plan's days are over."""
    await unit.start()
    await unit.until_day(unit.day(0, unit.state.rules.window.last - timedelta(days=5)))
    until = unit.day(0) + _WEEK
    assert until > unit.state.rules.window.last
    await unit.do("open_solicitation", **_STEP, channels=("box", "letter"), until=until)


async def cut_short(unit: Driver) -> None:
    """A survey decides nothing that a switch has ended, though the unit is back before it is counted."""
    await unit.start()
    await unit.do("open_survey", step="survey", until=unit.day(5), ballots=20)
    there_and_back = [
        unit.command("switch_track", "county", track=track, reason="Which one fits?")
        for track in ("listening", "asking")
    ]
    await unit.world.stop_worker()
    for switch in there_and_back:
        await unit.handle.signal(switch.kind, switch)
    await unit.world.start_worker()
    await unit.absorb(*there_and_back)
    (effect,) = surveys_wanted(unit.state)
    await unit.take(SurveySealed(effect=effect, sealed=Sealed(cast=0)))
    assert unit.state.surveys["survey"].status == "void"


async def handed_up(unit: Driver) -> None:
    """A county's office hands up to the city what it cannot solve itself."""
    await unit.start()
    promise: dict[str, Any] = {
        "measure": "Mend the road.",
        "owner": "Works office",
        "due": unit.day(9),
    }
    await unit.do("add_item", **promise)
    await unit.do("escalate_item", "county", number=1, reason="It is the province's.")


async def said_until_the_end(unit: Driver) -> None:
    """The campaign is closed while opinions come in: they are counted, and the unit ends with that."""
    await unit.start()
    until = unit.day(0) + _WEEK
    await unit.do("open_solicitation", **_STEP, channels=("box", "letter"), until=until)
    await unit.do("close", "city", reason="Over.")
    await _count(unit)
    await unit.end()


async def brought(unit: Driver) -> None:
    """What a survey has shown goes with its step to a track that has it under another id."""
    await unit.start()
    await unit.do("open_survey", step="survey", until=unit.day(5), ballots=_VOTERS)
    surveys = unit.world.gateway.surveys
    slips = await surveys.slips(unit.campaign, unit.unit, "survey", unit.actor("coordinator"))
    for token in slips.tokens:
        await surveys.vote(token, {WHOLE: "very_satisfied"})
    await unit.until_day(unit.day(6))
    await unit.do("close_survey", step="survey")
    (effect,) = surveys_wanted(unit.state)
    sealed = Sealed(cast=_VOTERS, tally={WHOLE: GradeCounts(very_satisfied=_VOTERS)})
    await unit.take(SurveySealed(effect=effect, sealed=sealed))
    await unit.do("complete_step", step="survey")
    await unit.do("switch_track", "county", track="judging", reason="It fits better.")
    await unit.do("close", "city", reason="Over.")
    (phase,) = (await unit.end()).phases
    assert [str(one.survey.band) for one in phase.steps if one.survey] == ["95 %"]


async def own_moment(unit: Driver) -> None:
    """Of what is due it is reminded at its own moment, which few others share."""
    await unit.start()
    await unit.until_next("reminded", "step:lecture")
    await unit.do("complete_step", step="lecture")


async def after_hours(unit: Driver) -> None:
    """A survey is not opened when nobody could vote any more, but for the next day."""
    await unit.start()
    await unit.until_day(unit.day(1), time(18))
    vote: dict[str, Any] = {"step": "survey", "ballots": _VOTERS}
    await _refused(unit, "no_time_to_vote", "open_survey", until=unit.day(0), **vote)
    await unit.do("open_survey", until=unit.day(1), **vote)


async def kept_its_day(unit: Driver) -> None:
    """A step that is overdue keeps its day until somebody else grants more time."""
    await unit.start()
    await unit.until_next("overdue", "step:lecture")
    own: dict[str, Any] = {"step": "lecture", "on": unit.day(3)}
    await _refused(unit, "step_overdue", "schedule_step", **own)
    until = unit.day(5)
    await unit.do(
        "extend", "supervisor", target="step:lecture", until=until, reason="They were ill."
    )
    await unit.do("schedule_step", **own)


async def grown(unit: Driver) -> None:
    """A phase whose ledger has grown since it was reported is accepted once all is mended."""
    await _mended(unit)
    await unit.do("publish", **_KEPT)
    await _promise(unit)
    await _refused(unit, "ledger_share", "sign_off", "supervisor", phase="links")
    await _strike_off(unit, 2)
    await unit.do("sign_off", "supervisor", phase="links")


async def kept_to_itself(unit: Driver) -> None:
    """A unit that has told nobody what stays is not accepted before it has."""
    await _mended(unit)
    await _refused(unit, "mechanism_unpublished", "sign_off", "supervisor", phase="links")
    await unit.do("publish", **_KEPT)
    await unit.do("sign_off", "supervisor", phase="links")


async def as_it_opened(unit: Driver) -> None:
    """A survey that goes on over a switch is judged by the mark that people voted under."""
    await unit.start()
    await unit.do("open_survey", step="survey", until=unit.day(5), ballots=_VOTERS)
    await unit.do("switch_track", "county", track="content", reason="It fits better.")
    surveys = unit.world.gateway.surveys
    slips = await surveys.slips(unit.campaign, unit.unit, "survey", unit.actor("coordinator"))
    for token in slips.tokens[:7]:
        await surveys.vote(token, {WHOLE: "very_satisfied"})
    for token in slips.tokens[7:]:
        await surveys.vote(token, {WHOLE: "dissatisfied"})
    await unit.until_day(unit.day(6))
    await unit.do("close_survey", step="survey")
    (effect,) = surveys_wanted(unit.state)
    tally = {WHOLE: GradeCounts(very_satisfied=7, dissatisfied=3)}
    await unit.take(SurveySealed(effect=effect, sealed=Sealed(cast=_VOTERS, tally=tally)))
    assert unit.state.surveys["survey"].status == "below"


async def turned(unit: Driver) -> None:
    """The outcome tells of more time, standstill, another track, leaving and coming back."""
    await unit.start()
    await unit.do("extend", "county", target="unit", until=unit.day(28), reason="Floods.")
    await unit.do("suspend", "county", reason="They are in the village.")
    await unit.until_day(unit.day(2))
    await unit.do("resume", "county")
    await unit.do("switch_track", "county", track="listening", reason="They are few.")
    await unit.do("withdraw", "county", cause="other", reason="They have moved.")
    await unit.do("reopen", "county", reason="They are back.")
    await unit.do("close", "city", reason="Over.")
    assert [turn.kind for turn in (await unit.end()).turns] == [
        "extended",
        "suspended",
        "resumed",
        "track_switched",
        "withdrawn",
        "reopened",
    ]


async def told_apart(unit: Driver) -> None:
    """An id that comes again with something else to say is refused."""
    await unit.start()
    await unit.do("comment", text="One.", id="said")
    await _refused(unit, "id_reused", "comment", text="Another.", id="said")


_KEPT: Final[Mapping[str, Any]] = {"subject": "mechanism", "text": "An open day a year."}


async def _mended(unit: Driver) -> None:
    """It has mended what it promised, and set down what stays."""
    await unit.start()
    await _promise(unit)
    await _strike_off(unit, 1)
    await unit.do("complete_step", step="mend")
    await unit.do("set_mechanism", text="What stays.", keeps=("An open day a year.",))


async def _promise(unit: Driver) -> None:
    await unit.do("add_item", measure="Mend the roof.", owner="Works office", due=unit.day(9))


async def _strike_off(unit: Driver, number: int) -> None:
    await unit.do("close_item", number=number, evidence="A photograph.")
    await unit.do("confirm_item", "supervisor", number=number)


async def _refused(
    unit: Driver, code: str, kind: str, by: str = "coordinator", **fields: Any
) -> None:
    """A signal that is refused; it stands in the history, as a refused update does not."""
    one = unit.command(kind, by, **fields)
    await unit.handle.signal(one.kind, one)
    (refused,) = await unit.world.gateway.refusals(unit.campaign, unit.unit)
    assert refused.refusal.code == code


async def _count(unit: Driver) -> None:
    (effect,) = wanted(unit.state)
    await unit.take(OpinionsCounted(effect=effect))


FIRMS: Final[Mapping[str, Scenario]] = {
    "too_few_channels": too_few_channels,
    "went_on": went_on,
    "opened_late": opened_late,
    "cut_short": cut_short,
    "said_until_the_end": said_until_the_end,
    "brought": brought,
    "after_hours": after_hours,
    "as_it_opened": as_it_opened,
    "turned": turned,
    "told_apart": told_apart,
}
"""Scenarios of a unit."""

OFFICES: Final[Mapping[str, Scenario]] = {"handed_up": handed_up}
"""Scenarios of a county's office."""

REMINDED: Final[Mapping[str, Scenario]] = {
    "own_moment": own_moment,
    "kept_its_day": kept_its_day,
}
"""Scenarios of a unit that is reminded."""

SETTLING: Final[Mapping[str, Scenario]] = {"grown": grown, "kept_to_itself": kept_to_itself}
"""Scenarios of a unit that mends, and is judged."""

SINCE: Final[Mapping[str, int]] = {
    "too_few_channels": 3,
    "went_on": 3,
    "opened_late": 3,
    "cut_short": 3,
    "handed_up": 3,
    "said_until_the_end": 4,
    "brought": 4,
    "own_moment": 5,
    "after_hours": 6,
    "kept_its_day": 6,
    "grown": 6,
    "kept_to_itself": 6,
    "as_it_opened": 7,
    "turned": 7,
    "told_apart": 7,
}
"""Since which edition the rules tell each of them so."""
