"""The export of a closed campaign's dossiers: how far it has come, and what its activity is asked."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from schemas.base import LEFT_OUT_IF_NONE, LEFT_OUT_IF_ZERO, Code, Model


class Export(Model):
    """How far the export has come; it goes through the units whose dossier is missing again and again.

    `since` is when it began, and `after` the last unit of the last page of this round. `left` are the
    units of this round that may go better next time, and `pauses` is how often in a row nothing went
    better. What came of each unit is in the records.
    """

    since: AwareDatetime
    after: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    left: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    pauses: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    is_over: bool = False


class ExportPage(Model):
    """The next units whose dossier is missing, as an activity gets them."""

    campaign: Code
    limit: Annotated[int, Field(ge=1)]
    after: Annotated[Code | None, LEFT_OUT_IF_NONE] = None


class ExportedPage(Model):
    """What came of a page; `last` is the last unit that was tried, or nothing when none is left.

    `left` are as in an export. With `is_stopped` the store takes nothing at present, and what comes
    after `last` was not tried.
    """

    exported: int
    left: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    is_stopped: bool = False
    last: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
