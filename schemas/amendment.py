"""An amendment (修订) of a running campaign, as its office writes it: which units, and what changes."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Code, Model, Note
from schemas.calendar import WorkingCalendar
from schemas.quantities import Days, Percent, WorkingDays
from schemas.reminders import Reminders
from schemas.step import Channel, Due, Question, Step, StudyPack, Weights

Codes = Annotated[tuple[Code, ...], Field(max_length=500), LEFT_OUT_IF_EMPTY]
"""Some codes or ids of one sort; none stands for all that there are."""

Lapse = Annotated[WorkingDays | Literal["never"], Field(union_mode="left_to_right")]
"""After how long a phase closes without a sign-off."""


MakeUpLimit = Annotated[
    Annotated[int, Field(ge=0, le=20)] | Literal["none"], Field(union_mode="left_to_right")
]
"""How often a survey is repeated at most."""

FIXED_OF_STEPS: Final[Mapping[str, str]] = {
    "id": "fixed_id",
    "kind": "fixed_kind",
    "title": "fixed_title",
}
"""What no amendment changes of a step, and the code of the reason; everything else may be changed."""

FIXED_OF_PHASES: Final[Mapping[str, str]] = {
    "id": "fixed_id",
    "title": "fixed_title",
    "length": "fixed_length",
    "gate": "fixed_gate",
    "steps": "fixed_steps",
}
"""The same of a phase; some of it is changed in another way, which the reason names."""


class UnitsMeant(Model):
    """Which units an amendment is for: those for which everything that is given holds.

    `tracks` are those that the units are on now; `codes` are the units' own.
    """

    districts: Codes = ()
    types: Codes = ()
    tracks: Codes = ()
    codes: Codes = ()


class PhaseChange(Model):
    """A phase takes longer, or shorter, by so many days; it is published, or polled, or not.

    What is not given stays as it is.
    """

    kind: Literal["phase"]
    phase: Code
    longer: Annotated[Days | None, LEFT_OUT_IF_NONE] = None
    shorter: Annotated[Days | None, LEFT_OUT_IF_NONE] = None
    published: Annotated[bool | None, LEFT_OUT_IF_NONE] = None
    polled: Annotated[bool | None, LEFT_OUT_IF_NONE] = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        lengths = [length for length in (self.longer, self.shorter) if length is not None]
        is_open = self.published is not None or self.polled is not None
        if len(lengths) > 1 or not (lengths or is_open) or any(not one.count for one in lengths):
            raise ValueError(
                "expected either 'longer' or 'shorter', by a day or more, 'published' or 'polled'"
            )
        return self


class GateChange(Model):
    """A phase closes in another way; what is not given stays as it is."""

    kind: Literal["gate"]
    phase: Code
    sign_off: Annotated[bool | None, LEFT_OUT_IF_NONE] = None
    lapse: Annotated[Lapse | None, LEFT_OUT_IF_NONE] = None
    redo: Annotated[WorkingDays | None, LEFT_OUT_IF_NONE] = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.sign_off is None and self.lapse is None and self.redo is None:
            raise ValueError("expected 'sign_off', 'lapse' or 'redo'")
        return self


class StepChange(Model):
    """A step is required or not, due otherwise, or has other parameters of its kind.

    What is not given stays as it is; a list or section that is given takes the place of the whole.
    `make_up_limit` may be taken away.
    """

    kind: Literal["step"]
    step: Code
    required: Annotated[bool | None, LEFT_OUT_IF_NONE] = None
    after: Annotated[tuple[Code, ...] | None, LEFT_OUT_IF_NONE] = None
    due: Annotated[Due | None, LEFT_OUT_IF_NONE] = None
    coverage: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    materials: Annotated[StudyPack | None, LEFT_OUT_IF_NONE] = None
    channels: Annotated[tuple[Channel, ...], LEFT_OUT_IF_EMPTY] = ()
    open_for: Annotated[Days | None, LEFT_OUT_IF_NONE] = None
    minimum: Annotated[int | None, Field(ge=0), LEFT_OUT_IF_NONE] = None
    minimum_channels: Annotated[int | None, Field(ge=0), LEFT_OUT_IF_NONE] = None
    quorum: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    closed_share: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    handed_up: Annotated[WorkingDays | None, LEFT_OUT_IF_NONE] = None
    bands: Annotated[tuple[Percent, ...], LEFT_OUT_IF_EMPTY] = ()
    pass_mark: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    minimum_group: Annotated[int | None, Field(ge=2), LEFT_OUT_IF_NONE] = None
    questions: Annotated[tuple[Question, ...] | None, Field(max_length=20), LEFT_OUT_IF_NONE] = None
    weights: Annotated[Weights | None, LEFT_OUT_IF_NONE] = None
    make_up_limit: Annotated[MakeUpLimit | None, LEFT_OUT_IF_NONE] = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.changes:
            raise ValueError("expected something that changes beside the step")
        return self

    @property
    def changes(self) -> dict[str, Any]:
        """What changes: by the names that steps have for it."""
        given = {
            name: getattr(self, name)
            for name, field in StepChange.model_fields.items()
            if name not in {"kind", "step"} and getattr(self, name) != field.default
        }
        if given.get("make_up_limit") == "none":
            given["make_up_limit"] = None
        return given


class StepAdded(Model):
    """One more step, at the end of a phase."""

    kind: Literal["step_added"]
    phase: Code
    step: Step


class StepDropped(Model):
    """A step is no longer asked for; what came after it comes after what it came after."""

    kind: Literal["step_dropped"]
    step: Code


class LightsChange(Model):
    """A deadline turns yellow earlier or later."""

    kind: Literal["lights"]
    due_soon: WorkingDays


class ExtensionsChange(Model):
    """A request for more time lapses earlier or later."""

    kind: Literal["extensions"]
    request_lapse: WorkingDays


class RemindersChange(Model):
    """Another ladder of reminders in the place of the plan's: the whole section."""

    kind: Literal["reminders"]
    reminders: Reminders


class WindowChange(Model):
    """The campaign ends on another day."""

    kind: Literal["window"]
    last: date


class LatestStartChange(Model):
    """Units should start by another day."""

    kind: Literal["latest_start"]
    on: date


class CalendarChange(Model):
    """Another working calendar in the place of the present one."""

    kind: Literal["calendar"]
    calendar: WorkingCalendar


Change = Annotated[
    PhaseChange
    | GateChange
    | StepChange
    | StepAdded
    | StepDropped
    | LightsChange
    | ExtensionsChange
    | RemindersChange
    | WindowChange
    | LatestStartChange
    | CalendarChange,
    Field(discriminator="kind"),
]
"""One change, told apart by `kind`; those of steps and phases hold on every track that has them."""


class Amendment(Model):
    """Changes that a unit takes all together or not at all, in their order, and takes once.

    An amendment is known by its content: the very same one given again reaches only units that
    have not taken it. Who means it a second time writes another `reason`, which every unit's
    journal says.
    """

    reason: Note
    units: UnitsMeant = UnitsMeant()
    changes: Annotated[tuple[Change, ...], Field(min_length=1, max_length=30)]
