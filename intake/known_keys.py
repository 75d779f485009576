"""What can be read of a file in spite of keys that nobody knows, so that all else is told at once."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from intake.yaml_positions import DataPath, Positions
from schemas.problem import Problem

_OF_UNKNOWN_KEYS: Final = {"unknown_key", "unknown_key_near", "unquoted_comma"}


def with_known_keys(
    problems: Sequence[Problem], data: Any, positions: Positions
) -> tuple[Any, Positions] | None:
    """The data without its unknown keys, and where its parts stand.

    What stands under a key that was misspelt is read as what was meant. None where the `problems` of
    its shape have another cause than such keys: it cannot be read yet.
    """
    unknown = [problem for problem in problems if problem.code in _OF_UNKNOWN_KEYS]
    others = [problem for problem in problems if problem not in unknown]
    if not unknown or any(problem.code != "missing_key" for problem in others):
        return None
    known, meant = deepcopy(data), dict[DataPath, str]()
    for problem in unknown:
        holder = known
        for part in problem.path[:-1]:
            holder = holder[part]
        value, near = holder.pop(problem.path[-1]), problem.params.get("near")
        if near is not None and near not in holder:
            holder[near] = value
            meant[problem.path] = near
    found = {(*path[:-1], key) for path, key in meant.items()}
    if any((*problem.path, problem.params["key"]) not in found for problem in others):
        return None
    return known, positions.renamed(meant)
