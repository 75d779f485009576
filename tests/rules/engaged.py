"""The meetings of a story's unit, as the records have them of its rows."""

from rules.evolve import evolve
from rules.rows import rows_of
from schemas.meeting import MeetingOutcomeRow, MeetingRow, MeetingView
from tests.rules.stories import Story


def views(story: Story) -> tuple[MeetingView, ...]:
    """A story's meetings as its rows have them."""
    state, found = story.launched, dict[int, MeetingView]()
    for entry in story.journal:
        before, state = state, evolve(state, entry)
        for row in rows_of(before, state, entry):
            if isinstance(row, MeetingRow):
                fields = row.model_dump(exclude={"campaign", "unit"})
                found[row.convened] = MeetingView.model_validate(fields)
            if isinstance(row, MeetingOutcomeRow):
                came = {"outcome": row.outcome, "held_on": row.day}
                found[row.convened] = found[row.convened].model_copy(update=came)
    return tuple(found.values())
