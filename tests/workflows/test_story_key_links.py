"""The track without phases: an appointed start, links in any order, a start that came late."""

from schemas.events import StartAppointed
from schemas.state import Standing
from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, reference_campaign, unit
from tests.workflows.driver import Driver
from tests.workflows.office import CLOSE, CLOSE_ALL


async def test_the_key_links_track_from_its_wanted_start(world: World, restarts: bool) -> None:
    code = new_code("links")
    wanted = reference_campaign().plan.window.first
    firm = unit("F-1", "non_public_firm", wanted_start=wanted)
    await launch(world.gateway, code, firm)
    links = await Driver.of(world, code, "F-1", restarts=restarts)
    await links.stands(Standing.PREPARING)
    await links.get_ready()
    later = links.day(5, after=wanted)
    await links.do("start", on=later)
    assert links.last == StartAppointed(on=later)
    assert await links.until_next("started") == ["started", "phase_opened"]
    assert links.state.track == "key_links"
    await links.verify()

    for step in ("life_meeting", "rectification", "opinions"):
        await links.do("complete_step", step=step)
    assert (await links.refuse("complete_step", step="survey")).code == "step_waits"
    await links.until_next("overdue", "step:mobilization")
    await links.stands(Standing.OVERDUE)
    await links.do("complete_step", step="mobilization")
    await links.do("complete_step", step="survey")
    assert (await links.refuse("sign_off", phase="links")).code == "not_allowed"
    assert await links.until_next("phase_closed") == ["phase_closed", "finished"]
    await links.verify()

    await links.swept(CLOSE_ALL)
    await links.absorb(CLOSE)
    outcome = await links.end()
    assert (outcome.result, outcome.in_time) == ("finished", True)
    assert outcome.phases[0].closed_how == "lapsed"


async def test_a_wanted_start_waits_for_readiness(world: World, restarts: bool) -> None:
    code = new_code("ready")
    wanted = reference_campaign().plan.window.first
    await launch(world.gateway, code, unit("F-1", "non_public_firm", wanted_start=wanted))
    links = await Driver.of(world, code, "F-1", restarts=restarts)
    assert await links.until_day(links.day(2, after=wanted)) == []
    await links.get_ready()
    assert links.kinds[-3:] == ["readiness_completed", "started", "phase_opened"]
    await links.stands(Standing.ON_TRACK)
    await links.verify()


async def test_a_start_that_comes_late_is_flagged_by_itself(world: World, restarts: bool) -> None:
    code = new_code("late")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1", restarts=restarts)
    assert await school.until_next("latest_start_passed") == ["latest_start_passed"]
    await school.stands(Standing.OVERDUE)
    assert (await school.refuse("start")).code == "not_ready"
    await school.get_ready()
    await school.do("start")
    await school.stands(Standing.ON_TRACK)
    await school.verify()

    await school.swept(CLOSE_ALL)
    await school.absorb(CLOSE)
    assert (await school.end()).result == "unfinished"
