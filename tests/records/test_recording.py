"""Recording: journal and row together, once, whatever is sent again."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from records.errors import JournalForked, JournalGap, UnknownUnit
from records.store import Records
from rules.chain import first_break, hash_entry
from rules.notices import notices_of
from rules.rows import rows_of
from rules.snapshot import snapshot
from schemas.events import Commented, Entry
from schemas.state import Standing, UnitState
from tests.records.launched import (
    assert_recorded,
    batch,
    launch,
    launch_story,
    record,
    send,
    story,
)
from tests.rules.reference import with_rules, with_unit
from tests.rules.stories import CITY, COUNTY


async def test_journal_and_row_tell_the_story(records: Records) -> None:
    told = (await launch_story(records)).start().report("study").sign_off("study")
    told.at("2026-06-30").do("reassign", COUNTY, coordinator="c-002", reason="on leave")

    recorded = await record(records, told)

    assert recorded.revision == told.state.revision
    await assert_recorded(records, told)
    stored = await records.units.get(told.state.campaign, "SCH-001")
    taken = snapshot(told.state, told.now)
    assert stored.state == told.state
    row = stored.row
    assert (row.coordinator, row.track, row.phase) == ("c-002", "phased", "analysis")
    assert (row.standing, row.next_due) == (Standing.OVERDUE, taken.next_due)
    assert (row.started_at, row.finished_at) == (told.state.started_at, None)


async def test_the_whole_way_to_the_end_is_in_the_row(records: Records) -> None:
    told = (await launch_story(records)).finish()
    told.do("close", CITY)
    await record(records, told)
    row = (await records.units.get(told.state.campaign, "SCH-001")).row
    assert (row.standing, row.phase, row.next_due) == (Standing.FINISHED, None, None)
    assert (row.finished_at, row.closed_at) == (told.now, told.now)


async def test_the_hash_in_the_journal_is_that_of_its_body(records: Records) -> None:
    told = (await launch_story(records)).start()
    await record(records, told)
    async with records.database.statements() as connection:
        rows = await connection.exec_driver_sql(
            "select body, hash, at, by, command, kind from journal "
            "where campaign = %s order by revision",
            (told.state.campaign,),
        )
        for row, entry in zip(rows, told.journal, strict=True):
            body = Entry.model_validate_json(row.body)
            assert (body, row.hash) == (entry, hash_entry(entry))
            assert (row.at, row.by) == (entry.at, str(entry.by))
            assert (row.command, row.kind) == (entry.command, entry.event.kind)
    assert first_break(told.state.campaign, "SCH-001", told.journal) is None


async def test_twice_is_once(records: Records) -> None:
    told = (await launch_story(records)).start()
    assert await record(records, told) == await record(records, told)
    await assert_recorded(records, told)


async def test_of_an_overlapping_batch_only_what_is_new_is_entered(records: Records) -> None:
    told = (await launch_story(records)).finish()
    await record(records, told, to=5)
    recorded = await record(records, told, after=2, to=9)
    assert recorded.revision == 9
    await assert_recorded(records, told, to=9)


async def test_a_batch_that_is_behind_does_nothing(records: Records) -> None:
    told = (await launch_story(records)).finish()
    await record(records, told)
    before = await records.units.get(told.state.campaign, "SCH-001")
    recorded = await record(records, told, to=3)
    assert recorded.revision == told.state.revision
    assert await records.units.get(told.state.campaign, "SCH-001") == before


async def test_a_gap_is_an_error_and_nothing_is_written(records: Records) -> None:
    told = (await launch_story(records)).start()
    await record(records, told, to=1)
    with pytest.raises(JournalGap, match=r"'SCH-001'.*ends with revision 1; revision 3 cannot"):
        await record(records, told, after=2)
    await assert_recorded(records, told, to=1)


async def test_a_gap_within_a_batch_is_an_error(records: Records) -> None:
    told = (await launch_story(records)).start()
    with pytest.raises(JournalGap, match="ends with revision 1; revision 3 cannot"):
        await send(records, told, (told.journal[0], *told.journal[2:]))
    await assert_recorded(records, told, to=0)


def forged(entry: Entry, **changes: Any) -> Entry:
    return entry.model_copy(update={"event": Commented(text="forged"), **changes})


async def test_another_entry_at_a_recorded_revision_is_an_error(records: Records) -> None:
    told = (await launch_story(records)).start()
    await record(records, told)
    with pytest.raises(JournalForked, match="Revision 2 of unit 'SCH-001'"):
        await send(records, told, (told.journal[0], forged(told.journal[1])))
    await assert_recorded(records, told)


async def test_another_past_is_an_error_also_with_something_new(records: Records) -> None:
    told = (await launch_story(records)).start()
    await record(records, told, to=2)
    with pytest.raises(JournalForked, match="Revision 2 "):
        await send(records, told, (forged(told.journal[1]), told.journal[2]))
    with pytest.raises(JournalForked, match="Revision 3 "):
        await send(records, told, (forged(told.journal[2], previous="0" * 64),))
    await assert_recorded(records, told, to=2)


async def test_a_fold_that_fails_writes_nothing(records: Records) -> None:
    told = (await launch_story(records)).start()

    def failing(state: UnitState, entry: Entry) -> UnitState:
        raise ArithmeticError

    sent = batch(told, told.journal)
    with pytest.raises(ArithmeticError):
        await records.recording.record(
            sent, evolve=failing, snapshot=snapshot, notices=notices_of, rows=rows_of
        )
    await assert_recorded(records, told, to=0)


async def test_a_unit_that_was_never_launched_cannot_be_recorded(records: Records) -> None:
    told = story(await launch(records, units=())).start()
    with pytest.raises(UnknownUnit, match="has no unit 'SCH-001'"):
        await record(records, told)


async def test_all_who_record_at_once_end_with_the_same_journal(records: Records) -> None:
    told = (await launch_story(records)).finish()
    last = told.state.revision
    sent = [record(records, told, to=to) for to in range(1, last + 1)]
    sent += [record(records, told) for _ in range(4)]
    recorded = await asyncio.gather(*sent)
    assert max(one.revision for one in recorded) == last
    assert all(one.revision >= to for to, one in enumerate(recorded[:last], start=1))
    await assert_recorded(records, told)


async def test_many_units_are_recorded_side_by_side(records: Records) -> None:
    units = [with_unit(code=f"SCH-{number:03}") for number in range(40)]
    campaign = await launch(records, units)
    stories = [story(campaign, unit).start() for unit in units]
    await asyncio.gather(*(record(records, told) for told in stories))
    for told in stories:
        await assert_recorded(records, told)


async def test_amended_rules_are_kept_once_and_the_unit_goes_on_with_them(
    records: Records,
) -> None:
    units = [with_unit(code="SCH-001"), with_unit(code="SCH-002")]
    campaign = await launch(records, units)
    amended = with_rules(latest_start=with_rules().latest_start - timedelta(days=7))
    for unit in units:
        told = story(campaign, unit)
        told.do("comment", CITY, text="before")
        told.do(
            "amend", CITY, rules=amended, unit=unit.model_copy(update={"name": "学校"}), reason="x"
        )
        told.do("comment", CITY, text="after")
        await record(records, told)
        await assert_recorded(records, told)
        assert (await records.units.get(campaign, unit.code)).row.name == "学校"
    async with records.database.statements() as connection:
        rules = await connection.exec_driver_sql(
            "select distinct rules, initial_rules from units where campaign = %s", (campaign,)
        )
        assert len(rules.all()) == 1


async def test_who_gives_up_leaves_nothing_behind(records: Records) -> None:
    told = (await launch_story(records)).start()
    async with records.database.transaction() as connection:
        await connection.exec_driver_sql(
            "select 1 from units where campaign = %s for update", (told.state.campaign,)
        )
        for _ in range(20):  # more often than the pool has connections
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(record(records, told), timeout=0.02)
    # What the server had begun may still be done: the same batch once more is harmless.
    await record(records, told)
    await assert_recorded(records, told)
