"""A dossier that is sound is found sound; whatever was done to it is found, and said where."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.dossier.building import Dossier, build, sha256
from reports.dossier.container import Packed, Unreadable, packed
from reports.dossier.verification import check
from reports.store import Store
from rules.chain import canonical, first_head
from rules.heads import heads_of
from schemas.dossier import MANIFEST, Finding, KeptFile, Manifest
from schemas.events import Entry
from schemas.heads import UnitHead
from tests.reports.kept import MINUTES, Loose, attached, kept, lived, surveyed, with_a_meeting
from texts.dossier_findings import FINDINGS, say_finding

STORY: Final = lived()
DOSSIER: Final = build(kept(STORY))
HEAD: Final = STORY.state.head
LAST: Final = STORY.state.revision


def found(files: Loose, **given: Any) -> list[tuple[str, dict[str, str]]]:
    """What is wrong, by code and params; each can be said in both languages."""
    findings = check(files, **given).findings
    for one in findings:
        assert say_finding(one.code, one.params, "zh") != say_finding(one.code, one.params, "en")
    return [(one.code, one.params) for one in findings]


def loose() -> Loose:
    """The dossier's files."""
    return Loose(DOSSIER.files)


def forged(files: Loose) -> Loose:
    """The files with a manifest that fits them, as by somebody who knows how."""
    manifest = json.loads(files.files[MANIFEST])
    names = sorted(files.files.keys() - {MANIFEST})
    manifest["files"] = [
        {"name": one, "size": len(files.files[one]), "digest": sha256(files.files[one])}
        for one in names
    ]
    lines = files.files["journal.jsonl"].splitlines()
    manifest["revision"] = len(lines)
    manifest["head"] = sha256(lines[-1]) if lines else first_head("c2026", "SCH-001")
    files.files[MANIFEST] = json.dumps(manifest).encode()
    return files


def with_lines(change: Callable[[list[bytes]], list[bytes]]) -> Loose:
    """The files with another journal, as it was left."""
    files = loose()
    lines = change(files.files["journal.jsonl"].splitlines())
    files.files["journal.jsonl"] = b"".join(line + b"\n" for line in lines)
    return files


def rechained(lines: list[bytes]) -> list[bytes]:
    """Lines of which each has the hash of the one before it, from the unit's first head on."""
    head, chained = first_head("c2026", "SCH-001"), []
    for number, line in enumerate(lines, 1):
        entry = Entry.model_validate_json(line)
        again = canonical(entry.model_copy(update={"previous": head, "revision": number}))
        head = sha256(again)
        chained.append(again)
    return chained


def test_a_sound_dossier_is_sound_in_a_folder_and_in_an_archive(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "folder"))
    for name, content in DOSSIER.files.items():
        store.put(name, content)
    archive = packed(DOSSIER.files)
    for files in (store, Packed(BytesIO(archive)), loose()):
        result = check(files, head=HEAD, digest=DOSSIER.digest)
        assert result.findings == ()
        assert (result.campaign, result.unit) == ("c2026", "SCH-001")
        assert (result.revision, result.head, result.digest) == (LAST, HEAD, DOSSIER.digest)


def test_a_unit_that_has_no_history_yet_has_a_sound_dossier() -> None:
    fresh = type(STORY)()
    dossier = build(kept(fresh))
    assert check(Loose(dossier.files), head=fresh.state.head).findings == ()


@pytest.mark.parametrize("entry", range(1, LAST + 1))
def test_an_entry_that_was_changed_is_named(entry: int) -> None:
    def change(lines: list[bytes]) -> list[bytes]:
        changed = json.loads(lines[entry - 1])
        changed["principal"] = "somebody"
        again = canonical(Entry.model_validate_json(json.dumps(changed)))
        return [*lines[: entry - 1], again, *lines[entry:]]

    files = with_lines(change)
    codes = dict(found(files))
    assert codes.pop("file_changed") == {"name": "journal.jsonl"}
    if entry < LAST:
        assert codes == {"entry_changed": {"entry": str(entry), "next": str(entry + 1)}}
        assert "entry_changed" in dict(found(forged(files)))
    else:
        assert codes == {"last_changed": {"entry": str(entry)}}
        assert ("head_unknown", {"entry": str(LAST)}) in found(forged(files), head=HEAD)


