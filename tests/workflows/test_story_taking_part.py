"""Members are counted, branches meet: a plan that has it recorded, through every restart."""

from datetime import time
from typing import Any, Final

from schemas.plan import Plan
from schemas.roster import Members
from schemas.state import Standing
from tests.conftest import World
from tests.goldens.plan import golden_campaign
from tests.workflows.campaigns import campaign_of, launch, new_code, unit
from tests.workflows.driver import Driver

MEMBERS: Final = Members(production_line=20, retired=10, floating=4)


def recorded() -> Plan:
    """The small plan of two tracks, whose first link is mobilisation and whose third a meeting."""
    return golden_campaign().plan.model_copy(update={"content": "recorded"})


async def test_a_unit_takes_part_and_meets(world: World, restarts: bool) -> None:
    code = new_code("part")
    firm = unit("F-1", "firm", members=MEMBERS, organisations=2)
    await launch(world.gateway, code, firm, campaign=campaign_of("plan: recorded", recorded()))
    one = await Driver.of(world, code, "F-1", restarts=restarts)
    await one.start()
    await one.until_day(one.day(1))  # a working day, on whichever the test is run

    step = {"step": "mobilise"}
    today: dict[str, Any] = {"on": one.day(0)}
    assert (await one.refuse("complete_step", **step)).code == "coverage_missing"
    reached = Members(production_line=20, retired=2, floating=4)
    await one.do("record_participation", **step, **today, reached=reached)
    await one.do("explain_absence", **step, category="retired", reason="They are ill.")
    assert (await one.refuse("complete_step", **step)).code == "coverage_missing"
    await one.do("accept_absence", "supervisor", **step, category="retired")
    await one.do("complete_step", **step)
    await one.stands(Standing.ON_TRACK)
    await one.verify()

    meeting: dict[str, Any] = {"step": "meeting", **today, "starts": time(15), "place": "Hall 2"}
    for branch, members in (("first", 20), ("second", 10)):
        await one.do("convene_meeting", **meeting, branch=branch, members=members)
    held: dict[str, Any] = {"step": "meeting", **today, "attended": Members(production_line=16)}
    await one.do("record_meeting", **held, branch="first", talks=31)
    assert (await one.refuse("complete_step", step="meeting")).code == "meetings_missing"
    held["attended"] = Members(retired=9)
    await one.do("record_meeting", **held, branch="second")
    await one.do("complete_step", step="meeting")
    await one.verify()

    meetings = await world.gateway.meetings(code, "F-1")
    assert [(row.branch, row.outcome, row.talks) for row in meetings] == [
        ("first", "held", 31),
        ("second", "held", 0),
    ]
