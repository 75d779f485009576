"""The phased track from launch to outcome, with everything that may befall a unit on its way."""

from typing import Any

from rules.deadlines import deadline_of
from schemas.deadline import Deadline
from schemas.events import Overdue, Resumed
from schemas.quantities import WorkingDays
from schemas.state import Standing
from schemas.target import Target
from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.office import CLOSE, CLOSE_ALL, HOLD, PAUSE, RELEASE, RESUME


async def test_the_phased_track_whole(world: World, restarts: bool) -> None:
    code = new_code("phased")
    await launch(world.gateway, code, unit("S-1"), unit("S-2"))
    school = await Driver.of(world, code, "S-1", restarts=restarts)
    idle = await Driver.of(world, code, "S-2")
    await school.verify()

    await prepare(school)
    await be_late(school)
    await ask_for_time(school)
    await let_the_sign_off_lapse(school)
    await stand_still(school)
    await be_sent_back(school)
    await be_held(school)
    await finish(school)
    await finish_again(school)
    await school.verify()

    await school.swept(CLOSE_ALL)
    await school.absorb(CLOSE)
    outcome = await school.end()
    assert outcome.result == "finished"
    assert [phase.round for phase in outcome.phases] == [1, 2, 1, 2]
    assert [phase.closed_how for phase in outcome.phases] == ["lapsed", *["signed_off"] * 3]
    await idle.absorb(HOLD, RELEASE, CLOSE)
    assert (await idle.end()).result == "not_started"


async def prepare(school: Driver) -> None:
    assert (await school.refuse("start")).code == "before_window"
    await school.get_ready()
    assert (await school.refuse("complete_readiness", item="own_plan")).code == "readiness_already"
    await school.stands(Standing.PREPARING)
    await school.start()
    await school.stands(Standing.ON_TRACK)
    await school.verify()


async def be_late(school: Driver) -> None:
    assert (await school.refuse("complete_step", step="party_lecture")).code == "step_waits"
    assert unremarked(await school.until_next("due_soon")) == ["due_soon"]
    await school.stands(Standing.DUE_SOON)
    assert unremarked(await school.until_next("overdue")) == ["overdue"]
    meeting = deadline(school, "mobilization_meeting")
    assert school.memory.outbox[-1].event == Overdue(target=meeting.target, due=meeting.at)
    await school.stands(Standing.OVERDUE)
    await school.do("complete_step", step="mobilization_meeting", evidence="Minutes of the day.")
    await school.stands(Standing.ON_TRACK)


def unremarked(kinds: list[str]) -> list[str]:
    """The events without reminders: how many there are depends on the hour at which a test begins."""
    return [kind for kind in kinds if kind != "reminded"]


async def ask_for_time(school: Driver) -> None:
    """Granted, declined, and left without an answer until it lapses."""
    for step in ("party_lecture", "required_reading", "case_education"):
        later = school.day(1, after=deadline(school, step).at.date())
        asked: dict[str, Any] = {
            "target": f"step:{step}",
            "until": later,
            "reason": "The hall is taken.",
        }
        await school.do("request_extension", **asked)
        assert (await school.refuse("request_extension", **asked)).code == "request_open_already"
        if step == "party_lecture":
            assert (await school.refuse("extend", **asked)).code == "not_allowed"
            await school.do("extend", "supervisor", **asked)
        elif step == "required_reading":
            target, reason = asked["target"], "There is time."
            await school.do("decline_extension", "county", target=target, reason=reason)
    assert deadline(school, "party_lecture").reasons[0].code == "extended"
    assert [str(asked.target) for asked in school.state.requests] == ["step:case_education"]
    assert (await school.until_next("extension_request_lapsed"))[-1] == "extension_request_lapsed"
    assert len(school.state.requests) == 0


async def let_the_sign_off_lapse(school: Driver) -> None:
    await school.report()
    await school.stands(Standing.AWAITING_SIGN_OFF)
    assert await school.until_next("phase_closed") == ["phase_closed", "phase_opened"]


async def stand_still(school: Driver) -> None:
    await school.do("schedule_step", step="opinion_solicitation", on=school.day(4))
    before = deadline(school, "opinion_solicitation").at
    await school.do("suspend", "county", reason="The building is closed.")
    await school.stands(Standing.SUSPENDED)
    refusal = await school.refuse("complete_step", step="heart_to_heart_talks")
    assert refusal.code == "unit_suspended"
    assert await school.until_day(school.day(6)) == []
    await school.do("resume", "county")
    assert school.last == Resumed(lost=WorkingDays(6))
    after = deadline(school, "opinion_solicitation").at
    assert after.date() == school.day(6, after=before.date())


async def be_sent_back(school: Driver) -> None:
    await school.do("complete_step", step="heart_to_heart_talks")
    await school.do("reopen_step", step="heart_to_heart_talks", reason="Not with everybody.")
    await school.report()
    redo = {"phase": "analysis", "redo": ("self_analysis",), "reason": "Only the motions."}
    assert (await school.refuse("send_back", "county", **redo)).code == "not_allowed"
    await school.do("send_back", "supervisor", **redo)
    await school.stands(Standing.SENT_BACK)
    assert (await school.until_next("overdue", "phase:analysis"))[-1] == "overdue"
    await school.report()
    await school.do("sign_off", "supervisor", phase="analysis")


async def be_held(school: Driver) -> None:
    """The campaign's pause and the unit's own suspension: work goes on when neither holds."""
    await school.swept(PAUSE)
    await school.absorb(HOLD)
    await school.stands(Standing.SUSPENDED)
    assert (await school.refuse("complete_step", step="themed_practice")).code == "campaign_held"
    await school.until_day(school.day(2))
    await school.do("suspend", "county", reason="Repairs after the floods.")
    await school.swept(RESUME)
    await school.absorb(RELEASE)
    await school.stands(Standing.SUSPENDED)
    await school.until_day(school.day(5))
    await school.do("resume", "county", note="All is dry again.")
    assert school.last == Resumed(lost=WorkingDays(7), note="All is dry again.")
    await school.verify()


async def finish(school: Driver) -> None:
    assert (await school.refuse("sign_off", "supervisor", phase="rectification")).code == (
        "phase_not_reported"
    )
    await school.pass_phase()
    await school.pass_phase()
    assert school.kinds[-1] == "finished"
    await school.stands(Standing.FINISHED)


async def finish_again(school: Driver) -> None:
    assert (await school.refuse("complete_step", step="satisfaction_survey")).code == (
        "unit_finished"
    )
    redo = ("satisfaction_survey",)
    await school.do("reopen", "city", redo=redo, reason="Under 90 percent: measured again.")
    await school.stands(Standing.SENT_BACK)
    await school.pass_phase()
    assert school.kinds[-1] == "finished"


def deadline(school: Driver, step: str) -> Deadline:
    """When a step of the open phase is due."""
    found = deadline_of(school.state, Target("step", step))
    assert found is not None
    return found
