"""What all tables have in common. A subject's tables stand beside its queries."""

from typing import Any, Final

from sqlalchemy import Column, DateTime, MetaData, Text

METADATA: Final = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)
"""Every table; `records.store` knows all modules that have some."""

CODE: Final = Text(collation="C")
"""Codes are ordered by code point, so that SQL and Python agree on what comes next."""

INSTANT: Final = DateTime(timezone=True)
"""An instant, whatever zone it is told in."""


def required(name: str, type_: Any, *args: Any) -> Column[Any]:
    """A column that is never empty."""
    return Column(name, type_, *args, nullable=False)
