"""A working calendar as data: what a unit needs to count working days, and no more."""

from datetime import date, time
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Model


class Break(Model):
    """The lunch break, in local time: nobody is written to while it lasts."""

    begins: time
    ends: time


class WorkingHours(Model):
    """When the working day begins and ends, in local time. A deadline falls at `close`.

    People are written to from `open` to `close`, and not during `lunch`.
    """

    open: time = time(8, 30)
    close: time = time(17, 30)
    lunch: Annotated[Break | None, LEFT_OUT_IF_NONE] = None

    @model_validator(mode="after")
    def _are_local(self) -> Self:
        if any(moment.tzinfo is not None for moment in self._moments()):
            raise ValueError("working hours are local times: leave the offset out")
        return self

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        moments = self._moments()
        if any(later <= earlier for earlier, later in pairwise(moments)):
            raise ValueError("the working day must open, break for lunch, and close, in this order")
        return self

    def _moments(self) -> tuple[time, ...]:
        lunch = () if self.lunch is None else (self.lunch.begins, self.lunch.ends)
        return (self.open, *lunch, self.close)


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
