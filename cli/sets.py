"""By which sets of units a roll-up is shown."""

from enum import StrEnum


class ShownBy(StrEnum):
    """A kind of set; its value names the option's choice, and the heading of its column."""

    DISTRICT = "district"
    TYPE = "type"
    GROUP = "group"

    @property
    def field(self) -> str:
        """What the models call it."""
        return "supervision_group" if self is ShownBy.GROUP else str(self)
