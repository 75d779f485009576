"""How the ids, instants and events of one campaign are told: by their titles, on its own clock."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from schemas.amendment import Amendment, Change, StepAdded, StepChange
from schemas.deadline import Deadline
from schemas.events import Entry
from schemas.plan import Plan
from schemas.step import Question, Step, SurveyStep
from schemas.target import Target
from schemas.text import Text
from schemas.turn import Turn
from schemas.views import Upcoming
from texts.catalogue import Language, say
from texts.labels import (
    CATALOGUE,
    deadline_reason,
    is_in_journal_line,
    journal_line,
    label,
    line_ahead,
    turn_line,
)
from texts.mobilization import say_counts
from texts.survey import say_tally
from texts.values import say_target

ADDED: Final = (
    "evidence",
    "note",
    "with_it",
    "carried",
    "into",
    "coordinator",
    "supervision_group",
    "make_up",
    "phase",
    "findings",
    "outsiders",
    "came",
    "talks",
    "minutes",
    "keeps",
    "explanation",
    "problems",
    "first_problem",
    "by_channel",
    "earlier",
    "correction",
    "measure",
    "owner",
    "until",
    "is_commitment",
    "problem",
    "because",
    "made_up",
    "score",
    "band",
    "tally",
    "make_up_by",
    "as_opened",
)
"""The parts of an event that its line in the journal may leave out."""

_WRITTEN: Final = ("findings", "outsiders", "keeps")
"""The parts of an event that are lists of what somebody wrote, and not of steps."""

_COUNTED: Final = ("reached", "attended")
"""The parts of an event that count members by category."""


class Telling:
    """The words for what is in one campaign, in one language."""

    def __init__(self, plan: Plan, amendments: Iterable[Amendment], language: Language) -> None:
        self.language: Language = language
        self.zone = ZoneInfo(plan.timezone)
        self.types = {one.id: one.title.in_(language) for one in plan.types}
        self._shared: dict[str, Text] = {one.id: one.title for one in plan.readiness}
        self._shared |= {track.id: track.title for track in plan.tracks}
        for amendment in amendments:
            for change in amendment.changes:
                self._shared |= {one.id: one.title for one in _titled(change)}
        self._shared |= {
            question.id: question.title
            for track in plan.tracks
            for phase in track.phases
            for step in phase.steps
            for question in _questions(step)
        }
        self._on: dict[str, dict[str, Text]] = {
            track.id: {
                part.id: part.title for phase in track.phases for part in (phase, *phase.steps)
            }
            for track in plan.tracks
        }

    def at(self, instant: datetime | None) -> str:
        """An instant to the minute, in the campaign's time zone; nothing for none."""
        return "" if instant is None else f"{instant.astimezone(self.zone):%Y-%m-%d %H:%M}"

    def day(self, instant: datetime | None) -> str:
        """The day of an instant, in the campaign's time zone; nothing for none."""
        return "" if instant is None else f"{instant.astimezone(self.zone):%Y-%m-%d}"

    def type(self, id_: str) -> str:
        """The title of a type of unit."""
        return self.types.get(id_, id_)

    def track(self, id_: str) -> str:
        """The title of a track."""
        return self._title(id_)

    def phase(self, id_: str | None, track: str) -> str:
        """The title of a phase of a track; nothing for none."""
        return "" if id_ is None else self._title(id_, track)

    def step(self, id_: str, track: str) -> str:
        """The title of a step of a track."""
        return self._title(id_, track)

    def target(self, target: Target, track: str) -> str:
        """What has a deadline, by its title on a track."""
        return say_target(self._said("target", str(target), track), self.language)

    def why(self, deadline: Deadline) -> str:
        """How a deadline came about."""
        semicolon = "；" if self.language == "zh" else "; "
        return semicolon.join(
            deadline_reason(reason.code, reason.params, self.language)
            for reason in deadline.reasons
        )

    def happened(self, entry: Entry, track: str) -> str:
        """What a journal entry tells of a unit on a track, with everything that its writer added."""
        fields = self._fields(entry.event, track)
        line = journal_line(entry.event.kind, fields, self.language)
        added = [
            say(CATALOGUE, f"added.{name}", {name: fields[name]}, self.language)
            for name in ADDED
            if fields.get(name) and not is_in_journal_line(entry.event.kind, name)
        ]
        return ("；" if self.language == "zh" else "; ").join([line, *added])

    def will_happen(self, upcoming: Upcoming, track: str) -> str:
        """What will happen by itself to a unit on a track, or what it has set a date for."""
        fields = {
            "track": self._quoted(self._title(track)),
            **self._fields(upcoming, track),
        }
        return line_ahead(upcoming.event, fields, self.language)

    def turn(self, turn: Turn, track: str) -> str:
        """What was decided on the way of a unit that is on a track now, without why."""
        is_back = turn.kind == "reopened" and turn.until is None
        kind = "returned" if is_back else turn.kind
        return turn_line(kind, self._fields(turn, track), self.language)

    def _fields(self, model: BaseModel, track: str) -> dict[str, str]:
        fields = model.model_dump(mode="json", exclude_none=True)
        return {name: self._said(name, value, track) for name, value in fields.items()}

    def _said(self, name: str, value: object, track: str) -> str:
        if name == "to" and isinstance(value, list):
            return self._comma.join(label("role", role, self.language) for role in value)
        if name in _WRITTEN and isinstance(value, list):
            return ("；" if self.language == "zh" else "; ").join(map(str, value))
        if name in ("subject", "because"):
            return label(name, str(value), self.language)
        if name == "channels" and isinstance(value, list):
            return self._comma.join(label("channel", channel, self.language) for channel in value)
        if name == "by_channel" and isinstance(value, dict):
            return self._comma.join(
                f"{label('channel', channel, self.language)} {count}"
                for channel, count in value.items()
            )
        if name == "problems" and isinstance(value, list):
            # Without numbers: they are the unit's once its opinions are counted, not from 1 on.
            marks = "“{}”" if self.language == "zh" else "‘{}’"
            return self._comma.join(marks.format(each["text"]) for each in value)
        if isinstance(value, list):
            comma = "”、“" if self.language == "zh" else ", "
            return comma.join(self._said("step", one, track) for one in value)
        if isinstance(value, dict) and name in _COUNTED:
            return say_counts(value, self.language)
        if name == "tally" and isinstance(value, dict):
            asked = {question: self._title(question, track) for question in value}
            return say_tally(value, asked, self.language)
        if name == "starts":
            return str(value)[: len("08:30")]
        if name == "minutes":
            return f"{str(value)[:12]}…"
        if name == "target":
            kind, _, id_ = str(value).partition(":")
            has_title = kind in ("step", "phase")
            return f"{kind}:{self._said(kind, id_, track)}" if has_title else str(value)
        if name in ("step", "phase", "track", "left", "item"):
            return self._quoted(self._title(str(value), track))
        return str(value)

    @property
    def _comma(self) -> str:
        return "、" if self.language == "zh" else ", "

    def _quoted(self, title: str) -> str:
        """A title as it stands in a sentence; the Chinese texts have marks of their own."""
        return title if self.language == "zh" else f"‘{title}’"

    def _title(self, id_: str, track: str = "") -> str:
        """The title of a part of the plan; of several with one id, the one on that track."""
        others = (titles[id_] for titles in self._on.values() if id_ in titles)
        title = self._on.get(track, {}).get(id_) or self._shared.get(id_) or next(others, None)
        return id_ if title is None else title.in_(self.language)


def _titled(change: Change) -> Iterator[Step | Question]:
    """What a change of an amendment brings along that has a title of its own."""
    match change:
        case StepAdded():
            yield change.step
            yield from _questions(change.step)
        case StepChange():
            yield from change.questions or ()


def _questions(step: Step) -> tuple[Question, ...]:
    return step.questions if isinstance(step, SurveyStep) else ()
