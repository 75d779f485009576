"""A unit's life meetings in its dossier: what each was convened for, and what came of it."""

from collections.abc import Iterator
from typing import Final

from reports.document import Cell, Section
from reports.dossier.part import NO_FILES, Part, table
from reports.dossier.rows import rows_of_type
from reports.telling import Telling
from schemas.dossier import KeptUnit
from schemas.meeting import MeetingOutcomeRow, MeetingRow
from texts.meeting import CLI


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    meetings = rows_of_type(kept, MeetingRow)
    if not meetings:
        return
    outcomes = {one.convened: one for one in rows_of_type(kept, MeetingOutcomeRow)}
    yield table(
        "meetings",
        telling,
        (
            ("branch", "text"),
            ("convened_for", "day"),
            ("place", "text"),
            ("of_members", "count"),
            ("outcome", "text"),
            ("held_on", "day"),
            ("attended", "count"),
            ("came", "count"),
            ("talks", "count"),
            ("minutes", "text"),
        ),
        (
            (
                meeting.branch,
                meeting.day,
                meeting.place,
                meeting.members,
                *_outcome(outcomes.get(meeting.convened), telling),
            )
            for meeting in meetings
        ),
    )


def _outcome(outcome: MeetingOutcomeRow | None, telling: Telling) -> tuple[Cell, ...]:
    said = "convened" if outcome is None else outcome.outcome
    what = CLI[f"meeting_{said}"].in_(telling.language)
    if outcome is None:
        return what, None, None, None, None, None
    return (
        what,
        outcome.day,
        None if outcome.attended is None else outcome.attended.total,
        outcome.came,
        outcome.talks,
        outcome.minutes,
    )


MEETINGS: Final = Part(NO_FILES, _sections)
