"""What has a deadline: a step, a phase, or the unit as a whole."""

import re
from dataclasses import dataclass
from typing import ClassVar, Literal, Self

from schemas.base import Written


@dataclass(frozen=True, slots=True)
class Target(Written):
    """Written `step:<id>`, `phase:<id>` or `unit`."""

    kind: Literal["step", "phase", "unit"]
    id: str = ""
    pattern: ClassVar[str] = r"^(unit|(step|phase):[^\W_][\w.\-]{0,63})$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `step:<id>`, `phase:<id>` or `unit`."""
        if re.fullmatch(cls.pattern, text) is None:
            raise ValueError("expected step:<id>, phase:<id> or unit")
        kind, _, id_ = text.partition(":")
        if kind == "step":
            return cls("step", id_)
        return cls("phase", id_) if kind == "phase" else cls("unit")

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
