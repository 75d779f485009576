"""The tables of campaigns, units, their journals, and what is said to people."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Interval,
    Table,
    Text,
    and_,
)
from sqlalchemy.dialects.postgresql import JSONB

from records.metadata import CODE, INSTANT, METADATA, required

PLANS: Final = Table(
    "plans",
    METADATA,
    Column("digest", CODE, primary_key=True),
    required("source", Text),
    required("plan", JSONB),
    comment="Plans as launched, by the SHA-256 of plan and source; source is the YAML",
)

RULEBOOKS: Final = Table(
    "rulebooks",
    METADATA,
    Column("digest", CODE, primary_key=True),
    required("rules", JSONB),
    comment="Compiled rules of units, once per content, by the SHA-256 of their canonical JSON",
)

CAMPAIGNS: Final = Table(
    "campaigns",
    METADATA,
    Column("code", CODE, primary_key=True),
    required("plan", CODE),
    required("title", JSONB),
    required("plan_digest", CODE, ForeignKey("plans.digest")),
    required("roster_digest", CODE),
    required("status", CODE),
    required("first_day", Date),
    required("last_day", Date),
    required("timezone", Text),
    required("clock_offset", Interval),
    required("is_rehearsal", Boolean),
    required("created_at", INSTANT),
    CheckConstraint("is_rehearsal OR clock_offset = interval '0'", name="clock"),
    comment="Campaigns; roster_digest is that of the roster at launch",
)

AMENDMENTS: Final = Table(
    "amendments",
    METADATA,
    Column("campaign", CODE, ForeignKey("campaigns.code"), primary_key=True),
    Column("id", CODE, primary_key=True),
    required("number", BigInteger, Identity(always=True)),
    required("at", INSTANT),
    required("body", JSONB),
    Index(None, "campaign", "number"),
    comment="Amendments in force, in the order of their numbers; id follows from the content",
)

PEOPLE: Final = Table(
    "people",
    METADATA,
    Column("campaign", CODE, ForeignKey("campaigns.code"), primary_key=True),
    Column("id", CODE, primary_key=True),
    required("name", Text),
    Column("contact", Text),
    required("channel", CODE),
    required("role", CODE),
    Column("scope", CODE),
    required("language", CODE),
    Column("substitute", CODE),
    Column("away_from", Date),
    Column("away_until", Date),
    Index(None, "campaign", "role", "scope"),
    comment="Names and contacts stand here and nowhere else",
)

Index(
    "people_substitute_idx",
    PEOPLE.c.campaign,
    PEOPLE.c.substitute,
    postgresql_where=PEOPLE.c.substitute.is_not(None),
)

UNITS: Final = Table(
    "units",
    METADATA,
    Column("campaign", CODE, ForeignKey("campaigns.code"), primary_key=True),
    Column("code", CODE, primary_key=True),
    required("name", Text),
    required("type", CODE),
    Column("level", CODE, nullable=False, server_default="unit"),
    required("district", CODE),
    Column("parent", Text),
    required("coordinator", CODE),
    Column("post", Text),
    required("supervision_group", CODE),
    required("organisations", Integer),
    required("production_line", Integer),
    required("intellectual", Integer),
    required("retired", Integer),
    required("new_economy", Integer),
    required("other", Integer),
    required("floating", Integer),
    required("members", Integer),
    required("track", CODE),
    Column("phase", CODE),
    required("standing", CODE),
    required("revision", BigInteger),
    required("head", CODE),
    Column("started_at", INSTANT),
    Column("next_due", INSTANT),
    Column("finished_at", INSTANT),
    Column("in_time", Boolean),
    Column("closed_at", INSTANT),
    Column("launched_at", INSTANT),
    required("rules", CODE, ForeignKey("rulebooks.digest")),
    required("state", JSONB),
    required("initial_rules", CODE, ForeignKey("rulebooks.digest")),
    required("initial_state", JSONB),
    Index(None, "campaign", "district", "code"),
    Index(None, "campaign", "type", "code"),
    Index(None, "campaign", "phase", "code"),
    Index(None, "campaign", "standing", "code"),
    Index(None, "campaign", "supervision_group", "code"),
    Index(None, "campaign", "coordinator", "code"),
    Index(None, "campaign", "next_due", "code"),
    comment="One row a unit: the journal folded up to its revision; states without their rules",
)

IS_COUNTED: Final[ColumnElement[bool]] = UNITS.c.level == "unit"
"""Whether a row is that of a unit, and not of the office of a county or of the city."""

JOURNAL: Final = Table(
    "journal",
    METADATA,
    Column("campaign", CODE, primary_key=True),
    Column("unit", CODE, primary_key=True),
    Column("revision", BigInteger, primary_key=True),
    required("at", INSTANT),
    required("by", Text),
    Column("principal", CODE),
    Column("command", CODE),
    required("kind", CODE),
    required("body", JSONB),
    required("hash", CODE),
    ForeignKeyConstraint(["campaign", "unit"], ["units.campaign", "units.code"]),
    comment="Append-only; body is the whole entry, of which hash is the SHA-256",
)
Index(
    "journal_command_idx",
    JOURNAL.c.campaign,
    JOURNAL.c.unit,
    JOURNAL.c.command,
    JOURNAL.c.revision,
    unique=True,
    postgresql_where=JOURNAL.c.command.is_not(None),
)


def of_its_unit(table: Table) -> ColumnElement[bool]:
    """Joins the rows of a table, which name a campaign and a unit, with that unit's row."""
    return and_(UNITS.c.campaign == table.c.campaign, UNITS.c.code == table.c.unit)


