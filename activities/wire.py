"""What passes over the wire while one message is sent.

Apprise says whether a service took a message and not why it did not: whether it was refused for
good, never reached, or may have arrived all the same. So the two libraries beneath it, `requests`
and `smtplib`, are listened to while a message is on its way, and nobody else's calls are.
"""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final

import requests
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from schemas.channel import DELIVERED, Delivery

_LATER: Final = frozenset({401, 403, 407, 408, 409, 423, 425, 429})
"""HTTP statuses of 4xx that are no word on this message: who we are, and how often we come."""

_OURS: Final = frozenset({530, 534, 535, 538})
"""SMTP replies of 5xx that are about our sign-in."""

_GATEWAY_TIMEOUT: Final = 504
_DETAIL: Final = 200

_ERRCODE: Final = "errcode"
"""The field by which WeCom and DingTalk say no within an answer that HTTP, and Apprise, call a yes."""


@dataclass(slots=True)
class Wire:
    """What was heard of one message, in its order. `is_out` since the last of it went to a mail server."""

    heard: list[Delivery] = field(default_factory=list)
    is_out: bool = False

    def verdict(self, *, is_taken: bool) -> Delivery:
        """What became of the message, of which Apprise says whether it was taken."""
        last = self.heard[-1] if self.heard else None
        if is_taken:
            return last if last is not None and last.detail.startswith(_ERRCODE) else DELIVERED
        failed = [one for one in self.heard if one.outcome != "delivered"]
        unknown = [one for one in failed if one.outcome == "unknown"]
        return next(iter([*unknown, *failed[::-1]]), Delivery(outcome="again", reason="rejected"))


_heard_by: Final[ContextVar[Wire | None]] = ContextVar("heard_by", default=None)


@contextmanager
def listening() -> Iterator[Wire]:
    """Listen to what this thread sends."""
    wire = Wire()
    token = _heard_by.set(wire)
    try:
        yield wire
    finally:
        _heard_by.reset(token)


def _heard(
    call: Callable[..., Any], of_answer: Callable[[Any], Delivery | None]
) -> Callable[..., Any]:
    """The same call, of which the wire of the thread that makes it hears."""

    @wraps(call)
    def heard(*args: Any, **kwargs: Any) -> Any:
        wire = _heard_by.get()
        if wire is None:
            return call(*args, **kwargs)
        if call.__name__ == "data":
            wire.is_out = True
        try:
            answer = call(*args, **kwargs)
        except (OSError, smtplib.SMTPException) as error:
            wire.heard.append(_of_error(error, is_out=wire.is_out))
            raise
        said = of_answer(answer)
        if said is not None:
            wire.heard.append(said)
        return answer

    return heard


def _of_error(error: Exception, *, is_out: bool) -> Delivery:
    match error:
        case requests.RequestException():
            return _of_http_error(error)
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            return _of_refused(refused) or Delivery(outcome="again", reason="rejected")
        case smtplib.SMTPNotSupportedError():
            return Delivery(outcome="refused", reason="refused_by_server", detail=_short(error))
        case smtplib.SMTPResponseException():
            is_about_it = isinstance(error, smtplib.SMTPDataError)
            return _of_reply(error.smtp_code, error.smtp_error, is_about_it=is_about_it)
    if is_out:
        return Delivery(outcome="unknown", reason="timed_out", detail=_short(error))
    return Delivery(outcome="again", reason="unavailable", detail=_short(error))


def _of_refused(refused: dict[str, tuple[int, bytes]]) -> Delivery | None:
    """What a mail server said to the recipients that it did not take; nothing where it took all."""
    for code, reply in sorted(refused.values()):
        return _of_reply(code, reply, is_about_it=True)
    return None


def _of_reply(code: int, reply: bytes | str, *, is_about_it: bool) -> Delivery:
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    detail = _shown(f"SMTP {code} {text}")
    if is_about_it and code >= 500 and code not in _OURS:
        return Delivery(outcome="refused", reason="refused_by_server", detail=detail)
    return Delivery(outcome="again", reason="rejected", detail=detail)


def _of_http_error(error: requests.RequestException) -> Delivery:
    """Whether a request that got no answer never left, or may have arrived."""
    cause = error.args[0] if error.args else None
    if isinstance(cause, MaxRetryError):
        cause = cause.reason
    if isinstance(
        error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError
    ):
        # The answer broke off: the request had arrived.
        return Delivery(outcome="unknown", reason="timed_out", detail=type(error).__name__)
    never_left = (
        isinstance(cause, NewConnectionError | ConnectTimeoutError)
        or isinstance(error, requests.exceptions.SSLError | requests.exceptions.ProxyError)
        or not isinstance(error, requests.ConnectionError | requests.Timeout)
    )
    # The texts of these errors have the URL in them.
    detail = type(error).__name__
    if never_left:
        return Delivery(outcome="again", reason="unavailable", detail=detail)
    return Delivery(outcome="unknown", reason="timed_out", detail=detail)


def _of_response(response: requests.Response) -> Delivery:
    status = response.status_code
    detail = f"HTTP {status}"
    if status == _GATEWAY_TIMEOUT:
        return Delivery(outcome="unknown", reason="timed_out", detail=detail)
    if 400 <= status < 500 and status not in _LATER:
        return Delivery(outcome="refused", reason="refused_by_server", detail=detail)
    if not 200 <= status < 300:
        return Delivery(outcome="again", reason="rejected", detail=detail)
    errcode = _errcode(response)
    if errcode:
        return Delivery(outcome="again", reason="rejected", detail=f"{_ERRCODE} {errcode}")
    return DELIVERED


def _errcode(response: requests.Response) -> int:
    """That code of an answer; 0 where all is well."""
    try:
        body = response.json()
    except ValueError:
        return 0
    code = body.get(_ERRCODE, 0) if isinstance(body, dict) else 0
    return code if isinstance(code, int) else 0


def _short(error: Exception) -> str:
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return _shown(str(said))


def _shown(text: str) -> str:
    """What the other side said, on one line, without anything that a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_DETAIL]


def _nothing(_answer: object) -> None:
    """An answer that says nothing of the message."""


# Apprise's plugins make their sessions themselves, so there is no session to hook.
requests.Session.send = _heard(requests.Session.send, _of_response)  # type: ignore[method-assign]
for _name in ("connect", "starttls", "login", "data"):
    setattr(smtplib.SMTP, _name, _heard(getattr(smtplib.SMTP, _name), _nothing))
smtplib.SMTP.sendmail = _heard(smtplib.SMTP.sendmail, _of_refused)  # type: ignore[method-assign]
