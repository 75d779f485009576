"""What a dossier is put together from: parts, each with files for programs and tables for people."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from reports.telling import Telling
from schemas.base import Model
from schemas.dossier import KeptUnit

Cell = str | int | datetime | date | None
"""What stands in a table: an instant is shown on the campaign's clock."""


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its heading; `columns` are empty where each row says itself what it is.

    `id` names the section within the page and is the same in all languages.
    """

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One subject of a dossier.

    `files` are names and contents that follow from what is kept, byte for byte, in every release.
    `sections` are shown in the page and in the workbook.
    """

    files: Callable[[KeptUnit], Iterator[tuple[str, bytes]]]
    sections: Callable[[KeptUnit, Telling], Iterator[Section]]


def written(model: Model) -> bytes:
    """A model as JSON that people can read, too; the same model gives the same bytes."""
    values = model.model_dump(mode="json")
    return f"{json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()


def lines(models: Iterator[Model]) -> bytes:
    """Models as JSON lines."""
    return b"".join(f"{model.model_dump_json()}\n".encode() for model in models)
