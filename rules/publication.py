"""In the open (公示): what a unit publishes of its campaign, in versions that nothing erases.

Reference case, "In the open": plan, progress and results of each phase are published to the masses;
problems are published, and key items carry a public commitment.
"""

from collections.abc import Iterator
from datetime import datetime

from rules.authority import who_may
from rules.course import phase_plan
from rules.folding import with_
from rules.guards import require_open
from rules.refused import Refused
from schemas.events import Entry, Event
from schemas.publication import (
    PublicationEvent,
    PublicationRow,
    PublicationState,
    PublicationWithdrawn,
    Publish,
    Published,
    WithdrawalRow,
    WithdrawPublication,
)
from schemas.rows import Row
from schemas.state import UnitState
from schemas.step import Phase


def publish(state: UnitState, command: Publish, now: datetime) -> tuple[Event, ...]:
    """A text is published, as the first of its subject and phase or in the place of the last one."""
    del now
    require_open(state)
    opened = [phase.phase for phase in state.phases]
    if command.phase is not None and command.phase not in opened:
        raise Refused("publication_of_phase_ahead", phase=command.phase, known=", ".join(opened))
    last = state.publications.get(publication_key(command.subject, command.phase))
    if last is not None and command.correction is None:
        raise Refused("correction_without_reason", version=last.version)
    return (
        Published(
            subject=command.subject,
            phase=command.phase,
            version=1 if last is None else last.version + 1,
            text=command.text,
            correction=command.correction,
        ),
    )


def withdraw_publication(
    state: UnitState, command: WithdrawPublication, now: datetime
) -> tuple[Event, ...]:
    """What holds of a subject and phase is taken back, with the reason."""
    del now
    require_open(state)
    last = state.publications.get(publication_key(command.subject, command.phase))
    if last is None or last.is_withdrawn:
        raise Refused("nothing_published", subject=command.subject)
    return (
        PublicationWithdrawn(
            subject=command.subject,
            phase=command.phase,
            version=last.version,
            reason=command.reason,
        ),
    )


def require_published(state: UnitState, phase_id: str) -> None:
    """Refuse to sign off a phase that goes to the masses while nothing of it has been published."""
    if is_unpublished(state, phase_plan(state, phase_id)):
        who = who_may("publish", state.unit)
        raise Refused("phase_not_published", who=who, phase=phase_id)


def is_unpublished(state: UnitState, phase: Phase) -> bool:
    """Whether a phase goes to the masses, and nothing of it has been published that holds."""
    if state.rules.content == "reported" or not phase.published:
        return False
    return not any(one.phase == phase.id for one in publications_in_force(state))


def publications_in_force(state: UnitState) -> Iterator[PublicationState]:
    """What a unit has published and not taken back."""
    yield from (one for one in state.publications.values() if not one.is_withdrawn)


def publication_key(subject: str, phase: str | None) -> str:
    """Under what a unit keeps the versions of a subject, of a phase where it has one."""
    return subject if phase is None else f"{subject}:{phase}"


def fold_publication(state: UnitState, event: PublicationEvent) -> UnitState:
    """The state after something was published or taken back."""
    kept = PublicationState(
        subject=event.subject,
        phase=event.phase,
        version=event.version,
        is_withdrawn=isinstance(event, PublicationWithdrawn),
    )
    key = publication_key(event.subject, event.phase)
    return with_(state, publications={**state.publications, key: kept})


def publication_rows(before: UnitState, after: UnitState, entry: Entry) -> Iterator[Row]:
    """The version as it is read by everybody, or that it was taken back."""
    del before
    event, unit = entry.event, {"campaign": after.campaign, "unit": after.unit.code}
    if isinstance(event, Published):
        yield PublicationRow(
            **unit,
            subject=event.subject,
            phase=event.phase or "",
            version=event.version,
            at=entry.at,
            text=event.text,
            correction=event.correction,
        )
    elif isinstance(event, PublicationWithdrawn):
        yield WithdrawalRow(
            **unit,
            subject=event.subject,
            phase=event.phase or "",
            version=event.version,
            at=entry.at,
            reason=event.reason,
        )
