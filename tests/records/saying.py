"""A campaign that reminds, the people in it, and a dispatcher that is told the time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Final

from sqlalchemy import func, select

from records.store import Records
from records.tables import MESSAGES
from rules.acceptance import initial_state
from rules.amendment import rules_in_common
from rules.notice_truth import is_still_true
from rules.sending import may_go_at, tried_again_after
from rules.snapshot import snapshot
from schemas.actor import Actor, Role
from schemas.commands import Command
from schemas.dispatch import ClaimedMessage, Deliveries, Lane, LogFilter, LogLine, Settlement
from schemas.memory import UnitMemory
from schemas.quantities import Minutes, When
from schemas.reminders import Ladder, Reminders, Rung
from schemas.roster import Person, Unit
from schemas.unit_rules import UnitRules
from tests.records.launched import AT, new_campaign, record
from tests.rules.reference import UNIT, with_rules
from tests.rules.stories import COORDINATOR, Story, local

REMINDED: Final = "2026-03-06"
"""The Friday before the Monday on which the first step of a unit that started at once is due."""

_numbers = count(1)


def reminding_rules(pager: str) -> UnitRules:
    """Rules that remind of every step, and at the last go to the county over a channel of its own."""
    rungs = (
        Rung(id="soon", when=When.parse("1 working day before")),
        Rung(id="late", when=When.parse("1 working day after"), to=("supervisor",)),
        Rung(
            id="very_late",
            when=When.parse("3 working days after"),
            to=("county",),
            channel=pager,
        ),
    )
    ladder = Ladder(id="usual", rungs=rungs)
    return with_rules(reminders=Reminders(spread=Minutes(4), ladders=(ladder,)))


class ByTheCoordinator(Story):
    """A story in which a unit's own coordinator acts, unless somebody else is named."""

    def command(self, kind: str, by: Actor = COORDINATOR, **fields: Any) -> Command:
        """A command of the unit's coordinator."""
        if by == COORDINATOR:
            by = Actor(Role.COORDINATOR, self.state.unit.coordinator)
        return super().command(kind, by, **fields)


def coordinator(id_: str = "c-001", **fields: Any) -> Person:
    """A coordinator of the stories' unit, unless another one is meant."""
    return Person(id=id_, name=f"Example {id_}", role="coordinator", **fields)


def supervisor(id_: str = "s-001", **fields: Any) -> Person:
    """Somebody of the stories' supervision group."""
    return Person(id=id_, name=f"Example {id_}", role="supervisor", scope="SG-01", **fields)


@dataclass
class Saying:
    """A campaign with units that started at once, and two channels that no other campaign uses."""

    records: Records
    campaign: str
    channel: str
    pager: str
    stories: tuple[Story, ...]

    @property
    def told(self) -> Story:
        """The story of the first unit."""
        return self.stories[0]

    def lane(self, **fields: Any) -> Lane:
        """The campaign's channel."""
        return Lane(**{"channel": self.channel, "channels": (self.channel, self.pager), **fields})

    async def pass_to(self, now: datetime) -> None:
        """Let time pass for all units, and record what has happened."""
        for told in self.stories:
            told.until(now)
        await self.record()

    async def record(self) -> None:
        """Record what has happened to all units."""
        for told in self.stories:
            if told.journal:
                await record(self.records, told)

    async def claim(
        self, now: datetime, limit: int = 50, **lane: Any
    ) -> tuple[ClaimedMessage, ...]:
        """What a dispatcher gets to send."""
        return await self.records.dispatch.claim(
            now,
            self.lane(**lane),
            limit=limit,
            is_still_true=is_still_true,
            may_go_at=may_go_at,
            in_common=rules_in_common,
        )

    async def send(self, now: datetime, **lane: Any) -> tuple[ClaimedMessage, ...]:
        """The same, and all of it is sent."""
        claimed = await self.claim(now, **lane)
        for message in claimed:
            assert await self.sent(message, now)
        return claimed

    async def sent(self, message: ClaimedMessage, at: datetime) -> bool:
        """Settle that a message is sent."""
        return await self.records.dispatch.settle(
            Settlement(message=message.id, attempt=message.attempt, at=at, is_sent=True)
        )

    async def failed(self, message: ClaimedMessage, at: datetime) -> datetime | None:
        """Settle that a message failed, for now or for good; when it is tried again."""
        pause = tried_again_after(message.attempt)
        settlement = Settlement(
            message=message.id,
            attempt=message.attempt,
            at=at,
            is_sent=False,
            error="the server is away",
            next_try_at=None if pause is None else at + pause,
        )
        assert await self.records.dispatch.settle(settlement)
        return settlement.next_try_at

    async def log(self, **chosen: Any) -> list[LogLine]:
        """The campaign's delivery log, oldest first."""
        page = await self.records.delivery_log.page(self.campaign, LogFilter(**chosen), limit=1000)
        return list(reversed(page.lines))

    async def standing(self) -> Deliveries:
        """How the campaign's notices and messages stand."""
        standing = await self.records.delivery_log.standing()
        return next(one for one in standing if one.campaign == self.campaign)

    async def is_over(self) -> bool:
        """Whether nothing is left to be said, or to be tried or settled."""
        standing = await self.standing()
        return not (standing.waiting or standing.sending or standing.failed)

    async def tried_again_at(self) -> datetime | None:
        """When what has failed is tried again, the soonest of it."""
        statement = select(func.min(MESSAGES.c.next_try_at)).where(
            MESSAGES.c.campaign == self.campaign, MESSAGES.c.status == "failed"
        )
        async with self.records.database.statements() as connection:
            found: datetime | None = await connection.scalar(statement)
        return found

    async def outcomes(self, **chosen: Any) -> list[tuple[str, str]]:
        """Kind and outcome of what is in the log."""
        return [(line.kind, line.outcome) for line in await self.log(**chosen)]


async def begin(
    records: Records,
    people: Sequence[Person],
    units: Sequence[Unit] = (UNIT,),
    *,
    starts: bool = True,
    **campaign: Any,
) -> Saying:
    """Launch a campaign whose people are all on a channel of its own; its units start at once."""
    new = new_campaign(**campaign)
    number = next(_numbers)
    channel, pager = f"channel-{number}", f"pager-{number}"
    rules = reminding_rules(pager)
    stories = []
    for unit in units:
        told = ByTheCoordinator(rules, unit, AT)
        told.memory = UnitMemory(state=initial_state(new.campaign, unit, rules, AT))
        stories.append(told)
    own = [
        person.model_copy(update={"channel": channel}) if person.channel == "file" else person
        for person in people
    ]
    await records.launching.launch(new, [snapshot(told.state, AT) for told in stories], own)
    saying = Saying(records, new.campaign, channel, pager, tuple(stories))
    for told in stories if starts else ():
        told.start()
    await saying.record()
    return saying


def morning(day: str) -> datetime:
    """When a day's message goes: half past eight, the spread of four minutes, and one more."""
    return local(day) - timedelta(minutes=85)
