"""Units brought to a point of their campaign in a line or two.

A `Story` drives one unit by real commands and the clock through `rules.acceptance`, and keeps the
whole journal. It begins on Monday, 2 March 2026, 10:00 in Shanghai.
"""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from rules.acceptance import accept, heed_clock, initial_state
from rules.refused import Refused
from rules.standing import standing
from schemas.actor import Actor
from schemas.commands import Command, CommandAdapter
from schemas.events import Entry, Event
from schemas.memory import UnitMemory
from schemas.refusal import Refusal
from schemas.roster import Unit
from schemas.state import Standing, UnitState
from schemas.unit_rules import UnitRules
from schemas.views import Receipt
from tests.rules.reference import RULES, UNIT
from texts.catalogue import places
from texts.refusals import CATALOGUE

COORDINATOR: Final = Actor.parse("coordinator:c-001")
SUPERVISOR: Final = Actor.parse("supervisor:SG-01")
COUNTY: Final = Actor.parse("county:D1")
CITY: Final = Actor.parse("city:office")
SYSTEM: Final = Actor.parse("system:campaign")
STRANGER: Final = Actor.parse("coordinator:c-999")

_WORDS: Final = {
    *("note", "reason", "evidence", "answer", "text", "correction", "explanation"),
    *("measure", "owner", "made_up"),
}
"""The fields of commands in which people say something."""

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
MORNING: Final = time(10)

PHASE_STEPS: Final = {
    "study": ("mobilise", "lecture", "discussion"),
    "analysis": ("solicit", "talks", "life_meeting"),
    "rectification": ("rectify", "survey"),
    "links": ("mobilise", "opinions", "meeting", "lecture", "ledger", "judgement"),
}
"""The required steps of every phase, in an order in which they can be done."""


def local(day: str, clock: time = MORNING) -> datetime:
    """An instant of Shanghai's clock, in UTC."""
    return datetime.combine(date.fromisoformat(day), clock, SHANGHAI).astimezone(UTC)


def closing(day: str) -> datetime:
    """The close of business on a day: half past five."""
    return local(day, time(17, 30))


def opening(day: str) -> datetime:
    """The opening of business on a day: half past eight."""
    return local(day, time(8, 30))


def assert_whole(refusal: Refusal) -> None:
    """A refusal gives all that its text asks for, and nothing that it does not know."""
    text = CATALOGUE[refusal.code]
    assert places(text.zh) | places(text.en) <= refusal.params.keys(), refusal
    assert not {"", "None"} & set(refusal.params.values()), refusal


def assert_told(command: Command, entries: tuple[Entry, ...]) -> None:
    """What somebody has put into words stands in the events that come of it."""
    told = "".join(entry.event.model_dump_json() for entry in entries)
    said = command.model_dump(include=_WORDS, exclude_none=True)
    for text in said.values() if entries else ():
        assert json.dumps(text, ensure_ascii=False) in told, (command, told)


class Story:
    """One unit's campaign, told by commands and the clock."""

    def __init__(
        self, rules: UnitRules = RULES, unit: Unit = UNIT, begins: datetime | None = None
    ) -> None:
        self.now = begins or local("2026-03-02")
        self.launched = initial_state("c2026", unit, rules, self.now)
        self.memory = UnitMemory(state=self.launched)
        self._ids = 0

    @property
    def state(self) -> UnitState:
        """The unit's state."""
        return self.memory.state

    @property
    def journal(self) -> tuple[Entry, ...]:
        """Everything that has happened: the outbox, of which nothing was confirmed."""
        return self.memory.outbox

    @property
    def events(self) -> list[Event]:
        """Everything that has happened, without who, when and why."""
        return [entry.event for entry in self.journal]

    @property
    def kinds(self) -> list[str]:
        """The kinds of everything that has happened."""
        return [entry.event.kind for entry in self.journal]

    @property
    def last(self) -> Event:
        """The last event."""
        return self.journal[-1].event

    @property
    def standing(self) -> Standing:
        """Where the unit stands now."""
        return standing(self.state, self.now)

    def command(self, kind: str, by: Actor = COORDINATOR, **fields: Any) -> Command:
        """A command with an id of its own, unless one is given."""
        self._ids += 1
        return CommandAdapter.validate_python(
            {"id": f"cmd-{self._ids}", "by": by, "kind": kind, **fields}
        )

    def do(self, kind: str, by: Actor = COORDINATOR, **fields: Any) -> Receipt:
        """Carry out a command now."""
        command, before = self.command(kind, by, **fields), self.state.revision
        self.memory, receipt = accept(self.memory, command, self.now)
        assert_told(command, self.journal[before:])
        return receipt

    def refuse(self, kind: str, by: Actor = COORDINATOR, **fields: Any) -> Refusal:
        """Give a command that is refused, and nothing changes by it."""
        before = self.memory
        try:
            self.do(kind, by, **fields)
        except Refused as refused:
            assert self.memory is before
            assert_whole(refused.refusal)
            return refused.refusal
        raise AssertionError(f"{kind} was not refused")

    def at(self, day: str, clock: time = MORNING) -> "Story":
        """Let time pass until that instant of Shanghai's clock."""
        return self.until(local(day, clock))

    def until(self, now: datetime) -> "Story":
        """Let time pass until that instant; the clock is heeded then."""
        assert now >= self.now, "a story does not go back"
        self.now = now
        self.memory = heed_clock(self.memory, now)
        return self

    def later(self, **length: float) -> "Story":
        """Let so much time pass."""
        return self.until(self.now + timedelta(**length))

    def get_ready(self) -> "Story":
        """Report every readiness item."""
        for item in self.state.rules.readiness:
            self.do("complete_readiness", item=item.id)
        return self

    def start(self, track: str = "phased") -> "Story":
        """Get ready, take the track, and start."""
        self.get_ready()
        if track != self.state.track:
            self.do("switch_track", COUNTY, track=track, reason="fits better")
        self.do("start")
        return self

    def complete(self, *steps: str) -> "Story":
        """Report steps done."""
        for step in steps:
            self.do("complete_step", step=step)
        return self

    def report(self, phase: str) -> "Story":
        """Report every required step of the open phase."""
        done = {step for step, own in self.state.steps.items() if own.done_at is not None}
        return self.complete(*(step for step in PHASE_STEPS[phase] if step not in done))

    def sign_off(self, phase: str) -> "Story":
        """Have the supervision group sign the phase off."""
        self.do("sign_off", SUPERVISOR, phase=phase)
        return self

    def send_back(self, phase: str, *redo: str) -> "Story":
        """Have the supervision group send the phase back."""
        self.do("send_back", SUPERVISOR, phase=phase, redo=redo, reason="only the motions")
        return self

    def finish(self) -> "Story":
        """Go through all three phases of the phased track, from the start."""
        self.start()
        self.report("study").sign_off("study")
        self.report("analysis").sign_off("analysis")
        return self.report("rectification")
