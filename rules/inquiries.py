"""What people are being asked for a step that is not done: their opinions, or their votes."""

from rules.solicitation_folding import status_of
from schemas.state import UnitState
from schemas.views import Inquiry


def inquiry(state: UnitState, step_id: str) -> Inquiry | None:
    """The last solicitation or survey of a step, as far as it has come; None where nobody was asked."""
    solicitation = state.solicitations.get(step_id)
    if solicitation is not None:
        until, status = solicitation.until, status_of(solicitation)
        if solicitation.is_void:
            return Inquiry(of="opinions", status="void", until=until)
        if status == "closed":
            counted = solicitation.counted
            return Inquiry(of="opinions", status="counted", until=until, opinions=counted)
        return Inquiry(of="opinions", status=status, until=until)
    survey = state.surveys.get(step_id)
    if survey is not None:
        return Inquiry(of="votes", status=survey.status, until=survey.until)
    return None
