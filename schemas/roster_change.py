"""What is different between two rosters of one campaign."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import LEFT_OUT_IF_EMPTY, Code, Model
from schemas.campaign import Miss
from schemas.roster import Unit

Aspect = Literal[
    "name",
    "type",
    "district",
    "parent",
    "coordinator",
    "post",
    "supervision_group",
    "organisations",
    "members",
    "wanted_start",
    "track",
]
"""What can change of a unit that stays; its code is what it is known by, and its level is its type's."""


class UnitChange(Model):
    """A unit that is in both rosters and is not the same; `aspects` say in what it differs."""

    before: Unit
    after: Unit
    aspects: Annotated[tuple[Aspect, ...], Field(min_length=1)]


class MergeCandidate(Model):
    """Units that are gone and whose members, category by category, `into` has gained exactly.

    They were most likely merged into it, or it is one of them under another code; a person decides.
    """

    into: Code
    gone: Annotated[tuple[Code, ...], Field(min_length=1, max_length=3)]


class RosterChange(Model):
    """Everything that is different between two rosters, each unit by its code."""

    added: Annotated[tuple[Unit, ...], LEFT_OUT_IF_EMPTY] = ()
    removed: Annotated[tuple[Unit, ...], LEFT_OUT_IF_EMPTY] = ()
    changed: Annotated[tuple[UnitChange, ...], LEFT_OUT_IF_EMPTY] = ()
    merge_candidates: Annotated[tuple[MergeCandidate, ...], LEFT_OUT_IF_EMPTY] = ()

    @property
    def renamed(self) -> tuple[UnitChange, ...]:
        """Units that have another name."""
        return self._changed_in("name")

    @property
    def moved(self) -> tuple[UnitChange, ...]:
        """Units that are in another district."""
        return self._changed_in("district")

    @property
    def reassigned(self) -> tuple[UnitChange, ...]:
        """Units that have another coordinator or supervision group."""
        return self._changed_in("coordinator", "supervision_group")

    @property
    def recounted(self) -> tuple[UnitChange, ...]:
        """Units that have other numbers of organisations or members."""
        return self._changed_in("organisations", "members")

    def _changed_in(self, *aspects: Aspect) -> tuple[UnitChange, ...]:
        return tuple(
            change for change in self.changed if not set(aspects).isdisjoint(change.aspects)
        )


class RosterApplied(Model):
    """What came of applying a changed roster; `missed` are units that refused, with the reason."""

    added: Annotated[tuple[Code, ...], LEFT_OUT_IF_EMPTY] = ()
    amended: Annotated[tuple[Code, ...], LEFT_OUT_IF_EMPTY] = ()
    merged: Annotated[tuple[Code, ...], LEFT_OUT_IF_EMPTY] = ()
    missed: Annotated[tuple[Miss, ...], LEFT_OUT_IF_EMPTY] = ()
