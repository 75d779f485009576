"""Dossiers are exported from the records: one at a time of each unit, and what came of it is noted."""

import asyncio
from pathlib import Path

import pytest

from records.store import Records
from reports.dossier.collection import check_all, dossiers_in
from reports.dossier.exporting import Exporter
from reports.store import Store, StoreUnusable
from tests.records.launched import launch_story, record
from tests.rules.stories import CITY, Story


@pytest.fixture
async def told(records: Records) -> Story:
    """A unit of which a part of its life is recorded."""
    told = await launch_story(records)
    told.start().report("study")
    await record(records, told)
    return told


async def exporter_of(
    records: Records, told: Story, store: Path, elsewhere: str | None = None
) -> Exporter:
    return await Exporter.of(records, told.state.campaign, str(store), elsewhere)


async def test_what_is_kept_in_the_store_is_noted(
    records: Records, told: Story, tmp_path: Path
) -> None:
    exporter = await exporter_of(records, told, tmp_path)
    assert await exporter.attempt("SCH-001") is None
    (noted,) = await records.dossiers.all(told.state.campaign)
    assert (noted.head, noted.revision) == (told.state.head, told.state.revision)
    assert (tmp_path / "dossiers" / str(noted.name)).is_file()
    assert (await exporter.export("SCH-001", is_zip=True, is_anew=False)).digest == noted.digest


async def test_what_goes_elsewhere_is_not_noted(
    records: Records, told: Story, tmp_path: Path
) -> None:
    elsewhere = await exporter_of(records, told, tmp_path, str(tmp_path / "usb"))
    exported = await elsewhere.export("SCH-001", is_zip=False, is_anew=True)
    assert (tmp_path / "usb" / exported.name / "manifest.json").is_file()
    assert await records.dossiers.all(told.state.campaign) == ()


@pytest.mark.parametrize("url", ["nonsense://x", "{folder}/file"])
async def test_why_it_could_not_be_kept_is_noted(
    records: Records, told: Story, tmp_path: Path, url: str
) -> None:
    (tmp_path / "file").write_bytes(b"")
    exporter = await Exporter.of(records, told.state.campaign, url.format(folder=tmp_path))
    assert await exporter.attempt("SCH-001") == "store_unusable"
    with pytest.raises(StoreUnusable):
        await exporter.export("SCH-001", is_zip=True, is_anew=False)
    (noted,) = await records.dossiers.all(told.state.campaign)
    (why,) = noted.findings
    assert "Error: " in why.params["reason"]


async def test_many_who_export_a_unit_at_once_leave_one_sound_dossier(
    records: Records, told: Story, tmp_path: Path
) -> None:
    """Meanwhile the unit lives on: each finds another journal."""
    exporters = [await exporter_of(records, told, tmp_path) for _ in range(4)]

    async def live_on() -> None:
        for number in range(8):
            known = told.state.revision
            told.do("comment", CITY, text=f"meanwhile {number}")
            await record(records, told, after=known)

    async def export(exporter: Exporter) -> None:
        for _ in range(3):
            exported = await exporter.export("SCH-001", is_zip=False, is_anew=True)
            assert exported.findings == ()

    await asyncio.gather(live_on(), *map(export, exporters))
    await exporters[0].export("SCH-001", is_zip=False, is_anew=False)
    store = Store(str(tmp_path))
    (found,) = check_all(store, dossiers_in(store), None, lambda: None).dossiers
    assert (found.check.findings, found.check.head) == ((), told.state.head)
    assert store.left_over() == 0
    (noted,) = await records.dossiers.all(told.state.campaign)
    assert noted.digest == found.check.digest
