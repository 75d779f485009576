"""Rows that could not be taken, kept as they were read, so that they can be corrected."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from intake.delimited import write_delimited
from intake.grid import Row
from intake.table import REASONS, Table
from schemas.problem import Problem
from schemas.text import Language


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that could not be taken: its number, its cells, and everything that is wrong in it.

    There are at least as many cells as headings.
    """

    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejects:
    """The rejected rows of one file under its own headings."""

    headings: tuple[str, ...] = ()
    language: Language = "en"
    rows: tuple[RejectedRow, ...] = ()

    @classmethod
    def of(cls, table: Table, rejected: Iterable[tuple[Row, Iterable[Problem]]]) -> "Rejects":
        """Keep rows of a table. Reasons that it had from an earlier reading are left out."""
        old = table.columns.get(REASONS.key)

        def kept(texts: Iterable[str]) -> tuple[str, ...]:
            return tuple(text for index, text in enumerate(texts) if index != old)

        def cells(row: Row) -> tuple[str, ...]:
            blank = [""] * (len(table.headings) - len(row.cells))
            return kept([*(cell.text for cell in row.cells), *blank])

        return cls(
            headings=kept(table.headings),
            language=table.language,
            rows=tuple(
                RejectedRow(row.number, cells(row), tuple(problems)) for row, problems in rejected
            ),
        )


def write_rejects(path: Path, rejects: Rejects, reason: Callable[[Problem], str]) -> None:
    """Write the rejected rows as a file that can be corrected and read again.

    CSV in UTF-8 with its mark: the original headings and cells, then a column with everything that
    is wrong in the row, each problem said by `reason`. Problems of the whole table stand in every
    row. An existing file is overwritten.
    """
    colon, semicolon = ("：", "；") if rejects.language == "zh" else (": ", "; ")

    def said(problem: Problem) -> str:
        return f"{problem.field}{colon}{reason(problem)}" if problem.field else reason(problem)

    width = max(len(rejects.headings), *(len(row.cells) for row in rejects.rows), 0)

    def record(cells: tuple[str, ...], last: str) -> list[str]:
        return [*cells, *[""] * (width - len(cells)), last]

    heading = record(rejects.headings, REASONS.heading(rejects.language))
    rows = (record(row.cells, semicolon.join(map(said, row.problems))) for row in rejects.rows)
    write_delimited(path, (heading, *rows))
