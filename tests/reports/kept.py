"""A unit as it is kept, of which dossiers are made."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Final

from reports.dossier.building import sha256
from reports.store import NotKept
from rules.course import track
from rules.replay import replay
from rules.scoring import WHOLE, result_of, tally_of
from schemas.actor import Actor
from schemas.attachment import Attachment
from schemas.dispatch import LogLine
from schemas.dossier import KeptUnit
from schemas.opinions import OwnedProblem, Problem, TopicCount
from schemas.plan import CalendarSource, Plan, UnitType, Window
from schemas.roster import Members
from schemas.step import SurveyStep
from schemas.survey import Ballot, PublishedSurvey, Sealed, SurveyId
from tests.rules import soliciting
from tests.rules.reference import KEY_LINKS, PHASED, UNIT, text
from tests.rules.stories import CITY, Story
from tests.rules.surveys import counted, opened

PLAN: Final = Plan(
    plan="campaign-2026",
    title=text("Campaign of 2026"),
    timezone="Asia/Shanghai",
    calendar=CalendarSource(country="CN"),
    window=Window(first=date(2026, 3, 2), last=date(2026, 12, 31)),
    tracks=(PHASED, KEY_LINKS),
    types=(UnitType(id="school", title=text("School"), track="phased"),),
)
MINUTES: Final = "到会九人。\n".encode()
SOURCE: Final = "plan: campaign-2026\ntitle: 活动\n"


def lived() -> Story:
    """A unit that has gone through everything, was sent back once, and was closed."""
    story = Story()
    story.start().report("study").send_back("study", "lecture")
    story.later(days=3).report("study").sign_off("study")
    story.do("comment", CITY, text='<script>alert("=1+1")</script> & 意见')
    story.report("analysis").sign_off("analysis").report("rectification")
    story.later(days=200)
    story.do("close", CITY, reason="the end")
    return story


def with_a_meeting() -> Story:
    """A unit of one branch of ten that has met, and has handed in the minutes."""
    unit = UNIT.model_copy(update={"organisations": 1, "members": Members(other=10)})
    story = Story(unit=unit)
    story.start().report("study").sign_off("study").complete("solicit", "talks")
    story.do(
        "convene_meeting",
        step="life_meeting",
        branch="first",
        members=10,
        on=date(2026, 3, 3),
        starts=time(9),
        place="the large hall",
    )
    story.at("2026-03-03", time(12))
    story.do(
        "record_meeting",
        step="life_meeting",
        branch="first",
        on=date(2026, 3, 3),
        attended=Members(other=9),
        talks=4,
        minutes=sha256(MINUTES),
    )
    return story


def surveyed() -> KeptUnit:
    """A unit whose survey of twenty ballots is below the pass mark, as it is kept."""
    poor: Ballot = {WHOLE: "dissatisfied"}
    good: Ballot = {WHOLE: "very_satisfied"}
    ballots = (*[poor] * 5, *[good] * 15)
    sealed = Sealed(cast=20, tally=tally_of(ballots))
    story = counted(opened(), sealed)
    asked = track(story.state).phases[0].steps[1]
    assert isinstance(asked, SurveyStep)
    published = PublishedSurvey(
        survey=SurveyId(campaign="c2026", unit=story.state.unit.code, step="survey", round=1),
        asked=asked,
        result=result_of(asked, 1, sealed),
        receipts=tuple(f"receipt-{number:02}" for number in range(20)),
        ballots=ballots,
    )
    return kept(story).model_copy(update={"surveys": (published,)})


def counted_by_topic() -> KeptUnit:
    """A unit that has heard four opinions, three of them about its gates.

    When it had heard one, it named two problems that it has dropped again.
    """
    story = soliciting.opened().at("2026-03-13")
    dropped = (Problem(text="Nothing is clear"), Problem(text="Nobody says anything"))
    story.do("close_solicitation", step="solicit", problems=dropped)
    soliciting.count(story, box=1)
    gate = Problem(text="The gate is shut at noon", topics=("gates",))
    story.do("close_solicitation", step="solicit", problems=(gate,))
    soliciting.count(story, box=3, letter=1)
    topics = (
        TopicCount(step="solicit", round=1, topic="gates", opinions=3),
        TopicCount(step="solicit", round=1, opinions=1),
    )
    owned = OwnedProblem(number=3, step="solicit", round=1, text=gate.text, opinions=3)
    return kept(story).model_copy(update={"topics": topics, "problems": (owned,)})


def attached(story: Story) -> KeptUnit:
    """The same with the minutes among the attachments."""
    minutes = Attachment(
        digest=sha256(MINUTES), name="会议记录.txt", type="txt", bytes=len(MINUTES), at=story.now
    )
    return kept(story).model_copy(update={"attachments": (minutes,)})


def kept(story: Story) -> KeptUnit:
    """What is kept of a story's unit; of two notices one was sent."""
    sent = LogLine(
        id=2,
        unit=story.state.unit.code,
        revision=2,
        audience=Actor.parse("coordinator:c-001"),
        kind="reminder",
        person="c-001",
        recipient="c-001",
        channel="mail",
        at=story.now,
        due=story.now - timedelta(days=1),
        outcome="sent",
        message=1,
        attempts=1,
    )
    nobody = sent.model_copy(update={"id": 1, "kind": "sent_back", "person": None})
    return KeptUnit(
        is_rehearsal=False,
        plan=PLAN,
        plan_source=SOURCE,
        amendments=(),
        initial=story.launched,
        journal=story.journal,
        state=story.state,
        rows=replay(story.launched, story.journal)[1],
        deliveries=(sent, nobody),
    )


class Loose:
    """The files of a dossier at hand, to be tampered with."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)

    def names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(sorted(self.files))

    def get(self, name: str, *, at_most: int | None = None) -> bytes:
        """One of them."""
        if name not in self.files:
            raise NotKept(name)
        return self.files[name][:at_most]
