"""Checking a dossier, with nothing at hand but the dossier and perhaps a head that was printed.

It is read, its files are held against its manifest, its journal is followed from the unit's first
head to its last, and the states, the outcome and whatever else follows from it are made anew.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final, Protocol, TypeVar

from pydantic import ValidationError

from reports.dossier.attachments import ATTACHMENTS_FILE, ATTACHMENTS_FOLDER
from reports.dossier.building import PARTS, data_files, sha256
from reports.dossier.chain import Chain, read_chain
from reports.dossier.container import Unreadable
from reports.dossier.deliveries import DELIVERIES_FILE
from reports.dossier.journal import JOURNAL_FILE
from reports.dossier.opinions import OWNED_FILE, TOPICS_FILE
from reports.dossier.plan import AMENDMENTS_FILE, PLAN_FILE, SOURCE_FILE
from reports.dossier.surveys import SURVEYS_FOLDER
from reports.dossier.unit import INITIAL_FILE
from reports.store import NotKept
from rules.chain import first_head
from rules.replay import replay
from schemas.amendment import Amendment
from schemas.attachment import ATTACHMENT_BYTES, Attachment
from schemas.base import Model
from schemas.dispatch import LogLine
from schemas.dossier import MANIFEST, DossierCheck, Finding, KeptUnit, Manifest
from schemas.heads import Heads
from schemas.opinions import OwnedProblem, TopicCount
from schemas.plan import Plan
from schemas.rows import Row
from schemas.state import UnitState
from schemas.survey import PublishedSurvey

_M = TypeVar("_M", bound=Model)

HEAD_EARLIER: Final = "head_earlier"
"""The code of a finding: the head that was given is that of an entry before the last one."""

HEAD_UNKNOWN: Final = "head_unknown"
"""The code of a finding: no entry has the head that was given."""

_LARGEST: Final = 256 * 1024 * 1024
"""How many bytes are read of all files but the attachments; no dossier comes near it."""

_IMPOSSIBLE: Final = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
"""What the rules raise of a state that no command has ever made."""


class Files(Protocol):
    """The files of a dossier, in a folder or in an archive."""

    def names(self) -> tuple[str, ...]:
        """All names; one that is there twice stands twice."""

    def get(self, name: str, *, at_most: int | None = None) -> bytes:
        """A file, or as much of it as `at_most` bytes. Raises NotKept or Unreadable."""


def check(
    files: Files,
    *,
    head: str | None = None,
    digest: str | None = None,
    heads: Heads | None = None,
) -> DossierCheck:
    """Check a dossier; against the head and the manifest's digest that were printed, where given.

    The head may also be that of the unit among the `heads` of a whole campaign. Without any of them
    somebody who can make a whole new dossier has only to make it consistent.
    """
    try:
        written = files.get(MANIFEST, at_most=_LARGEST)
        manifest = Manifest.model_validate_json(written)
    except NotKept:
        code = "broken_off" if JOURNAL_FILE in files.names() else "not_a_dossier"
        return DossierCheck(findings=(Finding(code=code),))
    except (Unreadable, ValidationError):
        return DossierCheck(findings=(Finding(code="not_a_dossier"),))
    contents, digests = {MANIFEST: written}, {MANIFEST: sha256(written)}
    findings = [*_of_names(files, manifest), *_of_files(files, manifest, contents, digests)]
    chain = read_chain(manifest, contents.get(JOURNAL_FILE, b""))
    if chain.finding is not None:
        findings.append(chain.finding)
    else:
        known = {finding.params.get("name") for finding in findings}
        made_anew = _of_contents(manifest, chain, contents, digests)
        findings += (one for one in made_anew if one.params.get("name") not in known)
    listed = _listed(manifest, heads)
    if heads is not None and listed is None:
        findings.append(Finding(code="not_listed", params={"campaign": heads.campaign}))
    findings += (
        _other_head(chain, one)
        for one in dict.fromkeys((head, listed))
        if one is not None and one != chain.heads[-1]
    )
    if digest is not None and digest != sha256(written):
        findings.append(Finding(code="digest_differs", params={"found": sha256(written)}))
    return DossierCheck(
        findings=tuple(findings),
        campaign=manifest.campaign,
        unit=manifest.unit,
        revision=len(chain.entries),
        head=chain.heads[-1],
        digest=sha256(written),
    )


def _of_names(files: Files, manifest: Manifest) -> Iterator[Finding]:
    listed = {MANIFEST, *(file.name for file in manifest.files)}
    for name, count in sorted(Counter(files.names()).items()):
        if name not in listed:
            yield Finding(code="file_unlisted", params={"name": _echoed(name)})
        if count > 1:
            yield Finding(code="file_twice", params={"name": _echoed(name)})


def _echoed(name: str) -> str:
    """A name that is anybody's, so that it does no harm in a terminal."""
    return "".join(one if one.isprintable() else "\ufffd" for one in name[:80])


