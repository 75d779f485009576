"""How a text's facts are written: titles in the reader's language, instants on the campaign's clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from rules.course import find_step_anywhere, tracks_of
from schemas.actor import Actor
from schemas.state import UnitState
from schemas.step import Phase, Step
from schemas.text import Language

Fact = tuple[str, str]
"""A name by which a text takes a fact, and its written form; an empty one is not known."""

_LIMIT: Final = 200
"""Characters of a reason that a message repeats; the whole of it stands in the journal."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Writes what stands in a unit's state for a reader of one language."""

    state: UnitState
    language: Language

    def step(self, id_: str) -> tuple[Phase, Step] | None:
        """A step and its phase, of the unit's present track or of another that it could take."""
        return find_step_anywhere(self.state, id_)

    def phase_title(self, id_: str) -> str:
        """The title of a phase; its id where no track has it."""
        phases = (phase for one in tracks_of(self.state) for phase in one.phases if phase.id == id_)
        phase = next(phases, None)
        return id_ if phase is None else phase.title.in_(self.language)

    def steps(self, ids: Iterable[str]) -> str:
        """The titles of steps in a list."""
        found = ((id_, self.step(id_)) for id_ in ids)
        return self.listed(
            id_ if one is None else one[1].title.in_(self.language) for id_, one in found
        )

    def listed(self, titles: Iterable[str]) -> str:
        """Titles in a list; the quotation marks around the whole are the text's."""
        return ("”、“" if self.language == "zh" else "’, ‘").join(titles)

    def local(self, instant: datetime) -> str:
        """An instant on the campaign's clock."""
        return instant.astimezone(ZoneInfo(self.state.rules.calendar.timezone)).isoformat()


def actors(people: Iterable[Actor]) -> str:
    """Several who act, in their written form."""
    return " ".join(str(actor) for actor in people)


def shortened(text: str) -> str:
    """What somebody wrote, on one line and no longer than a message repeats it."""
    line = " ".join(text.split())
    return line if len(line) <= _LIMIT else line[: _LIMIT - 1] + "…"
