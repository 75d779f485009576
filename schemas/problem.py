"""What is wrong in something that a person wrote, and where."""

from typing import Annotated

from schemas.base import LEFT_OUT_IF_NONE, Model


class Problem(Model):
    """One thing that is wrong in a plan, a roster or a list of people.

    `code` names the text in `texts/`, `params` fills it. `path` leads to the place inside a plan
    (`("tracks", 0, "phases", 1)`); `line` and `column` count from 1 in a plan file; `row` counts
    as a spreadsheet does (the heading is row 1) and `field` is the column's heading.
    """

    code: str
    params: dict[str, str] = {}
    path: tuple[str | int, ...] = ()
    line: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    column: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    row: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    field: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    value: Annotated[str | None, LEFT_OUT_IF_NONE] = None
