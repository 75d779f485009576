"""Files for people are written whole or not at all."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.exits import Mistake
from cli.files import writing

LIMIT = 4096


@contextmanager
def little_room() -> Iterator[None]:
    """While no file may be longer than a page."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def write(file: Path, content: bytes) -> None:
    with writing(file) as place:
        place.write_bytes(content)


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    good, new = tmp_path / "good.pdf", tmp_path / "new.pdf"
    good.write_bytes(b"good")

    for file in (good, new):
        with little_room(), pytest.raises(Mistake) as told:
            write(file, bytes(2 * LIMIT))
        assert told.value.code == "file_unwritable"
        assert told.value.params["file"] == str(file)

    assert list(tmp_path.iterdir()) == [good]
    assert good.read_bytes() == b"good"


def test_what_is_broken_off_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"good")

    def break_off() -> None:
        with writing(file) as place:
            place.write_bytes(b"ba")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()

    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"good"]


def test_a_file_keeps_its_link_and_who_may_read_it(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    file, link = tmp_path / "kept" / "report.pdf", tmp_path / "report.pdf"
    file.write_bytes(b"old")
    file.chmod(0o600)
    link.symlink_to(file)

    write(link, b"new")

    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_new_file_is_as_open_as_any_other(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    write(tmp_path / "report.pdf", b"new")
    assert (tmp_path / "report.pdf").stat().st_mode == other.stat().st_mode


@pytest.mark.parametrize("name", ["", "none/report.pdf"])
def test_a_place_that_is_none_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(Mistake, match="file_unwritable"):
        write(tmp_path / name, b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_takes_it_as_it_comes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(pipe, b"new")
        assert os.read(reader, LIMIT) == b"new"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
