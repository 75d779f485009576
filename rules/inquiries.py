"""What people are being asked for a step that is not done: their opinions, or their votes."""

from schemas.state import UnitState
from schemas.views import Inquiry


def inquiry(state: UnitState, step_id: str) -> Inquiry | None:
    """The last solicitation or survey of a step, as far as it has come; None where nobody was asked."""
    solicitation = state.solicitations.get(step_id)
    if solicitation is not None:
        if solicitation.is_void:
            status = "void"
        elif solicitation.closed_at is not None:
            status = "counted"
        else:
            status = "open" if solicitation.ending is None else "ended"
        counted = solicitation.counted if status == "counted" else None
        return Inquiry(of="opinions", status=status, until=solicitation.until, opinions=counted)
    survey = state.surveys.get(step_id)
    if survey is not None:
        return Inquiry(of="votes", status=survey.status, until=survey.until)
    return None
