"""What a unit's journal says to whom, as short lines that can be read and compared."""

from collections.abc import Iterator

from rules.evolve import evolve
from rules.notices import notices_of
from schemas.events import Entry
from schemas.notice import Notice
from schemas.state import UnitState
from tests.rules.stories import Story


def notices(launched: UnitState, journal: tuple[Entry, ...]) -> Iterator[Notice]:
    """Every notice that the entries of a whole journal make, in their order."""
    state = launched
    for entry in journal:
        after = evolve(state, entry)
        yield from notices_of(state, after, entry)
        state = after


def news(story: Story, since: int = 0) -> list[Notice]:
    """The notices of a story's entries after the revision `since`."""
    return [one for one in notices(story.launched, story.journal) if one.revision > since]


def told(story: Story, since: int = 0) -> list[tuple[str, str, str | None]]:
    """What was said since then: the kind, to whom, of what."""
    return [
        (one.kind, str(one.audience), None if one.target is None else str(one.target))
        for one in news(story, since)
    ]
