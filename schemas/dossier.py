"""A unit's dossier: what it is made from, its manifest, and what is found when it is checked."""

from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from schemas.amendment import Amendment
from schemas.attachment import Attachment
from schemas.base import (
    LEFT_OUT_IF_EMPTY,
    LEFT_OUT_IF_FALSE,
    LEFT_OUT_IF_NONE,
    LEFT_OUT_IF_ZERO,
    Code,
    Digest,
    Model,
)
from schemas.dispatch import LogLine
from schemas.events import Entry
from schemas.opinions import OwnedProblem, TopicCount
from schemas.plan import Plan
from schemas.responsibility import CityLetter, CountyLetter
from schemas.rows import Row
from schemas.state import UnitState
from schemas.survey import PublishedSurvey

MANIFEST: Final = "manifest.json"
"""The file of a dossier that lists all others."""


class KeptUnit(Model):
    """Everything that is kept of a unit, as of the last entry of its journal.

    `plan` is as it was launched, and `plan_source` the YAML that it came from. `initial` is the
    state in which the unit was launched; the journal's entries, oldest first, make `state`
    of it, and leave `rows` in the tables beside it. `deliveries` is its delivery log, newest first: it
    knows people by their ids only. `surveys` are those with a result, as they were published, and
    `attachments` what is known of the files that the unit handed in. `topics` tell how many opinions
    were about what, and `problems` how many stand behind which. `office_letter` is the responsibility letter of an office that goes through the
    campaign itself; that of a unit follows from its state.
    """

    is_rehearsal: bool
    plan: Plan
    plan_source: str
    amendments: tuple[Amendment, ...]
    initial: UnitState
    journal: tuple[Entry, ...]
    state: UnitState
    rows: tuple[Row, ...]
    deliveries: tuple[LogLine, ...]
    surveys: tuple[PublishedSurvey, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    topics: tuple[TopicCount, ...] = ()
    problems: tuple[OwnedProblem, ...] = ()
    office_letter: CountyLetter | CityLetter | None = None


FileName = Annotated[
    str,
    Field(
        max_length=300, pattern=r"^[\p{L}\p{N}][\p{L}\p{N}_.\-]*(/[\p{L}\p{N}][\p{L}\p{N}_.\-]*)*$"
    ),
]
"""The name of a file inside a dossier, `/` between folders; it leads nowhere else."""


class KeptFile(Model):
    """A file of a dossier: its name, its size in bytes, its SHA-256."""

    name: FileName
    size: Annotated[int, Field(ge=0)]
    digest: Digest


class Manifest(Model):
    """What a dossier is of, and all of its files but the manifest itself, by name.

    `head` and `revision` are those of the journal's last entry. A later `format` may have what this
    one has not.
    """

    format: Literal[1] = 1
    campaign: Code
    unit: Code
    is_rehearsal: bool = False
    revision: Annotated[int, Field(ge=0)]
    head: Digest
    files: tuple[KeptFile, ...]


class Finding(Model):
    """Something that is wrong with a dossier: a code of `texts/dossier_findings`, and what it is about."""

    code: str
    params: Annotated[dict[str, str], LEFT_OUT_IF_EMPTY] = {}


STORE_UNUSABLE: Final = "store_unusable"
"""The code of a finding: the dossier could not be kept."""

RECORDS_BEHIND: Final = "records_behind"
"""The code of a finding: the unit's workflow has not recorded its end yet."""


EXPORTED_BY_ANOTHER: Final = "exported_by_another"
"""Why a unit is left for later: somebody else exports its dossier. It is no finding, and not noted."""


class ExportedDossier(Model):
    """A dossier as it was kept in a store under `name`; one that is not new was there already.

    `digest` is the SHA-256 of its manifest, which vouches for everything in it. `findings` are what a
    check of it found at once: the records are damaged, or the store lacks an attachment.
    """

    unit: Code
    name: str
    revision: int
    head: Digest
    digest: Digest
    is_new: bool
    findings: Annotated[tuple[Finding, ...], LEFT_OUT_IF_EMPTY] = ()


class NotedDossier(Model):
    """What came of the last attempt to keep a unit's dossier in the store of the settings, and when.

    `name`, `revision`, `head` and `digest` are those of the last one that was kept, if one was;
    `findings` say why it is not as it should be, or why none could be kept this time.
    """

    unit: Code
    at: AwareDatetime
    name: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    revision: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    head: Annotated[Digest | None, LEFT_OUT_IF_NONE] = None
    digest: Annotated[Digest | None, LEFT_OUT_IF_NONE] = None
    findings: Annotated[tuple[Finding, ...], LEFT_OUT_IF_EMPTY] = ()


class KeptDossiers(Model):
    """How many of a campaign's `units` have a sound dossier in the store, up to their journal's head.

    Of the others `failed` is how many were tried in vain, and `failures` are the first of these.
    """

    units: int
    exported: int
    failed: int
    failures: Annotated[tuple[NotedDossier, ...], LEFT_OUT_IF_EMPTY] = ()


class DossierList(Model):
    """A campaign's dossiers in the store of the settings, by unit, and how many units have one."""

    campaign: Code
    progress: KeptDossiers
    dossiers: tuple[NotedDossier, ...]


class DossierCheck(Model):
    """What a check of a dossier has found: it is sound where there are no `findings`.

    `digest` is the SHA-256 of the manifest, which vouches for everything in the dossier; `head` and
    `revision` are those of the journal that it holds. What cannot be read is left out.
    """

    findings: tuple[Finding, ...]
    campaign: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    unit: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    revision: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    head: Annotated[Digest | None, LEFT_OUT_IF_NONE] = None
    digest: Annotated[Digest | None, LEFT_OUT_IF_NONE] = None


class CheckedDossier(Model):
    """One of many dossiers, by its name in the store that has them.

    `is_earlier` where it is sound and ends before the head that is listed, of a unit of which the
    whole dossier is there, too, and says the same up to there.
    """

    name: str
    check: DossierCheck
    is_earlier: Annotated[bool, LEFT_OUT_IF_FALSE] = False


class CheckedDossiers(Model):
    """What a check of all dossiers in a store has found.

    `missing` are units of the list of heads of which no dossier could be read, and `left_over` is how
    many files there are that an export which was broken off has not written to their end.
    """

    dossiers: tuple[CheckedDossier, ...]
    missing: Annotated[tuple[Code, ...], LEFT_OUT_IF_EMPTY] = ()
    left_over: Annotated[int, LEFT_OUT_IF_ZERO] = 0

    @property
    def unsound(self) -> int:
        """How many of them have problems."""
        return sum(bool(one.check.findings) for one in self.dossiers)
