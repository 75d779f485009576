"""A crowd at one unit: very many opinions and ballots, and what everybody else feels of it."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from time import perf_counter
from typing import Final, TypeVar

from bench.bystanders import Bystanders, open_bystanders
from bench.content_campaign import (
    OPINIONS,
    QUESTIONS,
    SURVEY,
    ContentCampaign,
    launch_content,
)
from bench.histories import quiet_size
from bench.pace import at_a_pace
from bench.reference import COORDINATOR, new_id
from bench.report import Line, at_most
from bench.samples import p50, p99
from bench.stage import Stage
from rules.refused import Refused
from schemas.actor import CAMPAIGN_OFFICE
from schemas.commands import Close, Command
from schemas.identity import unit_workflow_id
from schemas.opinions import CloseSolicitation, NewOpinion, Problem
from schemas.survey import Ballot

T = TypeVar("T")

_CAMPAIGN: Final = "crowd"
_COUNT: Final = 100_000
_FEW: Final = 10
"""Opinions and ballots of the unit that the crowded one is held against."""

_ALIKE: Final = 1.2
"""What the same history comes to, at most, by how its entries happen to travel together."""

_BLOCKS: Final = 4
"""Parts in which the crowd comes; between two of them there is calm."""

_CALM_SECONDS: Final = 15
_VOTERS: Final = 8
"""Voters at the same time, where they come as fast as they can."""

_VOTES_A_SECOND: Final = 100
"""Votes a second, where they come at a pace: all of a large city's members in six minutes."""

_LISTS_A_SECOND: Final = 2
"""Lists of opinions a second, where they come at a pace."""

_PAGES: Final = 50
_LIST: Final = 1_000
_TOPIC: Final = "stairs"
_BALLOT: Final[Ballot] = dict.fromkeys(QUESTIONS, "very_satisfied")
_CLOSES_IN: Final = timedelta(hours=1)
_PATIENCE: Final = timedelta(minutes=5)


async def measure(stage: Stage, *, is_quick: bool) -> list[Line]:
    """What 100,000 opinions and ballots cost their unit, and commands to the others."""
    count = 2_000 if is_quick else _COUNT
    others = await open_bystanders(stage, "beside")
    campaign = await launch_content(stage, _CAMPAIGN, ballots=(count, _FEW), closes_in=_CLOSES_IN)
    crowd = _Crowd(stage, campaign, others, count, calm_seconds=3 if is_quick else _CALM_SECONDS)
    lines = [*await crowd.opinions(), *await crowd.ballots(), *await crowd.sealing()]
    return [*lines, *await _sizes(stage, campaign, count)]


