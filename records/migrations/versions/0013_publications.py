"""What units publish, and what they take back, beside the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_CODE = sa.Text(collation="C")
_KEY = ("campaign", "unit", "subject", "phase", "version")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "publications",
        *_key("publications"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("correction", sa.Text),
        comment="What units have published, each version from its entry; phase is empty for none",
    )
    op.create_table(
        "publication_withdrawals",
        *_key("publication_withdrawals"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        comment="Published versions that were taken back, each from its entry in the journal",
    )


def _key(table: str) -> list[sa.schema.SchemaItem]:
    return [
        *(sa.Column(name, _CODE, nullable=False) for name in _KEY[:-1]),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(*_KEY, name=f"{table}_pkey"),
        sa.ForeignKeyConstraint(
            ["campaign", "unit"],
            ["units.campaign", "units.code"],
            name=f"{table}_campaign_unit_fkey",
        ),
    ]
