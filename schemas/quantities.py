"""Durations and shares as types: `30 days`, `5 working days`, `95 %`."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import ClassVar, Self

from schemas.base import Written


@dataclass(frozen=True, order=True, slots=True)
class Days(Written):
    """A length in calendar days, written `30 days`."""

    count: int
    pattern: ClassVar[str] = r"^[0-9]{1,4} days?$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `30 days` or `1 day`."""
        return cls(_counted(text, r"(\d{1,4}) days?", "a number of days such as '30 days'"))

    def __str__(self) -> str:
        return f"{self.count} day{'' if self.count == 1 else 's'}"


@dataclass(frozen=True, order=True, slots=True)
class WorkingDays(Written):
    """A length in working days of the plan's calendar, written `5 working days`."""

    count: int
    pattern: ClassVar[str] = r"^[0-9]{1,4} working days?$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `5 working days` or `1 working day`."""
        expected = "a number of working days such as '5 working days'"
        return cls(_counted(text, r"(\d{1,4}) working days?", expected))

    def __str__(self) -> str:
        return f"{self.count} working day{'' if self.count == 1 else 's'}"

    def __add__(self, other: "WorkingDays") -> "WorkingDays":
        """The sum of two lengths."""
        return WorkingDays(self.count + other.count)

    def __sub__(self, other: "WorkingDays") -> "WorkingDays":
        """The difference of two lengths; the later one must not be the smaller."""
        return WorkingDays(self.count - other.count)


@dataclass(frozen=True, order=True, slots=True)
class Minutes(Written):
    """A length in minutes, written `4 minutes`."""

    count: int
    pattern: ClassVar[str] = r"^[0-9]{1,4} minutes?$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `4 minutes` or `1 minute`."""
        expected = "a number of minutes such as '4 minutes'"
        return cls(_counted(text, r"(\d{1,4}) minutes?", expected))

    def __str__(self) -> str:
        return f"{self.count} minute{'' if self.count == 1 else 's'}"


@dataclass(frozen=True, order=True, slots=True)
class When(Written):
    """A day told from a deadline's: `5 working days before`, `on the day`, `1 working day after`.

    `offset` counts working days, negative before the deadline.
    """

    offset: int
    pattern: ClassVar[str] = r"^(on the day|[0-9]{1,4} working days? (before|after))$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `5 working days before`, `on the day` or `1 working day after`."""
        if text == "on the day":
            return cls(0)
        found = re.fullmatch(r"(\d{1,4}) working days? (before|after)", text)
        if found is None:
            raise ValueError(
                "expected '5 working days before', 'on the day' or '1 working day after'"
            )
        return cls(-int(found[1]) if found[2] == "before" else int(found[1]))

    def __str__(self) -> str:
        if self.offset == 0:
            return "on the day"
        return f"{WorkingDays(abs(self.offset))} {'before' if self.offset < 0 else 'after'}"


@dataclass(frozen=True, order=True, slots=True)
class Percent(Written):
    """An exact share between 0 and 100, written `95 %` or `82.88 %`."""

    value: Fraction
    pattern: ClassVar[str] = r"^[0-9]{1,3}(\.[0-9]{1,6})? ?%$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `95 %` or `95%`, with up to six decimals."""
        return cls(_share(text))

    def __str__(self) -> str:
        whole, rest = divmod(self.value * 10**6, 10**6)
        decimals = f"{int(rest):06d}".rstrip("0")
        return f"{whole}.{decimals} %" if decimals else f"{whole} %"


@lru_cache(maxsize=1024)
def _share(text: str) -> Fraction:
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?) ?%", text)
    if found is None or Fraction(found[1]) > 100:
        raise ValueError("expected a share from 0 to 100 such as '95 %'")
    return Fraction(found[1])


# A unit's rules are read at every start and replay, and hold the same few quantities.
@lru_cache(maxsize=1024)
def _counted(text: str, pattern: str, expected: str) -> int:
    found = re.fullmatch(pattern, text)
    if found is None:
        raise ValueError(f"expected {expected}")
    return int(found[1])