@pytest.mark.parametrize("entry", range(1, LAST + 1))
def test_an_entry_that_is_missing_is_named(entry: int) -> None:
    files = forged(with_lines(lambda lines: [*lines[: entry - 1], *lines[entry:]]))
    first, *_ = found(files, head=HEAD)
    if entry < LAST:
        assert first == ("entry_out_of_order", {"entry": str(entry), "found": str(entry + 1)})
    else:
        assert ("head_unknown", {"entry": str(LAST - 1)}) in found(files, head=HEAD)


@pytest.mark.parametrize("entry", range(1, LAST))
def test_entries_that_changed_places_are_named(entry: int) -> None:
    def swap(lines: list[bytes]) -> list[bytes]:
        return [*lines[: entry - 1], lines[entry], lines[entry - 1], *lines[entry + 1 :]]

    out_of_order = ("entry_out_of_order", {"entry": str(entry), "found": str(entry + 1)})
    assert out_of_order in found(with_lines(swap))
    assert out_of_order in found(forged(with_lines(swap)))


@pytest.mark.parametrize("left", range(LAST))
def test_a_tail_that_was_cut_off_is_found(left: int) -> None:
    files = with_lines(lambda lines: lines[:left])
    assert ("tail_cut", {"entry": str(left), "expected": str(LAST)}) in found(files)
    assert ("head_unknown", {"entry": str(left)}) in found(forged(files), head=HEAD)
    longer, cut = loose(), forged(files)
    longer.files[MANIFEST] = cut.files[MANIFEST]
    assert ("tail_added", {"entry": str(LAST), "expected": str(left)}) in found(longer)
    # Whoever cut it off has forgotten the state that followed.
    assert ("file_differs", {"name": "state.json"}) in found(forged(files))


def test_an_entry_that_was_left_out_with_a_new_chain_is_found_by_the_head() -> None:
    files = with_lines(lambda lines: rechained(lines[:5] + lines[6:]))
    assert ("head_unknown", {"entry": str(LAST - 1)}) in found(forged(files), head=HEAD)


def test_what_cannot_have_happened_is_named() -> None:
    files = forged(with_lines(lambda lines: rechained([lines[-1], *lines[-3:-1]])))
    files.files[MANIFEST] = loose().files[MANIFEST]
    assert {"file_changed", "tail_cut"} <= dict(found(files)).keys()
    closes_a_phase = next(
        number for number, entry in enumerate(STORY.journal) if entry.event.kind == "phase_closed"
    )
    alone = forged(with_lines(lambda lines: rechained([lines[closes_a_phase]])))
    assert ("does_not_follow", {"entry": "1"}) in found(alone)


def test_the_journal_of_another_unit_is_found() -> None:
    other = type(STORY)(unit=STORY.state.unit.model_copy(update={"code": "SCH-002"})).start()
    files = loose()
    files.files["journal.jsonl"] = build(kept(other)).files["journal.jsonl"]
    assert ("entry_of_another", {}) in found(forged(files))


def test_an_entry_in_other_words_is_found() -> None:
    def space(lines: list[bytes]) -> list[bytes]:
        return [lines[0].replace(b'":', b'": ', 1), *lines[1:]]

    assert ("entry_rewritten", {"entry": "1"}) in found(with_lines(space))
    assert ("entry_unreadable", {"entry": "2"}) in found(
        with_lines(lambda lines: [lines[0], b"", *lines[1:]])
    )


@pytest.mark.parametrize("name", ["state.json", "outcome.json", "initial.json"])
def test_a_state_that_does_not_follow_from_the_journal_is_found(name: str) -> None:
    files = loose()
    assert b"First School" in files.files["state.json"]
    files.files[name] = files.files[name].replace(b"First School", b"Other School")
    files.files[name] = files.files[name].replace(b'"finished"', b'"withdrawn"')
    codes = found(forged(files), head=HEAD)
    assert codes
    assert {code for code, _ in codes} == {"file_differs"}


