"""Responsibility letters that counties have acknowledged."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table."""
    code = sa.Text(collation="C")
    op.create_table(
        "county_letters",
        sa.Column("campaign", code, nullable=False),
        sa.Column("district", code, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("campaign", "district", name="county_letters_pkey"),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaigns.code"], name="county_letters_campaign_fkey"
        ),
        comment="Responsibility letters that counties have acknowledged, by the campaign's clock",
    )
