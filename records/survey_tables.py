"""The tables of surveys: tokens, staged ballots, and ballots and receipts that nothing connects.

No table refers to another by a foreign key: each vote would lock, and so mark, its box's row.
"""

from typing import Final

from sqlalchemy import Boolean, Column, Date, Index, Integer, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB, UUID

from records.metadata import CODE, INSTANT, METADATA, required

SURVEYS: Final = Table(
    "surveys",
    METADATA,
    Column("campaign", CODE, primary_key=True),
    Column("unit", CODE, primary_key=True),
    Column("step", CODE, primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    required("until", Date),
    required("ballots", Integer),
    required("status", CODE),
    Column("cast", Integer),
    Column("score", Text),
    Column("band", Text),
    Column("verdict", CODE),
    comment="Surveys as their units' journals tell of them; score and band as shown",
)

SURVEY_BOXES: Final = Table(
    "survey_boxes",
    METADATA,
    Column("id", UUID, primary_key=True),
    required("campaign", CODE),
    required("unit", CODE),
    required("step", CODE),
    required("round", Integer),
    required("questions", JSONB),
    required("minimum_group", Integer),
    required("until", INSTANT),
    required("ballots", Integer),
    required("issued", Integer),
    required("kept", Integer),
    required("is_sealed", Boolean),
    UniqueConstraint("campaign", "unit", "step", "round", name="survey_boxes_survey_key"),
    comment="One a survey; kept is the number of ballots when they were last written anew",
)

SURVEY_TOKENS: Final = Table(
    "survey_tokens",
    METADATA,
    Column("hash", CODE, primary_key=True),
    required("box", UUID),
    Index(None, "box"),
    comment="SHA-256 of the one-time tokens that nobody has used yet",
)

SURVEY_STAGING: Final = Table(
    "survey_staging",
    METADATA,
    Column("receipt", CODE, primary_key=True),
    required("box", UUID),
    required("grades", JSONB),
    Index(None, "box"),
    comment="Ballots with their receipts, until both are written anew apart from each other",
)

SURVEY_BALLOTS: Final = Table(
    "survey_ballots",
    METADATA,
    Column("id", UUID, primary_key=True),
    required("box", UUID),
    required("grades", JSONB),
    Index(None, "box"),
    comment="Ballots: a grade by question; all of a survey were last written in one transaction",
)

SURVEY_RECEIPTS: Final = Table(
    "survey_receipts",
    METADATA,
    Column("receipt", CODE, primary_key=True),
    required("box", UUID),
    Index(None, "box"),
    comment="Receipts of the same ballots, in an order of their own",
)

SURVEY_PAPER: Final = Table(
    "survey_paper",
    METADATA,
    Column("hash", CODE, primary_key=True),
    Column("by", CODE, primary_key=True),
    required("box", UUID),
    required("grades", JSONB),
    Index(None, "box"),
    comment="What one of two people has read from a paper ballot; gone once both have read the same",
)
