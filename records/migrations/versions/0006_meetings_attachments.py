"""Life meetings and what came of them; the files that units hand in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the tables."""
    code = sa.Text(collation="C")
    op.create_table(
        "meetings",
        sa.Column("campaign", code, nullable=False),
        sa.Column("unit", code, nullable=False),
        sa.Column("convened", sa.BigInteger, nullable=False),
        sa.Column("step", code, nullable=False),
        sa.Column("branch", code, nullable=False),
        sa.Column("members", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("starts", sa.Time, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("outsiders", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("campaign", "unit", "convened", name="meetings_pkey"),
        comment="Meetings as they were convened; convened is the revision that did it",
    )
    op.create_index("meetings_campaign_day_idx", "meetings", ["campaign", "day"])
    op.create_table(
        "meeting_outcomes",
        sa.Column("campaign", code, nullable=False),
        sa.Column("unit", code, nullable=False),
        sa.Column("convened", sa.BigInteger, nullable=False),
        sa.Column("outcome", code, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("attended", JSONB),
        sa.Column("came", sa.Integer),
        sa.Column("talks", sa.Integer),
        sa.Column("minutes", code),
        sa.PrimaryKeyConstraint("campaign", "unit", "convened", name="meeting_outcomes_pkey"),
        comment="What came of meetings; the columns from day on are of those that were held",
    )
    op.create_table(
        "attachments",
        sa.Column("campaign", code, nullable=False),
        sa.Column("unit", code, nullable=False),
        sa.Column("digest", code, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("type", code, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("campaign", "unit", "digest", name="attachments_pkey"),
        comment="Files that units have handed in, by the SHA-256 under which the store keeps them",
    )
