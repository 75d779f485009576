"""A feed: the deadlines of units as they stand in somebody's own calendar."""

from typing import Annotated, Literal

from pydantic import AwareDatetime

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Code, Model
from schemas.deadline import Reason
from schemas.roster import Label
from schemas.text import Text

Matter = Literal[
    "start",
    "step",
    "phase",
    "sign_off",
    "item",
    "answer",
    "unit",
    "survey",
    "solicitation",
    "meeting",
]
"""What an appointment is about: the latest start, a step, a phase, its sign-off, an item of the
ledger, the answer to one that was handed up, or the unit; the end of a survey or a solicitation, or a branch's meeting."""

Gone = Literal["done", "suspended", "withdrawn", "closed", "dropped", "called_off", "reassigned"]
"""Why nothing is due any more: `suspended` may come back, and `reassigned` is another's now."""


class Appointment(Model):
    """Something that falls due at `at`, or did before it was `gone`.

    `id` is the step's or phase's, and `title` its title; of an item, or the answer to one, it is the number. A meeting is
    that of a `branch`, at a `place`. `revision` is the unit's, and `changed_at`
    the instant at which the unit came to it: a calendar that has an older one takes the newer.
    """

    unit: Code
    name: Label
    coordinator: Code
    supervision_group: Code
    matter: Matter
    id: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    title: Annotated[Text | None, LEFT_OUT_IF_NONE] = None
    branch: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    place: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    at: AwareDatetime
    reasons: Annotated[tuple[Reason, ...], LEFT_OUT_IF_EMPTY] = ()
    gone: Annotated[Gone | None, LEFT_OUT_IF_NONE] = None
    revision: int
    changed_at: AwareDatetime
