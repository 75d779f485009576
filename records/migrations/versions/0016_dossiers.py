"""Which dossiers are in the store, and of which units none could be kept."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"

_CODE = sa.Text(collation="C")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "dossiers",
        sa.Column("campaign", _CODE, nullable=False),
        sa.Column("unit", _CODE, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("revision", sa.BigInteger),
        sa.Column("head", _CODE),
        sa.Column("digest", _CODE),
        sa.Column("findings", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("campaign", "unit", name="dossiers_pkey"),
        sa.ForeignKeyConstraint(
            ["campaign", "unit"],
            ["units.campaign", "units.code"],
            name="dossiers_campaign_unit_fkey",
        ),
        comment="The last attempt to keep a unit's dossier, by the wall clock; findings are what is wrong",
    )
