"""The tables. Codes are ordered by code point, so that SQL and Python agree on what comes next."""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Interval,
    MetaData,
    Table,
    Text,
    and_,
)
from sqlalchemy.dialects.postgresql import JSONB

METADATA: Final = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)

_Code = Text(collation="C")
_Instant = DateTime(timezone=True)


def _required(name: str, type_: Any, *args: Any) -> Column[Any]:
    return Column(name, type_, *args, nullable=False)


PLANS: Final = Table(
    "plans",
    METADATA,
    Column("digest", _Code, primary_key=True),
    _required("source", Text),
    _required("plan", JSONB),
    comment="Plans as launched, by the SHA-256 of plan and source; source is the YAML",
)

RULEBOOKS: Final = Table(
    "rulebooks",
    METADATA,
    Column("digest", _Code, primary_key=True),
    _required("rules", JSONB),
    comment="Compiled rules of units, once per content, by the SHA-256 of their canonical JSON",
)

CAMPAIGNS: Final = Table(
    "campaigns",
    METADATA,
    Column("code", _Code, primary_key=True),
    _required("plan", _Code),
    _required("title", JSONB),
    _required("plan_digest", _Code, ForeignKey("plans.digest")),
    _required("roster_digest", _Code),
    _required("status", _Code),
    _required("first_day", Date),
    _required("last_day", Date),
    _required("timezone", Text),
    _required("clock_offset", Interval),
    _required("is_rehearsal", Boolean),
    _required("created_at", _Instant),
    CheckConstraint("is_rehearsal OR clock_offset = interval '0'", name="clock"),
    comment="Campaigns; roster_digest is that of the roster at launch",
)

AMENDMENTS: Final = Table(
    "amendments",
    METADATA,
    Column("campaign", _Code, ForeignKey("campaigns.code"), primary_key=True),
    Column("id", _Code, primary_key=True),
    _required("number", BigInteger, Identity(always=True)),
    _required("at", _Instant),
    _required("body", JSONB),
    Index(None, "campaign", "number"),
    comment="Amendments in force, in the order of their numbers; id follows from the content",
)

PEOPLE: Final = Table(
    "people",
    METADATA,
    Column("campaign", _Code, ForeignKey("campaigns.code"), primary_key=True),
    Column("id", _Code, primary_key=True),
    _required("name", Text),
    Column("contact", Text),
    _required("channel", _Code),
    _required("role", _Code),
    Column("scope", _Code),
    _required("language", _Code),
    Column("substitute", _Code),
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
    Column("campaign", _Code, ForeignKey("campaigns.code"), primary_key=True),
    Column("code", _Code, primary_key=True),
    _required("name", Text),
    _required("type", _Code),
    _required("district", _Code),
    Column("parent", Text),
    _required("coordinator", _Code),
    Column("post", Text),
    _required("supervision_group", _Code),
    _required("organisations", Integer),
    _required("production_line", Integer),
    _required("intellectual", Integer),
    _required("retired", Integer),
    _required("new_economy", Integer),
    _required("other", Integer),
    _required("floating", Integer),
    _required("members", Integer),
    _required("track", _Code),
    Column("phase", _Code),
    _required("standing", _Code),
    _required("revision", BigInteger),
    _required("head", _Code),
    Column("started_at", _Instant),
    Column("next_due", _Instant),
    Column("finished_at", _Instant),
    Column("closed_at", _Instant),
    Column("launched_at", _Instant),
    _required("rules", _Code, ForeignKey("rulebooks.digest")),
    _required("state", JSONB),
    _required("initial_rules", _Code, ForeignKey("rulebooks.digest")),
    _required("initial_state", JSONB),
    Index(None, "campaign", "district", "code"),
    Index(None, "campaign", "type", "code"),
    Index(None, "campaign", "phase", "code"),
    Index(None, "campaign", "standing", "code"),
    Index(None, "campaign", "supervision_group", "code"),
    Index(None, "campaign", "coordinator", "code"),
    Index(None, "campaign", "next_due", "code"),
    comment="One row a unit: the journal folded up to its revision; states without their rules",
)

JOURNAL: Final = Table(
    "journal",
    METADATA,
    Column("campaign", _Code, primary_key=True),
    Column("unit", _Code, primary_key=True),
    Column("revision", BigInteger, primary_key=True),
    _required("at", _Instant),
    _required("by", Text),
    Column("principal", _Code),
    Column("command", _Code),
    _required("kind", _Code),
    _required("body", JSONB),
    _required("hash", _Code),
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

MESSAGES: Final = Table(
    "messages",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    _required("campaign", _Code),
    _required("person", _Code),
    _required("channel", _Code),
    _required("day", Date),
    _required("is_urgent", Boolean),
    _required("status", _Code),
    _required("attempts", Integer),
    _required("at", _Instant),
    _required("claimed_at", _Instant),
    Column("settled_at", _Instant),
    Column("next_try_at", _Instant),
    _required("is_possibly_double", Boolean),
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
    _required("campaign", _Code),
    Column("unit", _Code),
    Column("revision", BigInteger),
    _required("audience", _Code),
    _required("kind", _Code),
    Column("person", _Code),
    _required("at", _Instant),
    _required("is_urgent", Boolean),
    _required("say_at", _Instant),
    _required("day", Date),
    Column("target", _Code),
    Column("due", _Instant),
    Column("rung", _Code),
    Column("channel", _Code),
    Column("body", JSONB),
    Column("message", BigInteger, ForeignKey("messages.id")),
    Column("void_at", _Instant),
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
    *(NOTICES.c[name] for name in ("campaign", "unit", "revision", "audience", "kind", "person")),
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
    _required("at", _Instant),
    _required("campaign", _Code),
    Column("unit", _Code),
    Column("actor", Text),
    Column("principal", _Code),
    _required("kind", _Code),
    _required("outcome", _Code),
    Column("command", _Code),
    Index(None, "campaign", "at"),
    comment="Sign-ins and refused commands; no texts, no names",
)
