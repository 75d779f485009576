"""E-mail and HTTP by Apprise, against real servers: what arrives, and what is said of what does not."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from activities.apprise_channel import AppriseChannel
from activities.channel import AT_ONCE
from schemas.channel import ChannelConfig, Delivery, Letter
from tests.activities.servers import Http, Mail, free_port, http_server, mail_server, mute_server


def letter(contact: str | None = "p-1@example.org", **changes: Any) -> Letter:
    at = datetime(2026, 3, 9, 8, 34, tzinfo=ZoneInfo("Asia/Shanghai"))
    base = Letter(
        campaign="c2026",
        person="P-1",
        contact=contact,
        at=at,
        subject="【提醒】3项到期",
        body="第一行\n  第二行 <b>&amp;\n",
    )
    return base.model_copy(update=changes)


def channel(url: str, timeout: int = 4) -> AppriseChannel:
    return AppriseChannel(ChannelConfig(url=SecretStr(url), budget=700, timeout=timeout))


def by_mail(port: int, timeout: int = 4) -> AppriseChannel:
    return channel(f"mailto://127.0.0.1:{port}?from=office@example.org&to={{contact}}", timeout)


def by_http(port: int, timeout: int = 4) -> AppriseChannel:
    return channel(f"json://127.0.0.1:{port}/send/{{contact}}?+X-Key=abc", timeout)


def said(delivery: Delivery) -> tuple[str, str | None]:
    return delivery.outcome, delivery.reason


@pytest.fixture
def mail() -> Iterator[Mail]:
    with mail_server(Mail()) as server:
        yield server


@pytest.fixture
def http() -> Iterator[Http]:
    with http_server(Http()) as server:
        yield server


async def test_a_mail_arrives_as_it_was_written(mail: Mail) -> None:
    delivery = await by_mail(mail.port).send(letter())
    assert said(delivery) == ("delivered", None)
    ((recipients, message),) = mail.taken
    assert recipients == ["p-1@example.org"]
    assert message["subject"] == "【提醒】3项到期"
    assert "office@example.org" in message["from"]
    assert message["x-application"] == "Phaseline"
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n").rstrip() == "第一行\n  第二行 <b>&amp;"


@pytest.mark.parametrize(
    ("rcpt", "data", "expected"),
    [
        ("550 5.1.1 <p-1@example.org> no such user", "250 OK", ("refused", "refused_by_server")),
        ("450 4.2.0 greylisted", "250 OK", ("again", "rejected")),
        ("530 5.7.0 sign in first", "250 OK", ("again", "rejected")),
        ("250 OK", "554 5.7.1 spam", ("refused", "refused_by_server")),
        ("250 OK", "451 4.3.0 try later", ("again", "rejected")),
    ],
)
async def test_a_mail_servers_word_decides(
    mail: Mail, rcpt: str, data: str, expected: tuple[str, str]
) -> None:
    mail.rcpt, mail.data = rcpt, data
    delivery = await by_mail(mail.port).send(letter())
    assert said(delivery) == expected
    word = rcpt if data == "250 OK" else data
    assert delivery.detail == "SMTP " + word.replace("p-1@example.org", "…")
    assert mail.taken == []


async def test_a_mail_server_that_hangs_with_the_mail_leaves_it_unknown(mail: Mail) -> None:
    mail.hangs = True
    delivery = await by_mail(mail.port, timeout=1).send(letter())
    assert mail.reached.is_set()
    assert said(delivery) == ("unknown", "timed_out")


async def test_a_server_that_never_speaks_may_be_tried_again() -> None:
    async with mute_server() as port:
        delivery = await by_mail(port, timeout=1).send(letter())
    assert said(delivery) == ("again", "unavailable")


async def test_nobody_listens() -> None:
    port = free_port()
    assert said(await by_mail(port).send(letter())) == ("again", "unavailable")
    assert said(await by_http(port).send(letter())) == ("again", "unavailable")


async def test_a_wrong_password_is_the_channels_fault_and_is_not_told() -> None:
    with mail_server(Mail(), lets_in="right") as mail:
        url = f"mailto://office:wrong@127.0.0.1:{mail.port}?from=office@example.org&to={{contact}}"
        delivery = await channel(url).send(letter())
        assert said(delivery) == ("again", "rejected")
        assert delivery.detail.startswith("SMTP 535")
        assert "wrong" not in str(delivery)
        right = await channel(url.replace("wrong", "right")).send(letter())
        assert said(right) == ("delivered", None)


@pytest.mark.parametrize("contact", ["not an address", "13800138000", "@"])
async def test_what_is_no_address_is_refused_for_good(mail: Mail, contact: str) -> None:
    assert said(await by_mail(mail.port).send(letter(contact))) == ("refused", "bad_contact")
    assert mail.taken == []


@pytest.mark.parametrize("contact", [None, " "])
async def test_without_a_contact_nothing_is_sent_to_the_sender(
    mail: Mail, contact: str | None
) -> None:
    assert said(await by_mail(mail.port).send(letter(contact))) == ("again", "no_contact")
    assert mail.taken == []


async def test_a_contact_cannot_add_to_the_url(mail: Mail) -> None:
    contact = "p-1@example.org&bcc=spy@example.org"
    await by_mail(mail.port).send(letter(contact))
    assert all("spy@example.org" not in recipients for recipients, _ in mail.taken)


async def test_http_arrives_with_its_header_and_path(http: Http) -> None:
    delivery = await by_http(http.port).send(letter("a/b c"))
    assert said(delivery) == ("delivered", None)
    ((path, headers, body),) = http.received
    assert path == "/send/a%2Fb%20c"
    assert headers["X-Key"] == "abc"
    assert (body["title"], body["message"]) == ("【提醒】3项到期", "第一行\n  第二行 <b>&amp;")


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (204, "", ("delivered", None)),
        (200, '{"errcode": 0, "errmsg": "ok"}', ("delivered", None)),
        (200, '{"errcode": 93000, "errmsg": "invalid webhook url"}', ("again", "rejected")),
        (400, "{}", ("refused", "refused_by_server")),
        (404, "{}", ("refused", "refused_by_server")),
        (401, "{}", ("again", "rejected")),
        (429, "{}", ("again", "rejected")),
        (500, "{}", ("again", "rejected")),
        (503, "{}", ("again", "rejected")),
        (504, "{}", ("unknown", "timed_out")),
    ],
)
async def test_a_services_status_decides(
    http: Http, status: int, body: str, expected: tuple[str, str | None]
) -> None:
    http.status, http.body = status, body
    assert said(await by_http(http.port).send(letter("p"))) == expected


async def test_a_service_that_hangs_with_the_message_leaves_it_unknown(http: Http) -> None:
    http.hangs = True
    delivery = await by_http(http.port, timeout=1).send(letter("p"))
    assert len(http.received) == 1
    assert said(delivery) == ("unknown", "timed_out")


async def test_more_than_may_hang_at_once_are_put_off(http: Http) -> None:
    http.hangs = True
    hanging = by_http(http.port, timeout=1)
    outcomes = await asyncio.gather(*(hanging.send(letter("p")) for _ in range(AT_ONCE + 2)))
    assert {said(one) for one in outcomes} <= {("unknown", "timed_out"), ("again", "busy")}
    assert len(http.received) >= AT_ONCE


async def test_a_hanging_channel_holds_up_no_other(mail: Mail, http: Http) -> None:
    http.hangs = True
    hanging, well = by_http(http.port, timeout=30), by_mail(mail.port)
    waiting = [asyncio.create_task(hanging.send(letter("p"))) for _ in range(AT_ONCE)]
    assert said(await well.send(letter())) == ("delivered", None)
    assert not any(one.done() for one in waiting)
    http.released.set()
    assert {said(one) for one in await asyncio.gather(*waiting)} == {("unknown", "timed_out")}


async def test_nothing_secret_is_logged(
    http: Http, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    http.status = 500
    url = f"json://office:hush-hush@127.0.0.1:{http.port}/hush-hush?+X-Key=hush-hush"
    delivery = await channel(url).send(letter())
    again = await channel(url.replace(str(http.port), str(free_port()))).send(letter())
    assert said(delivery) == ("again", "rejected")
    out, err = capsys.readouterr()
    assert "hush" not in "".join([out, err, caplog.text, str(delivery), str(again)])
