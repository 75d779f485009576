"""Handing in a file: kept first, then noted, so that nothing is noted that is not there."""

from collections.abc import Awaitable, Callable

from records.store import Records
from rules.authority import may, who_may
from rules.refused import Refused
from schemas.actor import Actor
from schemas.attachment import Attachment


async def attach(
    records: Records,
    campaign: str,
    unit: str,
    by: Actor,
    attachment: Attachment,
    keep: Callable[[], Awaitable[None]],
) -> None:
    """Let `keep` keep the file and note it as the unit's; again is harmless.

    Raises:
        Refused: who is nobody to the unit hands nothing in for it.
    """
    known = (await records.units.get(campaign, unit)).state.unit
    if not may(by, "comment", known):
        raise Refused("not_allowed", who=who_may("comment", known), by_whom=by)
    await keep()
    await records.attachments.keep(campaign, unit, attachment)