def test_files_that_are_not_as_listed_are_named() -> None:
    files = loose()
    del files.files["plan.yaml"]
    files.files["notes.txt"] = b"x"
    files.files["dossier.en.html"] += b" "
    assert found(files) == [
        ("file_unlisted", {"name": "notes.txt"}),
        ("file_changed", {"name": "dossier.en.html"}),
        ("file_missing", {"name": "plan.yaml"}),
    ]
    damaged = loose()
    damaged.files["plan.json"] = b"{}"
    assert found(forged(damaged)) == [("file_unreadable", {"name": "plan.json"})]


@pytest.mark.parametrize("name", ["state.json", "outcome.json"])
def test_a_file_that_the_journal_asks_for_is_missed_whatever_the_manifest_says(name: str) -> None:
    files = loose()
    del files.files[name]
    assert found(forged(files), head=HEAD) == [("file_missing", {"name": name})]


def test_tables_and_ballots_that_were_left_out_are_missed() -> None:
    for name in ("surveys/survey-1.json", "tables/surveys.jsonl"):
        files = Loose(build(surveyed()).files)
        del files.files[name]
        assert found(forged(files)) == [("file_missing", {"name": name})]


def test_a_state_that_no_plan_gives_is_found() -> None:
    files = loose()
    files.files["initial.json"] = files.files["initial.json"].replace(
        b'"id": "study"', b'"id": "x"'
    )
    codes = {code for code, _ in found(forged(files), head=HEAD)}
    assert codes & {"file_differs", "does_not_follow"}


def test_minutes_that_are_not_there_are_named() -> None:
    story = with_a_meeting()
    name = f"attachments/{sha256(MINUTES)}.txt"
    whole = build(attached(story), {sha256(MINUTES): MINUTES}).files
    assert found(Loose(whole), head=story.state.head) == []
    assert found(Loose(build(attached(story)).files)) == [("attachment_missing", {"name": name})]
    other = forged(Loose({**whole, name: b"nobody came"}))
    assert found(other) == [("attachment_missing", {"name": name})]
    [(code, params)] = found(Loose(build(kept(story)).files))
    assert (code, params["digest"]) == ("minutes_missing", sha256(MINUTES))


def test_ballots_that_give_another_result_are_found() -> None:
    dossier, name = build(surveyed()), "surveys/survey-1.json"
    assert found(Loose(dossier.files)) == []
    for old, new in ((b'"dissatisfied"', b'"very_satisfied"'), (b'"receipt-00",', b"")):
        published = dossier.files[name].replace(old, new, 1)
        other = json.dumps(json.loads(published), ensure_ascii=False, indent=2, sort_keys=True)
        files = forged(Loose({**dossier.files, name: f"{other}\n".encode()}))
        assert found(files) == [("tally_differs", {"name": name})]


def test_a_name_does_no_harm_in_a_terminal() -> None:
    files = loose()
    files.files["\x1b[2J" + "x" * 200] = b""
    assert found(files) == [("file_unlisted", {"name": "\ufffd[2J" + "x" * 76})]


def test_a_manifest_that_was_made_anew_is_found_by_its_digest() -> None:
    files = loose()
    files.files["dossier.en.html"] = b"nothing happened"
    forged(files)
    assert found(files, head=HEAD) == []
    assert [code for code, _ in found(files, digest=DOSSIER.digest)] == ["digest_differs"]


def test_an_earlier_head_is_told_apart() -> None:
    assert found(loose(), head=STORY.journal[3].previous) == [("head_earlier", {"entry": "3"})]


@pytest.mark.parametrize(
    "manifest",
    [b"", b"{}", b"\xff", DOSSIER.files[MANIFEST].replace(b'"format": 1', b'"format": 2')],
)
def test_what_is_no_dossier_is_said(manifest: bytes) -> None:
    files = loose()
    files.files[MANIFEST] = manifest
    assert found(files) == [("not_a_dossier", {})]
    assert found(Loose({})) == [("not_a_dossier", {})]


def test_an_export_that_was_broken_off_is_told_apart() -> None:
    files = loose()
    del files.files[MANIFEST]
    assert found(files) == [("broken_off", {})]


