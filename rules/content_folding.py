"""How what a campaign is made of changes a unit's state, by the kind of what has happened."""

from datetime import datetime
from typing import assert_never

from rules.ledger_folding import fold_ledger
from rules.mechanism import fold_mechanism
from rules.meeting import fold_meeting
from rules.mobilization import fold_participation
from rules.publication import fold_publication
from rules.responsibility import fold_letter
from rules.solicitation_folding import fold_solicitation
from rules.survey_folding import fold_survey
from rules.visits import fold_visit
from schemas.actor import Actor
from schemas.events import ContentEvent
from schemas.ledger import LedgerEvent
from schemas.mechanism import MechanismSet
from schemas.meeting import MeetingEvent
from schemas.mobilization import ParticipationEvent
from schemas.opinions import SolicitationEvent
from schemas.publication import PublicationEvent
from schemas.responsibility import LetterAcknowledged
from schemas.state import UnitState
from schemas.survey import SurveyEvent
from schemas.visits import Visited


def fold_content(state: UnitState, event: ContentEvent, *, at: datetime, by: Actor) -> UnitState:
    """The state after something of that."""
    if isinstance(event, LedgerEvent):
        return fold_ledger(state, event, at)
    if isinstance(event, LetterAcknowledged):
        return fold_letter(state, at)
    if isinstance(event, MechanismSet):
        return fold_mechanism(state, event)
    if isinstance(event, MeetingEvent):
        return fold_meeting(state, event)
    if isinstance(event, ParticipationEvent):
        return fold_participation(state, event)
    if isinstance(event, PublicationEvent):
        return fold_publication(state, event)
    if isinstance(event, SolicitationEvent):
        return fold_solicitation(state, event, at)
    if isinstance(event, SurveyEvent):
        return fold_survey(state, event, by)
    if isinstance(event, Visited):
        return fold_visit(state, event)
    assert_never(event)