def _of_files(
    files: Files, manifest: Manifest, contents: dict[str, bytes], digests: dict[str, str]
) -> Iterator[Finding]:
    """Hold every file against the manifest; what can be read of it goes into `contents`.

    Of attachments, which may be large, only the digest is kept.
    """
    room = _LARGEST
    for file in manifest.files:
        params = {"name": file.name}
        is_attachment = file.name.startswith(ATTACHMENTS_FOLDER)
        if file.size > (ATTACHMENT_BYTES if is_attachment else room):
            yield Finding(code="file_too_large", params=params)
            continue
        room -= 0 if is_attachment else file.size
        try:
            # The journal is read to its end, to tell where something was put in.
            whole = _LARGEST if file.name == JOURNAL_FILE else file.size + 1
            content = files.get(file.name, at_most=whole)
        except NotKept:
            yield Finding(code="file_missing", params=params)
            continue
        except Unreadable:
            yield Finding(code="file_unreadable", params=params)
            continue
        digests[file.name] = sha256(content)
        if not is_attachment:
            contents[file.name] = content
        if len(content) != file.size or digests[file.name] != file.digest:
            yield Finding(code="file_changed", params=params)


def _of_contents(
    manifest: Manifest, chain: Chain, contents: dict[str, bytes], digests: dict[str, str]
) -> Iterator[Finding]:
    """Make anew what follows from the journal, and hold it against what the dossier has."""
    try:
        kept = _kept(manifest, chain, contents)
    except _Wrong as wrong:
        yield wrong.finding
        return
    try:
        followed = data_files(kept)
        checked = [finding for part in PARTS for finding in part.check(kept, digests)]
    except _IMPOSSIBLE:
        # With a state to begin with that no plan gives, nothing can be told from it.
        yield Finding(code="file_differs", params={"name": INITIAL_FILE})
        return
    for name, content in followed.items():
        if name not in contents:
            yield Finding(code="file_missing", params={"name": name})
        elif contents[name] != content:
            yield Finding(code="file_differs", params={"name": name})
    yield from checked


class _Wrong(Exception):
    """A file of a dossier cannot be what it should be."""

    def __init__(self, code: str, **params: str) -> None:
        self.finding = Finding(code=code, params=params)
        super().__init__(code)


def _kept(manifest: Manifest, chain: Chain, contents: dict[str, bytes]) -> KeptUnit:
    initial = _read(UnitState, INITIAL_FILE, contents)
    is_first = initial.revision == 0 and initial.head == first_head(
        manifest.campaign, manifest.unit
    )
    if not is_first or (initial.campaign, initial.unit.code) != (manifest.campaign, manifest.unit):
        raise _Wrong("file_differs", name=INITIAL_FILE)
    state, rows = _replayed(initial, chain)
    return KeptUnit(
        is_rehearsal=manifest.is_rehearsal,
        plan=_read(Plan, PLAN_FILE, contents),
        plan_source=_text(SOURCE_FILE, contents),
        amendments=_read_lines(Amendment, AMENDMENTS_FILE, contents),
        initial=initial,
        journal=chain.entries,
        state=state,
        rows=rows,
        deliveries=_read_lines(LogLine, DELIVERIES_FILE, contents),
        surveys=tuple(
            _read(PublishedSurvey, name, contents)
            for name in contents
            if name.startswith(SURVEYS_FOLDER)
        ),
        attachments=_read_lines(Attachment, ATTACHMENTS_FILE, contents),
        topics=_read_lines(TopicCount, TOPICS_FILE, contents) if TOPICS_FILE in contents else (),
        problems=_read_lines(OwnedProblem, OWNED_FILE, contents) if OWNED_FILE in contents else (),
    )


def _replayed(state: UnitState, chain: Chain) -> tuple[UnitState, tuple[Row, ...]]:
    rows = list[Row]()
    for entry in chain.entries:
        try:
            state, left = replay(state, (entry,))
        except _IMPOSSIBLE as error:
            raise _Wrong("does_not_follow", entry=str(entry.revision)) from error
        rows += left
    return state, tuple(rows)


def _read(model: type[_M], name: str, contents: dict[str, bytes]) -> _M:
    try:
        return model.model_validate_json(contents[name])
    except (KeyError, ValidationError) as error:
        raise _Wrong("file_unreadable", name=name) from error


def _text(name: str, contents: dict[str, bytes]) -> str:
    try:
        return contents[name].decode()
    except (KeyError, UnicodeDecodeError) as error:
        raise _Wrong("file_unreadable", name=name) from error


def _read_lines(model: type[_M], name: str, contents: dict[str, bytes]) -> tuple[_M, ...]:
    try:
        return tuple(map(model.model_validate_json, contents[name].splitlines()))
    except (KeyError, ValidationError) as error:
        raise _Wrong("file_unreadable", name=name) from error


def _listed(manifest: Manifest, heads: Heads | None) -> str | None:
    """The head of the unit in a list of a campaign's."""
    if heads is None or heads.campaign != manifest.campaign:
        return None
    return next((one.head for one in heads.units if one.unit == manifest.unit), None)


def _other_head(chain: Chain, head: str) -> Finding:
    """The head that was given is an earlier one of the journal, or none of it."""
    if head in chain.heads:
        return Finding(code=HEAD_EARLIER, params={"entry": str(chain.heads.index(head))})
    return Finding(code=HEAD_UNKNOWN, params={"entry": str(len(chain.entries))})
