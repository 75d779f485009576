"""Long-term mechanisms, beside the journal."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the table."""
    code = sa.Text(collation="C")
    op.create_table(
        "mechanisms",
        sa.Column("campaign", code, nullable=False),
        sa.Column("unit", code, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("keeps", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("campaign", "unit", "version", name="mechanisms_pkey"),
        sa.ForeignKeyConstraint(
            ["campaign", "unit"],
            ["units.campaign", "units.code"],
            name="mechanisms_campaign_unit_fkey",
        ),
        comment="Long-term mechanisms, each version from its entry in the journal",
    )