class _Crowd:
    """Opinions and votes that come to one unit, beside commands to others."""

    def __init__(
        self,
        stage: Stage,
        campaign: ContentCampaign,
        others: Bystanders,
        count: int,
        calm_seconds: int,
    ) -> None:
        self._gateway, self._client = stage.gateway, stage.client
        self._campaign, self._others, self._count = campaign, others, count
        self._unit, self._small = campaign.units
        self._tokens = list(campaign.tokens[self._unit])
        self._votes: list[float] = []
        self._calm_seconds = calm_seconds

    async def opinions(self) -> list[Line]:
        """They come in lists, as from files: half as fast as they are taken, half at a pace.

        Then they are counted, and paged.
        """
        texts = [f"Opinion {number}: the stairs are never lit." for number in range(self._count)]
        lists = [texts[first : first + _LIST] for first in range(0, self._count, _LIST)]
        most, paced = lists[: len(lists) // 2], lists[len(lists) // 2 :]
        at_once = f"{sum(map(len, most)):,} opinions of one unit, list after list"
        lines = await self._others.beside(
            at_once,
            self._register_all,
            _parts(most),
            calm_seconds=self._calm_seconds,
            is_judged=False,
        )
        lists_a_second = f"{sum(map(len, paced)):,} more opinions, {_LISTS_A_SECOND} lists a second"
        lines += await self._others.beside(
            lists_a_second, self._register_at_a_pace, _parts(paced), calm_seconds=self._calm_seconds
        )
        await self._register(self._small, texts[:_FEW])
        await self._count_opinions(self._small)
        begun = perf_counter()
        await self._count_opinions(self._unit)
        counted = perf_counter() - begun
        subject = f"{self._count:,} opinions of one unit"
        return [
            *lines,
            Line(subject=subject, figure="counted", unit="s", value=counted),
            Line(
                subject=subject,
                figure=f"page of 50, slowest of {_PAGES}",
                unit="ms",
                value=max(await self._paged()),
            ),
        ]

    async def ballots(self) -> list[Line]:
        """Most are cast as fast as so many voters at once can, some at a pace, a few are left."""
        few, some = self._count // 100, self._count // 10
        left, paced, most = self._tokens[:few], self._tokens[few:some], self._tokens[some:]
        self._tokens = left
        await self._cast(self._campaign.tokens[self._small])
        at_once = f"{len(most):,} ballots of one unit, {_VOTERS} voters at a time"
        self._votes.clear()
        calm = self._calm_seconds
        fast = await self._others.beside(
            at_once, self._cast, _parts(most), calm_seconds=calm, is_judged=False
        )
        fast += self._waited(at_once)
        paced_ones = f"{len(paced):,} more ballots, {_VOTES_A_SECOND} a second"
        self._votes.clear()
        slow = await self._others.beside(
            paced_ones, self._cast_at_a_pace, _parts(paced), calm_seconds=calm
        )
        return [*fast, *slow, *self._waited(paced_ones)]

    async def sealing(self) -> list[Line]:
        """The unit is closed while the last ones vote: its ballots are mixed and counted."""
        await self._close(self._small)
        self._votes.clear()
        subject = f"{self._count:,} ballots of one unit, sealed"
        voting = asyncio.create_task(self._cast(self._tokens))
        felt, took = await self._others.during(self._close(self._unit))
        await voting
        slowest = {"others' command": max(felt.waits), "vote": max(self._votes)}
        begun = perf_counter()
        await self._gateway.surveys.publish(_CAMPAIGN, self._unit, SURVEY)
        published = perf_counter() - begun
        return [
            Line(subject=subject, figure="mixed and counted", unit="s", value=took),
            Line(subject=subject, figure="published, counted again", unit="s", value=published),
            *(
                Line(subject=subject, figure=f"{whose} meanwhile, slowest", unit="ms", value=waited)
                for whose, waited in slowest.items()
            ),
        ]

    async def _register_all(self, lists: Sequence[Sequence[str]]) -> None:
        for texts in lists:
            await self._register(self._unit, texts)

    async def _register_at_a_pace(self, lists: Sequence[Sequence[str]]) -> None:
        async def registered(number: int) -> float:
            begun = perf_counter()
            await self._register(self._unit, lists[number])
            return (perf_counter() - begun) * 1e3

        await at_a_pace(registered, units=len(lists), count=len(lists), a_second=_LISTS_A_SECOND)

    async def _register(self, unit: str, texts: Sequence[str]) -> None:
        today = self._campaign.today
        opinions = [NewOpinion(channel="box", day=today, text=text, topic=_TOPIC) for text in texts]
        await self._gateway.opinions.register(_CAMPAIGN, unit, OPINIONS, COORDINATOR, opinions)

    async def _count_opinions(self, unit: str) -> None:
        ending = CloseSolicitation(
            id=new_id(),
            by=COORDINATOR,
            kind="close_solicitation",
            step=OPINIONS,
            problems=(Problem(text="The stairs are dark.", topics=(_TOPIC,)),),
        )
        receipt = await self._gateway.submit(_CAMPAIGN, unit, ending, is_awaited=False)
        counted = receipt.revision + 1
        if not await self._gateway.wait_recorded(_CAMPAIGN, unit, counted, _PATIENCE):
            raise TimeoutError(f"the opinions of unit '{unit}' are not counted")

    async def _paged(self) -> list[float]:
        """Milliseconds for each of the first pages."""
        took, after = [], None
        for _ in range(_PAGES):
            begun = perf_counter()
            page = await self._gateway.opinions.page(
                _CAMPAIGN, self._unit, OPINIONS, COORDINATOR, after=after
            )
            took.append((perf_counter() - begun) * 1e3)
            after = page.next
        return took

    def _waited(self, subject: str) -> list[Line]:
        """How long voters waited."""
        waits = {"p50": p50(self._votes), "p99": p99(self._votes), "slowest": max(self._votes)}
        return [
            Line(subject=subject, figure=f"vote, {name}", unit="ms", value=value)
            for name, value in waits.items()
        ]

    async def _cast(self, tokens: Sequence[str]) -> None:
        """Have voters cast ballots until there are no more tokens, or no more are taken."""
        waiting = list(tokens)

        async def voter() -> None:
            while waiting:
                try:
                    await self._vote(waiting.pop())
                except Refused as refused:
                    if refused.refusal.code != "ballot_not_valid":
                        raise
                    return

        await asyncio.gather(*(voter() for _ in range(_VOTERS)))

    async def _cast_at_a_pace(self, tokens: Sequence[str]) -> None:
        await at_a_pace(
            lambda number: self._vote(tokens[number]),
            units=len(tokens),
            count=len(tokens),
            a_second=_VOTES_A_SECOND,
        )

    async def _vote(self, token: str) -> float:
        """Cast a ballot, and note how many milliseconds its answer took."""
        begun = perf_counter()
        try:
            await self._gateway.surveys.vote(token, _BALLOT)
        finally:
            self._votes.append((perf_counter() - begun) * 1e3)
        return self._votes[-1]

    async def _close(self, unit: str) -> None:
        """Close a unit, and wait until its ballots are counted and its workflow has ended."""
        close: Command = Close(id=new_id(), by=CAMPAIGN_OFFICE, kind="close")
        await self._gateway.submit(_CAMPAIGN, unit, close, is_awaited=False)
        await self._client.get_workflow_handle(unit_workflow_id(_CAMPAIGN, unit)).result()


def _parts(crowd: Sequence[T]) -> list[Sequence[T]]:
    size = -(-len(crowd) // _BLOCKS)
    return [crowd[first : first + size] for first in range(0, len(crowd), size)]


async def _sizes(stage: Stage, campaign: ContentCampaign, count: int) -> list[Line]:
    """What the workflow of the crowded unit came to, beside one with a few opinions and ballots."""
    sizes, states = [], []
    for unit in campaign.units:
        handle = stage.client.get_workflow_handle(unit_workflow_id(_CAMPAIGN, unit))
        sizes.append(await quiet_size(handle))
        state = (await stage.gateway.unit(_CAMPAIGN, unit)).state
        states.append(len(state.model_dump_json().encode()))
    large, small = sizes
    subject = f"unit with {count:,} opinions and ballots, beside one with {_FEW}"
    figures = (
        ("history", "events", large.events, small.events),
        ("history", "KB", large.bytes / 1e3, small.bytes / 1e3),
        ("state", "KB", states[0] / 1e3, states[1] / 1e3),
    )
    return [
        Line(
            subject=subject,
            figure=figure,
            unit=unit,
            value=value,
            yardstick=yardstick,
            bar=at_most(_ALIKE, of="ratio"),
        )
        for figure, unit, value, yardstick in figures
    ]