def test_the_head_may_stand_in_a_list() -> None:
    one = UnitHead(unit="SCH-001", revision=LAST, head=HEAD)
    other = UnitHead(unit="SCH-002", revision=3, head=first_head("c2026", "SCH-002"))
    stale = one.model_copy(update={"head": STORY.journal[3].previous})
    assert found(loose(), heads=heads_of("c2026", [one, other])) == []
    assert found(loose(), heads=heads_of("c2026", [stale])) == [("head_earlier", {"entry": "3"})]
    for heads in (heads_of("c2026", [other]), heads_of("c2027", [one])):
        assert found(loose(), heads=heads) == [("not_listed", {"campaign": heads.campaign})]


@pytest.mark.parametrize("name", ["../state.json", "/etc/passwd", "a/../../b", ".hidden", "a\\\\b"])
def test_a_manifest_that_leads_elsewhere_is_none(name: str) -> None:
    files = loose()
    files.files[MANIFEST] = files.files[MANIFEST].replace(b"state.json", name.encode())
    assert found(files) == [("not_a_dossier", {})]


def test_a_file_that_says_it_is_huge_is_not_read() -> None:
    files = loose()
    manifest = Manifest.model_validate_json(files.files[MANIFEST])
    huge = manifest.files[0].model_copy(update={"size": 10**12})
    changed = manifest.model_copy(update={"files": (huge, *manifest.files[1:])})
    files.files[MANIFEST] = changed.model_dump_json().encode()
    assert ("file_too_large", {"name": huge.name}) in found(files)


def test_files_that_are_huge_together_are_not_read() -> None:
    read: list[int] = []

    class Bomb(Loose):
        def get(self, name: str, *, at_most: int | None = None) -> bytes:
            if not name.startswith("bomb"):
                return super().get(name, at_most=at_most)
            read.append(at_most or 0)
            return b""

    files = Bomb(DOSSIER.files)
    manifest = Manifest.model_validate_json(files.files[MANIFEST])
    bombs = [
        KeptFile(name=f"bomb-{one}", size=100 * 1024 * 1024, digest="0" * 64) for one in range(9)
    ]
    changed = manifest.model_copy(update={"files": (*bombs, *manifest.files)})
    files.files[MANIFEST] = changed.model_dump_json().encode()
    codes = [code for code, params in found(files) if params.get("name", "").startswith("bomb")]
    assert codes.count("file_too_large") == 7
    assert len(read) == 2


def test_every_finding_has_a_test() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [code for code in FINDINGS if f'"{code}"' not in source] == []


@given(st.data())
def test_no_byte_can_be_changed(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(filter(DOSSIER.files.get, DOSSIER.files))))
    content = bytearray(DOSSIER.files[name])
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    files = loose()
    files.files[name] = bytes(content)
    assert check(files, head=HEAD, digest=DOSSIER.digest).findings


def test_a_changed_byte_of_an_archive_is_found_or_changes_nothing() -> None:
    whole = packed(DOSSIER.files)

    @given(place=st.integers(0, len(whole) - 1), change=st.integers(1, 255))
    def holds(place: int, change: int) -> None:
        changed = whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :]
        try:
            files = Packed(BytesIO(changed))
            findings = check(files, head=HEAD, digest=DOSSIER.digest).findings
            same = findings or {name: files.get(name) for name in files.names()} == DOSSIER.files
        except Unreadable:
            return
        assert same

    holds()


def test_a_name_that_is_twice_in_an_archive_is_found() -> None:
    file = BytesIO(packed(DOSSIER.files))
    with ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("state.json", DOSSIER.files["state.json"])
    assert [one.code for one in check(Packed(file)).findings] == ["file_twice"]


def test_an_archive_that_another_program_has_packed_has_entries_of_folders() -> None:
    file = BytesIO(packed(DOSSIER.files))
    with ZipFile(file, "a") as archive:
        archive.mkdir("tables")
    assert check(Packed(file)).findings == ()


def test_a_name_that_would_clear_the_terminal_is_told_without_its_escape() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(MANIFEST, DOSSIER.files[MANIFEST])
        archive.writestr("\x1b[2J", b"")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("\x1b[2J", b"")
    findings = check(Packed(file)).findings
    assert Finding(code="file_twice", params={"name": "\ufffd[2J"}) in findings


def test_dossiers_are_made_of_the_same_bytes() -> None:
    again: Dossier = build(kept(STORY))
    assert again == DOSSIER
    assert packed(again.files) == packed(DOSSIER.files)
