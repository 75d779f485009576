"""The roster (名册): the units that go through a campaign, and the people who answer for them."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.base import LEFT_OUT_IF_NONE, NO_NUL, Code, Model
from schemas.text import Language

Count = Annotated[int, Field(ge=0, le=10_000_000)]
"""A number of members or organisations."""

Label = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
"""A name or post as it is shown to people."""


Category = Literal["production_line", "intellectual", "retired", "new_economy", "other", "floating"]
"""The categories by which members are counted; the floating ones are counted across the others."""


class Members(Model):
    """The members of a unit by category; `floating` ones are a subset counted across these."""

    production_line: Count = 0
    intellectual: Count = 0
    retired: Count = 0
    new_economy: Count = 0
    other: Count = 0
    floating: Count = 0

    @property
    def total(self) -> int:
        """All members, floating ones included once."""
        return (
            self.production_line + self.intellectual + self.retired + self.new_economy + self.other
        )

    @model_validator(mode="after")
    def _floating_are_members(self) -> Self:
        if self.floating > self.total:
            raise ValueError(
                f"{self.floating} floating members are more than {self.total} members in all"
            )
        return self


Level = Literal["unit", "county", "city"]
"""Who goes through the campaign: one of its units, or the office of a county or of the city itself."""


def _is_unit(level: Level) -> bool:
    return level == "unit"


LEFT_OUT_IF_UNIT = Field(exclude_if=_is_unit)
"""Annotates the level of what is nearly always a unit; it is written where it is an office."""


class Unit(Model):
    """An organisation that goes through the campaign (单位), as the roster has it.

    `type`, `district` and `supervision_group` are ids; `coordinator` is a person's id, whose name
    and contact stand in the list of people and nowhere else. `post` is the post of the first
    responsible person. `track` is given where the office chose another than the type's. `level` is
    that of the type: an office has a ledger and a survey of its own like a unit, and is counted as
    none.
    """

    code: Code
    name: Label
    type: Code
    district: Code
    parent: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    coordinator: Code
    post: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    supervision_group: Code
    organisations: Count = 0
    members: Members = Members()
    wanted_start: Annotated[date | None, LEFT_OUT_IF_NONE] = None
    track: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    level: Annotated[Level, LEFT_OUT_IF_UNIT] = "unit"


PersonRole = Literal["coordinator", "supervisor", "county", "city"]
"""The roles that a person can have in a campaign."""


class Person(Model):
    """Somebody who acts in a campaign. Name and contact are read where a page or message is made.

    `scope` is the supervision group of a supervisor and the district of a county officer; it is
    left out for coordinators (their units name them) and for the city office. Who is away from a
    day to a day, both included, has a `substitute` (代理人) who is written to instead. Where nobody
    names a `language`, the campaign that takes somebody in does.
    """

    id: Code
    name: Label
    contact: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    channel: Code = "file"
    role: PersonRole
    scope: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    language: Language = "zh"
    substitute: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    away_from: Annotated[date | None, LEFT_OUT_IF_NONE] = None
    away_until: Annotated[date | None, LEFT_OUT_IF_NONE] = None

    @model_validator(mode="after")
    def _has_a_substitute_while_away(self) -> Self:
        if self.substitute is None and self.away_from is None and self.away_until is None:
            return self
        if self.substitute is None or self.away_from is None or self.away_until is None:
            raise ValueError("expected 'substitute', 'away_from' and 'away_until' together")
        if self.away_until < self.away_from:
            raise ValueError("'away_until' is before 'away_from'")
        if self.substitute == self.id:
            raise ValueError("nobody is their own substitute")
        return self

    @model_validator(mode="after")
    def _scope_fits_role(self) -> Self:
        needs_scope = self.role in ("supervisor", "county")
        if needs_scope and self.scope is None:
            raise ValueError(f"a {self.role} needs a group or district")
        if not needs_scope and self.scope is not None:
            raise ValueError(f"a {self.role} has no group or district")
        return self
