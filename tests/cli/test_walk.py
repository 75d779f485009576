"""The demo's walker takes units through their whole lives by what progress says alone."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from cli.acting import read_command
from cli.demo_data import DemoData, demo_data
from cli.walk import Said, next_moves
from intake.holidays import working_calendar
from rules.acceptance import accept, heed_clock, initial_state
from rules.compilation import compile_rules
from rules.progress import progress
from schemas.memory import UnitMemory
from schemas.roster import Unit

SAID = Said(evidence="papers", note="good", reason="only the motions")


@pytest.fixture(scope="module")
def data() -> DemoData:
    """A small demo."""
    return demo_data(20)


def live(data: DemoData, unit: Unit, *, sends_back: bool) -> UnitMemory:
    """A unit's whole life by the rules alone, a visit every three days."""
    plan = data.plan
    rules = compile_rules(plan, working_calendar(plan.calendar, plan.timezone, plan.window))
    now = data.first_morning
    memory = UnitMemory(state=initial_state("demo", unit, rules[unit.type], now))
    for number in range(100):
        moves = next_moves(progress(memory.state, now), SAID, sends_back=sends_back)
        if not moves:
            return memory
        for index, move in enumerate(moves):
            fields = {"id": f"{number}-{index}", "by": move.by, "kind": move.kind, **move.fields}
            memory, _ = accept(memory, read_command(fields), now)
        now += timedelta(days=3)
        memory = heed_clock(memory, now)
    raise AssertionError("it never ends")


def test_a_phased_unit_is_sent_back_once_and_ends_in_time(data: DemoData) -> None:
    memory = live(data, data.phased, sends_back=True)

    kinds = Counter(entry.event.kind for entry in memory.outbox)
    assert kinds["phase_sent_back"] == 1
    assert kinds["phase_closed"] == 4
    assert kinds["finished"] == 1
    assert memory.state.finished_at is not None
    assert memory.state.finished_at < memory.state.rules.ends_at


def test_a_key_links_unit_ends_too(data: DemoData) -> None:
    memory = live(data, data.key_links, sends_back=False)

    kinds = Counter(entry.event.kind for entry in memory.outbox)
    assert (kinds["step_completed"], kinds["phase_closed"], kinds["finished"]) == (5, 1, 1)


def test_the_demo_takes_units_of_all_kinds(data: DemoData) -> None:
    assert len(data.units) == 20
    assert len({unit.type for unit in data.units}) > 6
    assert len({unit.code for unit in data.rehearsed}) == len(data.rehearsed) == 6
    zone = ZoneInfo(data.plan.timezone)
    assert data.first_morning.astimezone(zone).weekday() == 0
    assert data.first_morning > datetime.now(UTC) - timedelta(days=1)
    assert data.first_morning.astimezone(zone).time() == time(9)
