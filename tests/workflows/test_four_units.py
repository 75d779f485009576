"""What people are told by workflows, dispatcher and mail server is what the rules say: message by message.

The same four units as in tests/rules go through the reference plan, moved to a coming window, as a
rehearsal in virtual time, for as long as `UNTIL` says. Several dispatchers look for what is to be
said: none of it is said twice.
"""

import asyncio
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import cache, partial
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from activities.apprise_channel import AppriseChannel
from activities.channel import Channels
from records.migration import migrate
from rules.calendar import add_working_days, close_of, on_or_after
from rules.sending import spread_of
from schemas.channel import ChannelConfig
from schemas.commands import Command
from schemas.dispatch import LogFilter
from schemas.identity import DISPATCH, TASK_QUEUE
from schemas.notice import Message
from schemas.quantities import WorkingDays
from schemas.roster import Person, PersonRole
from tests.activities.servers import Mail, mail_server
from tests.conftest import World
from tests.rules.four_units import UNITS, commands
from tests.rules.telling import sent, tell
from tests.workflows.campaigns import Campaign, new_code, reference_campaign, until_swept
from tests.workflows.own_world import own_world

UNTIL: Final = int(os.environ.get("WORKING_DAYS", "32"))
"""The working day of the campaign at whose end the story is left; `make soak` tells all of it."""

DISPATCHERS: Final = 4
"""So many look for what is due, each twice a second: the story waits for them at every message."""

_A_LITTLE: Final = timedelta(seconds=1)
"""What lies between the instant of a message and the look at whether it has come."""

Line = tuple[str, str, tuple[str, ...]]
"""A message: when to the minute, to whom, and what it tells of which unit."""


@pytest.fixture
def mail() -> Iterator[Mail]:
    with mail_server(Mail()) as server:
        yield server


def people() -> tuple[Person, ...]:
    """One for every audience, whose address says who it is."""

    def person(id_: str, role: PersonRole, scope: str | None = None) -> Person:
        contact = f"{id_}@example.org"
        return Person(
            id=id_,
            name=f"Somebody {id_}",
            contact=contact,
            channel="mail",
            role=role,
            scope=scope,
            language="en",
        )

    return (
        *(person(unit.coordinator, "coordinator") for unit in UNITS),
        person("group", "supervisor", "SG-01"),
        person("county", "county", "D1"),
        person("city", "city"),
    )


ADDRESSES: Final = {
    "supervisor:SG-01": "group@example.org",
    "county:D1": "county@example.org",
    "city:office": "city@example.org",
    **{f"coordinator:{unit.coordinator}": f"{unit.coordinator}@example.org" for unit in UNITS},
}


async def test_workflows_and_a_mail_server_tell_people_what_the_rules_say(
    mail: Mail, empty_url: str
) -> None:
    campaign, code = reference_campaign(), new_code("four")
    url = f"mailto://127.0.0.1:{mail.port}?from=office@example.org&to={{contact}}"
    channel = AppriseChannel(ChannelConfig(url=SecretStr(url), budget=100_000))
    await migrate(empty_url)
    async with own_world(empty_url, channels=Channels({"mail": channel})) as world:
        what = (campaign.source, campaign.plan, campaign.calendar, UNITS, people())
        await world.gateway.launch(code, *what, is_rehearsal=True)
        await until_swept(world.gateway, code)
        launched = datetime.now(UTC)
        dispatchers = [
            await world.client.start_workflow(DISPATCH, id=f"dispatch-{n}", task_queue=TASK_QUEUE)
            for n in range(DISPATCHERS)
        ]
        expected = by_the_rules(campaign, code, launched)
        await play(world, campaign, code, expected, mail)
        # The dispatchers note what came of their last messages before their worker goes home.
        await world.stop_worker()
        for dispatcher in dispatchers:
            await dispatcher.terminate()
        told = await by_the_log(world, campaign, code)
    assert told == sorted(line(message, campaign) for message in expected)
    assert sorted(recipients(mail)) == sorted(
        ADDRESSES[str(message.audience)] for message in expected
    )


def last_instant(campaign: Campaign) -> datetime:
    first = on_or_after(campaign.calendar, campaign.plan.window.first)
    return close_of(
        campaign.calendar, add_working_days(campaign.calendar, first, WorkingDays(UNTIL))
    )


def moves(campaign: Campaign) -> list[tuple[datetime, str, Command]]:
    """Every command up to the end, in the order in which they are given."""
    return sorted(
        (
            (instant, unit.code, command)
            for unit in UNITS
            for instant, command in commands(unit, campaign.calendar, campaign.plan.window)
            if instant <= last_instant(campaign)
        ),
        key=lambda move: move[0],
    )


def by_the_rules(campaign: Campaign, code: str, launched: datetime) -> list[Message]:
    rules = campaign.rules("school")
    told = {
        unit.code: tell(
            code,
            unit,
            rules,
            launched,
            [(at, command) for at, of, command in moves(campaign) if of == unit.code],
            last_instant(campaign),
        )
        for unit in UNITS
    }
    made = sent(told, campaign.calendar, spread_of(rules))
    return [message for message in made if message.at <= last_instant(campaign)]


async def play(
    world: World, campaign: Campaign, code: str, expected: list[Message], mail: Mail
) -> None:
    """Give every command at its instant, and see every message arrive before time goes on."""
    stops: list[tuple[datetime, tuple[str, Command] | None]] = [
        *((at, (unit, command)) for at, unit, command in moves(campaign)),
        *((message.at + _A_LITTLE, None) for message in expected),
        (last_instant(campaign), None),
    ]
    for instant, move in sorted(stops, key=lambda stop: stop[0]):
        ahead = instant - await world.gateway.now(code)
        # What a command says comes of itself.
        if ahead > (_A_LITTLE if move is None else timedelta(0)):
            await world.gateway.rehearsals.fast_forward(code, ahead)
        if move is not None:
            await world.gateway.submit(code, *move)
            continue
        due = sum(message.at < instant for message in expected)
        await asyncio.to_thread(mail.wait_until, partial(have_come, mail, due), 60)


def recipients(mail: Mail) -> list[str]:
    """To whom mails went that have more in them than the digest of a morning."""
    return [to for (to,), sent in mail.taken if not is_digest(sent)]


@cache
def is_digest(sent: EmailMessage) -> bool:
    return "Daily digest" in sent["Subject"]


def have_come(mail: Mail, count: int) -> bool:
    return len(recipients(mail)) >= count


async def by_the_log(world: World, campaign: Campaign, code: str) -> list[Line]:
    page = await world.records.delivery_log.page(code, LogFilter(), limit=10_000)
    by_message: dict[int, list[str]] = {}
    head: dict[int, tuple[str, str]] = {}
    for one in page.lines:
        if one.unit is None or one.message is None:
            continue
        assert one.outcome == "sent"
        head[one.message] = (minute(one.at, campaign), str(one.audience))
        by_message.setdefault(one.message, []).append(
            f"{one.unit} {one.kind} {one.target} {one.rung}"
        )
    return sorted((*head[id_], tuple(sorted(told))) for id_, told in by_message.items())


def line(message: Message, campaign: Campaign) -> Line:
    told = sorted(f"{one.unit} {one.kind} {one.target} {one.rung}" for one in message.notices)
    return minute(message.at, campaign), str(message.audience), tuple(told)


def minute(at: datetime, campaign: Campaign) -> str:
    return f"{at.astimezone(ZoneInfo(campaign.plan.timezone)):%Y-%m-%d %H:%M}"
