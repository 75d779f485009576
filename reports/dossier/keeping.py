"""Keeping dossiers in a store: each under a name that no other can have, whole or not at all."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO
from typing import Final
from unicodedata import normalize

from pydantic import ValidationError

from reports.dossier.attachments import attached_as
from reports.dossier.building import build, data_files, sha256
from reports.dossier.container import Packed, Unreadable, packed
from reports.dossier.verification import check
from reports.store import NotKept, Store
from rules.chain import first_break
from rules.replay import replay
from schemas.dossier import MANIFEST, ExportedDossier, Finding, KeptUnit, Manifest

_LONGEST: Final = 120
_RESERVED: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
)
"""What Windows takes for devices, whatever comes after a dot."""


def export(
    store: Store, kept: KeptUnit, attachments: Store, *, is_zip: bool, is_anew: bool
) -> ExportedDossier:
    """Keep the dossier of a unit in a store: as a folder, or as one archive.

    The files that the unit handed in are in the store `attachments`. What is made is checked at once.

    One that is there of the same content stays as it is, unless it is to be made anew. The
    manifest of a folder goes first and comes last, so that a dossier that was broken off is not
    taken for one. What an export that was broken off has left is removed: nobody else may be
    exporting the dossier of this unit.
    """
    name = place(kept.state.campaign, kept.state.unit.code) + (".zip" if is_zip else "")
    there = None if is_anew else _manifest(store, name, is_zip=is_zip)
    if there is not None and _is_sound(kept) and _has(there[0], kept):
        return _exported(*there, name)
    store.clear(name)
    attached = {}
    for one in kept.attachments:
        with suppress(NotKept):
            attached[one.digest] = attachments.get(one.kept_as)
    dossier = build(kept, attached)
    if is_zip:
        store.put(name, packed(dossier.files))
    else:
        _lay_out(store, name, dossier.files)
    return _exported(dossier.manifest, dossier.digest, name, check(dossier).findings)


def place(campaign: str, unit: str) -> str:
    """Where the dossier of a unit is kept, without the ending of an archive."""
    return f"{_named(campaign, str.lower)}/{_named(unit, str.upper)}"


def _named(code: str, usual: Callable[[str], str]) -> str:
    """A code as the name of a file: itself, unless a file system could take it for another.

    Codes in the `usual` case stay as they are. The others get a part of their digest: some file
    systems know no cases, or rewrite letters, and none has names that are long without end.
    """
    is_itself = (
        normalize("NFKC", usual(code)) == code
        and len(code.encode()) <= _LONGEST
        and not code.endswith(".")
        and code.split(".", maxsplit=1)[0].upper() not in _RESERVED
    )
    return code if is_itself else f"{sha256(code.encode())[:16]}~{code[:20].rstrip('.')}"


def _lay_out(store: Store, folder: str, files: Mapping[str, bytes]) -> None:
    """Put the files into a folder, and take out those of an earlier dossier, its manifest first."""
    for name in sorted(store.names(folder), key=lambda name: name != MANIFEST):
        if name == MANIFEST or name not in files:
            store.remove(f"{folder}/{name}")
    for name in sorted(files, key=lambda name: name == MANIFEST):
        store.put(f"{folder}/{name}", files[name])


def _manifest(store: Store, name: str, *, is_zip: bool) -> tuple[Manifest, str] | None:
    """The manifest of a dossier that is kept already, with its digest; None where there is none."""
    try:
        if is_zip:
            written = Packed(BytesIO(store.get(name))).get(MANIFEST)
        else:
            written = store.get(f"{name}/{MANIFEST}")
        return Manifest.model_validate_json(written), sha256(written)
    except (NotKept, Unreadable, ValidationError):
        return None


def _has(manifest: Manifest, kept: KeptUnit) -> bool:
    """Whether a dossier tells already what is kept now."""
    digests = {file.name: file.digest for file in manifest.files}
    return _is_complete(manifest, kept) and all(
        digests.get(name) == sha256(content) for name, content in data_files(kept).items()
    )


def _is_sound(kept: KeptUnit) -> bool:
    """Whether the records are not damaged: what is damaged is made anew, and found again."""
    if first_break(kept.state.campaign, kept.state.unit.code, kept.journal) is not None:
        return False
    return replay(kept.initial, kept.journal)[0] == kept.state


def _is_complete(manifest: Manifest, kept: KeptUnit) -> bool:
    """Whether a dossier has every attachment."""
    there = {file.name for file in manifest.files}
    return all(attached_as(one) in there for one in kept.attachments)


def _exported(
    manifest: Manifest, digest: str, name: str, findings: tuple[Finding, ...] | None = None
) -> ExportedDossier:
    return ExportedDossier(
        unit=manifest.unit,
        name=name,
        revision=manifest.revision,
        head=manifest.head,
        digest=digest,
        is_new=findings is not None,
        findings=findings or (),
    )
