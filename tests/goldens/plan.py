"""The small plans of the golden histories: both tracks of the rules' own stories, from tomorrow on."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final

from schemas.plan import CalendarSource, Plan, UnitType, Window
from schemas.quantities import Days, Minutes, Percent, When, WorkingDays
from schemas.reminders import Ladder, Reminders, Rung
from schemas.step import (
    Gate,
    OpinionsStep,
    Phase,
    RectificationStep,
    Step,
    SurveyStep,
    TaskStep,
    Track,
)
from tests.rules.reference import KEY_LINKS, PHASED, RULES, text
from tests.workflows.campaigns import Campaign, campaign_of


@cache
def golden_campaign() -> Campaign:
    """Two unit types, one for each track; both may take the other one."""
    return _campaign(
        "golden",
        _window(200),
        readiness=RULES.readiness,
        tracks=(PHASED, KEY_LINKS),
        types=(
            UnitType(id="school", title=text("School"), track="phased", may_choose=("key_links",)),
            UnitType(id="firm", title=text("Firm"), track="key_links", may_choose=("phased",)),
        ),
    )


@cache
def asking_campaign() -> Campaign:
    """People are asked for opinions by two channels at least, and on three of four tracks to vote.

    A county's office goes through it as the firms do.
    """
    tracks = (
        Track(id="asking", title=text("Asking"), phases=(_phase(_SOLICIT, _SURVEY),)),
        Track(id="listening", title=text("Listening"), phases=(_phase(_SOLICIT),)),
        Track(id="judging", title=text("Judging"), phases=(_phase(_SOLICIT, _JUDGEMENT),)),
        Track(id="content", title=text("Content"), phases=(_phase(_SOLICIT, _LENIENT),)),
    )
    return _campaign(
        "asking",
        _window(60),
        content="recorded",
        tracks=tracks,
        types=(
            UnitType(
                id="firm",
                title=text("Firm"),
                track="asking",
                may_choose=("listening", "judging", "content"),
            ),
            UnitType(id="office", title=text("Office"), track="asking", level="county"),
        ),
    )


@cache
def reminding_campaign() -> Campaign:
    """Firms are reminded the day before anything is due, each at its own moment of four minutes."""
    ladder = Ladder(id="usual", rungs=(Rung(id="day_before", when=When(-1)),))
    return _campaign(
        "reminding",
        _window(60),
        tracks=(Track(id="links", title=text("Links"), phases=(_phase(_LECTURE),)),),
        types=(UnitType(id="firm", title=text("Firm"), track="links"),),
        reminders=Reminders(spread=Minutes(4), ladders=(ladder,)),
    )


@cache
def settling_campaign() -> Campaign:
    """Firms mend what they promise, set down what stays, and are judged by their group."""
    phase = _phase(_MEND).model_copy(update={"gate": Gate()})
    return _campaign(
        "settling",
        _window(60),
        content="recorded",
        mechanism="required",
        tracks=(Track(id="links", title=text("Links"), phases=(phase,)),),
        types=(UnitType(id="firm", title=text("Firm"), track="links"),),
    )


_MEND: Final = RectificationStep(
    id="mend", kind="rectification", title=text("Mend"), closed_share=Percent.parse("100 %")
)

_LECTURE: Final = TaskStep(id="lecture", kind="task", title=text("Lecture"), due=WorkingDays(5))

_SOLICIT: Final = OpinionsStep(
    id="opinions",
    kind="opinions",
    title=text("Opinions"),
    channels=("box", "letter", "web_form"),
    open_for=Days(7),
    minimum=2,
    minimum_channels=2,
)

_SURVEY: Final = SurveyStep(
    id="survey",
    kind="survey",
    title=text("Survey"),
    bands=(Percent.parse("95 %"),),
    pass_mark=Percent.parse("90 %"),
)

_JUDGEMENT: Final = _SURVEY.model_copy(update={"id": "judgement"})

_LENIENT: Final = _SURVEY.model_copy(update={"pass_mark": Percent.parse("50 %")})


def _phase(*steps: Step) -> Phase:
    return Phase(id="links", title=text("Key links"), length=Days(30), steps=steps)


def _campaign(name: str, window: Window, **parts: Any) -> Campaign:
    plan = Plan(
        plan=name,
        title=text(name.capitalize()),
        timezone="Asia/Shanghai",
        calendar=CalendarSource(country="CN"),
        window=window,
        **parts,
    )
    return campaign_of(f"plan: {name}", plan)


def _window(days: int) -> Window:
    first = datetime.now(UTC).date() + timedelta(days=1)
    return Window(first=first, last=first + timedelta(days=days))
