"""Whether a finished unit kept its own last day, for the figures of many units.

Of units that finished before, the next entry of their journal says it; the campaign's end is one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column."""
    op.add_column("units", sa.Column("in_time", sa.Boolean))
