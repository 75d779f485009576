"""Promises that are kept, late, handed up and outlive the phases, through every restart."""

from rules.deadlines import deadline_of
from schemas.events import Overdue
from schemas.ledger_rows import ItemFilter
from schemas.target import item_target
from tests.conftest import World
from tests.goldens.plan import golden_campaign
from tests.goldens.scenarios import ledger
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver


async def test_a_ledger_is_worked_off(world: World, restarts: bool) -> None:
    code = new_code("ledger")
    await launch(world.gateway, code, unit("S-1"), campaign=golden_campaign())
    one = await Driver.of(world, code, "S-1", restarts=restarts)
    await ledger(one)
    await one.verify()

    page = await world.gateway.ledgers.page(code, ItemFilter(unit="S-1"))
    told = [(line.number, line.status, line.owner, line.evidence) for line in page.lines]
    assert told == [
        (1, "closed", "Building office", "Dry."),
        (2, "open", "Works office", None),
        (3, "open", "Works office", None),
    ]
    assert [line.due_at for line in page.lines[1:]] == [
        deadline.at
        for number in (2, 3)
        if (deadline := deadline_of(one.state, item_target(number))) is not None
    ]
    late = [entry.event for entry in one.memory.outbox if isinstance(entry.event, Overdue)]
    assert [event.target for event in late].count(item_target(1)) == 2

    await one.until_next("overdue", "item:2")
    await one.do("close_item", number=2, evidence="Built.")
    await one.do("confirm_item", "supervisor", number=2)
    await one.do("close", "city")
    outcome = await one.end()
    assert outcome.ledger is not None
    assert (outcome.ledger.added, outcome.ledger.struck_off) == (3, 1)
