"""The report: every figure beside its yardstick and its bar, as a table and as JSON."""

from collections.abc import Iterable
from datetime import datetime
from math import floor, log10
from typing import Annotated, Final, Literal

from pydantic import Field, computed_field
from rich.console import Console
from rich.table import Table

from bench.machine import Machine
from schemas.base import LEFT_OUT_IF_NONE, Model

_STYLES: Final = {"reached": "green", "missed": "bold red"}
_FIGURES: Final = 3
"""Significant figures that are shown, unless more are needed to tell a miss from a hit."""


class Bar(Model):
    """What must be reached: by the value itself, or by its ratio to the yardstick."""

    side: Literal["at most", "at least"]
    limit: float
    of: Literal["value", "ratio"] = "value"

    def is_reached_by(self, figure: float) -> bool:
        """Whether a figure, never a rounded one, reaches the bar."""
        return figure <= self.limit if self.side == "at most" else figure >= self.limit

    def __str__(self) -> str:
        sign = "≤" if self.side == "at most" else "≥"
        return f"{sign} {self.limit:g}{'×' if self.of == 'ratio' else ''}"


def at_most(limit: float, *, of: Literal["value", "ratio"] = "value") -> Bar:
    """A bar that must not be exceeded."""
    return Bar(side="at most", limit=limit, of=of)


def at_least(limit: float, *, of: Literal["value", "ratio"] = "value") -> Bar:
    """A bar that must be met."""
    return Bar(side="at least", limit=limit, of=of)


class Line(Model):
    """One figure. `subject` is what was measured, `unit` is of value and yardstick."""

    subject: str
    figure: str
    unit: str
    value: float
    yardstick: Annotated[float | None, LEFT_OUT_IF_NONE] = None
    bar: Annotated[Bar | None, LEFT_OUT_IF_NONE] = None

    @computed_field(exclude_if=lambda ratio: ratio is None)  # type: ignore[prop-decorator]
    @property
    def ratio(self) -> float | None:
        """The value by the yardstick's, where there is one."""
        return self.value / self.yardstick if self.yardstick and self.yardstick > 0 else None

    @computed_field(exclude_if=lambda verdict: verdict is None)  # type: ignore[prop-decorator]
    @property
    def verdict(self) -> Literal["reached", "missed"] | None:
        """Whether the bar is reached, where there is one."""
        if self.bar is None:
            return None
        judged = self.ratio if self.bar.of == "ratio" else self.value
        return "reached" if judged is not None and self.bar.is_reached_by(judged) else "missed"


class Report(Model):
    """All lines of one run, with what it ran on. A quick run tries the bench, and measures little."""

    at: datetime
    seconds: float
    is_quick: bool
    machine: Machine
    lines: Annotated[tuple[Line, ...], Field(min_length=1)]

    def show(self, console: Console) -> None:
        """Print the machine and the table."""
        console.print(*self.machine.told(), sep="\n", highlight=False)
        quick = ", quick: too few samples to go by" if self.is_quick else ""
        console.print(f"{self.at:%Y-%m-%d %H:%M} UTC, {self.seconds:.0f} s{quick}\n")
        table = Table(box=None, pad_edge=False)
        for heading in ("", "figure", "unit"):
            table.add_column(heading, overflow="fold")
        for heading in ("product", "yardstick", "ratio", "bar"):
            table.add_column(heading, justify="right", no_wrap=True)
        table.add_column("")
        for row in _rows(self.lines):
            table.add_row(*row)
        console.print(table)


def _rows(lines: Iterable[Line]) -> Iterable[tuple[str, ...]]:
    shown_last = ""
    for line in lines:
        verdict = line.verdict or ""
        yield (
            "" if line.subject == shown_last else line.subject,
            line.figure,
            line.unit,
            *told(line),
            f"[{_STYLES[verdict]}]{verdict}[/]" if verdict else "",
        )
        shown_last = line.subject


def told(line: Line) -> tuple[str, str, str, str]:
    """Value, yardstick, ratio and bar of a line in words, empty where it has none."""
    bar = line.bar
    of_value = bar if bar is not None and bar.of == "value" else None
    of_ratio = bar if bar is not None and bar.of == "ratio" else None
    return (
        shown(line.value, of_value),
        "" if line.yardstick is None else shown(line.yardstick, None),
        "" if line.ratio is None else shown(line.ratio, of_ratio) + "×",
        "" if bar is None else str(bar),
    )


def shown(figure: float, bar: Bar | None) -> str:
    """A figure to three places, or to as many as it takes to look on the side of the bar it is on."""
    whole = 1 if figure == 0 else floor(log10(abs(figure))) + 1
    places = max(_FIGURES - max(whole, 1), 0)
    text = f"{figure:,.{places}f}"
    while bar is not None and bar.is_reached_by(figure) != bar.is_reached_by(_read(text)):
        places += 1
        text = f"{figure:,.{places}f}"
    return text


def _read(text: str) -> float:
    return float(text.replace(",", ""))
