"""Reading the values of one row, and keeping of each that is wrong why it is."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final, TypeVar

from intake import values
from intake.grid import Cell, Row, column_letters
from intake.table import Column, Table
from intake.values import WrongValue
from schemas.problem import Problem
from schemas.refusal import echo
from schemas.text import Text

_Value = TypeVar("_Value")

_NAMED_ROWS: Final = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a cell may name by its id or by its title in either language."""

    id: str
    names: frozenset[str]

    @classmethod
    def of(cls, id_: str, *titles: str | None) -> "Choice":
        """The choice of that id; titles that were not written are left out."""
        return cls(id_, frozenset(title.casefold() for title in (id_, *titles) if title))

    @classmethod
    def titled(cls, id_: str, title: Text) -> "Choice":
        """The choice of something in a plan."""
        return cls.of(id_, title.zh, title.en)


class RowReader:
    """Reads one row of a table. Each method gives None for what is blank or wrong.

    What is wrong is kept in `problems`, and so is what is blank in a required column.
    """

    def __init__(self, table: Table, columns: Mapping[str, Column], row: Row) -> None:
        self.row = row
        self.problems: list[Problem] = []
        self._table = table
        self._columns = columns

    def report(self, key: str, code: str, **params: object) -> None:
        """Note that the value in that column is wrong."""
        column = self._columns[key]
        text = self._table.cell(self.row, key).text
        self.problems.append(
            Problem(
                code=code,
                params={name: echo(value) for name, value in params.items()},
                row=self.row.number,
                field=self._table.heading(column),
                value=None if column.private or not text else echo(text),
            )
        )

    def says(self, key: str) -> bool:
        """Whether anything stands in that column."""
        return bool(self._table.cell(self.row, key).text)

    def is_in_place(self) -> bool:
        """Whether all cells stand under headings; otherwise the row is shifted, or may be."""
        stray = self._table.cells_without_heading(self.row)
        self.problems.extend(
            Problem(code="cell_without_heading", row=self.row.number, field=column_letters(index))
            for index in stray
        )
        return not stray

    def label(self, key: str) -> str | None:
        """A name or post."""
        return self._read(key, values.label)

    def prose(self, key: str, limit: int) -> str | None:
        """What somebody wrote, on as many lines as it has, of at most so many characters."""
        return self._read(key, lambda cell: values.prose(cell, limit))

    def code(self, key: str) -> str | None:
        """An identifier."""
        return self._read(key, values.code)

    def day(self, key: str) -> date | None:
        """A date."""
        return self._read(key, values.day)

    def count(self, key: str) -> int | None:
        """A number of members or organisations; 0 where the table has no such column."""
        if key not in self._table.columns:
            return 0
        if not self._table.cell(self.row, key).text:
            self.report(key, "missing_count")
            return None
        return self._read(key, values.count)

    def choice(self, key: str, choices: Iterable[Choice], unknown: str) -> str | None:
        """The id of what the cell names; `unknown` is the problem when it names none of them."""

        def chosen(cell: Cell) -> str:
            text = values.words(cell)
            options = tuple(choices)
            found = [option.id for option in options if option.id == text] or [
                option.id for option in options if text.casefold() in option.names
            ]
            if len(found) > 1:
                raise WrongValue("ambiguous", ids=", ".join(found))
            if not found:
                raise WrongValue(unknown)
            return found[0]

        return self._read(key, chosen)

    def _read(self, key: str, value_of: Callable[[Cell], _Value]) -> _Value | None:
        cell = self._table.cell(self.row, key)
        if not cell.text:
            if self._columns[key].required:
                self.report(key, "missing")
            return None
        if cell.kind == "error":
            self.report(key, "formula_error")
            return None
        try:
            return value_of(cell)
        except WrongValue as wrong:
            self.report(key, wrong.code, **wrong.params)
            return None


def report_repeated(readers: Iterable[tuple[str | None, RowReader]], key: str, code: str) -> None:
    """Note of every row whose id in column `key` other rows have too: which is right, nobody knows.

    `readers` come with their row's id, None where it has none.
    """
    same: dict[str, list[RowReader]] = defaultdict(list)
    for id_, reader in readers:
        if id_ is not None:
            same[id_].append(reader)
    for group in same.values():
        for reader in group if len(group) > 1 else ():
            others = (str(other.row.number) for other in group if other is not reader)
            named = list(islice(others, _NAMED_ROWS + 1))
            more = ["…"] if len(named) > _NAMED_ROWS else []
            reader.report(key, code, rows=", ".join(named[:_NAMED_ROWS] + more))
