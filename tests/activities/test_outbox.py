"""The channels that need nothing, and what is said of one that is not there."""

from pathlib import Path

import pytest

from activities.channel import Channels
from activities.outbox import ConsoleChannel, FileChannel
from tests.activities.test_apprise_channel import channel, letter, said


async def test_each_person_has_a_file_in_which_everything_stands_in_order(tmp_path: Path) -> None:
    outbox = FileChannel(tmp_path / "outbox")
    first, second = letter(), letter(subject="second", contact=None)
    for one in (first, second):
        assert said(await outbox.send(one)) == ("delivered", None)
    text = (tmp_path / "outbox" / "c2026" / "P-1.txt").read_text()
    heads = [line for line in text.splitlines() if "→" in line]
    assert heads == ["2026-03-09 08:34  →  P-1"] * 2
    assert "p-1@example.org" not in text
    assert text.index("【提醒】3项到期") < text.index("第一行\n  第二行") < text.index("second")


async def test_a_file_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("in the way")
    delivery = await FileChannel(tmp_path / "outbox").send(letter())
    assert said(delivery) == ("again", "not_written")
    assert delivery.detail


async def test_the_console_shows_what_the_file_would(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    await ConsoleChannel().send(letter())
    await FileChannel(tmp_path).send(letter())
    assert capsys.readouterr().err == (tmp_path / "c2026" / "P-1.txt").read_text()


async def test_an_unknown_channel_is_said_with_those_that_there_are(tmp_path: Path) -> None:
    channels = Channels({"file": FileChannel(tmp_path), "mail": channel("json://localhost")})
    delivery = await channels.send("sms", letter())
    assert said(delivery) == ("again", "unknown_channel")
    assert delivery.detail == "file, mail"
    assert [channels.budget(name) for name in ("file", "mail", "sms")] == [None, 700, None]
    assert said(await channels.send("file", letter())) == ("delivered", None)
