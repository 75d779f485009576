"""Units driven by commands and the clock, and the messages that people get by the rules alone."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rules.acceptance import accept, heed_clock, initial_state
from rules.evolve import evolve
from rules.notice_truth import is_still_true
from rules.notices import notices_of
from rules.sending import messages
from rules.ticks import next_due
from schemas.calendar import WorkingCalendar
from schemas.commands import Command
from schemas.events import Entry
from schemas.memory import UnitMemory
from schemas.notice import Message, Notice
from schemas.quantities import Minutes
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.unit_rules import UnitRules


class Told:
    """A unit's whole story: its journal, its notices, and its state at any instant."""

    def __init__(self, launched: UnitState, journal: Sequence[Entry]) -> None:
        self.journal = journal
        self.notices: list[Notice] = []
        self._states = [launched]
        for entry in journal:
            after = evolve(self._states[-1], entry)
            self.notices += notices_of(self._states[-1], after, entry)
            self._states.append(after)

    def state_at(self, instant: datetime) -> UnitState:
        """The state after everything that has happened up to `instant`."""
        return self._states[bisect_right(self.journal, instant, key=lambda entry: entry.at)]


def tell(
    campaign: str,
    unit: Unit,
    rules: UnitRules,
    launched: datetime,
    commands: Iterable[tuple[datetime, Command]],
    until: datetime,
) -> Told:
    """Drive a unit by commands, its clock heeded at every instant as a workflow's timer heeds it."""
    state = initial_state(campaign, unit, rules, launched)
    memory, now = UnitMemory(state=state), launched
    for instant, command in commands:
        memory, _ = accept(_wait(memory, now, instant), command, instant)
        now = instant
    return Told(state, _wait(memory, now, until).outbox)


def sent(
    told: Mapping[str, Told], calendar: WorkingCalendar, spread: Minutes
) -> tuple[Message, ...]:
    """The messages that go, in their order: of what was said, what is still true when it goes."""
    notices = [notice for one in told.values() for notice in one.notices]
    while True:
        made = messages(notices, calendar, spread)
        untrue = [
            notice
            for message in made
            for notice in message.notices
            if not is_still_true(told[notice.unit].state_at(message.at), notice)
        ]
        if not untrue:
            return made
        notices = [notice for notice in notices if notice not in untrue]


def written(messages: Iterable[Message], timezone: str) -> str:
    """Messages as lines: when and to whom, and then what of which unit, with local times."""
    zone = ZoneInfo(timezone)
    lines: list[str] = []
    for message in messages:
        lines.append(f"{_local(message.at, zone)}  {message.audience}")
        for one in message.notices:
            about = "" if one.target is None else f" {one.target}"
            due = "" if one.due is None else f" ({one.rung}, due {_local(one.due, zone)})"
            lines.append(f"    {one.unit}: {one.kind}{about}{due}")
    return "\n".join(lines) + "\n"


def _wait(memory: UnitMemory, now: datetime, until: datetime) -> UnitMemory:
    while (due := next_due(memory.state)) is not None and due <= until:
        # What fell due while work stood still happens when it goes on.
        now = max(now, due)
        memory = heed_clock(memory, now)
    return memory


def _local(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).strftime("%Y-%m-%d %a %H:%M")
