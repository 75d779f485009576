"""What a campaign's office may ask of it, and how its sweeps go through the units."""

from datetime import datetime
from typing import NoReturn

from rules.fingerprints import fingerprint, require_same
from rules.refused import Refused
from schemas.actor import CAMPAIGN_OFFICE, Actor
from schemas.campaign import (
    CampaignCommand,
    CampaignMemory,
    CampaignReceipt,
    CampaignStatus,
    CampaignSummary,
    Sweep,
    SweepPage,
    SweptPage,
)
from schemas.limits import RECEIPTS, REFUSALS
from schemas.refusal import RefusedSignal

_DONE_KEPT = 20
_MISSES_KEPT = 50

_ALLOWED = {
    "launch": {CampaignStatus.LAUNCHING, CampaignStatus.RUNNING},
    "pause": {CampaignStatus.LAUNCHING, CampaignStatus.RUNNING, CampaignStatus.PAUSED},
    "resume": {CampaignStatus.PAUSED, CampaignStatus.RUNNING},
    "close": {
        CampaignStatus.LAUNCHING,
        CampaignStatus.RUNNING,
        CampaignStatus.PAUSED,
        CampaignStatus.CLOSING,
    },
    "amend": {CampaignStatus.LAUNCHING, CampaignStatus.RUNNING, CampaignStatus.PAUSED},
}
_BECOMES = {
    "pause": CampaignStatus.PAUSED,
    "resume": CampaignStatus.RUNNING,
    "close": CampaignStatus.CLOSING,
}


def accept_campaign_command(
    memory: CampaignMemory, command: CampaignCommand, now: datetime, *, is_told_apart: bool = True
) -> tuple[CampaignMemory, CampaignReceipt]:
    """Take in a command and queue its sweep; the same id gets the same receipt again.

    The same command under another id has all units swept again, for those that were missed. With
    `is_told_apart` the receipt tells it from others of its kind, which it did not in early releases.

    Raises:
        Refused: only the city's campaign office commands a campaign, and only what its status
            allows.
    """
    known = memory.receipts.get(command.id)
    if known is not None:
        require_same(known, command)
        return memory, known
    require_possible(memory.status, command.kind, command.by)
    receipt = CampaignReceipt(
        command=command.id,
        kind=command.kind,
        at=now,
        ahead=len(memory.sweeps),
        fingerprint=fingerprint(command) if is_told_apart else None,
    )
    kept = dict(list(memory.receipts.items())[-(RECEIPTS - 1) :])
    queued = memory.model_copy(
        update={
            "status": _BECOMES.get(command.kind, memory.status),
            "sweeps": (*memory.sweeps, Sweep(command=command)),
            "receipts": {**kept, command.id: receipt},
        }
    )
    return queued, receipt


def require_possible(status: CampaignStatus, kind: str, by: Actor) -> None:
    """Refuse who may not command a campaign, and what its status does not allow."""
    require_office(by)
    if status not in _ALLOWED[kind]:
        raise Refused("campaign_status", kind=kind, status=status)


def is_repetition(memory: CampaignMemory, command: CampaignCommand) -> bool:
    """Whether a new command asks for what the campaign is about already: all units once more."""
    return command.id not in memory.receipts and _BECOMES.get(command.kind) is memory.status


def refuse_repetition(memory: CampaignMemory, command: CampaignCommand) -> NoReturn:
    """Refuse a repetition, as releases did that knew none."""
    require_office(command.by)
    raise Refused("campaign_status", kind=command.kind, status=memory.status)


def require_office(by: Actor) -> None:
    """Refuse everybody but the city's campaign office."""
    if by != CAMPAIGN_OFFICE:
        raise Refused("not_allowed", who=(CAMPAIGN_OFFICE,), by_whom=by)


def refuse_campaign_signal(memory: CampaignMemory, refused: RefusedSignal) -> CampaignMemory:
    """Remember a signal that was malformed or refused, among the last few."""
    kept = memory.refusals[-(REFUSALS - 1) :]
    return memory.model_copy(update={"refusals": (*kept, refused)})


def next_page(memory: CampaignMemory) -> SweepPage | None:
    """The next page of the sweep under way; None when nothing is to be done."""
    if not memory.sweeps:
        return None
    sweep = memory.sweeps[0]
    return SweepPage(
        campaign=memory.campaign,
        command=sweep.command,
        limit=memory.page_size,
        status=memory.status,
        ends_as=_after(memory.status, sweep),
        after=sweep.after,
    )


def turn_page(memory: CampaignMemory, page: SweptPage) -> CampaignMemory:
    """What the campaign carries after a page; a sweep without units left is done.

    Once the campaign is closed, whatever else waits has no unit to reach any more.
    """
    sweep = memory.sweeps[0]
    swept = sweep.model_copy(
        update={
            "after": page.last or sweep.after,
            "reached": sweep.reached + page.reached,
            "missed": sweep.missed + len(page.misses),
            "misses": (*sweep.misses, *page.misses)[:_MISSES_KEPT],
            "left_open": sweep.left_open + page.left_open,
            "offices": sweep.offices + page.offices,
        }
    )
    if page.last is not None:
        return memory.model_copy(update={"sweeps": (swept, *memory.sweeps[1:])})
    status = _after(memory.status, swept)
    return memory.model_copy(
        update={
            "sweeps": () if status is CampaignStatus.CLOSED else memory.sweeps[1:],
            "done": (*memory.done, swept)[-_DONE_KEPT:],
            "status": status,
        }
    )


def summarise(memory: CampaignMemory) -> CampaignSummary:
    """What is shown of a campaign."""
    return CampaignSummary(
        campaign=memory.campaign,
        status=memory.status,
        units=memory.units,
        sweeps=memory.sweeps,
        done=memory.done,
    )


def _after(status: CampaignStatus, sweep: Sweep) -> CampaignStatus:
    kind = sweep.command.kind
    if kind == "launch" and status is CampaignStatus.LAUNCHING:
        return CampaignStatus.RUNNING
    return CampaignStatus.CLOSED if kind == "close" and not sweep.left_open else status
