"""A notice that cannot be read lies by itself: whatever else is to be said goes."""

from datetime import timedelta
from typing import Final

import pytest
from psycopg import AsyncConnection
from structlog.testing import capture_logs

from records.dispatch import LEASE
from records.store import Records
from schemas.dispatch import ClaimedMessage
from tests.records.saying import REMINDED, Saying, begin, coordinator, morning
from tests.rules.reference import with_unit

FRIDAY = morning(REMINDED)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
UNITS = [with_unit(code="A-1"), with_unit(code="A-2"), with_unit(code="B-1", coordinator="c-002")]
PRIVATE: Final = "what stands in no log"

DAMAGES: Final = {
    "kind": """UPDATE notices SET kind = %(private)s
        WHERE campaign = %(campaign)s AND unit = 'A-1'""",
    "entry": """UPDATE journal SET body = jsonb_set(body, '{event,kind}', to_jsonb(%(private)s::text))
        WHERE campaign = %(campaign)s AND unit = 'A-1'""",
    "missing entry": """DELETE FROM journal
        WHERE campaign = %(campaign)s AND unit = 'A-1' AND body::text <> %(private)s""",
    "state": """UPDATE units SET state = jsonb_set(state, '{unit}', to_jsonb(%(private)s::text))
        WHERE campaign = %(campaign)s AND code = 'A-1'""",
}
REPAIR: Final = """UPDATE notices SET kind = 'reminder'
    WHERE campaign = %(campaign)s AND unit = 'A-1'"""


@pytest.fixture
async def saying(records: Records) -> Saying:
    """Two coordinators who are reminded on Friday morning, of two units and of one."""
    saying = await begin(records, [coordinator(), coordinator("c-002")], UNITS)
    await saying.pass_to(FRIDAY)
    return saying


async def damage(saying: Saying, url: str, what: str) -> None:
    """Make what the records have of unit A-1 such that no dispatcher can read it."""
    async with await AsyncConnection.connect(url) as connection:
        await connection.execute("SET session_replication_role = replica")  # past the triggers
        parameters = {"private": PRIVATE, "campaign": saying.campaign}
        assert (await connection.execute(DAMAGES[what].encode(), parameters)).rowcount


def units(messages: tuple[ClaimedMessage, ...]) -> list[list[str]]:
    return [[due.notice.unit for due in message.notices] for message in messages]


@pytest.mark.parametrize("what", DAMAGES)
async def test_all_else_goes_and_the_log_tells_which_but_not_what(
    saying: Saying, postgres_url: str, what: str
) -> None:
    await damage(saying, postgres_url, what)
    with capture_logs() as logged:
        claimed = await saying.send(FRIDAY)
    assert units(claimed) == [["A-2"], ["B-1"]]
    (unread,) = await saying.log(unit="A-1")
    assert (unread.outcome, unread.at) == ("waiting", FRIDAY + HOUR)
    assert {(told["event"], told["notice"]) for told in logged} == {("notice_not_read", unread.id)}
    assert PRIVATE not in str(logged)


async def test_it_is_said_once_it_can_be_read(saying: Saying, postgres_url: str) -> None:
    await damage(saying, postgres_url, "kind")
    await saying.send(FRIDAY)
    async with await AsyncConnection.connect(postgres_url) as connection:
        await connection.execute(REPAIR.encode(), {"campaign": saying.campaign})
    monday = morning("2026-03-09")
    assert await saying.claim(FRIDAY + HOUR) == (), "the day's message has gone"
    assert await saying.claim(monday - SECOND) == ()
    assert ["A-1"] in units(await saying.claim(monday))


async def test_what_is_tried_again_goes_without_it(saying: Saying, postgres_url: str) -> None:
    message, other = await saying.claim(FRIDAY)
    again_at = await saying.failed(message, FRIDAY)
    assert again_at is not None
    await saying.sent(other, FRIDAY)
    await damage(saying, postgres_url, "kind")
    assert units(await saying.send(again_at)) == [["A-2"]]
    (unread,) = await saying.log(unit="A-1")
    assert (unread.outcome, unread.message) == ("waiting", None)


async def test_what_was_in_doubt_stays_with_its_message(saying: Saying, postgres_url: str) -> None:
    message, other = await saying.claim(FRIDAY)
    await saying.sent(other, FRIDAY)
    await damage(saying, postgres_url, "entry")
    assert units(await saying.claim(FRIDAY + LEASE)) == [["A-2"]]
    (unread,) = await saying.log(unit="A-1")
    assert (unread.outcome, unread.message) == ("sending", message.id)
