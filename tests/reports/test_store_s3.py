"""Attachments and dossiers in S3: a server that speaks it, in a process of its own."""

import json
import os
import re
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Final

import fsspec
import pytest

from reports.dossier.collection import check_all, dossiers_in, is_one_dossier
from reports.dossier.keeping import export
from reports.store import NotKept, Store, StoreUnusable
from schemas.dossier import MANIFEST
from tests.cli.conftest import Shell, shell_in
from tests.reports.kept import MINUTES, attached, with_a_meeting

KEYS: Final = {"AWS_ACCESS_KEY_ID": "phaseline", "AWS_SECRET_ACCESS_KEY": "a-secret"}
URL: Final = "s3://bucket/city"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has one bucket, and knows one user."""
    root = tmp_path_factory.mktemp("s3")
    (root / "bucket").mkdir()
    rclone = Path(sysconfig.get_path("scripts")) / "rclone"
    serve = (rclone, "serve", "s3", "--addr", "127.0.0.1:0", "--auth-key", ",".join(KEYS.values()))
    env = {"PATH": os.environ["PATH"], "RCLONE_CONFIG": os.devnull}
    with Popen([*map(str, serve), str(root)], env=env, stderr=PIPE, text=True) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        found = re.search(r"http://[\d.:]+", line)
        assert found, line
        yield found[0]
        server.terminate()


@pytest.fixture
def aws(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[pytest.MonkeyPatch]:
    """The environment of somebody who may use the server, and no file of settings."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    others = {"AWS_REGION": "eu-central-1", "AWS_EC2_METADATA_DISABLED": "true"}
    for name, value in {**KEYS, **others, "AWS_ENDPOINT_URL_S3": address}.items():
        monkeypatch.setenv(name, value)
    forget()
    yield monkeypatch
    forget()


def forget() -> None:
    """Connect anew: connections are kept by what they were asked for, not by the environment."""
    fsspec.get_filesystem_class("s3").clear_instance_cache()


def test_a_store_in_s3_does_what_any_store_does(aws: pytest.MonkeyPatch) -> None:
    store = Store(URL)
    assert store.names() == ()
    store.put("c/学校/a", b"the first, which is longer")
    store.put("c/学校/a", b"the last")
    store.put("c/empty", b"")
    assert (store.get("c/学校/a"), store.get("c/学校/a", at_most=3)) == (b"the last", b"the")
    assert (store.get("c/empty"), store.get("c/empty", at_most=1)) == (b"", b"")
    assert (store.names(), store.names("c/学校")) == (("c/empty", "c/学校/a"), ("a",))
    Store(URL).remove("c/empty")
    assert store.names() == ("c/学校/a",), "what others do is seen at once"
    store.clear("c")
    assert store.left_over() == 0
    for at_most in (None, 1):
        with pytest.raises(NotKept):
            store.get("nothing", at_most=at_most)
    with pytest.raises(ValueError, match="not a name inside a store"):
        store.get("../secret")


def test_a_large_file_comes_back(aws: pytest.MonkeyPatch) -> None:
    """So large that it would be read in pieces, of which some servers tell the checksum of the whole."""
    store, content = Store(URL), os.urandom(1024) * 51 * 1024
    store.put("large", content)
    assert store.get("large") == content
    store.remove("large")


def test_attachments_and_dossiers_are_kept_read_back_and_verified(
    aws: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store, unit = Store(URL), attached(with_a_meeting())
    store.put(unit.attachments[0].kept_as, MINUTES)
    dossiers = Store(f"{URL}/dossiers")
    for is_zip in (True, False):
        exported = export(dossiers, unit, store, is_zip=is_zip, is_anew=False)
        assert (exported.is_new, exported.findings) == (True, ())
        again = export(dossiers, unit, store, is_zip=is_zip, is_anew=False)
        assert (again.is_new, again.digest) == (False, exported.digest)
    names = ("c2026/SCH-001", "c2026/SCH-001.zip")
    assert dossiers_in(dossiers) == names
    assert is_one_dossier(dossiers.within(names[0]))
    assert check_all(dossiers, names, None, lambda: None).unsound == 0

    shell = shell_in(tmp_path / "data")
    for place in names:
        call = ("dossier", "verify", f"{URL}/dossiers/{place}", "--head", exported.head)
        assert shell.json(*call)["digest"] == exported.digest
    assert len(shell.json("dossier", "verify", f"{URL}/dossiers/c2026")["dossiers"]) == len(names)
    dossiers.remove(f"{names[0]}/{MANIFEST}")
    broken = shell.call("dossier", "verify", f"{URL}/dossiers/{names[0]}", "--json")
    assert [one["code"] for one in json.loads(broken.stdout)["findings"]] == ["broken_off"]


@pytest.mark.parametrize(
    ("url", "changed", "reason"),
    [
        ("s3://no-such-bucket/city", {}, "The specified bucket does not exist"),
        (URL, {"AWS_SECRET_ACCESS_KEY": "another"}, "The request signature we calculated"),
        (URL, {"AWS_ACCESS_KEY_ID": "nobody"}, "The Access Key Id you provided does not exist"),
        (URL, {"AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9"}, "Could not connect to the endpoint"),
        (
            URL,
            {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""},
            "Unable to locate credentials",
        ),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    aws: pytest.MonkeyPatch, url: str, changed: dict[str, str], reason: str
) -> None:
    for name, value in changed.items():
        aws.setenv(name, value)
    with pytest.raises(StoreUnusable, match=reason) as unusable:
        Store(url).put("a", b"1")
    assert "\n" not in str(unusable.value)


def test_a_command_says_why_s3_cannot_be_used(aws: pytest.MonkeyPatch, tmp_path: Path) -> None:
    aws.setenv("AWS_SECRET_ACCESS_KEY", "another")
    failed: Shell = shell_in(tmp_path / "data")
    error = failed.error(3, "dossier", "verify", f"{URL}/dossiers/c2026")
    assert error["code"] == "store_unusable"
    assert error["message"].count("\n") == 0
