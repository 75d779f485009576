"""What a unit hands in has its bounds, and its dossier stays as it is once the campaign is over."""

import hashlib
from datetime import timedelta
from typing import Final

import pytest

from client.attachments import Attachments
from records.store import Records
from rules.refused import Refused
from schemas.attachment import ATTACHMENT_BYTES, UNIT_BYTES, Attachment
from tests.client.noted import noted_refusals
from tests.records.launched import AT, launch_story, record
from tests.rules.stories import CITY, COORDINATOR, STRANGER, Story

MOST: Final = UNIT_BYTES // ATTACHMENT_BYTES


def file(number: int) -> Attachment:
    """One of the largest files that are taken."""
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    return Attachment(digest=digest, name="x.pdf", type="pdf", bytes=ATTACHMENT_BYTES, at=AT)


async def hand_in(records: Records, told: Story, one: Attachment) -> list[str]:
    """Hand a file in; what the store was given."""
    kept: list[str] = []

    async def keep() -> None:
        kept.append(one.digest)

    await Attachments(records).attach(
        told.state.campaign, told.state.unit.code, COORDINATOR, one, keep
    )
    return kept


async def test_a_unit_hands_in_no_more_than_its_dossier_can_hold(records: Records) -> None:
    told = await launch_story(records)
    for number in range(MOST):
        await hand_in(records, told, file(number))
    with pytest.raises(Refused, match="attachments_full"):
        await hand_in(records, told, file(MOST))
    assert await hand_in(records, told, file(0)) == [file(0).digest], "again is harmless"


async def test_a_file_is_handed_in_on_the_campaign_s_clock(records: Records) -> None:
    told = await launch_story(records, is_rehearsal=True)
    await records.campaigns.set_clock_offset(told.state.campaign, timedelta(days=12))
    await hand_in(records, told, file(1))
    (noted,) = await records.attachments.of(told.state.campaign, told.state.unit.code)
    assert noted == file(1).model_copy(update={"at": AT + timedelta(days=12)})


async def test_once_the_campaign_is_over_nothing_is_handed_in(records: Records) -> None:
    told = (await launch_story(records)).start()
    told.do("close", CITY, reason="the end")
    await record(records, told)
    with pytest.raises(Refused, match="unit_closed"):
        await hand_in(records, told, file(1))


async def test_who_is_nobody_to_a_unit_hands_nothing_in(records: Records) -> None:
    told = await launch_story(records)

    async def keep() -> None:
        raise AssertionError("kept")

    with pytest.raises(Refused, match="not_allowed"):
        await Attachments(records).attach(
            told.state.campaign, told.state.unit.code, STRANGER, file(1), keep
        )
    assert await noted_refusals(records, told.state.campaign) == [
        (told.state.unit.code, str(STRANGER), "attach", "not_allowed", None)
    ]
