"""Which rows an entry of a unit's journal leaves beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from rules.ledger_rows import LEDGER_EVENTS, ledger_rows
from rules.mechanism import mechanism_rows
from rules.meeting import dropped_meetings, meeting_rows
from rules.publication import publication_rows
from rules.solicitation_folding import solicitation_rows
from rules.survey_folding import replaced_surveys, survey_rows
from rules.visits import visit_rows
from schemas.events import Entry
from schemas.rows import Row
from schemas.state import UnitState
from schemas.unit_rules import SECOND_EDITION

RowsOf = Callable[[UnitState, UnitState, Entry], Iterable[Row]]
"""The rows of an entry, by the unit's states before and after it."""


def _of_what_begins_anew(before: UnitState, after: UnitState, entry: Entry) -> Iterator[Row]:
    """What was recorded of a step that counts no more."""
    del entry
    if after.rules.edition < SECOND_EDITION:
        return
    yield from dropped_meetings(before, after)
    yield from replaced_surveys(before, after)


ROWS: Final[Mapping[str, RowsOf]] = {
    "meeting_convened": meeting_rows,
    "meeting_called_off": meeting_rows,
    "meeting_recorded": meeting_rows,
    "visited": visit_rows,
    "mechanism_set": mechanism_rows,
    "published": publication_rows,
    "publication_withdrawn": publication_rows,
    **dict.fromkeys(LEDGER_EVENTS, ledger_rows),
    "solicitation_opened": solicitation_rows,
    "solicitation_ended": solicitation_rows,
    "solicitation_closed": solicitation_rows,
    "solicitation_fell_short": solicitation_rows,
    "survey_opened": survey_rows,
    "survey_ended": survey_rows,
    "survey_closed": survey_rows,
    "survey_judged": survey_rows,
    "track_switched": _of_what_begins_anew,
    "phase_sent_back": _of_what_begins_anew,
    "reopened": _of_what_begins_anew,
}
"""By the kind of event."""


def rows_of(before: UnitState, after: UnitState, entry: Entry) -> tuple[Row, ...]:
    """The rows that an entry leaves, or leaves otherwise than they were."""
    rows = ROWS.get(entry.event.kind)
    return () if rows is None else tuple(rows(before, after, entry))
