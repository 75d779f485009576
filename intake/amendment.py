"""Reading an amendment's file: either one without a fault, or every fault at once with its position."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from intake.yaml_file import FileErrors, placed, read_model, read_text
from intake.yaml_positions import Positions
from rules.amendment_check import fitting_problems
from schemas.amendment import Amendment
from schemas.unit_rules import UnitRules


class AmendmentErrors(FileErrors):
    """An amendment that cannot be used."""

    what: ClassVar[str] = "amendment"


@dataclass(frozen=True, slots=True)
class AmendmentFile:
    """An amendment that is without a fault in itself, and where its parts stand."""

    amendment: Amendment
    positions: Positions

    def require_fitting(
        self,
        carried: Iterable[UnitRules],
        *,
        districts: Collection[str],
        units: Collection[str],
    ) -> None:
        """Raise AmendmentErrors where it fits none of the rules that a campaign's units carry.

        `districts` are those that the units are in, `units` those of them that it names.
        """
        carried = tuple(carried)
        problems = fitting_problems(self.amendment, carried, districts=districts, units=units)
        if problems:
            raise AmendmentErrors(placed(problem, self.positions) for problem in problems)


def read_amendment(source: Path | str) -> AmendmentFile:
    """Read an amendment from a file, or from its text where `source` is a str.

    Raises AmendmentErrors with every problem at once, as a plan's are; OSError for a file that
    cannot be opened.
    """
    text = read_text(source, AmendmentErrors) if isinstance(source, Path) else source
    return AmendmentFile(*read_model(text, Amendment, AmendmentErrors))
