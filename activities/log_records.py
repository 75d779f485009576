"""How our fields travel in the records of `logging`, from structlog to whoever writes them."""

from typing import Final

FIELDS: Final = "fields"
"""Under this one key our fields travel in a log record, where they cannot meet its own names."""
