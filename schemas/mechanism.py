"""The long-term mechanism (长效机制): what a unit keeps to when the campaign is over."""

from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from schemas.actor import Actor
from schemas.base import NO_NUL, Model, Note
from schemas.command import CommandBase
from schemas.rows import Row

MECHANISM_LIMIT: Final = 4000
"""Characters of a mechanism with all that it keeps to; as a command it must stay small."""

Kept = Annotated[str, Field(min_length=1, max_length=300, pattern=NO_NUL)]
"""One rule that a unit keeps from now on."""

AllKept = Annotated[tuple[Kept, ...], Field(min_length=1, max_length=20)]
"""The rules that a unit keeps."""


class SetMechanism(CommandBase):
    """The unit sets down its mechanism, or another version of it."""

    kind: Literal["set_mechanism"]
    text: Note
    keeps: AllKept

    @model_validator(mode="after")
    def _is_short_enough(self) -> Self:
        if len(self.text) + sum(map(len, self.keeps)) > MECHANISM_LIMIT:
            raise ValueError(f"expected at most {MECHANISM_LIMIT} characters in all")
        return self


class MechanismSet(Model):
    """The unit has set down its mechanism; versions count from 1, and the last one holds."""

    kind: Literal["mechanism_set"] = "mechanism_set"
    version: Annotated[int, Field(ge=1)]
    text: Note
    keeps: AllKept


class Mechanism(Row):
    """One version of a unit's mechanism, as it was set down at `at`."""

    table: ClassVar[str] = "mechanisms"

    version: Annotated[int, Field(ge=1)]
    at: AwareDatetime
    by: Actor
    text: Note
    keeps: AllKept
