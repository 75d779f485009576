"""Dossiers are kept under names that no other unit's can have, and made again only where needed."""

import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from reports.dossier.collection import check_archive
from reports.dossier.container import Packed
from reports.dossier.keeping import export, place
from reports.dossier.verification import check
from reports.store import Store
from schemas.base import Code
from schemas.dossier import MANIFEST
from schemas.quantities import WorkingDays
from tests.reports.kept import MINUTES, attached, kept, lived, with_a_meeting
from tests.rules.stories import CITY, Story

STORY = lived()
CODE: TypeAdapter[str] = TypeAdapter(Code)


def is_code(text: str) -> bool:
    try:
        CODE.validate_python(text)
    except ValidationError:
        return False
    return True


CODES = st.text(st.characters(categories=("L", "N"), include_characters="_.-"), min_size=1).filter(
    is_code
)


@pytest.mark.parametrize("is_zip", [False, True])
def test_what_is_exported_is_a_sound_dossier(tmp_path: Path, is_zip: bool) -> None:
    store, story = Store(str(tmp_path)), lived()
    exported = export(store, kept(story), store, is_zip=is_zip, is_anew=False)
    assert (exported.unit, exported.head) == ("SCH-001", story.state.head)
    assert exported.is_new
    path = tmp_path / exported.name
    if is_zip:
        assert exported.name == "c2026/SCH-001.zip"
        files: Store | Packed = Packed(BytesIO(path.read_bytes()))
    else:
        assert exported.name == "c2026/SCH-001"
        files = Store(str(path))
    result = check(files, head=story.state.head, digest=exported.digest)
    assert (result.findings, result.digest) == ((), exported.digest)


@pytest.mark.parametrize("is_zip", [False, True])
def test_what_is_there_already_is_made_again_only_when_something_has_happened(
    tmp_path: Path, is_zip: bool
) -> None:
    store, story = Store(str(tmp_path)), Story().start()

    def again(*, is_anew: bool = False) -> bool:
        return export(store, kept(story), store, is_zip=is_zip, is_anew=is_anew).is_new

    assert [again(), again(), again(is_anew=True)] == [True, False, True]
    story.do("comment", CITY, text="one more")
    assert [again(), again()] == [True, False]


def test_a_dossier_that_was_broken_off_is_made_again(tmp_path: Path) -> None:
    store, story = Store(str(tmp_path)), Story().start()
    name = export(store, kept(story), store, is_zip=False, is_anew=False).name
    (tmp_path / name / MANIFEST).unlink()
    (tmp_path / name / "left-over.txt").write_bytes(b"from an earlier release")
    assert export(store, kept(story), store, is_zip=False, is_anew=False).is_new
    assert check(Store(str(tmp_path / name))).findings == ()
    (tmp_path / f"{name}.zip").write_bytes(b"no archive")
    assert export(store, kept(story), store, is_zip=True, is_anew=False).is_new


KILLED = """
import os, signal, sys
from reports import store
from reports.dossier.keeping import export
from tests.reports.kept import kept, lived

def kill_at_last(file: int, left: list[int] = [int(sys.argv[2])]) -> None:
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)

store.os.fsync = kill_at_last
there = store.Store(sys.argv[1])
export(there, kept(lived()), there, is_zip=sys.argv[3] == "zip", is_anew=True)
"""
"""Exports a dossier, and is killed before its nth file is whole."""


