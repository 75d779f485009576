"""What a unit publishes (公示): by subject and phase, in versions, corrected and withdrawn openly."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import AwareDatetime, Field

from schemas.base import LEFT_OUT_IF_FALSE, LEFT_OUT_IF_NONE, NO_NUL, Code, Model, Note
from schemas.command import CommandBase
from schemas.roster import Label
from schemas.rows import Row

Subject = Literal["plan", "progress", "problems", "commitments", "results", "mechanism"]
"""What is published: the unit's own plan, its progress, problems, promises, results, mechanism."""

PUBLISHED_LIMIT: Final = 4000
"""Characters of a text for everybody; as a command it must stay small."""

PublishedText = Annotated[str, Field(min_length=1, max_length=PUBLISHED_LIMIT, pattern=NO_NUL)]
"""A text for everybody."""

Version = Annotated[int, Field(ge=1)]
"""Versions of one subject, of one phase where it has one, are counted from 1."""


class Publish(CommandBase):
    """A text is there for everybody from now on; a later one says what it corrects."""

    kind: Literal["publish"]
    subject: Subject
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    text: PublishedText
    correction: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class WithdrawPublication(CommandBase):
    """What holds of a subject is taken back, for everybody to see; it stays readable."""

    kind: Literal["withdraw_publication"]
    subject: Subject
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    reason: Note


class Published(Model):
    """A text was published; `correction` says why it takes the place of the version before."""

    kind: Literal["published"] = "published"
    subject: Subject
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    version: Version
    text: PublishedText
    correction: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class PublicationWithdrawn(Model):
    """A published text was taken back."""

    kind: Literal["publication_withdrawn"] = "publication_withdrawn"
    subject: Subject
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    version: Version
    reason: Note


PublicationEvent = Published | PublicationWithdrawn
"""What happens to what is in the open."""


class PublicationState(Model):
    """What a unit keeps of a subject of a phase: its last version, and whether that was taken back."""

    subject: Subject
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    version: Version
    is_withdrawn: Annotated[bool, LEFT_OUT_IF_FALSE] = False


class PublicationRow(Row):
    """A version as it was published. `phase` is empty where it is of none."""

    table: ClassVar[str] = "publications"

    subject: Subject
    phase: str
    version: int
    at: AwareDatetime
    text: str
    correction: Annotated[str | None, LEFT_OUT_IF_NONE] = None


class WithdrawalRow(Row):
    """When and why a version was taken back."""

    table: ClassVar[str] = "publication_withdrawals"

    subject: Subject
    phase: str
    version: int
    at: AwareDatetime
    reason: str


class Publication(Model):
    """A version as everybody may read it, and nothing of who wrote it.

    It holds while no later one is there and it is not withdrawn.
    """

    unit: Code
    name: Label
    subject: Subject
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    version: Version
    at: AwareDatetime
    text: str
    correction: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    withdrawn_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    withdrawn_because: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    holds: bool


class PublicationPage(Model):
    """A page of publications. `next` leads to the following page; it is left out on the last one."""

    publications: tuple[Publication, ...]
    next: Annotated[str | None, LEFT_OUT_IF_NONE] = None
