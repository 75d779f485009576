"""What is known of something that waits where another event than its own has it said once more.

Who takes a unit over, or comes back to it, hears of all that waits; what the entry says that has it
said so, such as why the unit was reassigned, is not said of that.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from rules.course import find_step, track
from rules.extensions import find_request
from rules.ledger import open_item
from rules.wording import Fact
from schemas.events import Event
from schemas.notice import Notice, NoticeKind
from schemas.state import UnitState
from schemas.step import OpinionsStep
from schemas.unit_rules import THIRD_EDITION

_OWN_EVENT: Final[Mapping[NoticeKind, str]] = {
    "extension_requested": "extension_requested",
    "absence_explained": "absence_explained",
    "solicitation_fell_short": "solicitation_fell_short",
    "survey_unjudged": "survey_closed",
    "item_closed": "item_closed",
    "item_handed_up": "item_handed_up",
    "no_items_reported": "no_items_reported",
}
"""The kinds of which an event tells more than the state does, and that event."""


def is_said_again(notice: Notice, event: Event) -> bool:
    """Whether a notice tells of something that waits since before the event that has it said."""
    return notice.kind in _OWN_EVENT and _OWN_EVENT[notice.kind] != event.kind


def waiting_facts(state: UnitState, notice: Notice) -> Iterator[Fact]:
    """What the unit's state knows of it."""
    target = notice.target
    if target is None:
        return
    match notice.kind:
        case "extension_requested":
            request = find_request(state, target)
            if request is not None:
                yield "by", str(request.by)
                yield "until", request.until.isoformat()
                yield "until_day", request.until.isoformat()
        case "solicitation_fell_short":
            yield from how_it_goes_on(state, target.id)
        case "survey_unjudged":
            survey = state.surveys.get(target.id)
            yield "cast", "" if survey is None or survey.cast is None else str(survey.cast)
        case "item_handed_up":
            item = open_item(state, int(target.id))
            if item is not None and item.handed_up is not None:
                yield "answer_by", item.handed_up.answer_by.isoformat()


def how_it_goes_on(state: UnitState, step_id: str) -> Iterator[Fact]:
    """Until when opinions come for a solicitation that fell short, and for how long it may be open."""
    if step_id in state.solicitations:
        yield "taken_until", state.solicitations[step_id].until.isoformat()
    found = find_step(track(state), step_id)
    may_go_on = state.rules.edition >= THIRD_EDITION
    if may_go_on and found is not None and isinstance(found[1], OpinionsStep):
        yield "again_for", str(found[1].open_for)
