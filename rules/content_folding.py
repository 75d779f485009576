"""How what a campaign is made of changes a unit's state, by the kind of what has happened."""

from datetime import datetime
from typing import assert_never

from rules import opinions
from rules.ledger_folding import fold_ledger
from rules.mechanism import fold_mechanism
from rules.meeting import fold_meeting
from rules.mobilization import fold_absence, fold_participation
from rules.publication import fold_publication
from rules.responsibility import fold_letter
from rules.survey_folding import fold_survey
from rules.visits import fold_visit
from schemas.actor import Actor
from schemas.ledger import (
    ItemAdded,
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
from schemas.mechanism import (
    MechanismSet,
)
from schemas.meeting import (
    MeetingCalledOff,
    MeetingConvened,
    MeetingRecorded,
)
from schemas.mobilization import (
    AbsenceAccepted,
    AbsenceDeclined,
    AbsenceExplained,
    ParticipationCorrected,
    ParticipationRecorded,
)
from schemas.opinions import (
    SolicitationClosed,
    SolicitationEnded,
    SolicitationFellShort,
    SolicitationOpened,
)
from schemas.publication import PublicationWithdrawn, Published
from schemas.responsibility import LetterAcknowledged
from schemas.state import UnitState
from schemas.survey import SurveyClosed, SurveyEnded, SurveyJudged, SurveyOpened
from schemas.visits import (
    Visited,
)

ContentEvent = (
    AbsenceAccepted
    | AbsenceDeclined
    | AbsenceExplained
    | ItemAdded
    | ItemAmended
    | ItemAnswered
    | ItemClosed
    | ItemConfirmed
    | ItemHandedUp
    | ItemReopened
    | ItemReturned
    | LetterAcknowledged
    | MechanismSet
    | MeetingCalledOff
    | MeetingConvened
    | MeetingRecorded
    | NoItemsAccepted
    | NoItemsReported
    | ParticipationCorrected
    | ParticipationRecorded
    | PublicationWithdrawn
    | Published
    | SolicitationClosed
    | SolicitationEnded
    | SolicitationFellShort
    | SolicitationOpened
    | SurveyClosed
    | SurveyEnded
    | SurveyJudged
    | SurveyOpened
    | Visited
)
"""What happens to the content of a unit's campaign, beside its course."""


def fold_content(state: UnitState, event: ContentEvent, *, at: datetime, by: Actor) -> UnitState:
    """The state after something of that."""
    match event:
        case MechanismSet():
            return fold_mechanism(state, event)
        case Published() | PublicationWithdrawn():
            return fold_publication(state, event)
        case LetterAcknowledged():
            return fold_letter(state, at)
        case Visited():
            return fold_visit(state, event)
        case SolicitationOpened() | SolicitationEnded():
            return opinions.fold(state, event, at)
        case SolicitationClosed() | SolicitationFellShort():
            return opinions.fold(state, event, at)
        case SurveyOpened() | SurveyEnded() | SurveyClosed() | SurveyJudged():
            return fold_survey(state, event, by)
        case ParticipationRecorded() | ParticipationCorrected():
            return fold_participation(state, event)
        case AbsenceExplained() | AbsenceAccepted() | AbsenceDeclined():
            return fold_absence(state, event)
        case MeetingConvened() | MeetingCalledOff() | MeetingRecorded():
            return fold_meeting(state, event)
        case (
            ItemAdded()
            | ItemAmended()
            | ItemClosed()
            | ItemConfirmed()
            | ItemReturned()
            | ItemReopened()
            | ItemHandedUp()
            | ItemAnswered()
            | NoItemsReported()
            | NoItemsAccepted()
        ):
            return fold_ledger(state, event, at)
    assert_never(event)
