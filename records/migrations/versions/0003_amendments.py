"""Amendments in force, for the units that come later."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "amendments",
        sa.Column("campaign", sa.Text(collation="C"), nullable=False),
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("campaign", "id", name="amendments_pkey"),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.code"], name="amendments_campaign_fkey"),
        comment="Amendments in force, in the order of their numbers; id follows from the content",
    )
    op.create_index("amendments_campaign_number_idx", "amendments", ["campaign", "number"])
