"""Opinions: solicitations, what people say, and the problems that units own up to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"

_CODE = sa.Text(collation="C")
_KEY = ("campaign", "unit", "step", "round")
_SOLICITATION = [f"solicitations.{name}" for name in _KEY]


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "solicitations",
        sa.Column("campaign", _CODE, nullable=False),
        sa.Column("unit", _CODE, nullable=False),
        sa.Column("step", _CODE, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("channels", JSONB, nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("status", _CODE, nullable=False),
        sa.Column("opinions", sa.Integer, nullable=False),
        sa.Column("problems", sa.Integer, nullable=False),
        sa.Column("first_problem", sa.Integer),
        sa.PrimaryKeyConstraint(*_KEY, name="solicitations_pkey"),
        sa.ForeignKeyConstraint(
            ["campaign", "unit"], ["units.campaign", "units.code"], name="solicitations_unit_fkey"
        ),
        comment="Solicitations of opinions; opinions are taken in while the status is open",
    )
    op.create_table(
        "problems",
        sa.Column("campaign", _CODE, nullable=False),
        sa.Column("unit", _CODE, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("step", _CODE, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("opinions", JSONB, nullable=False),
        sa.Column("topics", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("campaign", "unit", "number", name="problems_pkey"),
        sa.ForeignKeyConstraint([*_KEY], _SOLICITATION, name="problems_solicitation_fkey"),
        comment="Problems named at the end of a solicitation; they count where that is closed "
        "with them",
    )
    op.create_table(
        "opinions",
        sa.Column("id", _CODE, nullable=False),
        sa.Column("campaign", _CODE, nullable=False),
        sa.Column("unit", _CODE, nullable=False),
        sa.Column("step", _CODE, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("channel", _CODE, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("topic", sa.Text),
        sa.Column("merged_into", _CODE),
        sa.Column("problem", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="opinions_pkey"),
        sa.ForeignKeyConstraint([*_KEY], _SOLICITATION, name="opinions_solicitation_fkey"),
        comment="What people say, without who said it and when beyond the day",
    )
    op.create_index("opinions_solicitation_idx", "opinions", [*_KEY, "id"])
