"""How a unit takes in what reaches it: once per command id, into the journal, into the outbox.

`UnitMemory` in, `UnitMemory` out; the workflow keeps the value and does nothing else to it.
"""

from datetime import datetime

from rules.chain import first_head
from rules.decide import Tick, decide
from rules.evolve import evolve
from rules.fingerprints import fingerprint_for, require_same
from rules.standing import standing
from schemas.actor import CLOCK, RECORDS, Actor
from schemas.command import CommandId, Fingerprint
from schemas.commands import Command
from schemas.effects import EffectOutcome
from schemas.events import Entry, Event
from schemas.limits import RECEIPTS, REFUSALS
from schemas.memory import UnitMemory
from schemas.refusal import RefusedSignal
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.unit_rules import UnitRules
from schemas.views import Receipt


def initial_state(campaign: str, unit: Unit, rules: UnitRules, now: datetime) -> UnitState:
    """The state in which a unit is launched: preparing, on the track that the roster chose for it.

    Raises ValueError for a roster track that the unit's rules do not have.
    """
    tracks = [track.id for track in rules.tracks]
    track = unit.track or tracks[0]
    if track not in tracks:
        raise ValueError(f"unit '{unit.code}' cannot take the track '{track}', only {tracks}")
    return UnitState(
        campaign=campaign,
        unit=unit,
        rules=rules,
        head=first_head(campaign, unit.code),
        launched_at=now,
        track=track,
        start_on=unit.wanted_start,
    )


def accept(memory: UnitMemory, command: Command, now: datetime) -> tuple[UnitMemory, Receipt]:
    """Carry out a command, once: the same id gets the same receipt again.

    What the clock has to say up to `now` is heeded first.

    Raises:
        Refused: the command cannot be carried out; nothing has changed, and the id is free.
    """
    known = memory.receipts.get(command.id)
    if known is not None:
        require_same(known, command)
        return memory, known
    ticked, events = _judge(memory, command, now)
    fingerprint = fingerprint_for(ticked.state, command)
    entered = _enter(ticked, events, now, command, fingerprint)
    receipt = Receipt(
        command=command.id,
        by=command.by,
        kind=command.kind,
        revision=entered.state.revision,
        at=now,
        events=tuple(event.kind for event in events),
        standing=standing(entered.state, now),
        fingerprint=fingerprint,
    )
    receipts = _remembered(entered, receipt)
    return entered.model_copy(update={"receipts": receipts}), receipt


def require_acceptable(memory: UnitMemory, command: Command, now: datetime) -> None:
    """Refuse what `accept` would refuse now, without the work of carrying it out."""
    known = memory.receipts.get(command.id)
    if known is None:
        _judge(memory, command, now)
    else:
        require_same(known, command)


def _judge(
    memory: UnitMemory, command: Command, now: datetime
) -> tuple[UnitMemory, tuple[Event, ...]]:
    ticked = heed_clock(memory, now)
    return ticked, decide(ticked.state, command, now)


def heed_clock(memory: UnitMemory, now: datetime) -> UnitMemory:
    """Let happen what has fallen due up to `now`, and what is due at once because of that.

    A phase that opens late in the campaign, say, may be overdue from its first moment.
    """
    while events := decide(memory.state, Tick(), now):
        memory = _enter(memory, events, now, None)
    return memory


def take_outcome(memory: UnitMemory, outcome: EffectOutcome, now: datetime) -> UnitMemory:
    """Take in what came of an effect; one that is not waited for any more changes nothing.

    What the clock has to say up to `now` is heeded first.
    """
    ticked = heed_clock(memory, now)
    events = decide(ticked.state, outcome, now)
    return _enter(ticked, events, now, None, by=RECORDS) if events else ticked


def refuse_signal(memory: UnitMemory, refused: RefusedSignal) -> UnitMemory:
    """Remember a signal that was malformed or refused, among the last few."""
    kept = memory.refusals[-(REFUSALS - 1) :]
    return memory.model_copy(update={"refusals": (*kept, refused)})


def confirm_recorded(memory: UnitMemory, revision: int) -> UnitMemory:
    """Take from the outbox what the records have confirmed."""
    waiting = tuple(entry for entry in memory.outbox if entry.revision > revision)
    return memory.model_copy(update={"outbox": waiting})


def _remembered(memory: UnitMemory, newest: Receipt) -> dict[CommandId, Receipt]:
    """The last receipts, and those of commands that the journal does not have yet.

    An id is always known to the one or the other, however long the records are away.
    """
    recorded_to = memory.outbox[0].revision - 1
    kept = [*memory.receipts.values(), newest]
    older, last = kept[:-RECEIPTS], kept[-RECEIPTS:]
    waiting = [receipt for receipt in older if receipt.revision > recorded_to]
    return {receipt.command: receipt for receipt in (*waiting, *last)}


def _enter(
    memory: UnitMemory,
    events: tuple[Event, ...],
    now: datetime,
    command: Command | None,
    fingerprint: Fingerprint | None = None,
    *,
    by: Actor = CLOCK,
) -> UnitMemory:
    state, entries = memory.state, list[Entry]()
    for event in events:
        entry = Entry(
            revision=state.revision + 1,
            at=now,
            by=by if command is None else command.by,
            principal=None if command is None else command.principal,
            command=None if command is None else command.id,
            fingerprint=None if entries else fingerprint,
            previous=state.head,
            event=event,
        )
        state = evolve(state, entry)
        entries.append(entry)
    return memory.model_copy(update={"state": state, "outbox": (*memory.outbox, *entries)})
