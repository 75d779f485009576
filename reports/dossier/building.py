"""Building a dossier: the files of its parts, pages and workbooks, and the manifest of all of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reports.dossier.deliveries import DELIVERIES
from reports.dossier.journal import JOURNAL
from reports.dossier.page import PAGES, page
from reports.dossier.part import Part, written
from reports.dossier.plan import PLAN
from reports.dossier.unit import UNIT
from reports.dossier.workbook import WORKBOOKS, workbook
from reports.telling import Telling
from schemas.dossier import MANIFEST, KeptFile, KeptUnit, Manifest

PARTS: Final[tuple[Part, ...]] = (UNIT, PLAN, JOURNAL, DELIVERIES)
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


def build(kept: KeptUnit) -> Dossier:
    """The dossier of a unit; the same unit gives the same bytes."""
    files = data_files(kept)
    for language in PAGES:
        telling = Telling(kept.plan, kept.amendments, language)
        sections = [section for part in PARTS for section in part.sections(kept, telling)]
        files[PAGES[language]] = page(kept, telling, sections)
        files[WORKBOOKS[language]] = workbook(telling, sections)
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


def data_files(kept: KeptUnit) -> dict[str, bytes]:
    """The files of a dossier that follow from what is kept, in every release alike."""
    return {name: content for part in PARTS for name, content in part.files(kept)}


def sha256(content: bytes) -> str:
    """The digest of a file."""
    return hashlib.sha256(content).hexdigest()
