"""Surveys as their units' journals tell of them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "surveys",
        _code("campaign"),
        _code("unit"),
        _code("step"),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("ballots", sa.Integer, nullable=False),
        _code("status"),
        sa.Column("cast", sa.Integer),
        sa.Column("score", sa.Text),
        sa.Column("band", sa.Text),
        _code("verdict", nullable=True),
        sa.PrimaryKeyConstraint("campaign", "unit", "step", "round", name="surveys_pkey"),
        comment="Surveys as their units' journals tell of them; score and band as shown",
    )


def _code(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(collation="C"), nullable=nullable)
