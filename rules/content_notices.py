"""What is said of what a campaign is made of, and whether it is still to be done."""

from collections.abc import Iterator
from typing import Final

from rules.authority import office_above
from rules.course import is_done
from rules.deadlines import answer_deadline
from rules.ledger import open_item
from rules.mobilization import explained
from rules.notice_words import Word, addressee
from rules.opinions import has_fallen_short
from rules.survey_results import awaits_verdict
from schemas.actor import CAMPAIGN_OFFICE
from schemas.events import Event
from schemas.ledger import (
    AnswerOverdue,
    ItemAmended,
    ItemAnswered,
    ItemClosed,
    ItemConfirmed,
    ItemHandedUp,
    ItemReopened,
    ItemReturned,
    NoItemsAccepted,
    NoItemsReported,
)
from schemas.mobilization import AbsenceAccepted, AbsenceDeclined, AbsenceExplained
from schemas.notice import Notice, NoticeKind
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.survey import SurveyClosed, SurveyJudged
from schemas.target import item_target, phase_target, step_target
from schemas.visits import Visited

CONTENT_TO_DO: Final[frozenset[NoticeKind]] = frozenset(
    {
        "absence_explained",
        "solicitation_fell_short",
        "survey_unjudged",
        "item_closed",
        "item_handed_up",
        "answer_overdue",
        "no_items_reported",
    }
)
"""The kinds of these that are of use for as long as there is something to be done."""


def is_content_to_do(state: UnitState, notice: Notice) -> bool:
    """Whether what a notice of those kinds asks for is still to be done."""
    match notice.kind:
        case "absence_explained":
            step = "" if notice.target is None else notice.target.id
            return bool(explained(state, step)) and not is_done(state, step)
        case "solicitation_fell_short":
            return notice.target is not None and has_fallen_short(state, notice.target.id)
        case "survey_unjudged":
            return notice.target is not None and awaits_verdict(state, notice.target.id)
        case "no_items_reported":
            return state.ledger.nothing == "reported"
    return _is_awaited(state, notice)


def words_of_waiting_content(state: UnitState) -> Iterator[Word]:
    """What of it waits for the word of the unit, of the group, or of the office above."""
    supervisor, above = addressee(state.unit, "supervisor"), office_above(state.unit)
    coordinator = addressee(state.unit, "coordinator")
    for step in state.steps:
        if explained(state, step) and not is_done(state, step):
            yield Word("absence_explained", supervisor, target=step_target(step))
    for step in state.solicitations:
        if has_fallen_short(state, step):
            yield Word("solicitation_fell_short", coordinator, target=step_target(step))
    for step in state.surveys:
        if awaits_verdict(state, step):
            yield Word("survey_unjudged", supervisor, target=step_target(step))
    if state.ledger.nothing == "reported":
        yield Word("no_items_reported", supervisor)
    for item in state.ledger.open:
        target = item_target(item.number)
        if item.is_closed:
            yield Word("item_closed", supervisor, is_urgent=False, target=target)
        if item.handed_up is not None and above is not None:
            yield Word("item_handed_up", above, target=target)


def words_of_content(state: UnitState, event: Event) -> Iterator[Word]:
    """What is said of what a campaign is made of."""
    unit = state.unit
    coordinator = addressee(unit, "coordinator")
    match event:
        case Visited():
            phase = None if event.phase is None else phase_target(event.phase)
            yield Word("visited", coordinator, is_urgent=False, target=phase)
        case AbsenceExplained():
            supervisor = addressee(unit, "supervisor")
            yield Word("absence_explained", supervisor, target=step_target(event.step))
        case AbsenceAccepted() | AbsenceDeclined():
            yield Word(event.kind, coordinator, target=step_target(event.step))
        case SurveyClosed() if _is_to_make_up(state, event):
            yield Word("survey_below", coordinator, target=step_target(event.step))
        case SurveyJudged():
            yield Word("survey_judged", coordinator, target=step_target(event.step))
        case _:
            yield from _of_the_ledger(unit, event)


def _is_to_make_up(state: UnitState, event: SurveyClosed) -> bool:
    return event.make_up_by is not None and not awaits_verdict(state, event.step)


def _of_the_ledger(unit: Unit, event: Event) -> Iterator[Word]:
    """Of an item hears whoever has the next word; what is merely to be known waits for the day's."""
    coordinator, above = addressee(unit, "coordinator"), office_above(unit)
    match event:
        case ItemClosed():
            supervisor = addressee(unit, "supervisor")
            yield Word(event.kind, supervisor, is_urgent=False, target=item_target(event.number))
        case ItemConfirmed() | ItemAmended():
            yield Word(event.kind, coordinator, is_urgent=False, target=item_target(event.number))
        case ItemReturned() | ItemReopened() | ItemAnswered():
            yield Word(event.kind, coordinator, target=item_target(event.number))
        case ItemHandedUp() if above is not None:
            yield Word(event.kind, above, target=item_target(event.number))
        case AnswerOverdue() if above is not None:
            # Who is late with an answer hears of it, and the city.
            for office in dict.fromkeys((above, CAMPAIGN_OFFICE)):
                yield Word(event.kind, office, is_urgent=False, target=event.target, due=event.due)
        case NoItemsReported():
            yield Word(event.kind, addressee(unit, "supervisor"))
        case NoItemsAccepted():
            yield Word(event.kind, coordinator)


def _is_awaited(state: UnitState, notice: Notice) -> bool:
    """Whether an item still waits for the word of the group, or for the county's answer."""
    item = None if notice.target is None else open_item(state, int(notice.target.id))
    if item is None:
        return False
    if notice.kind == "item_closed":
        return item.is_closed
    return item.handed_up is not None and (
        notice.due is None or answer_deadline(state, item.number, item.handed_up).at == notice.due
    )
