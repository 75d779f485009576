"""Visits of supervision groups, beside the journal."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table."""
    code = sa.Text(collation="C")
    op.create_table(
        "visits",
        sa.Column("campaign", code, nullable=False),
        sa.Column("unit", code, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("phase", code),
        sa.Column("verdict", code, nullable=False),
        sa.Column("findings", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("campaign", "unit", "revision", name="visits_pkey"),
        sa.ForeignKeyConstraint(
            ["campaign", "unit"],
            ["units.campaign", "units.code"],
            name="visits_campaign_unit_fkey",
        ),
        comment="Visits of supervision groups, each from its entry in the journal",
    )
    op.create_index(
        "visits_campaign_on_unit_revision_idx", "visits", ["campaign", "on", "unit", "revision"]
    )
