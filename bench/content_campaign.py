"""A campaign whose units do all five activities at once, and close their surveys minutes from now."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bench.business_day import every_day, zone_by_day
from bench.reference import COORDINATOR, SUPERVISOR, new_id
from bench.stage import Stage
from schemas.actor import Actor
from schemas.commands import Command, Start
from schemas.opinions import OpenSolicitation
from schemas.plan import CalendarSource, Plan, UnitType, Window
from schemas.quantities import Days, Percent
from schemas.roster import Members, Unit
from schemas.step import (
    Gate,
    MeetingStep,
    MobilizationStep,
    OpinionsStep,
    Phase,
    Question,
    RectificationStep,
    SurveyStep,
    Track,
)
from schemas.survey import OpenSurvey
from schemas.text import Text
from schemas.views import Receipt

PHASE: Final = "all"
MOBILIZATION: Final = "mobilization"
OPINIONS: Final = "opinions"
MEETING: Final = "meeting"
SURVEY: Final = "survey"
"""The phase and its steps; the ledger has no need of a name."""

COUNTY: Final = Actor.parse("county:D-1")
MEMBERS: Final = Members(production_line=40, retired=20, floating=6)
BRANCHES: Final = ("east", "west", "south")
QUESTIONS: Final = ("plan", "results")
MINIMUM_GROUP: Final = 5

_TITLE: Final = Text(en="Content")
_CHANNELS: Final = ("box", "web_form")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentCampaign:
    """A campaign whose units have begun, and whose surveys are over when business `closes`.

    `receipts` are those of the commands that began it, and `tokens` those of the ballots, by unit;
    nobody has voted yet.
    """

    code: str
    units: Sequence[str]
    today: date
    closes: datetime
    receipts: Mapping[str, Sequence[Receipt]]
    tokens: Mapping[str, Sequence[str]]


async def launch_content(
    stage: Stage, code: str, *, ballots: Sequence[int], closes_in: timedelta
) -> ContentCampaign:
    """Launch a unit for each number of ballots, and open their solicitations and surveys.

    Business closes `closes_in` from now.

    Raises:
        ValueError: it would close on another day.
    """
    zone = zone_by_day()
    now = datetime.now(UTC).astimezone(zone)
    closes = (now + closes_in).replace(microsecond=0)
    today = now.date()
    if closes.date() != today:
        raise ValueError(f"business cannot close at {closes}: that is another day")
    calendar = every_day(now, time(0, 0, 1), closes.time())
    roster = [_unit(number) for number in range(len(ballots))]
    plan = _plan(str(zone), today)
    await stage.gateway.launch(code, plan.model_dump_json(), plan, calendar, roster, [])
    async for _ in stage.gateway.watch_sweeps(code):
        pass
    codes = [unit.code for unit in roster]
    begun = await asyncio.gather(
        *(
            _begin(stage, code, unit, today, count)
            for unit, count in zip(codes, ballots, strict=True)
        )
    )
    return ContentCampaign(
        code=code,
        units=codes,
        today=today,
        closes=closes.astimezone(UTC),
        receipts={unit: receipts for unit, (receipts, _) in zip(codes, begun, strict=True)},
        tokens={unit: tokens for unit, (_, tokens) in zip(codes, begun, strict=True)},
    )


async def _begin(
    stage: Stage, campaign: str, unit: str, today: date, ballots: int
) -> tuple[list[Receipt], tuple[str, ...]]:
    """Start a unit, ask for opinions and for votes; the receipts, and the tokens of its ballots."""
    by = COORDINATOR
    commands: tuple[Command, ...] = (
        Start(id=new_id(), by=by, kind="start"),
        OpenSolicitation(
            id=new_id(),
            by=by,
            kind="open_solicitation",
            step=OPINIONS,
            channels=_CHANNELS,
            until=today + timedelta(days=1),
        ),
        OpenSurvey(
            id=new_id(), by=by, kind="open_survey", step=SURVEY, until=today, ballots=ballots
        ),
    )
    receipts = [await stage.gateway.submit(campaign, unit, command) for command in commands]
    slips = await stage.gateway.surveys.slips(campaign, unit, SURVEY, by)
    return receipts, slips.tokens


def _plan(timezone: str, today: date) -> Plan:
    steps = (
        MobilizationStep(
            id=MOBILIZATION, kind="mobilization", title=_TITLE, coverage=Percent.parse("95 %")
        ),
        OpinionsStep(
            id=OPINIONS,
            kind="opinions",
            title=_TITLE,
            channels=_CHANNELS,
            open_for=Days(0),
            minimum=1,
        ),
        MeetingStep(id=MEETING, kind="meeting", title=_TITLE, quorum=Percent.parse("50 %")),
        RectificationStep(
            id="ledger", kind="rectification", title=_TITLE, closed_share=Percent.parse("80 %")
        ),
        SurveyStep(
            id=SURVEY,
            kind="survey",
            title=_TITLE,
            bands=(Percent.parse("95 %"), Percent.parse("90 %")),
            pass_mark=Percent.parse("90 %"),
            minimum_group=MINIMUM_GROUP,
            questions=tuple(Question(id=id_, title=_TITLE) for id_ in QUESTIONS),
        ),
    )
    phase = Phase(id=PHASE, title=_TITLE, length=Days(20), gate=Gate(), steps=steps)
    first = today - timedelta(days=1)
    return Plan(
        plan="content",
        title=_TITLE,
        timezone=timezone,
        calendar=CalendarSource(country="CN"),
        content="recorded",
        window=Window(first=first, last=first + timedelta(days=30)),
        tracks=(Track(id="all", title=_TITLE, phases=(phase,)),),
        types=(UnitType(id="any", title=_TITLE, track="all"),),
    )


def _unit(number: int) -> Unit:
    return Unit(
        code=f"K-{number}",
        name=f"Unit {number}",
        type="any",
        district=COUNTY.id,
        coordinator=COORDINATOR.id,
        supervision_group=SUPERVISOR.id,
        organisations=len(BRANCHES),
        members=MEMBERS,
    )
