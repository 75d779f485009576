"""Counts of units and members, by one or two of the things that units are told apart by."""

from enum import StrEnum
from typing import Annotated

from schemas.base import LEFT_OUT_IF_NONE, Code, Model


class CountBy(StrEnum):
    """What units can be counted by. By `overdue` they are `yes` or `no`: whether that is their standing."""

    DISTRICT = "district"
    TYPE = "type"
    PHASE = "phase"
    STANDING = "standing"
    TRACK = "track"
    SUPERVISION_GROUP = "supervision_group"
    COORDINATOR = "coordinator"
    OVERDUE = "overdue"


class Counts(Model):
    """How many units, party organisations and members; floating members are among the members."""

    units: int
    organisations: int
    members: int
    floating: int


class CountCell(Model):
    """The counts of one row, of one column, or of where they meet.

    `row` and `column` are the ids that are counted by; a phase is left out where none is open.
    """

    row: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    column: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    counts: Counts


class CountTable(Model):
    """Counts with their totals, all taken at one moment, so that they add up.

    Without `columns` there are only `row_totals` and the `total`. What no unit belongs to is left
    out. Cells are ordered by row and column, those without a phase last.
    """

    rows: CountBy
    columns: Annotated[CountBy | None, LEFT_OUT_IF_NONE] = None
    cells: tuple[CountCell, ...]
    row_totals: tuple[CountCell, ...]
    column_totals: tuple[CountCell, ...]
    total: Counts
