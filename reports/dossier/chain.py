"""Reading the journal of a dossier, and finding where it stops being a chain."""

from dataclasses import dataclass

from pydantic import ValidationError

from reports.dossier.building import sha256
from rules.chain import canonical, first_head
from schemas.dossier import Finding, Manifest
from schemas.events import Entry


@dataclass(frozen=True, slots=True)
class Chain:
    """The entries up to where the chain breaks, if it does, and the head after each of them."""

    entries: tuple[Entry, ...]
    heads: tuple[str, ...]
    finding: Finding | None = None


def read_chain(manifest: Manifest, content: bytes) -> Chain:
    """The chain that the lines of a journal are, and what breaks it first."""
    heads = [first_head(manifest.campaign, manifest.unit)]
    entries: list[Entry] = []
    *lines, rest = content.split(b"\n")
    lines += [rest] if rest else []
    for number, line in enumerate(lines, 1):
        entry = _entry(line)
        broken = (
            _finding("entry_unreadable", entry=number)
            if entry is None
            else _break(entry, line, number, heads[-1], first=heads[0])
        )
        if entry is None or broken is not None:
            return Chain(tuple(entries), tuple(heads), broken)
        entries.append(entry)
        heads.append(sha256(line))
    return Chain(tuple(entries), tuple(heads), _end(manifest, heads))


def _entry(line: bytes) -> Entry | None:
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        return None


def _break(entry: Entry, line: bytes, number: int, head: str, *, first: str) -> Finding | None:
    """What is wrong with an entry where the `number`th of the chain should stand."""
    if entry.revision != number:
        return _finding("entry_out_of_order", entry=number, found=entry.revision)
    if entry.previous != head and head == first:
        return _finding("entry_of_another")
    if entry.previous != head:
        return _finding("entry_changed", entry=number - 1, next=number)
    if canonical(entry) != line:
        return _finding("entry_rewritten", entry=number)
    return None


def _end(manifest: Manifest, heads: list[str]) -> Finding | None:
    """Whether the chain ends where the manifest says."""
    last = len(heads) - 1
    if last < manifest.revision:
        return _finding("tail_cut", entry=last, expected=manifest.revision)
    if last > manifest.revision:
        return _finding("tail_added", entry=last, expected=manifest.revision)
    return None if heads[-1] == manifest.head else _finding("last_changed", entry=last)


def _finding(code: str, **params: int) -> Finding:
    return Finding(code=code, params={name: str(value) for name, value in params.items()})
