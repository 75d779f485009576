"""A solicitation of opinions: counted by an effect, beside everything else that a unit does."""

from datetime import time, timedelta
from typing import Any, Final

import pytest

from client.opinions import new_opinion_id
from rules.effects import wanted
from rules.refused import Refused
from schemas.effects import OpinionsCounted
from schemas.events import StepCompleted
from schemas.opinions import NewOpinion, Problem, SolicitationClosed, SolicitationKey
from schemas.state import UnitState
from schemas.step import Channel
from tests.conftest import World
from tests.rules.soliciting import new_id
from tests.workflows.campaigns import Campaign, launch, new_code, reference_campaign, unit
from tests.workflows.driver import Driver
from tests.workflows.histories import replay_all
from tests.workflows.own_world import own_postgres, own_world

SAID: Final = "The stairs are never lit."
"""What somebody said: it must be nowhere but in the records."""

LATE: Final = time(11)
"""By then everything that is said in the morning has been said."""


def recorded_campaign() -> Campaign:
    """The reference plan, whose steps need what their kinds ask for."""
    reference = reference_campaign()
    plan = reference.plan.model_copy(update={"content": "recorded"})
    return Campaign(reference.source, plan, reference.calendar)


async def say(world: World, state: UnitState, *channels: Channel) -> None:
    """Opinions come to a unit's solicitation."""
    solicitation = state.solicitations["opinions"]
    key = SolicitationKey(
        campaign=state.campaign, unit=state.unit.code, step="opinions", round=solicitation.round
    )
    for channel in channels:
        said = NewOpinion(channel=channel, day=solicitation.opened_on, text=SAID, topic="stairs")
        await world.records.opinions.add(key, [(new_id(), said)])


def counted(links: Driver, **by_channel: int) -> OpinionsCounted:
    """What comes of the count that the unit waits for."""
    (effect,) = wanted(links.state)
    return OpinionsCounted.model_validate({"effect": effect, "by_channel": by_channel})


async def at_work(world: World, prefix: str, *, restarts: bool = False) -> Driver:
    """A firm on the track without phases that solicits opinions."""
    code = new_code(prefix)
    firm = unit("F-1", "non_public_firm")
    await launch(world.gateway, code, firm, campaign=recorded_campaign())
    links = await Driver.of(world, code, "F-1", restarts=restarts)
    await links.start()
    until = links.day(0) + timedelta(days=12)
    fields: dict[str, Any] = {"channels": ("box", "web_form"), "until": until}
    await links.do("open_solicitation", step="opinions", **fields)
    return links


async def test_a_solicitation_from_its_opening_to_the_step(world: World, restarts: bool) -> None:
    links = await at_work(world, "opinions", restarts=restarts)
    assert (await links.refuse("complete_step", step="opinions")).code == "still_solicited"
    await links.until_day(links.day(8), LATE)
    await links.do("close_solicitation", step="opinions")
    await links.take(counted(links))
    assert links.kinds[-1] == "solicitation_fell_short"

    await say(world, links.state, "box", "box")
    form: dict[str, Any] = {"topic": "stairs", "id_": new_opinion_id()}
    for _ in range(2):  # as somebody does whose first answer was lost
        await world.gateway.opinions.give(links.campaign, "F-1", "opinions", SAID, **form)
    problem = Problem(text="The stairs are dark.", topics=("stairs",))
    await links.do("close_solicitation", step="opinions", problems=(problem,))
    await links.take(counted(links, box=2, web_form=1))
    assert links.kinds[-1] == "solicitation_closed"
    with pytest.raises(Refused) as late:
        await world.gateway.opinions.give(links.campaign, "F-1", "opinions", SAID)
    assert late.value.refusal.code == "no_solicitation"
    await links.do("complete_step", step="opinions")
    assert links.last == StepCompleted(step="opinions")
    (owned,) = await world.records.opinions.problems(links.campaign, "F-1")
    assert (owned.number, owned.text, owned.opinions) == (1, "The stairs are dark.", 3)
    await links.verify()

    history = await links.handle.fetch_history()
    told = b"".join(event.SerializeToString() for event in history.events)
    journal = await world.gateway.journal(links.campaign, "F-1")
    for where in (told, b"".join(one.model_dump_json().encode() for one in journal)):
        assert b"The stairs are dark." in where
        assert SAID.encode() not in where


@pytest.mark.usefixtures("uncached")
async def test_what_was_said_until_the_campaign_is_closed_is_counted(world: World) -> None:
    links = await at_work(world, "closed")
    await say(world, links.state, "box", "box")
    await links.do("close", "city", reason="Over.")
    await links.take(counted(links, box=2))
    assert links.kinds[-3:] == ["closed", "solicitation_ended", "solicitation_closed"]
    await links.end()


@pytest.mark.parametrize("cached_units", [1000, 0], ids=["as_is", "uncached"])
async def test_what_is_counted_while_the_database_is_away_holds_up_nothing(
    cached_units: int,
) -> None:
    async with (
        own_postgres() as (server, url),
        own_world(url, cached_units=cached_units) as world,
    ):
        links = await at_work(world, "away")
        await say(world, links.state, "box")
        await links.until_day(links.day(8), LATE)
        await server.stop()
        ending = links.command("close_solicitation", step="opinions", explanation="A small firm.")
        remark = links.command("comment", text="We go on.")
        for command in (ending, remark):
            await world.gateway.submit(links.campaign, "F-1", command, is_awaited=False)
        await server.start()
        await links.absorb(ending, remark)
        await links.take(counted(links, box=1))
        closed = links.memory.outbox[-1].event
        assert isinstance(closed, SolicitationClosed)
        assert closed.opinions == 1
        await links.verify()
        await replay_all(world.client)
