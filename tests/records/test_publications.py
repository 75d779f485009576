"""What is in the open: every version of a unit, and what holds of all units."""

from typing import Any

import pytest

from records.errors import MalformedCursor
from records.store import Records
from tests.records.launched import launch, record, story
from tests.rules.reference import with_unit


async def published(records: Records, campaign: str, unit: str, *what: dict[str, Any]) -> None:
    """A unit that publishes, withdraws and corrects."""
    told = story(campaign, with_unit(code=unit)).start()
    for one in what:
        told.do(one.get("kind", "publish"), **{k: v for k, v in one.items() if k != "kind"})
    await record(records, told)


PLAN = {"subject": "plan", "phase": "study", "text": "We meet on Mondays."}
BETTER = {**PLAN, "text": "We meet on Tuesdays.", "correction": "A misprint."}
PROGRESS = {"subject": "progress", "text": "All is done."}
BACK = {"kind": "withdraw_publication", "subject": "progress", "reason": "It was not."}


async def test_all_versions_of_a_unit_are_readable(records: Records) -> None:
    campaign = await launch(records, [with_unit(code="U-1"), with_unit(code="U-2")])
    await published(records, campaign, "U-1", PLAN, BETTER, PROGRESS, BACK)
    await published(records, campaign, "U-2", PLAN)
    page = await records.publications.page(campaign, unit="U-1")
    told = [
        (one.subject, one.phase, one.version, one.text, one.correction, one.holds)
        for one in page.publications
    ]
    assert told == [
        ("plan", "study", 1, "We meet on Mondays.", None, False),
        ("plan", "study", 2, "We meet on Tuesdays.", "A misprint.", True),
        ("progress", None, 1, "All is done.", None, False),
    ]
    taken_back = page.publications[-1]
    assert taken_back.withdrawn_because == "It was not."
    assert taken_back.withdrawn_at is not None


async def test_of_all_units_only_what_holds_is_listed_page_by_page(records: Records) -> None:
    codes = ["U-1", "U-2", "U-3"]
    campaign = await launch(records, [with_unit(code=code) for code in codes])
    for code in codes:
        await published(records, campaign, code, PLAN, BETTER, PROGRESS, BACK)
    found: list[tuple[str, str, int]] = []
    after = None
    while True:
        page = await records.publications.page(campaign, after=after, limit=2)
        found += [(one.unit, one.subject, one.version) for one in page.publications]
        after = page.next
        if after is None:
            break
    assert found == [(code, "plan", 2) for code in codes]
    with pytest.raises(MalformedCursor):
        await records.publications.page(campaign, after="somewhere")
    with pytest.raises(MalformedCursor):
        await records.publications.page(campaign, after=f"{codes[0]}/plan//{10**10}")


async def test_who_wrote_it_is_not_in_the_open(records: Records) -> None:
    campaign = await launch(records, [with_unit(code="U-1")])
    await published(records, campaign, "U-1", PLAN)
    page = await records.publications.page(campaign, unit="U-1")
    assert "c-001" not in page.model_dump_json()
