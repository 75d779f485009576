"""Pages of the documentation, taken apart: fenced blocks, tables, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True)
class Page:
    """One Markdown file."""

    path: Path
    text: str

    @classmethod
    def read(cls, name: str) -> "Page":
        """The page of that name, from the project's root."""
        path = ROOT / name
        return cls(path, path.read_text(encoding="utf-8"))

    @property
    def fences(self) -> list[tuple[str, str]]:
        """What is fenced: its label and its content."""
        return re.findall(r"^ *```([^\n]*)\n(.*?)^ *```$", self.text, re.MULTILINE | re.DOTALL)

    def blocks(self, label: str) -> list[str]:
        """What is fenced under a label."""
        return [content for one, content in self.fences if one == label]

    def line(self, begins: str) -> str:
        """The one line that begins so."""
        (line,) = [line for line in self.text.splitlines() if line.startswith(begins)]
        return line

    def table(self, *headings: str, under: str = "") -> list[tuple[str, ...]]:
        """The rows of the first table with these headings, in the part that begins with `under`.

        Raises LookupError where there is none.
        """
        lines = iter(self.text[self.text.index(under) :].splitlines())
        for line in lines:
            if _cells(line) == headings:
                next(lines)
                return list(_rows(lines))
        raise LookupError(f"{self.path.name} has no table {headings}")

    @property
    def links(self) -> list[str]:
        """Where its links lead, those to the web left out."""
        found = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", self.text, flags=re.DOTALL))
        return [link for link in found if not link.startswith("http")]

    @property
    def headings(self) -> set[str]:
        """Its headings, as links name them."""
        titles = re.findall(r"^#+ (.+)$", self.text, re.MULTILINE)
        return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _rows(lines: Iterator[str]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        cells = _cells(line)
        if not cells:
            return
        yield cells


def _cells(line: str) -> tuple[str, ...]:
    if not line.startswith("|"):
        return ()
    return tuple(cell.strip() for cell in line.strip("|").split("|"))
