"""Many dossiers in one store: they are found, and each is checked."""

from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO, Final

from reports.dossier.container import Packed, Unreadable
from reports.dossier.journal import JOURNAL_FILE
from reports.dossier.verification import check
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
    dossiers = []
    for name in names:
        dossiers.append(CheckedDossier(name=name, check=_check(store, name, heads)))
        checked()
    there = {(one.check.campaign, one.check.unit) for one in dossiers}
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


def _check(store: Store, name: str, heads: Heads | None) -> DossierCheck:
    if name.endswith(_ARCHIVE):
        return check_archive(BytesIO(store.get(name)), heads=heads)
    return check(store.within(name), heads=heads)
