"""One effective deadline: the instant, its light, and how it came about."""

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime

from schemas.base import LEFT_OUT_IF_EMPTY, Model
from schemas.target import Target


class Light(StrEnum):
    """How near a deadline is: green, yellow (due soon) or red (overdue)."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Reason(Model):
    """One part of how a deadline came about; `code` names its text in `texts/labels`."""

    code: str
    params: Annotated[dict[str, str], LEFT_OUT_IF_EMPTY] = {}


class Deadline(Model):
    """When something is due (`at`), from when it counts as due soon, and why then."""

    target: Target
    at: AwareDatetime
    due_soon_at: AwareDatetime
    reasons: tuple[Reason, ...]

    def light(self, now: AwareDatetime) -> Light:
        """The deadline's light at an instant, while what it is for is not done."""
        if now >= self.at:
            return Light.RED
        return Light.YELLOW if now >= self.due_soon_at else Light.GREEN
