"""Units that are late, and with what."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from schemas.base import LEFT_OUT_IF_NONE, Code, Model
from schemas.quantities import WorkingDays
from schemas.roster import Label
from schemas.target import Target
from schemas.text import Text


class LateUnit(Model):
    """An overdue unit: the deadline that it missed first, and by how many working days.

    Without a `target` it is the start that is late. `title` is that of the step or phase; the whole
    unit has none. `missed` counts all deadlines that it is behind with.
    """

    unit: Code
    name: Label
    type: Code
    district: Code
    supervision_group: Code
    coordinator: Code
    track: Code
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    target: Annotated[Target | None, LEFT_OUT_IF_NONE] = None
    title: Annotated[Text | None, LEFT_OUT_IF_NONE] = None
    due: AwareDatetime
    late_by: WorkingDays
    missed: Annotated[int, Field(ge=1)]
