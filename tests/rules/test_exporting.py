"""A closed campaign has its dossiers exported, round after round, until none is missing."""

from datetime import timedelta

import pytest

from rules.exporting import begin_export, next_export, pause_before_export, turn_export
from schemas.campaign import CampaignMemory
from schemas.exporting import Export, ExportedPage, ExportPage
from tests.rules.campaigns import NOW, campaign

BEGUN = begin_export(campaign("closed", page_size=10), NOW)


def export_of(memory: CampaignMemory) -> Export:
    assert memory.export is not None
    return memory.export


def turned(memory: CampaignMemory, *pages: ExportedPage) -> CampaignMemory:
    for page in pages:
        memory = turn_export(memory, page, NOW)
    return memory


def pauses(memory: CampaignMemory, page: ExportedPage, count: int) -> list[float]:
    """The pauses before the next attempts, in seconds, while the same comes of each."""
    found = []
    for _ in range(count):
        memory = turned(memory, page)
        found.append(pause_before_export(memory).total_seconds())
    return found


def test_nothing_is_exported_before_it_has_begun() -> None:
    assert next_export(campaign("closed")) is None
    assert pause_before_export(campaign("closed")) == timedelta(0)


def test_it_begins_once() -> None:
    assert begin_export(BEGUN, NOW + timedelta(hours=1)) == BEGUN
    assert next_export(BEGUN) == ExportPage(campaign="c2026", limit=10)


def test_page_follows_page_until_no_unit_is_left() -> None:
    memory = turned(BEGUN, ExportedPage(exported=10, last="U-10"))
    assert next_export(memory) == ExportPage(campaign="c2026", limit=10, after="U-10")
    assert pause_before_export(memory) == timedelta(0)
    memory = turned(memory, ExportedPage(exported=3))
    assert next_export(memory) is None


def test_what_was_left_is_tried_again_from_the_first_unit() -> None:
    memory = turned(BEGUN, ExportedPage(exported=9, left=1, last="U-10"), ExportedPage(exported=3))
    assert next_export(memory) == ExportPage(campaign="c2026", limit=10)
    assert pause_before_export(memory) == timedelta(seconds=2)
    assert export_of(memory).left == 0
    assert next_export(turned(memory, ExportedPage(exported=1))) is None


def test_a_store_that_takes_nothing_is_given_time_and_the_next_units_come_first() -> None:
    stopped = ExportedPage(exported=0, left=3, is_stopped=True, last="U-03")
    memory = turned(BEGUN, stopped)
    assert next_export(memory) == ExportPage(campaign="c2026", limit=10, after="U-03")
    assert pause_before_export(memory) == timedelta(seconds=2)
    memory = turned(memory, ExportedPage(exported=7))
    assert next_export(memory) == ExportPage(campaign="c2026", limit=10), "three are left"
    assert pause_before_export(memory) == timedelta(seconds=2)


def test_pauses_grow_while_nothing_goes_better() -> None:
    in_vain = ExportedPage(exported=0, left=1)
    assert pauses(BEGUN, in_vain, 4) == [2, 4, 8, 16]
    assert pauses(BEGUN, in_vain, 40)[-1] == 15 * 60
    some = turned(BEGUN, *[in_vain] * 5, ExportedPage(exported=1, left=1))
    assert pause_before_export(some) == timedelta(seconds=2)


@pytest.mark.parametrize(
    "page",
    [
        ExportedPage(exported=0, left=1),
        ExportedPage(exported=5, left=1, is_stopped=True, last="U-1"),
    ],
)
def test_after_a_day_the_office_is_left_to_it(page: ExportedPage) -> None:
    almost = NOW + timedelta(days=1) - timedelta(seconds=1)
    assert next_export(turn_export(BEGUN, page, almost)) is not None
    assert next_export(turn_export(BEGUN, page, NOW + timedelta(days=1))) is None


def test_a_page_that_goes_well_is_never_the_last_for_lack_of_time() -> None:
    long_after = NOW + timedelta(days=9)
    page = ExportedPage(exported=10, last="U-10")
    assert next_export(turn_export(BEGUN, page, long_after)) is not None


def test_what_a_campaign_carried_before_is_written_as_it_was() -> None:
    assert "export" not in campaign("closed").model_dump(mode="json")
