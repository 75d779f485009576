"""Reading a plan file: either a plan without a fault, or every fault at once with its position."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from intake.holidays import is_known_country
from intake.plan_shape import shape_problems
from intake.yaml_positions import MAX_CHARACTERS, DataPath, Position, Positions, read_yaml
from rules.plan import check_plan
from schemas.plan import Plan
from schemas.problem import Problem

MAX_BYTES: Final = 4 * MAX_CHARACTERS
"""No more is read of a file: a character takes four bytes in UTF-8, at most."""


class PlanErrors(Exception):
    """A plan that cannot be used; `problems` has everything that is wrong, from top to bottom.

    Their texts are in `texts.plan_problems`.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        places = "; ".join(f"{p.code} at line {p.line}, column {p.column}" for p in problems[:5])
        more = f" and {len(problems) - 5} more" if len(problems) > 5 else ""
        super().__init__(f"the plan cannot be used as it is: {places}{more}")


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
    missing keys, wrong values) together, and once the shape is right, those between the parts of
    the plan. Raises OSError for a file that cannot be opened.
    """
    text = _text(source) if isinstance(source, Path) else source
    yaml = read_yaml(text)
    if not yaml.complete:
        raise PlanErrors(yaml.problems)
    try:
        plan = Plan.model_validate_json(json.dumps(yaml.data))
    except ValidationError as error:
        unread = {problem.path for problem in yaml.problems if problem.code == "yaml_alias"}
        shape = shape_problems(Plan, error, yaml.data, yaml.positions)
        raise _errors(*yaml.problems, *(p for p in shape if p.path not in unread)) from None
    problems = [*yaml.problems, *(_placed(p, yaml.positions) for p in check_plan(plan))]
    if not is_known_country(plan.calendar.country):
        path, params = ("calendar", "country"), {"country": plan.calendar.country}
        unknown = Problem(code="unknown_country", params=params, path=path)
        problems.append(_placed(unknown, yaml.positions))
    if problems:
        raise _errors(*problems)
    return PlanFile(plan, text, yaml.positions)


def _text(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        params = {"limit": str(MAX_CHARACTERS)}
        raise PlanErrors((Problem(code="yaml_too_long", params=params, line=1, column=1),))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise PlanErrors((Problem(code="not_utf8", line=line, column=column),)) from None


def _placed(problem: Problem, positions: Positions) -> Problem:
    at_key = problem.path[:2] == ("declares", "units")
    line, column = (positions.of_key if at_key else positions.of_value)(problem.path)
    return problem.model_copy(update={"line": line, "column": column})


def _errors(*problems: Problem) -> PlanErrors:
    return PlanErrors(tuple(sorted(problems, key=lambda p: (p.line or 0, p.column or 0))))
