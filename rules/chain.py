"""The chain that a unit's journal is: every entry carries the hash of the one before it.

The hash is the SHA-256 of the entry's JSON with sorted keys, no blanks and UTF-8 as it is, so that
anybody can check a journal without this code.
"""

import hashlib
import json
from collections.abc import Iterable

from schemas.events import Entry

_START = "phaseline unit"


def first_head(campaign: str, unit: str) -> str:
    """The head of an empty journal, which the first entry names as the one before it."""
    return hashlib.sha256(f"{_START}:{campaign}:{unit}".encode()).hexdigest()


def canonical(entry: Entry) -> bytes:
    """An entry as it is hashed."""
    return json.dumps(
        entry.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def hash_entry(entry: Entry) -> str:
    """The hash of an entry, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(entry)).hexdigest()


def first_break(campaign: str, unit: str, entries: Iterable[Entry]) -> int | None:
    """The revision at which a journal that should begin at 1 stops being a chain; None if it holds."""
    head, expected = first_head(campaign, unit), 1
    for entry in entries:
        if entry.revision != expected or entry.previous != head:
            return expected
        head, expected = hash_entry(entry), expected + 1
    return None
