"""The level of what goes through a campaign: a unit, or the office of a county or of the city."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the column; all that has been launched so far are units."""
    level = sa.Column("level", sa.Text(collation="C"), nullable=False, server_default="unit")
    op.add_column("units", level)
