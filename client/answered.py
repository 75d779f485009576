"""The answer to a command that was carried out long ago: the same receipt again, from the journal."""

from collections.abc import Sequence

from records.store import Records
from rules.decide import FIRST_EVENTS
from rules.evolve import evolve
from rules.fingerprints import says_the_same
from rules.refused import Refused
from rules.standing import standing
from schemas.commands import Command
from schemas.events import Entry
from schemas.views import Receipt


async def receipt_from_journal(
    records: Records, campaign: str, unit: str, command: Command, entries: Sequence[Entry]
) -> Receipt:
    """The receipt of a command of which the journal has these entries, at least one.

    Raises:
        Refused: somebody used the id for something else.
        DatabaseUnavailable: it was carried out, and what came of it cannot be said now.
    """
    first = entries[0]
    is_same = first.by == command.by and first.event.kind in FIRST_EVENTS[command.kind]
    if not is_same or not says_the_same(first.fingerprint, command):
        raise Refused("id_reused", id=command.id, kind=first.event.kind)
    last = entries[-1]
    state = await records.units.initial_state(campaign, unit)
    while state.revision < last.revision:
        page = await records.journal.oldest(campaign, unit, after=state.revision)
        for entry in page:
            if entry.revision <= last.revision:
                state = evolve(state, entry)
    return Receipt(
        command=command.id,
        by=command.by,
        kind=command.kind,
        revision=last.revision,
        at=last.at,
        events=tuple(entry.event.kind for entry in entries),
        standing=standing(state, last.at),
        fingerprint=first.fingerprint,
    )