MESSAGES: Final = Table(
    "messages",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    required("campaign", CODE),
    required("person", CODE),
    required("channel", CODE),
    required("day", Date),
    required("is_urgent", Boolean),
    required("status", CODE),
    required("attempts", Integer),
    required("at", INSTANT),
    required("claimed_at", INSTANT),
    Column("settled_at", INSTANT),
    Column("next_try_at", INSTANT),
    required("is_possibly_double", Boolean),
    Column("error", Text),
    ForeignKeyConstraint(
        ["campaign", "person"],
        ["people.campaign", "people.id"],
        name="messages_campaign_person_fkey",
    ),
    Index("messages_channel_claimed_at_idx", "channel", "claimed_at"),
    Index("messages_campaign_person_channel_day_idx", "campaign", "person", "channel", "day"),
    comment="What was handed to a channel for a person; at is by the campaign's clock",
)
Index(
    "messages_unsent_idx",
    MESSAGES.c.channel,
    MESSAGES.c.status,
    MESSAGES.c.next_try_at,
    postgresql_where=MESSAGES.c.status != "sent",
)

NOTICES: Final = Table(
    "notices",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    required("campaign", CODE),
    Column("unit", CODE),
    Column("revision", BigInteger),
    required("audience", CODE),
    required("kind", CODE),
    Column("person", CODE),
    required("at", INSTANT),
    required("is_urgent", Boolean),
    required("say_at", INSTANT),
    required("day", Date),
    Column("target", CODE),
    Column("due", INSTANT),
    Column("rung", CODE),
    Column("channel", CODE),
    Column("body", JSONB),
    Column("message", BigInteger, ForeignKey("messages.id")),
    Column("void_at", INSTANT),
    ForeignKeyConstraint(
        ["campaign", "unit"], ["units.campaign", "units.code"], name="notices_campaign_unit_fkey"
    ),
    CheckConstraint("(unit IS NULL) = (revision IS NULL)", name="source"),
    CheckConstraint("message IS NULL OR void_at IS NULL", name="state"),
    Index("notices_campaign_person_id_idx", "campaign", "person", "id"),
    comment="What is to be said to whom: once per person, nobody's where none is registered",
)
Index(
    "notices_of_unit_idx",
    *(
        NOTICES.c[name]
        for name in ("campaign", "unit", "revision", "audience", "kind", "target", "person")
    ),
    unique=True,
    postgresql_where=NOTICES.c.unit.is_not(None),
    postgresql_nulls_not_distinct=True,
)
Index(
    "notices_of_day_idx",
    *(NOTICES.c[name] for name in ("campaign", "day", "audience", "kind", "person")),
    unique=True,
    postgresql_where=NOTICES.c.unit.is_(None),
    postgresql_nulls_not_distinct=True,
)
_WAITING: Final = and_(
    NOTICES.c.message.is_(None), NOTICES.c.void_at.is_(None), NOTICES.c.person.is_not(None)
)
Index(
    "notices_waiting_idx",
    *(NOTICES.c[name] for name in ("campaign", "is_urgent", "say_at")),
    postgresql_where=_WAITING,
)
Index(
    "notices_waiting_person_idx",
    NOTICES.c.campaign,
    NOTICES.c.person,
    postgresql_where=_WAITING,
)
Index("notices_nobody_idx", NOTICES.c.campaign, postgresql_where=NOTICES.c.person.is_(None))
Index("notices_message_idx", NOTICES.c.message, postgresql_where=NOTICES.c.message.is_not(None))

ACCESS_LOG: Final = Table(
    "access_log",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    required("at", INSTANT),
    required("campaign", CODE),
    Column("unit", CODE),
    Column("actor", Text),
    Column("principal", CODE),
    required("kind", CODE),
    required("outcome", CODE),
    Column("command", CODE),
    Index(None, "campaign", "at"),
    comment="Sign-ins and refused commands; no texts, no names",
)
