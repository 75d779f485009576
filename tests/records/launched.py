"""A campaign in the records, and the stories of its units that are to be recorded."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any, Final

from records.store import Records
from rules.acceptance import initial_state
from rules.evolve import evolve
from rules.notices import notices_of
from rules.rows import rows_of
from rules.snapshot import snapshot
from schemas.campaign_row import NewCampaign
from schemas.events import Entry
from schemas.memory import UnitMemory
from schemas.plan import CalendarSource, Plan, UnitType, Window
from schemas.recording import RecordBatch, Recorded
from schemas.roster import Person, Unit
from schemas.units import UnitSnapshot
from tests.rules.reference import KEY_LINKS, PHASED, UNIT, text, with_rules
from tests.rules.stories import Story, local

AT: Final = local("2026-03-02")
"""When every campaign of these tests is launched."""

TYPES: Final = ("school", "hospital", "street")
RULES: Final = {type_: with_rules(unit_type=type_) for type_ in TYPES}

PLAN: Final = Plan(
    plan="campaign-2026",
    title=text("Campaign of 2026"),
    timezone="Asia/Shanghai",
    calendar=CalendarSource(country="CN"),
    window=Window(first=date(2026, 3, 2), last=date(2026, 12, 31)),
    tracks=(PHASED, KEY_LINKS),
    types=tuple(UnitType(id=type_, title=text(type_), track="phased") for type_ in TYPES),
)

_numbers = count(1)


def new_campaign(**changes: Any) -> NewCampaign:
    """A campaign with a code of its own, from the same plan."""
    fields = {"campaign": f"c{next(_numbers)}", "source": "plan: x\n", "plan": PLAN, "at": AT}
    return NewCampaign(**{**fields, **changes})


def story(campaign: str, unit: Unit = UNIT, told_by: type[Story] = Story) -> Story:
    """The story of a unit in that campaign, which begins at its launch."""
    begun = told_by(RULES[unit.type], unit, AT)
    begun.memory = UnitMemory(state=initial_state(campaign, unit, RULES[unit.type], AT))
    return begun


def initial(campaign: str, units: Sequence[Unit]) -> list[UnitSnapshot]:
    """Units as they are launched."""
    return [snapshot(story(campaign, unit).state, AT) for unit in units]


async def launch(
    records: Records,
    units: Sequence[Unit] = (UNIT,),
    people: Sequence[Person] = (),
    **changes: Any,
) -> str:
    """Launch a campaign of its own with these units; its code."""
    new = new_campaign(**changes)
    assert await records.launching.launch(new, initial(new.campaign, units), people)
    return new.campaign


async def launch_story(records: Records, **changes: Any) -> Story:
    """Launch a campaign of its own with the stories' unit; its story."""
    return story(await launch(records, **changes))


async def record(
    records: Records, told: Story, *, after: int = 0, to: int | None = None
) -> Recorded:
    """Record a story's entries after revision `after`, up to revision `to`."""
    return await send(records, told, told.journal[after:to])


async def send(records: Records, told: Story, entries: Sequence[Entry]) -> Recorded:
    """Record entries as those of the story's unit."""
    return await records.recording.record(
        batch(told, entries), evolve=evolve, snapshot=snapshot, notices=notices_of, rows=rows_of
    )


def batch(told: Story, entries: Sequence[Entry]) -> RecordBatch:
    """Entries as the story's unit sends them."""
    return RecordBatch(
        campaign=told.state.campaign, unit=told.state.unit.code, entries=tuple(entries)
    )


async def assert_recorded(records: Records, told: Story, to: int | None = None) -> None:
    """The journal is the story up to a revision, and the row and its fold tell the same."""
    campaign, unit = told.state.campaign, told.state.unit.code
    entries = told.journal[:to]
    assert await records.journal.oldest(campaign, unit) == entries
    folded = await records.units.initial_state(campaign, unit)
    for entry in entries:
        folded = evolve(folded, entry)
    stored = await records.units.get(campaign, unit)
    assert stored.state == folded
    assert (stored.row.revision, stored.row.head) == (folded.revision, folded.head)
