"""The page on dossiers says what is in one, and how it is checked by hand."""

import re
import subprocess
from pathlib import Path

from reports.dossier.building import build
from schemas.dossier import MANIFEST
from tests.docs.pages import Page
from tests.reports.kept import (
    MINUTES,
    attached,
    counted_by_topic,
    kept,
    lived,
    surveyed,
    with_a_meeting,
)

PAGE = Page.read("docs/dossier.md")


def test_every_file_is_told_and_every_file_that_is_told_is_there() -> None:
    told = {name for row in PAGE.table("file", "") for name in re.findall(r"`([\w./…]+)`", row[0])}
    units = [kept(lived()), attached(with_a_meeting()), surveyed(), counted_by_topic()]
    contents = {one.digest: MINUTES for unit in units for one in unit.attachments}
    names = {name for unit in units for name in build(unit, contents).files}
    assert {re.sub(r"/.*", "/…", name) for name in names} == told


def test_a_head_can_be_found_by_hand(tmp_path: Path) -> None:
    dossier = build(kept(lived()))
    (tmp_path / "journal.jsonl").write_bytes(dossier.files["journal.jsonl"])
    (tmp_path / MANIFEST).write_bytes(dossier.files[MANIFEST])
    (by_hand,) = PAGE.blocks("sh")
    for command, expected in (
        (by_hand, dossier.manifest.head),
        (f"sha256sum {MANIFEST}", dossier.digest),
    ):
        run = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert run.stdout.split()[0] == expected
