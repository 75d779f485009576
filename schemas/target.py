"""What has a deadline: a step, a phase, an item of the ledger, or the unit as a whole."""

import re
from dataclasses import dataclass
from typing import ClassVar, Literal, Self

from schemas.base import Written


@dataclass(frozen=True, slots=True)
class Target(Written):
    """Written `step:<id>`, `phase:<id>`, `item:<number>` or `unit`."""

    kind: Literal["step", "phase", "item", "unit"]
    id: str = ""
    pattern: ClassVar[str] = r"^(unit|item:[1-9][0-9]{0,5}|(step|phase):[^\W_][\w.\-]{0,63})$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `step:<id>`, `phase:<id>`, `item:<number>` or `unit`."""
        if re.fullmatch(cls.pattern, text) is None:
            raise ValueError("expected step:<id>, phase:<id>, item:<number> or unit")
        kind, _, id_ = text.partition(":")
        match kind:
            case "step" | "phase" | "item":
                return cls(kind, id_)
        return cls("unit")

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind


UNIT = Target("unit")
"""The unit as a whole."""


def step_target(step: str) -> Target:
    """The step of that id."""
    return Target("step", step)


def phase_target(phase: str) -> Target:
    """The phase of that id."""
    return Target("phase", phase)


def item_target(number: int) -> Target:
    """The item of that number in the unit's ledger."""
    return Target("item", str(number))
