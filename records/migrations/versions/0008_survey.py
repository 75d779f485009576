"""Ballot boxes, one-time tokens, ballots and receipts."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "0008"
down_revision = "0007"

_KEPT_APART = ("survey_tokens", "survey_staging", "survey_ballots", "survey_receipts")


def upgrade() -> None:
    """Add the tables; what is deleted of them is cleaned up soon, since it tells of votes."""
    op.create_table(
        "survey_boxes",
        _id(),
        _code("campaign"),
        _code("unit"),
        _code("step"),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("questions", JSONB, nullable=False),
        sa.Column("minimum_group", sa.Integer, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ballots", sa.Integer, nullable=False),
        sa.Column("issued", sa.Integer, nullable=False),
        sa.Column("kept", sa.Integer, nullable=False),
        sa.Column("is_sealed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="survey_boxes_pkey"),
        sa.UniqueConstraint("campaign", "unit", "step", "round", name="survey_boxes_survey_key"),
        comment="One a survey; kept is the number of ballots when they were last written anew",
    )
    op.create_table(
        "survey_tokens",
        _code("hash"),
        _box(),
        sa.PrimaryKeyConstraint("hash", name="survey_tokens_pkey"),
        comment="SHA-256 of the one-time tokens that nobody has used yet",
    )
    op.create_table(
        "survey_staging",
        _code("receipt"),
        _box(),
        _grades(),
        sa.PrimaryKeyConstraint("receipt", name="survey_staging_pkey"),
        comment="Ballots with their receipts, until both are written anew apart from each other",
    )
    op.create_table(
        "survey_ballots",
        _id(),
        _box(),
        _grades(),
        sa.PrimaryKeyConstraint("id", name="survey_ballots_pkey"),
        comment="Ballots: a grade by question; all of a survey were last written in one transaction",
    )
    op.create_table(
        "survey_receipts",
        _code("receipt"),
        _box(),
        sa.PrimaryKeyConstraint("receipt", name="survey_receipts_pkey"),
        comment="Receipts of the same ballots, in an order of their own",
    )
    op.create_table(
        "survey_paper",
        _code("hash"),
        _code("by"),
        _box(),
        _grades(),
        sa.PrimaryKeyConstraint("hash", "by", name="survey_paper_pkey"),
        comment="What one of two people has read from a paper ballot; gone once both have read the same",
    )
    for table in (*_KEPT_APART, "survey_paper"):
        op.create_index(f"{table}_box_idx", table, ["box"])
        op.execute(
            f"ALTER TABLE {table} SET "
            "(autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 50)"
        )


def _id() -> sa.Column[Any]:
    return sa.Column("id", UUID, nullable=False)


def _box() -> sa.Column[Any]:
    return sa.Column("box", UUID, nullable=False)


def _grades() -> sa.Column[Any]:
    return sa.Column("grades", JSONB, nullable=False)


def _code(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(collation="C"), nullable=False)
