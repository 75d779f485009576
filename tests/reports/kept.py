"""A unit as it is kept, of which dossiers are made."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from reports.store import NotKept
from rules.replay import replay
from schemas.actor import Actor
from schemas.dispatch import LogLine
from schemas.dossier import KeptUnit
from schemas.plan import CalendarSource, Plan, UnitType, Window
from tests.rules.reference import KEY_LINKS, PHASED, text
from tests.rules.stories import CITY, Story

PLAN: Final = Plan(
    plan="campaign-2026",
    title=text("Campaign of 2026"),
    timezone="Asia/Shanghai",
    calendar=CalendarSource(country="CN"),
    window=Window(first=date(2026, 3, 2), last=date(2026, 12, 31)),
    tracks=(PHASED, KEY_LINKS),
    types=(UnitType(id="school", title=text("School"), track="phased"),),
)
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
