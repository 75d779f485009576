"""What can go wrong on the way to a unit, said so that a person knows what to do.

Front ends find here all that the gateway raises, besides `rules.refused.Refused`.
"""

from records.errors import (
    CampaignExists,
    DatabaseUnavailable,
    MalformedCursor,
    NotARehearsal,
    NoUnitsMeant,
    RecordsError,
    SchemaMismatch,
    UnknownCampaign,
    UnknownCoordinator,
    UnknownDistrict,
    UnknownUnit,
    UnreadableDatabaseUrl,
)
from worker.errors import UnknownNamespace

__all__ = [
    "CampaignExists",
    "CannotConnect",
    "DatabaseUnavailable",
    "GatewayError",
    "MalformedCursor",
    "MovedByAnother",
    "NoAnswer",
    "NoOutcome",
    "NoUnitsMeant",
    "NotARehearsal",
    "NotAhead",
    "RecordsError",
    "SchemaMismatch",
    "UnexpectedAnswer",
    "UnitsAhead",
    "UnknownCampaign",
    "UnknownCoordinator",
    "UnknownDistrict",
    "UnknownNamespace",
    "UnknownUnit",
    "UnreadableDatabaseUrl",
]


class GatewayError(Exception):
    """Anything that the gateway raises besides `rules.refused.Refused`."""


class CannotConnect(GatewayError):
    """The Temporal server is not there."""

    def __init__(self, where: str, why: object) -> None:
        self.where, self.why = where, why
        super().__init__(
            f"Temporal at {where} cannot be reached: {why}. "
            "Start it with `phaseline up`, or check the settings with `phaseline doctor`."
        )


class NoOutcome(GatewayError):
    """A command was sent, again and again, and it is not known whether it was carried out."""

    def __init__(self, command: str, unit: str, why: object) -> None:
        self.command = command
        super().__init__(
            f"Command '{command}' to unit '{unit}' has no known outcome: {why}. "
            f"Send it again with the same id '{command}'; it is carried out at most once."
        )


class NoAnswer(GatewayError):
    """A workflow was asked, again and again, and nobody answered."""

    def __init__(self, workflow_id: str, why: object) -> None:
        super().__init__(
            f"'{workflow_id}' does not answer: {why}. "
            "Look with `phaseline doctor` whether a worker runs, and ask again."
        )


class NotAhead(GatewayError):
    """A rehearsal was told to go to an instant that is past, or too far off."""

    def __init__(self, campaign: str, now: str, target: str, days: int) -> None:
        self.campaign, self.now, self.target, self.days = campaign, now, target, days
        super().__init__(
            f"The clock of '{campaign}' stands at {now} and goes forward only, at most {days} days "
            f"at once: it cannot be moved to {target}."
        )


class UnitsAhead(GatewayError):
    """A rehearsal was told to go to an instant that an attempt which broke off has left behind."""

    def __init__(self, campaign: str, target: str, ahead: str) -> None:
        self.campaign, self.target, self.ahead = campaign, target, ahead
        super().__init__(
            f"An attempt that broke off has moved some units of '{campaign}' beyond {target} already: "
            f"go to {ahead} or later first, so that all stand at the same instant again."
        )


class MovedByAnother(GatewayError):
    """While the clock of a rehearsal was moved, somebody else began to move it."""

    def __init__(self, campaign: str) -> None:
        self.campaign = campaign
        super().__init__(
            f"Somebody else is moving the clock of '{campaign}' just now. "
            "Look where it stands before it is moved on."
        )


class UnexpectedAnswer(GatewayError):
    """A workflow answered a command with something that is neither a receipt nor a refusal."""

    def __init__(self, workflow_id: str, why: object) -> None:
        super().__init__(
            f"'{workflow_id}' answered in a way that this version does not understand: {why}. "
            "Check that client and worker are of the same release."
        )
