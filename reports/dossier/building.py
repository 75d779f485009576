"""Building a dossier: the files of its parts, pages and workbooks, and the manifest of all of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from reports.document import Document
from reports.dossier.attachments import ATTACHMENTS, attached_as
from reports.dossier.deliveries import DELIVERIES
from reports.dossier.journal import JOURNAL
from reports.dossier.ledger import LEDGER
from reports.dossier.letter import LETTER
from reports.dossier.mechanism import MECHANISM
from reports.dossier.meetings import MEETINGS
from reports.dossier.opinions import OPINIONS
from reports.dossier.page import page
from reports.dossier.part import Part, written
from reports.dossier.participation import PARTICIPATION
from reports.dossier.plan import PLAN
from reports.dossier.publications import PUBLICATIONS
from reports.dossier.rows import ROWS
from reports.dossier.surveys import SURVEYS
from reports.dossier.unit import UNIT
from reports.dossier.visits import VISITS
from reports.store import NotKept
from reports.telling import Telling
from reports.xlsx import xlsx
from schemas.dossier import MANIFEST, KeptFile, KeptUnit, Manifest
from texts.catalogue import Language
from texts.dossiers import say_line

PARTS: Final[tuple[Part, ...]] = (
    UNIT,
    LETTER,
    PLAN,
    JOURNAL,
    ROWS,
    PARTICIPATION,
    OPINIONS,
    MEETINGS,
    LEDGER,
    PUBLICATIONS,
    VISITS,
    MECHANISM,
    SURVEYS,
    ATTACHMENTS,
    DELIVERIES,
)
"""What a dossier has, in the order in which people are shown it."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """The files of a dossier by name, the manifest among them."""

    manifest: Manifest
    files: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """The SHA-256 of the manifest, which vouches for every file."""
        return sha256(self.files[MANIFEST])

    def names(self) -> tuple[str, ...]:
        """The names of all files, in order."""
        return tuple(sorted(self.files))

    def get(self, name: str, *, at_most: int | None = None) -> bytes:
        """A file, or as much of it as `at_most` bytes. Raises NotKept."""
        if name not in self.files:
            raise NotKept(name)
        return self.files[name][:at_most]


def build(kept: KeptUnit, attached: Mapping[str, bytes] | None = None) -> Dossier:
    """The dossier of a unit; the same unit gives the same bytes.

    `attached` are the contents of its attachments by their digests.
    """
    files = data_files(kept)
    contents = attached or {}
    files |= {
        attached_as(one): contents[one.digest] for one in kept.attachments if one.digest in contents
    }
    for language in get_args(Language):
        others = {one: _named(one, "html") for one in get_args(Language) if one != language}
        document = document_of(kept, language)
        files[_named(language, "html")] = page(document, others)
        files[_named(language, "xlsx")] = xlsx(document)
    manifest = Manifest(
        campaign=kept.state.campaign,
        unit=kept.state.unit.code,
        is_rehearsal=kept.is_rehearsal,
        revision=kept.state.revision,
        head=kept.state.head,
        files=tuple(
            KeptFile(name=name, size=len(content), digest=sha256(content))
            for name, content in sorted(files.items())
        ),
    )
    return Dossier(manifest, {**files, MANIFEST: written(manifest)})


def document_of(kept: KeptUnit, language: Language) -> Document:
    """What people are shown of a dossier, in one language."""
    telling, state = Telling(kept.plan, kept.amendments, language), kept.state
    last = kept.journal[-1].at if kept.journal else state.launched_at
    named = {"unit": state.unit.name, "campaign": kept.plan.title.in_(language)}
    covered = {"revision": str(state.revision), "at": telling.at(last)}
    rehearsed = (say_line("rehearsal", language),) if kept.is_rehearsal else ()
    return Document(
        title=say_line("title", language, **named),
        lines=(
            *rehearsed,
            say_line("covers", language, **covered, timezone=kept.plan.timezone),
            say_line("head", language, head=state.head),
        ),
        sections=tuple(section for part in PARTS for section in part.sections(kept, telling)),
        remark=say_line("how_to_check", language),
        made_at=last,
        language=language,
    )


def data_files(kept: KeptUnit) -> dict[str, bytes]:
    """The files of a dossier that follow from what is kept, in every release alike."""
    return {name: content for part in PARTS for name, content in part.files(kept)}


def _named(language: str, ending: str) -> str:
    return f"dossier.{language}.{ending}"


def sha256(content: bytes) -> str:
    """The digest of a file."""
    return hashlib.sha256(content).hexdigest()
