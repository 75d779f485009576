"""What may change under a running unit: its track, its place, who answers for it, its rules."""

from schemas.actor import Actor
from schemas.events import Amended, TrackSwitched, Withdrawn
from schemas.quantities import WorkingDays
from schemas.state import Standing
from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.office import CLOSE, CLOSE_ALL


async def test_the_track_is_switched_in_the_middle(world: World, restarts: bool) -> None:
    code = new_code("switch")
    await launch(world.gateway, code, unit("F-1", "state_firm"))
    firm = await Driver.of(world, code, "F-1", restarts=restarts)
    await firm.start()
    await firm.do("complete_step", step="mobilization_meeting")
    await firm.do("request_extension", target="unit", until=firm.day(90), reason="We are few.")
    assert (await firm.refuse("switch_track", track="key_links", reason="-")).code == "not_allowed"
    await firm.do("switch_track", "county", track="key_links", reason="The firm is bankrupt.")
    assert firm.kinds[-2:] == ["track_switched", "phase_opened"]
    switched = firm.memory.outbox[-2].event
    assert isinstance(switched, TrackSwitched)
    assert switched.carried == ("mobilization",)
    await firm.verify()

    await firm.pass_phase()
    assert firm.kinds[-1] == "finished"
    await firm.verify()


async def test_a_unit_leaves_comes_back_and_leaves_for_good(world: World, restarts: bool) -> None:
    code = new_code("leave")
    await launch(world.gateway, code, unit("S-1"), unit("S-2"))
    school = await Driver.of(world, code, "S-1", restarts=restarts)
    await school.start()
    await school.do("withdraw", "county", cause="merged", into="S-2", reason="Merged in spring.")
    await school.stands(Standing.WITHDRAWN)
    assert (await school.refuse("complete_step", step="publicity")).code == "unit_withdrawn"
    assert await school.until_day(school.day(12)) == []
    await school.do("reopen", "county", reason="The merger was called off.")
    await school.stands(Standing.OVERDUE)
    await school.do("complete_step", step="mobilization_meeting")
    await school.do("withdraw", "city", cause="closed", reason="Closed after all.")
    assert isinstance(school.last, Withdrawn)
    await school.verify()

    await school.swept(CLOSE_ALL)
    await school.absorb(CLOSE)
    outcome = await school.end()
    assert outcome.result == "withdrawn"
    assert outcome.withdrawn is not None
    assert outcome.withdrawn.cause == "closed"


async def test_who_answers_and_by_which_rules(world: World, restarts: bool) -> None:
    code = new_code("amend")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1", restarts=restarts)
    await school.start()
    before = school.actor("coordinator")
    await school.do("reassign", "county", coordinator="P-0002", reason="On leave.")
    refused = await school.refuse("comment", by=before, text="I am still here.")
    assert refused.code == "not_allowed"
    assert school.actor("coordinator") in refused.who
    await school.do("comment", text="Taken over.")

    moved = school.state.unit.model_copy(update={"district": "D2", "supervision_group": "SG-02"})
    await school.do("amend", "city", unit=moved, reason="The district was redrawn.")
    assert (
        await school.refuse("comment", by=Actor.parse("supervisor:SG-01"), text="-")
    ).code == "not_allowed"
    stricter = school.state.rules.model_copy(update={"due_soon": WorkingDays(5)})
    await school.do("amend", "city", rules=stricter, reason="Warn a week ahead.")
    assert isinstance(school.last, Amended)
    await school.verify()
    assert await school.until_next("due_soon") != []
    await school.verify()
