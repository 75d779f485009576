"""A campaign plan (方案): tracks, phases, steps, deadlines, rules. Data, not code."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Code, Model, Note
from schemas.calendar import WorkingHours
from schemas.programme import Programme
from schemas.quantities import Percent, WorkingDays
from schemas.reminders import Reminders
from schemas.roster import LEFT_OUT_IF_UNIT, Level
from schemas.step import Content, Track
from schemas.text import Text


class Window(Model):
    """The days from which and by which all units go through the campaign, both included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first >= self.last:
            raise ValueError("the window must begin before it ends")
        return self


class CalendarException(Model):
    """A day on which the plan differs from the country's public calendar."""

    date: date
    worked: bool
    reason: Note


class CalendarSource(Model):
    """Where the working calendar comes from: a country (ISO 3166) and the plan's own exceptions."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    hours: WorkingHours = WorkingHours()
    exceptions: Annotated[tuple[CalendarException, ...], LEFT_OUT_IF_EMPTY] = ()


class ReadinessItem(Model):
    """A thing that must be so before a unit may start."""

    id: Code
    title: Text


class UnitType(Model):
    """A type of unit, the track it takes, and the tracks that may be chosen instead.

    `latest_start` is the last day on which a unit of this type should start, whatever its track;
    where it is left out, it follows from the window and the length of the unit's own track. `focus` is what units of this
    type lay weight on (着力点). `level` says of which units are the offices of counties or of the
    city, which answer for what they have promised themselves and are not counted among the units.
    """

    id: Code
    title: Text
    level: Annotated[Level, LEFT_OUT_IF_UNIT] = "unit"
    track: Code
    may_choose: Annotated[tuple[Code, ...], LEFT_OUT_IF_EMPTY] = ()
    latest_start: Annotated[date | None, LEFT_OUT_IF_NONE] = None
    focus: Annotated[Text | None, LEFT_OUT_IF_NONE] = None


class DeclaredTotals(Model):
    """The totals that the roster is held against; a difference is reported, never repaired.

    `units` counts the units by type; `units_total` is the total as printed, which need not be
    their sum. `floating_share` is floating members by members, to the decimals it is written with.
    """

    units: dict[Code, Annotated[int, Field(ge=0)]] = {}
    units_total: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    organisations: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    members: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    floating: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    floating_share: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    note: Annotated[Text | None, LEFT_OUT_IF_NONE] = None


class ExtensionRules(Model):
    """How long a coordinator's request for an extension stays open before it lapses."""

    request_lapse: WorkingDays = WorkingDays(5)


class Lights(Model):
    """When a deadline turns yellow: so many working days before it is due."""

    due_soon: WorkingDays = WorkingDays(3)


class Plan(Model):
    """A campaign plan as its file says it; what is wrong between its parts is found by `rules.plan`.

    Where `content` is recorded, a step is done only once what its kind asks for stands in the
    records: participation, opinions, attendance, the ledger, the survey. Where it is reported, the
    coordinator's word is enough. Where a `mechanism` is required, a unit's last phase is accepted only
    once it has set down what it keeps to.
    """

    plan: Code
    title: Text
    timezone: Annotated[str, Field(max_length=64)]
    calendar: CalendarSource
    window: Window
    readiness: Annotated[tuple[ReadinessItem, ...], Field(max_length=30)] = ()
    tracks: Annotated[tuple[Track, ...], Field(min_length=1, max_length=8)]
    types: Annotated[tuple[UnitType, ...], Field(min_length=1, max_length=100)]
    content: Content = "reported"
    programme: Annotated[Programme | None, LEFT_OUT_IF_NONE] = None
    mechanism: Annotated[Literal["required"] | None, LEFT_OUT_IF_NONE] = None
    lights: Lights = Lights()
    extensions: ExtensionRules = ExtensionRules()
    reminders: Annotated[Reminders | None, LEFT_OUT_IF_NONE] = None
    declares: Annotated[DeclaredTotals | None, LEFT_OUT_IF_NONE] = None

    def is_of_office(self, unit_type: Code) -> bool:
        """Whether rows of a type are offices, which no total counts."""
        return any(one.level != "unit" for one in self.types if one.id == unit_type)
