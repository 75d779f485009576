"""What a dossier is put together from: parts, each with files for programs and tables for people."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic_core import to_json

from reports.document import Cell, Column, Kind, Section, Table
from reports.telling import Telling
from schemas.base import Model
from schemas.dossier import Finding, KeptUnit
from texts.dossiers import heading


def _unchecked(kept: KeptUnit, digests: Mapping[str, str]) -> Iterator[Finding]:
    del kept, digests
    yield from ()


@dataclass(frozen=True, slots=True)
class Part:
    """One subject of a dossier.

    `files` are names and contents that follow from what is kept, byte for byte, in every release.
    `sections` are shown in the page and in the workbook. `check` finds what cannot be right in what a
    dossier was found to have kept; it is also given the SHA-256 of the files that are there.
    """

    files: Callable[[KeptUnit], Iterator[tuple[str, bytes]]]
    sections: Callable[[KeptUnit, Telling], Iterator[Section]]
    check: Callable[[KeptUnit, Mapping[str, str]], Iterator[Finding]] = _unchecked


def _nothing(kept: KeptUnit) -> Iterator[tuple[str, bytes]]:
    del kept
    yield from ()


NO_FILES: Final = _nothing
"""The files of a subject that stands in the journal and its tables alone."""


def table(
    code: str,
    telling: Telling,
    columns: Iterable[tuple[str, Kind]],
    rows: Iterable[tuple[Cell, ...]],
) -> Section:
    """A section that is one table: its heading and those of its columns by their codes."""
    language = telling.language
    headed = tuple(Column(heading(column, language), kind) for column, kind in columns)
    return Section(heading=heading(code, language), table=Table(columns=headed, rows=tuple(rows)))


def written(model: Model) -> bytes:
    """A model as JSON that people can read, too; the same model gives the same bytes."""
    values = model.model_dump(mode="json")
    return f"{json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()


def lines(values: Iterable[Model | Mapping[str, Any]]) -> bytes:
    """Models, or mappings, as JSON lines."""
    return b"".join(to_json(value) + b"\n" for value in values)
