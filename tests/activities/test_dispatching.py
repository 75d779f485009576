"""One channel or message that is wrong keeps no other from going."""

import asyncio
from datetime import UTC, datetime

import pytest
from temporalio.testing import ActivityEnvironment

from activities.channel import Channel, Channels
from activities.dispatching import Dispatching
from records.store import Records
from schemas.channel import DELIVERED, Delivery, Letter
from tests.records.saying import REMINDED, Saying, begin, coordinator, morning
from worker.metrics import Metrics


class Taking:
    """A channel that takes everything, and says so when it has."""

    budget: int | None = None

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.took = asyncio.Event()

    async def send(self, letter: Letter) -> Delivery:
        self.letters.append(letter)
        self.took.set()
        return DELIVERED


class Breaking:
    """A channel with a fault in it."""

    budget: int | None = None

    def __init__(self) -> None:
        self.broke = asyncio.Event()

    async def send(self, _letter: Letter) -> Delivery:
        self.broke.set()
        raise RuntimeError("mailto://user:secret@example.org")


@pytest.fixture
async def reminding(records: Records) -> Saying:
    """A rehearsal in which it is the morning on which a coordinator is to be reminded."""
    saying = await begin(records, [coordinator()], is_rehearsal=True)
    friday = morning(REMINDED)
    await saying.pass_to(friday)
    await records.campaigns.set_clock_offset(saying.campaign, friday - datetime.now(UTC))
    return saying


async def dispatch_until(came: asyncio.Event, records: Records, **channels: Channel) -> None:
    """Run a dispatcher until something has come, and call it off as a worker that goes home does."""
    dispatching = Dispatching(records, Channels(channels), Metrics(), link=None)
    environment = ActivityEnvironment()
    running = asyncio.create_task(environment.run(dispatching.dispatch))
    async with asyncio.timeout(30):
        await came.wait()
    environment.worker_shutdown()
    await running


async def test_what_is_due_goes_and_is_noted(records: Records, reminding: Saying) -> None:
    channel = Taking()
    await dispatch_until(channel.took, records, **{reminding.channel: channel})
    (letter,) = channel.letters
    assert letter.person == "c-001"
    assert await reminding.outcomes() == [("reminder", "sent")]


async def test_a_channel_with_a_fault_leaves_its_message_in_doubt_and_tells_no_secret(
    records: Records, reminding: Saying, caplog: pytest.LogCaptureFixture
) -> None:
    broken, other = Breaking(), Taking()
    channels: dict[str, Channel] = {reminding.channel: broken, "other": other}
    await dispatch_until(broken.broke, records, **channels)
    assert await reminding.outcomes() == [("reminder", "sending")]
    assert "message_not_sent" in caplog.text
    assert "secret" not in caplog.text


async def test_a_channel_that_is_not_there_is_tried_again(
    records: Records, reminding: Saying
) -> None:
    assert reminding.channel in await records.dispatch.channels()
    dispatching = Dispatching(records, Channels({}), Metrics(), link=None)
    environment = ActivityEnvironment()
    running = asyncio.create_task(environment.run(dispatching.dispatch))
    async with asyncio.timeout(30):
        while (await reminding.outcomes()) != [("reminder", "failed")]:  # noqa: ASYNC110 - a row
            await asyncio.sleep(0.1)
    environment.worker_shutdown()
    await running
