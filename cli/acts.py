"""What somebody does on a walk through a unit's life: a command, what is published, or what goes past the workflow."""

from dataclasses import dataclass
from typing import Any, Protocol

from schemas.actor import Actor, Role
from schemas.publication import Subject
from schemas.state import UnitState
from schemas.step import Channel
from schemas.survey import Grade


@dataclass(frozen=True, slots=True)
class Move:
    """A command: who gives it, of which kind, with which fields."""

    by: Actor
    kind: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Opinions:
    """Opinions come for a step, by a channel; who keeps the unit's box registers them."""

    by: Actor
    step: str
    channel: Channel
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ballots:
    """Ballots of a step's survey, or of a phase's poll, are given out; each cast says a grade of all."""

    by: Actor
    step: str
    grades: tuple[Grade, ...]


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the records say of a subject is published, of a phase."""

    by: Actor
    subject: Subject
    phase: str


Act = Move | Opinions | Ballots | Announcement


class Said(Protocol):
    """What people say and write down on the way: texts by their codes."""

    def __call__(self, code: str, **params: object) -> str:
        """The text of a code, its places filled."""


def coordinator(state: UnitState) -> Actor:
    """Who reports for a unit."""
    return Actor(Role.COORDINATOR, state.unit.coordinator)


def supervisor(state: UnitState) -> Actor:
    """Who judges a unit."""
    return Actor(Role.SUPERVISOR, state.unit.supervision_group)
