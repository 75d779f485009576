"""Reading a plan file: either a plan without a fault, or every fault at once with its position."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from intake.holidays import is_known_country
from intake.yaml_file import FileErrors, read_model, read_text
from intake.yaml_positions import DataPath, Position, Positions
from rules.plan import check_plan
from schemas.plan import Plan
from schemas.problem import Problem


class PlanErrors(FileErrors):
    """A plan that cannot be used."""

    what: ClassVar[str] = "plan"


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan without a fault, and the text that it was read from."""

    plan: Plan
    text: str
    positions: Positions

    def position(self, path: DataPath) -> Position:
        """Where in the text the part of the plan at `path` stands, or would stand in."""
        return self.positions.of_value(path)


def read_plan(source: Path | str) -> PlanFile:
    """Read a plan from a file, or from its text where `source` is a str.

    Raises PlanErrors with every problem at once: those of the YAML and of the shape (unknown and
    missing keys, wrong values) together, and those between the parts of the plan once nothing of
    its shape is wrong but keys that nobody knows. Raises OSError for a file that cannot be opened.
    """
    text = read_text(source, PlanErrors) if isinstance(source, Path) else source
    plan, positions = read_model(text, Plan, PlanErrors, _problems)
    return PlanFile(plan, text, positions)


def read_launched_plan(text: str) -> Plan:
    """The plan of a campaign, not re-based, from the text that it was launched from.

    What is wrong between its parts is not looked for: a release may look for more than the one that
    found it good. Raises PlanErrors for what is no plan at all.
    """
    return read_model(text, Plan, PlanErrors)[0]


def _problems(plan: Plan) -> Iterator[Problem]:
    yield from check_plan(plan)
    if not is_known_country(plan.calendar.country):
        path, params = ("calendar", "country"), {"country": plan.calendar.country}
        yield Problem(code="unknown_country", params=params, path=path)
