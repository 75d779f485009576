"""What a unit's story, or a plan's samples, say to people, with the facts that a text takes."""

from datetime import date
from functools import cache
from pathlib import Path

import plans
from intake.holidays import working_calendar
from intake.plan import read_plan
from rules.acceptance import initial_state
from rules.evolve import evolve
from rules.notice_facts import NoticeFacts, facts_of
from rules.notice_samples import samples
from rules.notices import notices_of
from rules.sample_units import Sample
from schemas.events import Entry
from schemas.notice import Notice
from schemas.plan import Plan
from schemas.quantities import When, WorkingDays
from schemas.reminders import Ladder, Reminders, Rung
from schemas.state import UnitState
from schemas.text import Language, Text
from schemas.unit_rules import UnitRules
from tests.rules.reference import with_rules
from tests.rules.stories import Story

FOLDER = Path(plans.__file__).parent

REMINDERS = Reminders(
    ladders=(
        Ladder(
            id="usual",
            rungs=(
                Rung(id="before", when=When(-2)),
                Rung(id="today", when=When(0)),
                Rung(id="late", when=When(1), every=WorkingDays(1)),
                Rung(id="group", when=When(2), to=("supervisor",), every=WorkingDays(2)),
                Rung(id="county", when=When(5), to=("county",)),
            ),
        ),
    )
)
RULES: UnitRules = with_rules(reminders=REMINDERS)
"""The story's rules with a ladder."""


def ladder_with(text: Text) -> UnitRules:
    """The story's rules with a ladder of one rung of that text, which goes to two."""
    rung = Rung(id="own", when=When(-2), to=("coordinator", "supervisor"), text=text)
    return with_rules(reminders=Reminders(ladders=(Ladder(id="own", rungs=(rung,)),)))


def notices(story: Story) -> list[tuple[Notice, Entry]]:
    """Everything that a story's journal says, in its order."""
    unit = story.launched.unit
    state = initial_state("c2026", unit, story.state.rules, story.state.launched_at)
    found: list[tuple[Notice, Entry]] = []
    for entry in story.journal:
        after = evolve(state, entry)
        found += [(notice, entry) for notice in notices_of(state, after, entry)]
        state = after
    return found


def told(
    story: Story,
    kind: str,
    audience: str = "coordinator:c-001",
    language: Language = "en",
    today: date | None = None,
    state: UnitState | None = None,
) -> NoticeFacts:
    """The facts of the last notice of a kind to somebody, on the day on which it is said."""
    notice, entry = next(
        (notice, entry)
        for notice, entry in reversed(notices(story))
        if (notice.kind, str(notice.audience)) == (kind, audience)
    )
    return facts_of(state or story.state, notice, entry, language, today or notice.day)


@cache
def plan_of(name: str) -> Plan:
    """A committed plan."""
    return read_plan(FOLDER / f"{name}.yaml").plan


def samples_of(plan: Plan) -> list[Sample]:
    """Everything that a plan would say."""
    calendar = working_calendar(plan.calendar, plan.timezone, plan.window)
    return list(samples(plan, calendar, "Example unit", "for example"))
