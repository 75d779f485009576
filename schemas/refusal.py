"""Why something was refused, who could do it, and by when."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Model
from schemas.command import CommandId

ECHO_LIMIT = 80
"""Nothing that is echoed back is longer than this many characters."""

Echo = Annotated[str, Field(max_length=ECHO_LIMIT)]
"""A piece of what was sent, cut to size."""


class Refusal(Model):
    """A refusal: `code` names its text in `texts/refusals`, `params` fills it.

    `who` could do it instead; it will be possible `by` then, which is on the campaign's own clock.
    """

    code: str
    params: Annotated[dict[str, Echo], LEFT_OUT_IF_EMPTY] = {}
    who: Annotated[tuple[Actor, ...], LEFT_OUT_IF_EMPTY] = ()
    by: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None


class RefusedSignal(Model):
    """A signal that was malformed or refused; a signal has no other way to answer."""

    at: AwareDatetime
    signal: Echo
    command: Annotated[CommandId | None, LEFT_OUT_IF_NONE] = None
    refusal: Refusal


def echo(value: object) -> str:
    """`value` as a text that is short enough, and sound enough, to be echoed back."""
    text = str(value).encode(errors="replace").decode()
    return text if len(text) <= ECHO_LIMIT else text[: ECHO_LIMIT - 1] + "…"
