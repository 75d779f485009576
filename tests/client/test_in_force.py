"""What units begin with: by their type, the track that they chose, and the campaign's amendments."""

from datetime import date
from typing import Final

from client.in_force import InForce
from intake.holidays import working_calendar
from rules.deadlines import latest_start
from tests.records.launched import PLAN
from tests.rules.amendments import amendment
from tests.rules.reference import with_unit

_MAY_CHOOSE: Final = PLAN.model_copy(
    update={
        "types": tuple(one.model_copy(update={"may_choose": ("key_links",)}) for one in PLAN.types)
    }
)
_CALENDAR: Final = working_calendar(PLAN.calendar, PLAN.timezone, PLAN.window)


def test_a_unit_should_start_while_the_track_that_it_chose_still_fits() -> None:
    in_force = InForce(_MAY_CHOOSE, _CALENDAR)
    rules = in_force.rules_for(with_unit())
    assert latest_start(rules, "phased") == date(2026, 9, 30)
    assert latest_start(rules, "key_links") == date(2026, 10, 30)
    # Rules are shared by all units that have the same: one may change its track before it starts.
    assert in_force.rules_for(with_unit(code="U-2", track="key_links")) is rules


def test_an_amendment_of_the_latest_start_is_for_whom_it_says() -> None:
    later = amendment({"kind": "latest_start", "on": "2026-10-15"}, tracks=["key_links"])
    in_force = InForce(_MAY_CHOOSE, _CALENDAR, (later,))
    own, chosen = in_force.rules_for(with_unit()), in_force.rules_for(with_unit(track="key_links"))
    assert latest_start(own, "phased") == date(2026, 9, 30)
    assert latest_start(chosen, "key_links") == date(2026, 10, 15)


def test_a_window_that_ends_earlier_leaves_no_start_after_it() -> None:
    """Whatever track a unit is on, and may take."""
    earlier = amendment({"kind": "window", "last": "2026-10-15"})
    rules = InForce(_MAY_CHOOSE, _CALENDAR, (earlier,)).rules_for(with_unit())
    assert rules.window.last == date(2026, 10, 15)
    assert latest_start(rules, "phased") == date(2026, 9, 30)
    assert latest_start(rules, "key_links") == date(2026, 10, 15)