@pytest.mark.parametrize(("nth", "form"), [(1, "zip"), (6, "folder")])
def test_an_export_that_was_killed_leaves_nothing_that_is_taken_for_a_dossier(
    tmp_path: Path, nth: int, form: str
) -> None:
    store, is_zip = Store(str(tmp_path)), form == "zip"
    name = export(store, kept(Story().start()), store, is_zip=is_zip, is_anew=False).name
    script = [sys.executable, "-c", KILLED, str(tmp_path), str(nth), form]
    killed = subprocess.run(script, cwd=Path(__file__).parents[2], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert store.left_over() == 1
    if not is_zip:
        broken = check(store.within(name)).findings
        assert [one.code for one in broken] == ["broken_off"], "the dossier of before is none, too"
    again = export(store, kept(lived()), store, is_zip=is_zip, is_anew=False)
    assert (again.is_new, again.findings, store.left_over()) == (True, (), 0)
    result = check_archive(BytesIO(store.get(name))) if is_zip else check(store.within(name))
    assert (result.findings, result.head) == ((), STORY.state.head)


def test_attachments_come_from_the_store_and_what_is_not_there_is_said(tmp_path: Path) -> None:
    store, unit = Store(str(tmp_path)), attached(with_a_meeting())

    def export_it(*, is_zip: bool) -> tuple[bool, tuple[str, ...]]:
        exported = export(store, unit, store, is_zip=is_zip, is_anew=False)
        return exported.is_new, tuple(one.code for one in exported.findings)

    for is_zip in (False, True):
        assert export_it(is_zip=is_zip) == (True, ("attachment_missing",))
        assert export_it(is_zip=is_zip) == (True, ("attachment_missing",)), "it may be there by now"
    store.put(unit.attachments[0].kept_as, MINUTES)
    for is_zip in (False, True):
        assert [export_it(is_zip=is_zip), export_it(is_zip=is_zip)] == [(True, ()), (False, ())]
    (path,) = (tmp_path / "c2026" / "SCH-001").rglob("*.txt")
    assert path.read_bytes() == MINUTES


@pytest.mark.parametrize(
    "changes",
    [
        {"journal": STORY.journal[:4] + STORY.journal[5:], "rows": ()},
        {"state": STORY.state.model_copy(update={"lost": WorkingDays(9)})},
    ],
)
def test_records_that_are_damaged_are_said_to_be_every_time(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    store, unit = Store(str(tmp_path)), kept(STORY).model_copy(update=changes)
    for _ in range(2):
        assert export(store, unit, store, is_zip=True, is_anew=False).findings


def test_the_manifest_comes_last(tmp_path: Path) -> None:
    class Recorded(Store):
        put_names: list[str]

        def put(self, name: str, content: bytes) -> None:
            self.put_names.append(name)
            super().put(name, content)

    store = Recorded(str(tmp_path))
    store.put_names = []
    export(store, kept(Story()), store, is_zip=False, is_anew=False)
    assert store.put_names[-1].endswith(MANIFEST)
    assert len(store.put_names) == len(set(store.put_names)) > 5


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("SCH-001", "SCH-001"),
        ("学校1", "学校1"),
        ("第一小学.", "~第一小学"),
        ("sch-001", "~sch-001"),
        ("CON", "~CON"),
        ("AUX.1", "~AUX.1"),
        ("COM9.", "~COM9"),
        ("①", "~①"),
        ("𠮷" * 64, "~" + "𠮷" * 20),
    ],
)
def test_a_name_is_the_code_unless_some_file_system_would_mistake_it(unit: str, name: str) -> None:
    assert place("reference-2005", unit).startswith("reference-2005/")
    kept_as = place("reference-2005", unit).removeprefix("reference-2005/")
    assert kept_as.endswith(name)
    assert kept_as == name or len(kept_as) == 16 + len(name)


@given(CODES, CODES)
def test_no_two_units_share_a_name_in_any_file_system(one: str, other: str) -> None:
    if one != other:
        assert place("c", one).casefold() != place("c", other).casefold()
        assert place(one, "U").casefold() != place(other, "U").casefold()


@given(CODES)
def test_codes_that_differ_in_case_only_have_names_that_do_not(code: str) -> None:
    names = {
        place("c", other).casefold()
        for other in {code, code.upper(), code.lower()}
        if is_code(other)
    }
    assert len(names) == len({one for one in {code, code.upper(), code.lower()} if is_code(one)})


@given(CODES)
def test_a_name_is_never_too_long_and_leads_nowhere_else(code: str) -> None:
    for part in place(code, code).split("/"):
        assert len(f"{part}.zip".encode()) <= 255
        assert part.strip(". ") == part
        assert part
