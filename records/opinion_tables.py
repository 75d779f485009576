"""Where opinions stand: solicitations, what was said in them, and the problems named at their end."""

from typing import Final

from sqlalchemy import (
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from records.metadata import CODE, METADATA, required

SOLICITATIONS: Final = Table(
    "solicitations",
    METADATA,
    required("campaign", CODE),
    required("unit", CODE),
    required("step", CODE),
    required("round", Integer),
    required("channels", JSONB),
    required("opened_on", Date),
    required("until", Date),
    required("status", CODE),
    required("opinions", Integer),
    required("problems", Integer),
    Column("first_problem", Integer),
    PrimaryKeyConstraint("campaign", "unit", "step", "round"),
    ForeignKeyConstraint(
        ["campaign", "unit"], ["units.campaign", "units.code"], name="solicitations_unit_fkey"
    ),
    comment="Solicitations of opinions; opinions are taken in while the status is open",
)

PROBLEMS: Final = Table(
    "problems",
    METADATA,
    required("campaign", CODE),
    required("unit", CODE),
    required("number", Integer),
    required("step", CODE),
    required("round", Integer),
    required("text", Text),
    required("opinions", JSONB),
    required("topics", JSONB),
    PrimaryKeyConstraint("campaign", "unit", "number"),
    ForeignKeyConstraint(
        ["campaign", "unit", "step", "round"],
        [f"solicitations.{name}" for name in ("campaign", "unit", "step", "round")],
        name="problems_solicitation_fkey",
    ),
    comment="Problems named at the end of a solicitation; they count where that is closed with them",
)

OPINIONS: Final = Table(
    "opinions",
    METADATA,
    Column("id", CODE, primary_key=True),
    required("campaign", CODE),
    required("unit", CODE),
    required("step", CODE),
    required("round", Integer),
    required("channel", CODE),
    required("day", Date),
    required("text", Text),
    Column("topic", Text),
    Column("merged_into", CODE),
    # Of earlier releases, whose workers may still write it: what is behind a problem is found anew.
    Column("problem", Integer),
    ForeignKeyConstraint(
        ["campaign", "unit", "step", "round"],
        [f"solicitations.{name}" for name in ("campaign", "unit", "step", "round")],
        name="opinions_solicitation_fkey",
    ),
    Index("opinions_solicitation_idx", "campaign", "unit", "step", "round", "id"),
    comment="What people say, without who said it and when beyond the day",
)
