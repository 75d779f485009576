"""What must hold of everything that a unit's journal says to people, entry by entry."""

from datetime import datetime

from rules.course import is_at_rest, is_done, is_stopped, open_phase
from rules.ladder import ladder_for
from rules.notice_truth import is_still_true
from rules.notices import notices_of
from rules.sending import at_work
from rules.ticks import reminded_deadlines
from schemas.events import Amended, Entry, Reminded
from schemas.state import UnitState
from schemas.target import UNIT, Target, item_target


class Said:
    """The rungs that were said so far. `hear` fails where one should not have been."""

    def __init__(self) -> None:
        self._rungs: dict[tuple[Target, datetime, str], datetime] = {}

    def hear(self, before: UnitState, after: UnitState, entry: Entry) -> None:
        """Hold one more entry of the journal against what must be so."""
        if isinstance(entry.event, Reminded):
            self._hear_rung(before, entry, entry.event)
        if isinstance(entry.event, Amended) and _ladders(before) != _ladders(after):
            self._rungs.clear()  # another ladder, or another calendar for it, begins anew
        _hear_notices(before, after, entry)

    def _hear_rung(self, before: UnitState, entry: Entry, said: Reminded) -> None:
        assert not is_stopped(before)
        assert not is_at_rest(before)
        if said.target == UNIT:
            assert before.started_at is None
        elif said.target.kind == "item":
            (item,) = (one for one in before.ledger.open if item_target(one.number) == said.target)
            assert not item.is_closed
            assert item.handed_up is None
        else:
            current = open_phase(before)
            assert current is not None
            assert current[0].reported_at is None
            assert said.target.id in {step.id for step in current[1].steps}
            assert not is_done(before, said.target.id)
        assert (said.target, said.due) in {
            (one.target, one.at) for one in reminded_deadlines(before)
        }
        ladder = ladder_for(before, said.target)
        assert ladder is not None
        (rung,) = (rung for rung in ladder.rungs if rung.id == said.rung)
        assert rung.to == said.to
        key = (said.target, said.due, said.rung)
        last = self._rungs.get(key)
        if last is not None:
            assert rung.every is not None, "a rung without 'every' is said once"
            assert last < entry.at
        self._rungs[key] = entry.at


def _ladders(state: UnitState) -> tuple[object, ...]:
    return state.rules.reminders, state.rules.calendar


def _hear_notices(before: UnitState, after: UnitState, entry: Entry) -> None:
    made = notices_of(before, after, entry)
    assert len({(one.audience, one.kind, one.target) for one in made}) == len(made)
    for notice in made:
        assert notice.audience != entry.by or notice.kind in {"poll_missing", "publication_missing"}
        assert notice.say_at >= entry.at
        assert at_work(after.rules.calendar, notice.say_at) == notice.say_at
        assert is_still_true(after, notice)
