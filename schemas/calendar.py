"""A working calendar as data: what a unit needs to count working days, and no more."""

from datetime import date, time
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.base import LEFT_OUT_IF_EMPTY, Model


class WorkingHours(Model):
    """When the working day begins and ends, in local time. A deadline falls at `close`."""

    open: time = time(8, 30)
    close: time = time(17, 30)

    @model_validator(mode="after")
    def _are_local(self) -> Self:
        if self.open.tzinfo is not None or self.close.tzinfo is not None:
            raise ValueError("working hours are local times: leave the offset out")
        return self

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.open >= self.close:
            raise ValueError("the working day must open before it closes")
        return self


class WorkingCalendar(Model):
    """Which days are worked from `first` to `last`, in one time zone.

    Monday to Friday are worked except the days in `days_off`; `workdays` are Saturdays and Sundays
    that are worked instead (the Chinese swapped days). Outside `first` to `last` nothing but the
    weekend is known. Years in `provisional` had no official announcement when this was made.
    """

    timezone: Annotated[str, Field(pattern=r"^[A-Za-z0-9_+\-/]{1,64}$")]
    first: date
    last: date
    days_off: Annotated[tuple[date, ...], LEFT_OUT_IF_EMPTY] = ()
    workdays: Annotated[tuple[date, ...], LEFT_OUT_IF_EMPTY] = ()
    provisional: Annotated[tuple[int, ...], LEFT_OUT_IF_EMPTY] = ()
    hours: WorkingHours = WorkingHours()

    def __hash__(self) -> int:
        """A hash that does not go through hundreds of days: calendars are the key of many caches."""
        return hash((self.timezone, self.first, self.last))
