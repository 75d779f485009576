"""Many dossiers in one store: they are found, and each is checked."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import BinaryIO, Final

from reports.dossier.container import Packed, Unreadable
from reports.dossier.journal import JOURNAL_FILE
from reports.dossier.verification import HEAD_EARLIER, HEAD_UNKNOWN, check
from reports.store import Store
from schemas.dossier import MANIFEST, CheckedDossier, CheckedDossiers, DossierCheck, Finding
from schemas.heads import Heads

_ARCHIVE: Final = ".zip"


def is_one_dossier(store: Store) -> bool:
    """Whether the files of a store are those of one dossier, whole or not."""
    names = store.names()
    return MANIFEST in names or JOURNAL_FILE in names


def dossiers_in(store: Store) -> tuple[str, ...]:
    """The names of the dossiers in a store: of folders, and of archives."""
    names = store.names()
    folders = {
        name.rpartition("/")[0]
        for name in names
        if name.endswith((f"/{MANIFEST}", f"/{JOURNAL_FILE}"))
    }
    return tuple(sorted(folders | {name for name in names if name.endswith(_ARCHIVE)}))


def check_all(
    store: Store, names: tuple[str, ...], heads: Heads | None, checked: Callable[[], None]
) -> CheckedDossiers:
    """Check dossiers by their names, and that those of all units of the list of heads are there.

    `checked` is called after each. Raises StoreUnusable.
    """
    dossiers = list[CheckedDossier]()
    for name in names:
        dossiers.append(CheckedDossier(name=name, check=_check(store, name, heads=heads)))
        checked()
    dossiers = [_compared(store, one, dossiers) for one in dossiers]
    there = set(map(_unit_of, dossiers))
    listed = () if heads is None else heads.units
    return CheckedDossiers(
        dossiers=tuple(dossiers),
        missing=tuple(
            one.unit for one in listed if heads and (heads.campaign, one.unit) not in there
        ),
        left_over=store.left_over(),
    )


def check_archive(
    file: BinaryIO,
    *,
    head: str | None = None,
    digest: str | None = None,
    heads: Heads | None = None,
) -> DossierCheck:
    """Check a dossier that is an archive, as `check` does one that is a folder."""
    try:
        return check(Packed(file), head=head, digest=digest, heads=heads)
    except Unreadable:
        return DossierCheck(findings=(Finding(code="not_a_dossier"),))


def _compared(
    store: Store, one: CheckedDossier, others: Sequence[CheckedDossier]
) -> CheckedDossier:
    """The same as an earlier copy, where that is all that is wrong with it."""
    if [finding.code for finding in one.check.findings] != [HEAD_UNKNOWN]:
        return one
    for other in others:
        if not other.check.findings and _unit_of(other) == _unit_of(one):
            against = _check(store, other.name, head=one.check.head).findings
            if [finding.code for finding in against] == [HEAD_EARLIER]:
                sound = one.check.model_copy(update={"findings": ()})
                return one.model_copy(update={"check": sound, "is_earlier": True})
    return one


def _unit_of(one: CheckedDossier) -> tuple[str | None, str | None]:
    return one.check.campaign, one.check.unit


def _check(
    store: Store, name: str, *, head: str | None = None, heads: Heads | None = None
) -> DossierCheck:
    if name.endswith(_ARCHIVE):
        return check_archive(BytesIO(store.get(name)), head=head, heads=heads)
    return check(store.within(name), head=head, heads=heads)
