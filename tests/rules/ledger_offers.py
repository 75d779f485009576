"""What can be tried on a ledger: fields for any of its commands, sensible or not, and for all offers."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from rules.calendar import is_working_day, local_date
from schemas.state import UnitState

Offer = tuple[str, str | None]

TO_AN_ITEM: Final[dict[str, dict[str, Any]]] = {
    "amend_item": {"owner": "-", "reason": "-"},
    "close_item": {"evidence": "-"},
    "confirm_item": {},
    "return_item": {"reason": "-"},
    "escalate_item": {"reason": "-"},
    "answer_item": {"answer": "-"},
}
"""The commands to one open item, with what they carry beside its number."""


def ledger_fields(
    state: UnitState, day: st.SearchStrategy[date]
) -> dict[str, dict[str, st.SearchStrategy[Any]]]:
    """What commands to a ledger carry; the number may be one that it does not have."""
    number = st.integers(1, state.ledger.added + 1)
    text = st.just("-")
    return {
        "add_item": {
            "measure": text,
            "owner": text,
            "due": day,
            "solvable": st.sampled_from(("now", "by_date", "higher_level")),
        },
        "amend_item": {"number": number, "due": st.none() | day, "owner": text, "reason": text},
        "close_item": {"number": number, "evidence": text},
        "confirm_item": {"number": number},
        "return_item": {"number": number, "reason": text, "due": st.none() | day},
        "reopen_item": {"number": number, "reason": text, "due": day},
        "escalate_item": {"number": number, "reason": text},
        "answer_item": {"number": number, "answer": text, "due": st.none() | day},
        "report_no_items": {"reason": text},
    }


def offered_fields(
    state: UnitState, kind: str, argument: str | None, now: datetime
) -> dict[str, Any] | None:
    """The fields of an offer to a ledger; None for any other."""
    if kind in TO_AN_ITEM:
        return {"number": int(argument or ""), **TO_AN_ITEM[kind]}
    day = local_date(state.rules.calendar, now)
    while not is_working_day(state.rules.calendar, day):
        day += timedelta(days=1)
    match kind:
        case "add_item":
            return {"measure": "-", "owner": "-", "due": day}
        case "reopen_item":
            return {"number": _struck_off(state)[-1], "due": day, "reason": "-"}
        case "report_no_items":
            return {"reason": "-"}
    return None


def ledger_tries(
    state: UnitState, now: datetime
) -> Iterator[tuple[Offer, Iterable[dict[str, Any]]]]:
    """Every command to a ledger, with every number and every day near now."""
    today = local_date(state.rules.calendar, now)
    days = [today + timedelta(days=days) for days in range(40)]
    item = {"kind": "add_item", "measure": "-", "owner": "-"}
    yield ("add_item", None), [{**item, "due": day} for day in days]
    again = {"kind": "reopen_item", "reason": "-"}
    number = (_struck_off(state) or [state.ledger.added + 1])[-1]
    yield ("reopen_item", None), [{**again, "number": number, "due": day} for day in days]
    yield ("report_no_items", None), [{"kind": "report_no_items", "reason": "-"}]
    yield ("accept_no_items", None), [{"kind": "accept_no_items"}]
    for number in range(1, state.ledger.added + 2):
        for kind, fields in TO_AN_ITEM.items():
            yield (kind, str(number)), [{"kind": kind, "number": number, **fields}]


def _struck_off(state: UnitState) -> list[int]:
    open_ = {item.number for item in state.ledger.open}
    return [number for number in range(1, state.ledger.added + 1) if number not in open_]
