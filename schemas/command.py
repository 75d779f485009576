"""The envelope that every command to a unit comes in."""

from typing import Annotated

from pydantic import Field

from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_NONE, Code, Model

CommandId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:\-]{0,99}$")]
"""Chosen by the caller; the same id is carried out once, however often it is sent."""

Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
"""What tells apart two commands that came with the same id; see `rules.fingerprints`."""

Steps = Annotated[tuple[Code, ...], Field(max_length=60)]
"""Ids of steps of one track."""


class CommandBase(Model):
    """The envelope of every command.

    `by` says in which capacity; `principal` is the person who was signed in, set by the gateway.
    With `if_revision` the command is refused unless the unit is still at that revision.
    """

    id: CommandId
    by: Actor
    principal: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    if_revision: Annotated[int | None, Field(ge=0), LEFT_OUT_IF_NONE] = None
