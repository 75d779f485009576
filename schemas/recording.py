"""What a unit sends to the records, and what they confirm."""

from typing import Annotated

from pydantic import Field

from schemas.base import Code, Model
from schemas.events import Entry


class RecordBatch(Model):
    """Entries of one unit's journal on their way to the records, in order and without a gap."""

    campaign: Code
    unit: Code
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]


class Recorded(Model):
    """Up to which revision the records hold a unit's journal."""

    revision: int
