"""Reading a YAML file as a model: either one without a fault, or every fault at once with its place."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ClassVar, Final, TypeVar

from pydantic import BaseModel, ValidationError

from intake.known_keys import with_known_keys
from intake.plan_shape import shape_problems
from intake.yaml_positions import MAX_CHARACTERS, Positions, read_yaml
from schemas.problem import Problem

M = TypeVar("M", bound=BaseModel)

MAX_BYTES: Final = 4 * MAX_CHARACTERS
"""No more is read of a file: a character takes four bytes in UTF-8, at most."""


class FileErrors(Exception):
    """A file that cannot be used; `problems` has everything that is wrong, from top to bottom.

    Their texts are in `texts.file_problems` and `texts.plan_problems`, or in `texts.refusals`.
    """

    what: ClassVar[str] = "file"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.line or 0, p.column or 0)))
        first, rest = self.problems[:5], self.problems[5:]
        places = "; ".join(f"{p.code} at line {p.line}, column {p.column}" for p in first)
        more = f" and {len(rest)} more" if rest else ""
        super().__init__(f"the {self.what} cannot be used as it is: {places}{more}")


def read_text(path: Path, errors: type[FileErrors]) -> str:
    """The text of a file. Raises OSError for one that cannot be opened, and `errors`."""
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        params = {"limit": str(MAX_CHARACTERS)}
        raise errors([Problem(code="yaml_too_long", params=params, line=1, column=1)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise errors([Problem(code="not_utf8", line=line, column=column)]) from None


def read_model(
    text: str,
    model: type[M],
    errors: type[FileErrors],
    check: Callable[[M], Iterable[Problem]] = lambda _: (),
) -> tuple[M, Positions]:
    """The model that a text says, and where its parts stand.

    Raises `errors` with every problem at once: those of the YAML and of the shape (unknown and
    missing keys, wrong values) together and, where nothing of the shape is wrong but keys that
    nobody knows, those that `check` finds in the rest.
    """
    yaml = read_yaml(text)
    if not yaml.complete:
        raise errors(yaml.problems)
    unread = {problem.path for problem in yaml.problems if problem.code == "yaml_alias"}
    problems, data, positions = list(yaml.problems), yaml.data, yaml.positions
    while True:
        try:
            read = model.model_validate_json(json.dumps(data))
        except ValidationError as error:
            found = shape_problems(model, error, data, positions)
            shape = [problem for problem in found if problem.path not in unread]
            problems += shape
            rest = with_known_keys(shape, data, positions)
            if rest is None:
                raise errors(problems) from None
            # Under a key that was misspelt there may be more of them, and wrong values.
            data, positions = rest
        else:
            break
    problems += [placed(problem, positions) for problem in check(read)]
    if problems:
        raise errors(problems)
    return read, positions


def placed(problem: Problem, positions: Positions) -> Problem:
    """A problem with the line and column to which its path leads."""
    at_key = problem.path[:2] == ("declares", "units")
    line, column = (positions.of_key if at_key else positions.of_value)(problem.path)
    return problem.model_copy(update={"line": line, "column": column})
