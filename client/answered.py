"""The answer to a command that was carried out long ago: the same receipt again, from the journal."""

from records.store import Records
from rules.evolve import evolve
from rules.refused import Refused
from rules.standing import standing
from schemas.commands import Command
from schemas.views import Receipt


async def receipt_from_journal(
    records: Records, campaign: str, unit: str, command: Command
) -> Receipt | None:
    """The receipt of a command that is in a unit's journal; None for one that is not.

    Raises:
        Refused: somebody else used the id.
    """
    entries = await records.journal.find_command(campaign, unit, command.id)
    if not entries:
        return None
    if entries[0].by != command.by:
        raise Refused("id_reused", id=command.id, kind=entries[0].event.kind)
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
    )
