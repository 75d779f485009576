"""What a step's kind asks for before it is done, where the plan has content recorded."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from rules import ledger, meeting, mobilization, opinions, survey_results
from schemas.state import UnitState
from schemas.step import Step, StepKind

Requirement = Callable[[UnitState, Any], None]
"""Refuses while what a step of its kind asks for is not there."""

REQUIREMENTS: Final[Mapping[StepKind, Requirement]] = {
    "mobilization": mobilization.require_coverage,
    "meeting": meeting.require_meetings,
    "opinions": opinions.require_solicited,
    "rectification": ledger.require_ledger,
    "survey": survey_results.require_good_survey,
}


def require_content(state: UnitState, step: Step) -> None:
    """Refuse a step whose content does not suffice; a plan may take the coordinator's word."""
    requirement = REQUIREMENTS.get(step.kind)
    if requirement is not None and state.rules.content == "recorded":
        requirement(state, step)
