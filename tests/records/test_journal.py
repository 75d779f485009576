"""The journal: read from either end, asked for a command, and never changed."""

import pytest
from sqlalchemy.exc import DBAPIError

from records.store import Records
from tests.records.launched import assert_recorded, launch_story, record
from tests.rules.stories import Story


@pytest.fixture
async def told(records: Records) -> Story:
    told = (await launch_story(records)).finish()
    await record(records, told)
    return told


async def test_it_is_read_from_the_oldest_in_pages(records: Records, told: Story) -> None:
    campaign, unit = told.state.campaign, "SCH-001"
    first = await records.journal.oldest(campaign, unit, limit=4)
    second = await records.journal.oldest(campaign, unit, after=first[-1].revision, limit=4)
    rest = await records.journal.oldest(campaign, unit, after=second[-1].revision)
    assert (*first, *second, *rest) == told.journal
    assert await records.journal.oldest(campaign, unit, after=told.state.revision) == ()


async def test_it_is_read_from_the_newest_in_pages(records: Records, told: Story) -> None:
    campaign, unit = told.state.campaign, "SCH-001"
    first = await records.journal.newest(campaign, unit, limit=4)
    rest = await records.journal.newest(campaign, unit, before=first[-1].revision)
    assert (*first, *rest) == told.journal[::-1]
    assert await records.journal.newest(campaign, unit, before=1) == ()


async def test_a_command_is_found_with_all_that_it_did(records: Records, told: Story) -> None:
    for command in {entry.command for entry in told.journal if entry.command}:
        expected = tuple(entry for entry in told.journal if entry.command == command)
        found = await records.journal.find_command(told.state.campaign, "SCH-001", command)
        assert found == expected
    assert await records.journal.find_command(told.state.campaign, "SCH-001", "never") == ()
    assert await records.journal.find_command(told.state.campaign, "SCH-002", "cmd-1") == ()


@pytest.mark.parametrize(
    "statement",
    [
        "update journal set kind = 'x'",
        "update journal set kind = 'x' where false",
        "delete from journal",
        "truncate journal",
        "truncate campaigns cascade",
    ],
)
async def test_it_is_append_only(records: Records, told: Story, statement: str) -> None:
    with pytest.raises(DBAPIError, match=r"the journal is append-only: [A-Z]+ refused"):
        async with records.database.transaction() as connection:
            await connection.exec_driver_sql(statement)
    await assert_recorded(records, told)
