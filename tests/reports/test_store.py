"""Files are kept whole, under their names, wherever a URL says."""

import resource
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from reports.store import NotKept, Store, StoreUnusable


@pytest.fixture(params=["folder", "file://", "memory://"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "memory://":
        return f"memory://{uuid4().hex}"
    folder = tmp_path / "store"
    return str(folder) if request.param == "folder" else folder.as_uri()


def test_what_is_put_can_be_got(url: str) -> None:
    Store(url).put("dossiers/学校/manifest.json", b"1")
    assert Store(url).get("dossiers/学校/manifest.json") == b"1"


def test_the_last_one_stays(url: str) -> None:
    store = Store(url)
    store.put("a", b"the first, which is longer")
    store.put("a", b"the last")
    assert store.get("a") == b"the last"
    assert store.names() == ("a",)


def test_no_more_is_read_than_was_asked_for(url: str) -> None:
    store = Store(url)
    store.put("a", b"12345678")
    assert store.get("a", at_most=3) == b"123"
    assert store.get("a", at_most=99) == b"12345678"
    store.put("empty", b"")
    assert (store.get("empty"), store.get("empty", at_most=1)) == (b"", b"")


def test_the_names_are_told_in_order(url: str) -> None:
    store = Store(url)
    assert store.names() == ()
    for name in ("b", "a/2", "a/1"):
        store.put(name, b"x")
    assert store.names() == ("a/1", "a/2", "b")


def test_what_is_not_there_is_said(url: str) -> None:
    with pytest.raises(NotKept, match="'a' is not in the store"):
        Store(url).get("a")


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../a", "a/../../b", "..", "a\\..\\b"])
def test_no_name_leads_out(url: str, name: str) -> None:
    store = Store(url)
    calls: tuple[Callable[[], object], ...] = (
        lambda: store.put(name, b""),
        lambda: store.get(name),
    )
    for call in calls:
        with pytest.raises(ValueError, match="not a name inside a store"):
            call()


def test_a_file_that_was_broken_off_is_none(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.put("c/a.zip", b"whole")
    for name in ("c/.a.zip.0123.part", "c/.b.zip.0123.part", "c/a.zip.d/.x.0123.part"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"hal")
    assert store.names() == ("c/a.zip",)
    assert (store.left_over(), store.left_over("c/a.zip"), store.left_over("c")) == (3, 1, 3)
    store.clear("c/a.zip")
    assert (store.left_over(), store.get("c/a.zip")) == (2, b"whole")
    store.clear("c")
    assert store.left_over() == 0


def test_where_files_come_into_being_at_once_nothing_is_left_over(url: str) -> None:
    store = Store(url)
    store.put("c/a", b"1")
    store.clear("c/a")
    store.clear("nothing")
    assert (store.names(), store.left_over()) == (("c/a",), 0)


def test_a_folder_of_a_store_is_a_store(url: str) -> None:
    store = Store(url)
    store.put("c/a", b"1")
    inner = store.within("c")
    assert (inner.names(), inner.get("a")) == (("a",), b"1")
    assert store.names() == ("c/a",)
    with pytest.raises(ValueError, match="not a name inside a store"):
        store.within("../c")


@contextmanager
def full_at(size: int) -> Iterator[None]:
    """A disk on which no file gets larger than so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_the_old_file_stays_and_nothing_is_left(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.put("a", b"old")
    with full_at(100_000), pytest.raises(StoreUnusable, match=r"OSError: .* File too large"):
        store.put("a", bytes(200_000))
    assert [one.name for one in tmp_path.iterdir()] == ["a"]
    assert store.get("a") == b"old"


def test_many_may_write_the_same_file_at_once(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    contents = [bytes([number]) * 100_000 for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda content: store.put("a", content), contents))
    assert store.get("a") in contents
    assert sorted(tmp_path.iterdir()) == [tmp_path / "a"]


def test_what_is_no_store_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="ValueError: Protocol not known"):
        Store("nonsense://x")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreUnusable, match="The store cannot be used for 'a'"):
        Store(str(tmp_path / "file")).put("a", b"")
