"""The part of a compiled plan that one unit carries with it."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Code, Model
from schemas.calendar import WorkingCalendar
from schemas.plan import ReadinessItem, Window
from schemas.quantities import WorkingDays
from schemas.reminders import Reminders
from schemas.step import Content, Question, Track

AmendmentId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
"""What identifies an amendment: it follows from its content."""


SECOND_EDITION: Final = 2
"""From this one on nothing that people said, voted or counted is lost on the way, and no vote is
judged by other rules than those it was cast under; see `UnitRules`."""

THIRD_EDITION: Final = 3
"""From this one on a solicitation that fell short goes on for longer, one can be opened however late
it is, a survey that was cut short decides nothing, and a county's office hands up its own items."""

FOURTH_EDITION: Final = 4
"""From this one on what was said until the campaign ends is counted, and what a survey has shown goes
with its step to a track that has it under another id."""

FIFTH_EDITION: Final = 5
"""From this one on units' own moments differ by milliseconds, and not only by whole seconds, in each
of which many units of a city would speak at once."""

SIXTH_EDITION: Final = 6
"""From this one on a phase is signed off only while the plan's share of all items is struck off, and
the last one once the mechanism is published; no survey opens when nobody could vote any more, and
a unit gives a step that is overdue no other day by itself."""

SEVENTH_EDITION: Final = 7
"""From this one on a unit remembers the turns of its way for its outcome, and by when a step that it
has carried over was done; a survey that goes on over a switch of tracks is asked and counted as it
was when it opened; an id is refused that comes again with something else to say. Its workflow sets its
alarm before it sends a batch, and leaves a command in each task in which anything came but the word
that a batch is recorded: so it does the same whatever a worker is given in one."""

EDITION: Final = SEVENTH_EDITION
"""The edition of the rules with which units are launched today."""


def _is_first(edition: int) -> bool:
    return edition == 1


def _is_reported(content: Content) -> bool:
    return content == "reported"


class UnitRules(Model):
    """What a unit of one type needs of its plan, and no more: a few kilobytes.

    Compiled once at launch by `rules.compilation`; a later edit of the plan file changes no
    running unit except by an amendment. `tracks` holds the type's own track first, then those
    that may be chosen; `latest_start` is by when the unit should start, and `latest_starts` by when
    where a track of another length leaves it another day. `ends_at` is the close of business on the window's last day. `amendments` are
    those that have made these rules of the compiled ones, oldest first: none is taken twice.
    `dropped_questions` are those that they have taken from surveys, by step: none comes back in other words.

    `edition` counts the times at which a release has changed what the rules make of the same
    command. A unit keeps the one that it was launched with, so that its history replays and its
    dossier is found to be as it was.
    """

    plan: Code
    unit_type: Code
    calendar: WorkingCalendar
    window: Window
    ends_at: AwareDatetime
    latest_start: date
    latest_starts: Annotated[dict[Code, date], LEFT_OUT_IF_EMPTY] = {}
    due_soon: WorkingDays
    request_lapse: WorkingDays
    readiness: Annotated[tuple[ReadinessItem, ...], LEFT_OUT_IF_EMPTY] = ()
    tracks: Annotated[tuple[Track, ...], Field(min_length=1)]
    reminders: Annotated[Reminders | None, LEFT_OUT_IF_NONE] = None
    content: Annotated[Content, Field(exclude_if=_is_reported)] = "reported"
    mechanism: Annotated[Literal["required"] | None, LEFT_OUT_IF_NONE] = None
    amendments: Annotated[tuple[AmendmentId, ...], LEFT_OUT_IF_EMPTY] = ()
    dropped_questions: Annotated[dict[Code, tuple[Question, ...]], LEFT_OUT_IF_EMPTY] = {}
    edition: Annotated[int, Field(ge=1, exclude_if=_is_first)] = 1
