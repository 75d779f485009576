"""The reference case's vocabulary as one unit's rules: a phased track, key links, a calendar.

The calendar is Shanghai's of 2026 with the National Day holiday (1 to 7 October) and the Saturday
that is worked for it (10 October).
"""

from datetime import UTC, date, datetime
from typing import Any, Final

from schemas.calendar import WorkingCalendar
from schemas.plan import ReadinessItem, Window
from schemas.quantities import Days, Percent, WorkingDays
from schemas.roster import Unit
from schemas.step import (
    Gate,
    MeetingStep,
    MobilizationStep,
    OpinionsStep,
    Phase,
    RectificationStep,
    SurveyStep,
    TaskStep,
    Track,
)
from schemas.text import Text
from schemas.unit_rules import EDITION, UnitRules

CALENDAR: Final = WorkingCalendar(
    timezone="Asia/Shanghai",
    first=date(2026, 1, 1),
    last=date(2027, 12, 31),
    days_off=tuple(date(2026, 10, day) for day in range(1, 8)),
    workdays=(date(2026, 10, 10),),
)

UNIT: Final = Unit(
    code="SCH-001",
    name="First School",
    type="school",
    district="D1",
    coordinator="c-001",
    supervision_group="SG-01",
)


def text(words: str) -> Text:
    """A title in English."""
    return Text(en=words)


def task(id_: str, **fields: Any) -> TaskStep:
    """A plain step."""
    return TaskStep(id=id_, kind="task", title=text(id_), **fields)


STUDY: Final = Phase(
    id="study",
    title=text("Study and mobilisation"),
    length=Days(30),
    gate=Gate(lapse=WorkingDays(5)),
    steps=(
        MobilizationStep(
            id="mobilise",
            kind="mobilization",
            title=text("Mobilisation meeting"),
            coverage=Percent.parse("90 %"),
            due=WorkingDays(5),
        ),
        task("lecture", after=("mobilise",), due=WorkingDays(10)),
        task("reading", required=False),
        task("discussion", after=("lecture",)),
    ),
)

ANALYSIS: Final = Phase(
    id="analysis",
    title=text("Analysis and appraisal"),
    length=Days(30),
    gate=Gate(redo=WorkingDays(7)),
    steps=(
        OpinionsStep(
            id="solicit",
            kind="opinions",
            title=text("Solicitation"),
            channels=("box",),
            open_for=Days(7),
        ),
        task("talks", after=("solicit",)),
        MeetingStep(
            id="life_meeting",
            kind="meeting",
            title=text("Life meeting"),
            quorum=Percent.parse("80 %"),
            after=("talks",),
        ),
        task("help", required=False, after=("life_meeting",)),
    ),
)

RECTIFICATION: Final = Phase(
    id="rectification",
    title=text("Rectification and improvement"),
    length=Days(30),
    gate=Gate(sign_off=False),
    steps=(
        RectificationStep(
            id="rectify",
            kind="rectification",
            title=text("Ledger"),
            closed_share=Percent.parse("80 %"),
        ),
        SurveyStep(
            id="survey",
            kind="survey",
            title=text("Survey"),
            bands=(Percent.parse("95 %"), Percent.parse("90 %")),
            pass_mark=Percent.parse("90 %"),
            after=("rectify",),
        ),
    ),
)

PHASED: Final = Track(id="phased", title=text("Phased"), phases=(STUDY, ANALYSIS, RECTIFICATION))

KEY_LINKS: Final = Track(
    id="key_links",
    title=text("Key links"),
    phases=(
        Phase(
            id="links",
            title=text("Key links"),
            length=Days(60),
            gate=Gate(lapse=WorkingDays(10)),
            steps=(
                MobilizationStep(
                    id="mobilise",
                    kind="mobilization",
                    title=text("Mobilisation"),
                    coverage=Percent.parse("90 %"),
                ),
                OpinionsStep(
                    id="opinions",
                    kind="opinions",
                    title=text("Opinions"),
                    channels=("box",),
                    open_for=Days(7),
                ),
                MeetingStep(
                    id="meeting",
                    kind="meeting",
                    title=text("Meeting"),
                    quorum=Percent.parse("80 %"),
                ),
                task("lecture"),
                RectificationStep(
                    id="ledger",
                    kind="rectification",
                    title=text("Ledger"),
                    closed_share=Percent.parse("80 %"),
                    after=("opinions", "meeting"),
                ),
                SurveyStep(
                    id="judgement",
                    kind="survey",
                    title=text("Survey"),
                    bands=(Percent.parse("95 %"),),
                    pass_mark=Percent.parse("90 %"),
                    after=("mobilise", "lecture", "ledger"),
                ),
            ),
        ),
    ),
)

RULES: Final = UnitRules(
    plan="campaign-2026",
    unit_type="school",
    calendar=CALENDAR,
    window=Window(first=date(2026, 3, 2), last=date(2026, 12, 31)),
    ends_at=datetime(2026, 12, 31, 9, 30, tzinfo=UTC),
    latest_start=date(2026, 9, 30),
    due_soon=WorkingDays(3),
    request_lapse=WorkingDays(5),
    readiness=(
        ReadinessItem(id="counted", title=text("Members are counted")),
        ReadinessItem(id="trained", title=text("Organisers are trained")),
    ),
    tracks=(PHASED, KEY_LINKS),
    edition=EDITION,
)


def with_rules(**changes: Any) -> UnitRules:
    """The story's rules with some fields replaced."""
    return RULES.model_copy(update=changes)


def with_unit(**changes: Any) -> Unit:
    """The story's unit with some fields replaced."""
    return UNIT.model_copy(update=changes)
