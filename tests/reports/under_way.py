"""The reference campaign, some eighty days old: made-up progress, the same every time but for the day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from sqlalchemy import insert

import plans
from intake.holidays import working_calendar
from intake.plan import read_plan
from intake.roster import read_roster
from records.ledger import ITEMS
from records.store import Records
from rules.acceptance import initial_state
from rules.compilation import compile_rules, rebase
from rules.course import track
from rules.folding import with_
from rules.polls import poll_of
from rules.roster import rebase_units
from rules.snapshot import snapshot
from schemas.actor import CAMPAIGN_ITSELF
from schemas.campaign_row import NewCampaign
from schemas.ledger import Ledger, OpenItem
from schemas.mobilization import Participation
from schemas.quantities import Percent
from schemas.roster import Members, Unit
from schemas.state import PhaseState, StepState, UnitState, Withdrawal
from schemas.step import MobilizationStep, Phase, SurveyStep
from schemas.survey import SurveyState
from schemas.units import UnitSnapshot

CAMPAIGN: Final = "reference-2005"
_PLANS: Final = Path(plans.__file__).parent
_DAYS_IN: Final = 80


def progress(state: UnitState, chance: Random, now: datetime) -> UnitState:
    """A unit somewhere on its way: phases closed one after the other, people asked, promises kept."""
    is_city = state.unit.level == "city"
    if chance.random() < 0.01 and not is_city:
        return with_(state, withdrawn=Withdrawal(at=now, cause="closed"))
    if chance.random() < 0.05 and not is_city:
        return state
    opened = state.launched_at + timedelta(days=0 if is_city else chance.randrange(25))
    course, phases = track(state), list[PhaseState]()
    steps, surveys = dict[str, StepState](), dict[str, SurveyState]()
    started = opened
    for phase in course.phases:
        took = timedelta(days=phase.length.count * (0.8 if is_city else chance.uniform(0.6, 1.1)))
        closed = min(opened + took, now)
        is_closed = opened + took <= now
        steps |= dict(_done(state, phase, chance, closed, is_closed=is_closed))
        surveys |= dict(_asked(state, phase, chance)) if is_closed else {}
        phases.append(
            PhaseState(
                phase=phase.id,
                opened_at=opened,
                reported_at=closed if is_closed else None,
                closed_at=closed if is_closed else None,
                closed_how="signed_off" if is_closed else None,
                closed_by=CAMPAIGN_ITSELF if is_closed else None,
            )
        )
        if not is_closed:
            break
        opened = closed
    is_over = len(phases) == len(course.phases) and phases[-1].closed_at is not None
    added = 4 if is_city else chance.randrange(5)
    due = now.date() + timedelta(days=chance.randrange(5, 30))
    left = tuple(
        OpenItem(number=number, due=due)
        for number in range(1, (1 if is_city else chance.randint(0, added)) + 1)
    )
    return with_(
        state,
        started_at=started,
        phases=tuple(phases),
        steps=steps,
        surveys=surveys,
        ledger=Ledger(added=added, open=left),
        finished_at=phases[-1].closed_at if is_over else None,
    )


def _done(
    state: UnitState, phase: Phase, chance: Random, at: datetime, *, is_closed: bool
) -> Iterator[tuple[str, StepState]]:
    for step in phase.steps:
        is_done = is_closed or chance.random() < 0.7
        reached = None
        if isinstance(step, MobilizationStep):
            members = state.unit.members.model_dump()
            came = {name: round(count * chance.uniform(0.9, 1)) for name, count in members.items()}
            reached = Participation(reached=Members(**came))
        if is_done or reached is not None:
            yield step.id, StepState(done_at=at if is_done else None, participation=reached)


def _asked(state: UnitState, phase: Phase, chance: Random) -> Iterator[tuple[str, SurveyState]]:
    poll = poll_of(track(state), phase)
    surveys = [step for step in phase.steps if isinstance(step, SurveyStep)]
    for step in (*surveys, *([] if poll is None else [poll])):
        asked = SurveyState(round=1, until=state.launched_at.date(), ballots=40)
        if 0 < state.unit.members.total < 4:
            yield step.id, with_(asked, status="too_small", cast=3)
            continue
        some = f"{chance.choice((88, 91, 93, 96, 97, 98, 99)) + chance.random():.2f} %"
        score = Percent.parse("91.5 %" if state.unit.level == "city" else some)
        band = next((one for one in step.bands if score >= one), None)
        status = "measured" if step is poll else "passed" if band else "below"
        yield step.id, with_(asked, status=status, cast=38, score=score, band=band)


async def launch(records: Records, now: datetime) -> None:
    """The reference campaign, some eighty days old."""
    file = read_plan(_PLANS / "reference-2005.yaml")
    first = now.date() - timedelta(days=_DAYS_IN)
    plan = rebase(file.plan, first)
    units = rebase_units(
        read_roster(_PLANS / "reference-2005-roster.csv", file.plan).units,
        first - file.plan.window.first,
    )
    rules = compile_rules(plan, working_calendar(plan.calendar, plan.timezone, plan.window))
    at, chance = now - timedelta(days=_DAYS_IN), Random(2005)  # noqa: S311 - the same every time
    begun = {unit.code: initial_state(CAMPAIGN, unit, rules[unit.type], at) for unit in units}
    states = {code: progress(state, chance, now) for code, state in begun.items()}
    new = NewCampaign(campaign=CAMPAIGN, source=file.text, plan=plan, at=at)
    snapshots: list[UnitSnapshot] = [snapshot(state, now) for state in states.values()]
    assert await records.launching.launch(new, snapshots, ())
    rows = [row for state in states.values() for row in _items(state.unit, state.ledger, at)]
    async with records.database.transaction() as connection:
        await connection.execute(insert(ITEMS), rows)


def _items(unit: Unit, ledger: Ledger, at: datetime) -> Iterator[dict[str, Any]]:
    still = {item.number: item.due for item in ledger.open}
    for number in range(1, ledger.added + 1):
        yield {
            "campaign": CAMPAIGN,
            "unit": unit.code,
            "number": number,
            "measure": (
                "窗口中午安排轮流值班",
                "在门口公示全部收费标准",
                "修缮危旧房屋",
                "每月走访困难群众",
            )[number % 4],
            "owner": ("办公室", "总务处", "财务科")[number % 3],
            "is_commitment": number % 2 == 1,
            "status": "open" if number in still else "struck_off",
            "due": still.get(number, date(at.year, at.month, at.day) + timedelta(days=60)),
            "evidence": None if number in still else "现场照片",
            "added_at": at,
            "changed_at": at,
        }
