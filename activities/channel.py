"""The channels of a worker by their names: what a dispatcher hands a letter to."""

from collections.abc import Mapping
from typing import Final, Protocol

from schemas.channel import Delivery, Letter

AT_ONCE: Final = 8
"""Letters that are on their way over one channel at the same time."""


class Channel(Protocol):
    """A way by which messages reach people."""

    @property
    def budget(self) -> int | None:
        """How many messages a minute may go; None where any number may."""

    async def send(self, letter: Letter) -> Delivery:
        """Hand a letter over, in no longer than the channel's timeout, and say what came of it."""


class Channels:
    """Every channel that there is. One that hangs holds up no other."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = dict(channels)

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which people have their channels."""
        return tuple(self._channels)

    def budget(self, name: str) -> int | None:
        """How many messages a minute may go over a channel; None for any number, and for no channel."""
        channel = self._channels.get(name)
        return None if channel is None else channel.budget

    async def send(self, name: str, letter: Letter) -> Delivery:
        """Hand a letter to the channel of that name; to be tried again where there is none."""
        channel = self._channels.get(name)
        if channel is None:
            known = ", ".join(self.names)[:200]
            return Delivery(outcome="again", reason="unknown_channel", detail=known)
        return await channel.send(letter)
