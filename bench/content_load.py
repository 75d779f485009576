"""The content soak's load: everything that people do in a campaign, each of it known by its id."""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any, Final, get_args

from bench.answers import NOT_NOW, Answers
from bench.callers import BEFORE_THE_NEXT_TRY, TRIES_AGAIN, Callers
from bench.content_campaign import (
    BRANCHES,
    COUNTY,
    MEETING,
    MOBILIZATION,
    OPINIONS,
    PHASE,
    QUESTIONS,
    SURVEY,
    ContentCampaign,
)
from bench.content_said import Said
from bench.reference import COORDINATOR, SUPERVISOR, new_id
from bench.stage import Stage
from client.opinions import new_opinion_id
from records.voting import new_code
from reports.store import Store
from schemas.attachment import Attachment
from schemas.ledger_rows import ItemFilter
from schemas.opinions import NewOpinion
from schemas.survey import Ballot, Grade

_PAUSE: Final = 1.5
"""Seconds between two commands of one kind at one unit, in the mean."""

_BETWEEN_VOTES: Final = 0.6
_VOTERS: Final = 3
"""Voters of a unit who vote at the same time."""

_GRADES: Final[tuple[Grade, ...]] = get_args(Grade)


class ContentLoad(Callers):
    """Does everything that is acceptable, at all units at once; what is `said` is told by unit."""

    def __init__(
        self, stage: Stage, campaign: ContentCampaign, store: Store, answers: Answers, seed: int
    ) -> None:
        super().__init__(stage.gateway, campaign.code, campaign.units, seed, answers)
        for unit, receipts in campaign.receipts.items():
            self.receipts[unit] = {receipt.command: receipt for receipt in receipts}
        self.said: dict[str, Said] = defaultdict(Said)
        self._store = store
        self._today, self._closes = campaign.today, campaign.closes
        self._tokens = {unit: list(tokens) for unit, tokens in campaign.tokens.items()}

    async def run(self) -> None:
        """Do everything until business closes; then close it all, and end once it is counted."""
        sources = (
            self._taking_part,
            self._meeting,
            self._promising,
            self._publishing,
            self._visiting,
            self._reading,
            self._giving_opinions,
            self._registering,
            *[self._voting] * _VOTERS,
        )
        async with asyncio.TaskGroup() as group:
            for unit in self.units:
                for number, source in enumerate(sources):
                    group.create_task(source(unit, f"{source.__name__}{number}"))
            group.create_task(self._acknowledging_letters())
            group.create_task(self._closing())

    # What people do

    async def _acknowledging_letters(self) -> None:
        for unit in self.units:
            await self.do(unit, "acknowledge_letter")
        async for _ in self.turns("D-1", "letters", _PAUSE):
            await self.attempt(
                "county's letter",
                partial(self.gateway.letters.acknowledge, self.campaign, COUNTY),
                None,
            )

    async def _taking_part(self, unit: str, source: str) -> None:
        first: dict[str, Any] = {"step": MOBILIZATION, "on": self._today}
        await self.do(unit, "record_participation", **first, reached={"production_line": 20})
        async for chance in self.turns(unit, source, _PAUSE):
            reached = {"production_line": chance.randint(1, 40), "retired": chance.randint(0, 20)}
            reason = "Counted again."
            await self.do(
                unit, "correct_participation", step=MOBILIZATION, reached=reached, reason=reason
            )

    async def _meeting(self, unit: str, source: str) -> None:
        async for chance in self.turns(unit, source, _PAUSE):
            branch: dict[str, Any] = {
                "step": MEETING,
                "branch": chance.choice(BRANCHES),
                "on": self._today,
            }
            await self.do(
                unit, "convene_meeting", **branch, members=10, starts=time(14, 30), place="Hall"
            )
            minutes = await self._hand_in(unit)
            attended = {"production_line": chance.randint(1, 10)}
            await self.do(unit, "record_meeting", **branch, attended=attended, minutes=minutes)

    async def _promising(self, unit: str, source: str) -> None:
        """Items are numbered in the order in which they are added, and none is given up."""
        number = 0
        async for chance in self.turns(unit, source, _PAUSE):
            number += 1
            due = self._today + timedelta(days=chance.randint(1, 10))
            item: dict[str, Any] = {"measure": f"Measure {number}.", "owner": "Office", "due": due}
            await self.do(unit, "add_item", **item, is_commitment=chance.random() < 0.5)
            if chance.random() < 0.7:
                await self.do(unit, "close_item", number=number, evidence="It is done.")
                await self.do(unit, "confirm_item", SUPERVISOR, number=number)

    async def _publishing(self, unit: str, source: str) -> None:
        async for chance in self.turns(unit, source, _PAUSE):
            what: dict[str, Any] = {
                "subject": "progress",
                "phase": PHASE,
                "correction": "There is more.",
            }
            await self.do(unit, "publish", chance=chance, text=f"Progress, {new_id()}.", **what)

    async def _visiting(self, unit: str, source: str) -> None:
        async for chance in self.turns(unit, source, _PAUSE):
            visit: dict[str, Any] = {
                "on": self._today,
                "verdict": "good",
                "findings": (f"Seen: {new_id()}.",),
            }
            await self.do(unit, "record_visit", SUPERVISOR, chance=chance, **visit)

    async def _reading(self, unit: str, source: str) -> None:
        gateway, of = self.gateway, (self.campaign, unit)
        reads: dict[str, Callable[[], Awaitable[Any]]] = {
            "reading a unit": partial(gateway.unit, *of),
            "reading a ledger": partial(gateway.ledgers.page, self.campaign, ItemFilter(unit=unit)),
            "reading opinions": partial(gateway.opinions.page, *of, OPINIONS, COORDINATOR),
            "reading a survey": partial(gateway.surveys.show, *of),
            "asking a workflow": partial(gateway.progress, *of),
        }
        async for chance in self.turns(unit, source, _PAUSE):
            kind = chance.choice(list(reads))
            await self.attempt(kind, reads[kind], None)

    async def _giving_opinions(self, unit: str, source: str) -> None:
        said = self.said[unit]
        async for chance in self.turns(unit, source, _PAUSE):
            id_, text = new_opinion_id(), f"Opinion {new_id()}."
            give = partial(self.gateway.opinions.give, self.campaign, unit, OPINIONS, text, id_=id_)
            said.unsure_opinions.add(text)
            match await self.attempt("giving an opinion", give, chance):
                case "done":
                    said.opinions.add(text)
                case "over":
                    return

    async def _registering(self, unit: str, source: str) -> None:
        said = self.said[unit]
        async for chance in self.turns(unit, source, 2 * _PAUSE):
            texts = [f"Opinion {new_id()}." for _ in range(chance.randint(1, 8))]
            opinions = [NewOpinion(channel="box", day=self._today, text=text) for text in texts]
            register = partial(
                self.gateway.opinions.register,
                *(self.campaign, unit, OPINIONS, COORDINATOR, opinions),
                source=new_id(),
            )
            said.unsure_opinions.update(texts)
            match await self.attempt("registering opinions", register, chance):
                case "done":
                    said.opinions.update(texts)
                case "over":
                    return

    async def _voting(self, unit: str, source: str) -> None:
        said, tokens = self.said[unit], self._tokens[unit]
        async for chance in self.turns(unit, source, _BETWEEN_VOTES):
            if not tokens:
                return
            token, receipt = tokens.pop(), new_code()
            ballot: Ballot = {question: chance.choice(_GRADES) for question in QUESTIONS}
            vote = partial(self.gateway.surveys.vote, token, ballot)
            said.unsure_votes[receipt] = ballot
            match await self.attempt("voting", partial(vote, receipt), chance):
                case "done":
                    said.votes[receipt] = ballot
                    if chance.random() < TRIES_AGAIN:
                        await self._vote_twice(unit, partial(vote, new_code()))
                case "over":
                    said.refused_votes.add(receipt)
                    return

    async def _vote_twice(self, unit: str, vote: Callable[[], Awaitable[str]]) -> None:
        """Vote once more with a token that is used up."""
        if await self.attempt("voting twice", vote, None) != "over":
            self.surprises.append(f"{unit}: a ballot was cast twice")

    async def _hand_in(self, unit: str) -> str:
        """Hand in a file; its digest."""
        content = f"Minutes {new_id()}.\n".encode()
        digest = hashlib.sha256(content).hexdigest()
        file = Attachment(
            digest=digest, name="minutes.txt", type="txt", bytes=len(content), at=datetime.now(UTC)
        )

        async def keep() -> None:
            await asyncio.to_thread(self._store.put, file.kept_as, content)

        attach = partial(
            self.gateway.attachments.attach, self.campaign, unit, COORDINATOR, file, keep
        )
        await self.attempt("handing in a file", attach, None)
        self.said[unit].files.add(digest)
        return digest

    # The end of it

    async def _closing(self) -> None:
        """When business has closed, close surveys and solicitations, and wait until all is counted."""
        await asyncio.sleep((self._closes - datetime.now(UTC)).total_seconds())
        await asyncio.gather(*map(self._close, self.units))
        self.stop()

    async def _close(self, unit: str) -> None:
        await self.do(unit, "close_survey", step=SURVEY)
        problems = ({"text": "The stairs are dark."},)
        await self.do(unit, "close_solicitation", step=OPINIONS, problems=problems)
        while True:
            await asyncio.sleep(BEFORE_THE_NEXT_TRY)
            if await self._is_counted(unit):
                return

    async def _is_counted(self, unit: str) -> bool:
        try:
            state = (await self.gateway.unit(self.campaign, unit)).state
        except NOT_NOW:
            return False
        is_sealed = state.surveys[SURVEY].cast is not None
        return is_sealed and state.solicitations[OPINIONS].closed_at is not None
