"""Campaigns, their people and units, the journal and the access log."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    _make_plans_and_rulebooks()
    _make_campaigns_and_people()
    _make_units()
    _make_journal()
    _make_access_log()


def _make_plans_and_rulebooks() -> None:
    op.create_table(
        "plans",
        _code("digest"),
        _text("source"),
        _json("plan"),
        sa.PrimaryKeyConstraint("digest", name="plans_pkey"),
        comment="Plans as launched, by the SHA-256 of plan and source; source is the YAML",
    )
    op.create_table(
        "rulebooks",
        _code("digest"),
        _json("rules"),
        sa.PrimaryKeyConstraint("digest", name="rulebooks_pkey"),
        comment="Compiled rules of units, once per content, by the SHA-256 of their canonical JSON",
    )


def _make_campaigns_and_people() -> None:
    op.create_table(
        "campaigns",
        _code("code"),
        _code("plan"),
        _json("title"),
        _code("plan_digest"),
        _code("roster_digest"),
        _code("status"),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        _text("timezone"),
        sa.Column("clock_offset", sa.Interval, nullable=False),
        sa.Column("is_rehearsal", sa.Boolean, nullable=False),
        _instant("created_at"),
        sa.PrimaryKeyConstraint("code", name="campaigns_pkey"),
        _reference("campaigns", ["plan_digest"], "plans", ["digest"]),
        sa.CheckConstraint(
            "is_rehearsal OR clock_offset = interval '0'", name="campaigns_clock_check"
        ),
        comment="Campaigns; roster_digest is that of the roster at launch",
    )
    op.create_table(
        "people",
        _code("campaign"),
        _code("id"),
        _text("name"),
        _text("contact", nullable=True),
        _code("channel"),
        _code("role"),
        _code("scope", nullable=True),
        _code("language"),
        sa.PrimaryKeyConstraint("campaign", "id", name="people_pkey"),
        _reference("people", ["campaign"], "campaigns", ["code"]),
        comment="Names and contacts stand here and nowhere else",
    )
    _index("people", "campaign", "role", "scope")


def _make_units() -> None:
    op.create_table(
        "units",
        _code("campaign"),
        _code("code"),
        _text("name"),
        _code("type"),
        _code("district"),
        _text("parent", nullable=True),
        _code("coordinator"),
        _text("post", nullable=True),
        _code("supervision_group"),
        _number("organisations"),
        _number("production_line"),
        _number("intellectual"),
        _number("retired"),
        _number("new_economy"),
        _number("other"),
        _number("floating"),
        _number("members"),
        _code("track"),
        _code("phase", nullable=True),
        _code("standing"),
        sa.Column("revision", sa.BigInteger, nullable=False),
        _code("head"),
        _instant("started_at", nullable=True),
        _instant("next_due", nullable=True),
        _instant("finished_at", nullable=True),
        _instant("closed_at", nullable=True),
        _instant("launched_at", nullable=True),
        _code("rules"),
        _json("state"),
        _code("initial_rules"),
        _json("initial_state"),
        sa.PrimaryKeyConstraint("campaign", "code", name="units_pkey"),
        _reference("units", ["campaign"], "campaigns", ["code"]),
        _reference("units", ["rules"], "rulebooks", ["digest"]),
        _reference("units", ["initial_rules"], "rulebooks", ["digest"]),
        comment="One row a unit: the journal folded up to its revision; states without their rules",
    )
    for column in ("district", "type", "phase", "standing", "supervision_group", "coordinator"):
        _index("units", "campaign", column, "code")
    _index("units", "campaign", "next_due", "code")


def _make_journal() -> None:
    op.create_table(
        "journal",
        _code("campaign"),
        _code("unit"),
        sa.Column("revision", sa.BigInteger, nullable=False),
        _instant("at"),
        _text("by"),
        _code("principal", nullable=True),
        _code("command", nullable=True),
        _code("kind"),
        _json("body"),
        _code("hash"),
        sa.PrimaryKeyConstraint("campaign", "unit", "revision", name="journal_pkey"),
        _reference("journal", ["campaign", "unit"], "units", ["campaign", "code"]),
        comment="Append-only; body is the whole entry, of which hash is the SHA-256",
    )
    op.create_index(
        "journal_command_idx",
        "journal",
        ["campaign", "unit", "command", "revision"],
        unique=True,
        postgresql_where="command IS NOT NULL",
    )
    op.execute(
        """
        CREATE FUNCTION refuse_to_change_journal() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP
                USING ERRCODE = 'restrict_violation';
        END
        $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_journal()
        """
    )


def _make_access_log() -> None:
    op.create_table(
        "access_log",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        _instant("at"),
        _code("campaign"),
        _code("unit", nullable=True),
        _text("actor", nullable=True),
        _code("principal", nullable=True),
        _code("kind"),
        _code("outcome"),
        _code("command", nullable=True),
        sa.PrimaryKeyConstraint("id", name="access_log_pkey"),
        comment="Sign-ins and refused commands; no texts, no names",
    )
    _index("access_log", "campaign", "at")


def _code(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(collation="C"), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, JSONB, nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _reference(table: str, columns: list[str], to: str, keys: list[str]) -> Any:
    name = f"{table}_{'_'.join(columns)}_fkey"
    return sa.ForeignKeyConstraint(columns, [f"{to}.{key}" for key in keys], name=name)


def _index(table: str, *columns: str) -> None:
    op.create_index(f"{table}_{'_'.join(columns)}_idx", table, columns)
