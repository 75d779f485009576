"""The database is killed while people vote: no acknowledged ballot is lost, and none counts twice."""

import asyncio

from records.errors import DatabaseUnavailable
from records.migration import migrate
from records.store import Records, open_records
from records.voting import new_code
from schemas.survey import Ballot
from tests.postgres import running_postgres
from tests.records.surveys import MINIMUM_GROUP, QUESTIONS, open_box
from tests.records.test_kill import KILLS, kill
from worker.postgres import EmbeddedPostgres

_VOTERS = 300
_GOOD: Ballot = dict.fromkeys(QUESTIONS, "very_satisfied")


async def test_every_voter_gets_an_answer_and_is_counted_once() -> None:
    async with running_postgres() as server:
        await migrate(server.url)
        async with open_records(server.url) as records:
            await _vote_under_fire(server, records)


async def _vote_under_fire(server: EmbeddedPostgres, records: Records) -> None:
    survey, tokens = await open_box(records, _VOTERS)
    waiting, receipts = list(tokens), list[str]()
    unavailable: list[DatabaseUnavailable] = []
    voted = asyncio.Semaphore(0)

    async def vote(token: str) -> None:
        """Again with the same receipt until it is known that the ballot is cast."""
        receipt = new_code()
        while True:
            try:
                assert await records.surveys.vote(token, _GOOD, receipt) == "cast"
            except DatabaseUnavailable as error:
                unavailable.append(error)
                await server.start()
            else:
                receipts.append(receipt)
                voted.release()
                return

    async def voter() -> None:
        while waiting:
            await vote(waiting.pop())

    async def killer() -> None:
        for _ in range(KILLS):
            for _ in range(_VOTERS // (KILLS + 1)):
                await voted.acquire()
            kill(server)

    await asyncio.gather(killer(), *(voter() for _ in range(8)))
    assert unavailable
    sealed = await records.surveys.seal(survey, MINIMUM_GROUP)
    assert sealed.cast == _VOTERS
    listed = await records.surveys.sealed_ballots(survey)
    assert listed is not None
    assert listed[0] == tuple(sorted(receipts))
