"""Who stands in for people, notices of what has happened, and the messages that carry them."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns of people, and both tables."""
    _let_people_be_away()
    _make_messages()
    _make_notices()


def _let_people_be_away() -> None:
    op.add_column("people", _code("substitute", nullable=True))
    op.add_column("people", sa.Column("away_from", sa.Date))
    op.add_column("people", sa.Column("away_until", sa.Date))
    op.create_index(
        "people_substitute_idx",
        "people",
        ["campaign", "substitute"],
        postgresql_where="substitute IS NOT NULL",
    )


def _make_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        _code("campaign"),
        _code("person"),
        _code("channel"),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("is_urgent", sa.Boolean, nullable=False),
        _code("status"),
        sa.Column("attempts", sa.Integer, nullable=False),
        _instant("at"),
        _instant("claimed_at"),
        _instant("settled_at", nullable=True),
        _instant("next_try_at", nullable=True),
        sa.Column("is_possibly_double", sa.Boolean, nullable=False),
        sa.Column("error", sa.Text),
        sa.PrimaryKeyConstraint("id", name="messages_pkey"),
        sa.ForeignKeyConstraint(
            ["campaign", "person"],
            ["people.campaign", "people.id"],
            name="messages_campaign_person_fkey",
        ),
        comment="What was handed to a channel for a person; at is by the campaign's clock",
    )
    op.create_index("messages_channel_claimed_at_idx", "messages", ["channel", "claimed_at"])
    op.create_index(
        "messages_campaign_person_channel_day_idx",
        "messages",
        ["campaign", "person", "channel", "day"],
    )
    op.create_index(
        "messages_unsent_idx",
        "messages",
        ["channel", "status", "next_try_at"],
        postgresql_where="status <> 'sent'",
    )


def _make_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        _code("campaign"),
        _code("unit", nullable=True),
        sa.Column("revision", sa.BigInteger),
        _code("audience"),
        _code("kind"),
        _code("person", nullable=True),
        _instant("at"),
        sa.Column("is_urgent", sa.Boolean, nullable=False),
        _instant("say_at"),
        sa.Column("day", sa.Date, nullable=False),
        _code("target", nullable=True),
        _instant("due", nullable=True),
        _code("rung", nullable=True),
        _code("channel", nullable=True),
        sa.Column("body", JSONB),
        sa.Column("message", sa.BigInteger),
        _instant("void_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="notices_pkey"),
        sa.ForeignKeyConstraint(
            ["campaign", "unit"],
            ["units.campaign", "units.code"],
            name="notices_campaign_unit_fkey",
        ),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name="notices_message_fkey"),
        sa.CheckConstraint("(unit IS NULL) = (revision IS NULL)", name="notices_source_check"),
        sa.CheckConstraint("message IS NULL OR void_at IS NULL", name="notices_state_check"),
        comment="What is to be said to whom: once per person, nobody's where none is registered",
    )
    op.create_index(
        "notices_of_unit_idx",
        "notices",
        ["campaign", "unit", "revision", "audience", "kind", "person"],
        unique=True,
        postgresql_where="unit IS NOT NULL",
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "notices_of_day_idx",
        "notices",
        ["campaign", "day", "audience", "kind", "person"],
        unique=True,
        postgresql_where="unit IS NULL",
        postgresql_nulls_not_distinct=True,
    )
    waiting = "message IS NULL AND void_at IS NULL AND person IS NOT NULL"
    for name, columns in {
        "notices_waiting_idx": ["campaign", "is_urgent", "say_at"],
        "notices_waiting_person_idx": ["campaign", "person"],
    }.items():
        op.create_index(name, "notices", columns, postgresql_where=waiting)
    op.create_index(
        "notices_nobody_idx", "notices", ["campaign"], postgresql_where="person IS NULL"
    )
    op.create_index("notices_campaign_person_id_idx", "notices", ["campaign", "person", "id"])
    op.create_index(
        "notices_message_idx", "notices", ["message"], postgresql_where="message IS NOT NULL"
    )


def _code(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(collation="C"), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
