"""Many dossiers in one place are found and checked, and what is missing is named."""

from pathlib import Path

import pytest

from reports.dossier.collection import check_all, dossiers_in, is_one_dossier
from reports.dossier.keeping import export
from reports.store import Store
from rules.heads import heads_of
from schemas.dossier import MANIFEST, CheckedDossiers
from schemas.heads import Heads, UnitHead
from tests.reports.kept import kept
from tests.rules.reference import UNIT
from tests.rules.stories import CITY, Story

CODES = ("SCH-001", "SCH-002", "SCH-003")
STORIES = {code: Story(unit=UNIT.model_copy(update={"code": code})).start() for code in CODES}
HEADS = heads_of(
    "c2026",
    [
        UnitHead(unit=code, revision=one.state.revision, head=one.state.head)
        for code, one in STORIES.items()
    ],
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two dossiers as archives, and a third as a folder."""
    store = Store(str(tmp_path))
    for code, story in STORIES.items():
        is_zip = code != "SCH-002"
        export(store, kept(story), store, is_zip=is_zip, is_anew=False)
    return store


def checked(store: Store, heads: Heads | None = HEADS) -> CheckedDossiers:
    return check_all(store, dossiers_in(store), heads, lambda: None)


def codes_of(found: CheckedDossiers) -> dict[str, list[str]]:
    return {one.name: [it.code for it in one.check.findings] for one in found.dossiers}


def test_all_are_found_and_sound(store: Store) -> None:
    names = ("c2026/SCH-001.zip", "c2026/SCH-002", "c2026/SCH-003.zip")
    assert dossiers_in(store) == names
    assert dossiers_in(store.within("c2026")) == tuple(one.removeprefix("c2026/") for one in names)
    assert not is_one_dossier(store)
    assert is_one_dossier(store.within("c2026/SCH-002"))
    found = checked(store)
    assert [one.check.unit for one in found.dossiers] == list(CODES)
    assert (found.unsound, found.missing, found.left_over) == (0, (), 0)


def test_what_is_missing_is_named(store: Store, tmp_path: Path) -> None:
    store.remove("c2026/SCH-001.zip")
    store.remove(f"c2026/SCH-002/{MANIFEST}")
    store.put("c2026/SCH-003.zip", b"nothing of the kind")
    (tmp_path / "c2026" / ".SCH-001.zip.0123.part").write_bytes(b"hal")
    found = checked(store)
    assert codes_of(found) == {
        "c2026/SCH-002": ["broken_off"],
        "c2026/SCH-003.zip": ["not_a_dossier"],
    }
    assert (found.unsound, found.missing, found.left_over) == (2, CODES, 1)


def test_one_of_an_earlier_head_is_found_among_all(store: Store) -> None:
    earlier = Story(unit=UNIT.model_copy(update={"code": "SCH-003"}))
    export(store, kept(earlier), store, is_zip=True, is_anew=True)
    assert checked(store, None).unsound == 0, "it agrees with itself"
    assert codes_of(checked(store))["c2026/SCH-003.zip"] == ["head_unknown"]


def test_a_copy_that_was_made_before_the_end_is_an_earlier_one(store: Store) -> None:
    """One was handed out while the unit was on its way; the whole one came at the end."""
    earlier = Story(unit=UNIT.model_copy(update={"code": "SCH-003"}))
    export(store, kept(earlier), store, is_zip=False, is_anew=True)
    found = checked(store)
    assert [one.name for one in found.dossiers if one.is_earlier] == ["c2026/SCH-003"]
    assert (found.unsound, found.missing) == (0, ())
    assert not any(one.is_earlier for one in checked(store, None).dossiers)


def test_a_copy_that_was_altered_is_no_earlier_one(store: Store) -> None:
    own = UNIT.model_copy(update={"code": "SCH-003"})
    another = Story(unit=own)
    another.do("comment", CITY, text="This was never said.")
    export(store, kept(another), store, is_zip=False, is_anew=True)
    assert codes_of(checked(store))["c2026/SCH-003"] == ["head_unknown"], "of another course"
    export(store, kept(Story(unit=own)), store, is_zip=False, is_anew=True)
    store.put("c2026/SCH-003/extra.txt", b"-")
    assert codes_of(checked(store))["c2026/SCH-003"] == ["file_unlisted", "head_unknown"]
    assert checked(store).unsound == 1


def test_one_that_nobody_has_listed_is_found(store: Store) -> None:
    fewer = heads_of("c2026", HEADS.units[:2])
    assert codes_of(checked(store, fewer))["c2026/SCH-003.zip"] == ["not_listed"]


def test_in_a_place_without_dossiers_none_is_found(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(b"-")
    store = Store(str(tmp_path))
    assert (dossiers_in(store), is_one_dossier(store)) == ((), False)
