"""The items of ledgers, beside the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_CODE = sa.Text(collation="C")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "items",
        sa.Column("campaign", _CODE, nullable=False),
        sa.Column("unit", _CODE, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("measure", sa.Text, nullable=False, server_default=""),
        sa.Column("owner", sa.Text, nullable=False, server_default=""),
        sa.Column("solvable", _CODE, nullable=False, server_default="by_date"),
        sa.Column("is_commitment", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("problem", sa.Integer),
        sa.Column("added_at", _INSTANT),
        sa.Column("status", _CODE, nullable=False, server_default="open"),
        sa.Column("due", sa.Date),
        sa.Column("due_at", _INSTANT),
        sa.Column("evidence", sa.Text),
        sa.Column("changed_at", _INSTANT),
        sa.PrimaryKeyConstraint("campaign", "unit", "number", name="items_pkey"),
        sa.ForeignKeyConstraint(
            ["campaign", "unit"], ["units.campaign", "units.code"], name="items_campaign_fkey"
        ),
        comment="Items of ledgers, a few columns at a time from their entries in the journal",
    )
    op.create_index("items_campaign_due_at_idx", "items", ["campaign", "due_at"])
