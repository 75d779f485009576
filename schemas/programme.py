"""A programme that is carried out in batches, each a campaign of its own."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from schemas.base import LEFT_OUT_IF_NONE, Code, Model
from schemas.text import Text


class Programme(Model):
    """The programme that a campaign belongs to, and which batch of it the campaign is, from 1."""

    id: Code
    title: Annotated[Text | None, LEFT_OUT_IF_NONE] = None
    batch: Annotated[int, Field(ge=1, le=99)]


class EarlierUnit(Model):
    """A unit, by its code, that has finished in an earlier batch of the same programme."""

    unit: Code
    campaign: Code
    batch: int
    finished_at: AwareDatetime


def take_over_prefix(source: str) -> str:
    """How the ids of the commands begin by which items of the campaign `source` are taken over.

    The item's number comes after it.
    """
    return f"take-over:{source}:"
