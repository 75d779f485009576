"""A ladder of reminders for the story's rules, and what was said by it, with local times."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from schemas.events import Entry, Reminded
from schemas.quantities import Minutes, When, WorkingDays
from schemas.reminders import Ladder, Reminders, Rung
from schemas.roster import PersonRole
from schemas.unit_rules import UnitRules
from tests.rules.reference import with_rules
from tests.rules.stories import SHANGHAI


def rung(id_: str, when: str, *to: PersonRole, **fields: Any) -> Rung:
    """A rung that goes to the coordinator, unless it says otherwise."""
    return Rung(id=id_, when=When.parse(when), to=to or ("coordinator",), **fields)


USUAL: Final = Ladder(
    id="usual",
    rungs=(
        rung("soon", "5 working days before"),
        rung("eve", "1 working day before"),
        rung("today", "on the day"),
        rung("late", "1 working day after", every=WorkingDays(1), times=3),
        rung("weekly", "8 working days after", every=WorkingDays(5)),
        rung("group", "3 working days after", "supervisor"),
        rung("county", "5 working days after", "county"),
        rung("city", "10 working days after", "city"),
    ),
)

REMINDERS: Final = Reminders(spread=Minutes(0), ladders=(USUAL,))


def reminding(*rungs: Rung, spread: int = 0, **changes: Any) -> UnitRules:
    """The story's rules with the usual ladder, or with one of these rungs."""
    ladder = Ladder(id="own", rungs=rungs) if rungs else USUAL
    return with_rules(reminders=Reminders(spread=Minutes(spread), ladders=(ladder,)), **changes)


def starting(*rungs: Rung, **changes: Any) -> UnitRules:
    """The story's rules with the usual ladder, and one of these rungs for the latest start."""
    start = Ladder(id="start", kinds=("start",), rungs=rungs)
    return with_rules(reminders=Reminders(spread=Minutes(0), ladders=(USUAL, start)), **changes)


def written(at: datetime) -> str:
    """An instant by Shanghai's clock."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def said(entries: Iterable[Entry], target: str | None = None) -> list[tuple[str, str]]:
    """When which rung was said, of one target or of all."""
    return [
        (written(entry.at), entry.event.rung)
        for entry in entries
        if isinstance(entry.event, Reminded) and target in (None, str(entry.event.target))
    ]
