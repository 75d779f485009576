"""What can go wrong with the records; every message says what, where and what to do."""

from collections.abc import Mapping, Sequence
from typing import Final

_NAMED: Final = 5
"""How many ids a message names."""


class RecordsError(Exception):
    """Something is wrong with the records."""


class UnreadableDatabaseUrl(RecordsError):
    """The database's URL is not one; it is not echoed, since it may hold a password."""

    def __init__(self) -> None:
        super().__init__(
            "The database URL cannot be read. Expected a libpq URL such as "
            "postgresql://user@host:5432/phaseline?sslmode=require"
        )


class DatabaseUnavailable(RecordsError):
    """The database cannot be reached, or went away in the middle; the same call may be repeated."""

    def __init__(self, where: str, why: str) -> None:
        self.why = why
        super().__init__(
            f"The database {where} does not answer: {why}. "
            "Check that PostgreSQL runs there and that it may be reached from here."
        )


class ExportedByAnother(RecordsError):
    """Somebody else exports the dossier of a unit; the same call may be repeated in a moment."""

    def __init__(self, campaign: str, unit: str) -> None:
        self.campaign, self.unit = campaign, unit
        super().__init__(
            f"Somebody else is exporting the dossier of unit '{unit}' in '{campaign}' just now. "
            "Try again in a moment."
        )


class SchemaMismatch(RecordsError):
    """The database was made by another version of Phaseline, or by none yet."""

    def __init__(self, where: str, found: str | None, expected: str) -> None:
        super().__init__(
            f"The database {where} is at revision {found or 'none'}, and this version of Phaseline "
            f"works with revision {expected}. Start `phaseline worker` or `phaseline up` of this "
            "version once, which migrates it; a database of a newer version is not taken back."
        )


class UnknownCampaign(RecordsError):
    """The records have no such campaign."""

    def __init__(self, campaign: str) -> None:
        self.campaign = campaign
        super().__init__(f"There is no campaign '{campaign}': `phaseline campaign list` shows all.")


class UnknownUnit(RecordsError):
    """The records have no such unit in the campaign; `near` are codes that are spelt much like it."""

    def __init__(self, campaign: str, unit: str, near: Sequence[str] = ()) -> None:
        self.campaign, self.unit, self.near = campaign, unit, tuple(near)
        meant = _meant(near, "`phaseline unit list --text PART` searches by code and name.")
        super().__init__(f"The campaign '{campaign}' has no unit '{unit}'. {meant}")


class UnknownCoordinator(RecordsError):
    """No unit has a coordinator of that id, and neither have the people; `near` are some like it."""

    def __init__(self, campaign: str, coordinator: str, near: Sequence[str] = ()) -> None:
        self.campaign, self.coordinator, self.near = campaign, coordinator, tuple(near)
        meant = _meant(near, "`phaseline people set` adds somebody.")
        super().__init__(
            f"Nobody knows a coordinator '{coordinator}' in the campaign '{campaign}'. {meant}"
        )


class UnknownDistrict(RecordsError):
    """The campaign has no unit in that county."""

    def __init__(self, campaign: str, district: str) -> None:
        self.campaign, self.district = campaign, district
        super().__init__(
            f"The campaign '{campaign}' has no units in the county '{district}'. "
            "`phaseline letters chain` shows all counties."
        )


class NoUnitsMeant(RecordsError):
    """The campaign has no unit of that county, type or supervision group, or no such phase.

    `near` are codes that it has and that are spelt much like them.
    """

    def __init__(self, campaign: str, named: Mapping[str, str], near: Sequence[str] = ()) -> None:
        self.campaign, self.named, self.near = campaign, dict(named), tuple(near)
        meant = _meant(near, "`phaseline campaign show` has all counties and types.")
        super().__init__(
            f"The campaign '{campaign}' has no units of {', '.join(named.values())}. {meant}"
        )


class CampaignExists(RecordsError):
    """The code is taken by a campaign that was launched from something else."""

    def __init__(self, campaign: str, difference: str) -> None:
        self.campaign, self.difference = campaign, difference
        super().__init__(
            f"The campaign '{campaign}' was launched before, with another {difference}. "
            "Choose another code, or change the running campaign."
        )


class AmendedMeanwhile(RecordsError):
    """A campaign was amended while units were made for it; nothing was written."""

    def __init__(self, campaign: str) -> None:
        self.campaign = campaign
        super().__init__(
            f"The campaign '{campaign}' was amended meanwhile. "
            "Look at its amendments again, and make the units by them."
        )


class NotARehearsal(RecordsError):
    """Only a rehearsal has a clock of its own."""

    def __init__(self, campaign: str) -> None:
        self.campaign = campaign
        super().__init__(
            f"The campaign '{campaign}' runs in wall time; only a rehearsal's clock can be moved."
        )


class JournalGap(RecordsError):
    """Entries were sent to the records before those that come first; nothing was written."""

    def __init__(self, campaign: str, unit: str, recorded: int, sent: int) -> None:
        super().__init__(
            f"The journal of unit '{unit}' in campaign '{campaign}' ends with revision {recorded}; "
            f"revision {sent} cannot follow. Send the entries between them first."
        )


class JournalForked(RecordsError):
    """Another entry was sent than the one that is recorded; nothing was written."""

    def __init__(self, campaign: str, unit: str, revision: int) -> None:
        super().__init__(
            f"Revision {revision} of unit '{unit}' in campaign '{campaign}' does not continue what "
            "is recorded. The workflow and the records tell different stories: compare "
            f"`phaseline unit journal {unit}` with the workflow's history before anything else."
        )


class MalformedCursor(RecordsError):
    """A list was asked to go on after something that no page of it named."""

    def __init__(self) -> None:
        super().__init__("The list cannot go on from there: pass on `next` of the page before.")


class SolicitationShut(RecordsError):
    """Opinions for a solicitation that takes in none, or no more; nothing was written."""

    def __init__(self, unit: str, step: str) -> None:
        self.unit, self.step = unit, step
        super().__init__(
            f"No opinions are taken in by unit '{unit}' for '{step}' now: "
            "its solicitation is not open, or is being counted."
        )


class IntakeFull(RecordsError):
    """More opinions came from the public in a day than a unit takes in; nothing was written."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(
            f"This unit has taken in {limit} opinions today, which is as many as it may by the web "
            "form. Try again tomorrow, or take another channel."
        )


class UnknownOpinions(RecordsError):
    """Opinions that a solicitation does not have; nothing was changed."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)
        named = ", ".join(self.ids[:_NAMED]) + (", …" if len(self.ids) > _NAMED else "")
        super().__init__(
            f"There are no such opinions in this solicitation: {named}. "
            "`phaseline unit opinions list` shows their ids."
        )


def _meant(near: Sequence[str], otherwise: str) -> str:
    return f"Did you mean {', '.join(near)}?" if near else otherwise
