"""Any sequence of commands and ticks over any valid plan keeps the invariants of a unit."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rules.acceptance import accept, confirm_recorded, heed_clock, initial_state, take_outcome
from rules.amendment import amend_command
from rules.authority import actors_of
from rules.calendar import close_of, is_working_day, local_date
from rules.chain import first_break
from rules.course import (
    find_step,
    is_at_rest,
    is_done,
    is_over,
    is_stopped,
    open_phase,
    phase_plan,
    track,
    undone_required,
)
from rules.deadlines import deadline_of
from rules.decide import FIRST_EVENTS
from rules.effects import wanted
from rules.evolve import evolve
from rules.outcome import outcome_of
from rules.possible import possible
from rules.refused import Refused
from rules.sending import at_work
from rules.standing import standing
from rules.ticks import next_due, tick, upcoming
from schemas.actor import CAMPAIGN_ITSELF, CAMPAIGN_OFFICE
from schemas.commands import Command, CommandAdapter, CompleteStep, SignOff
from schemas.events import Entry, Overdue, Reminded
from schemas.limits import RECEIPTS
from schemas.memory import UnitMemory
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.survey import SurveyClosed
from schemas.unit_rules import UnitRules
from tests.rules.amendments import amendments
from tests.rules.content_readings import is_shown
from tests.rules.offers import accepted, fields_of
from tests.rules.outcomes import nothing_of, outcomes
from tests.rules.readings import expected_standing
from tests.rules.said import Said
from tests.rules.strategies import actors, amended_rules, commands, targets, unit_rules, units
from texts.refusals import explain

BYTES_PER_STEP = 700
BYTES_PER_PHASE = 1200
BYTES_PER_OPEN_ITEM = 280
BYTES_BESIDES = 2500


class UnitMachine(RuleBasedStateMachine):
    """One unit, and whatever may happen to it."""

    memory: UnitMemory
    now: datetime

    @initialize(data=st.data(), rules=unit_rules(), hours=st.integers(-20, 100))
    def launch(self, data: st.DataObject, rules: UnitRules, hours: int) -> None:
        unit: Unit = data.draw(units(rules))
        morning = datetime.combine(rules.window.first, time(9), ZoneInfo(rules.calendar.timezone))
        self.now = morning.astimezone(ZoneInfo("UTC")) + timedelta(hours=hours)
        state = initial_state("c", unit, rules, self.now)
        self.memory = UnitMemory(state=state)
        self.launched = state
        self.replayed = state
        self.journal: list[Entry] = []
        self.said = Said()
        self.given: list[Command] = []
        self.amended_closed: set[str] = set()

    # What happens.

    @rule(days=st.integers(0, 12), hours=st.integers(0, 23))
    def pass_time(self, days: int, hours: int) -> None:
        self._heed(self.now + timedelta(days=days, hours=hours))

    @rule(early=st.booleans())
    def pass_time_to_the_next_instant(self, early: bool) -> None:
        due = next_due(self.memory.state)
        if due is not None and due > self.now:
            self._heed(due - timedelta(seconds=1) if early else due)

    @rule(data=st.data())
    def give_any_command(self, data: st.DataObject) -> None:
        self._give(data.draw(commands(self.memory.state)))

    @rule(data=st.data())
    def do_what_is_offered(self, data: st.DataObject) -> None:
        state = heed_clock(self.memory, self.now).state
        by = data.draw(st.sampled_from(actors_of(state.unit)))
        offers = accepted(state, by, self.now)
        kinds = sorted({kind for kind, _ in offers} - {"close", "comment", "amend", "withdraw"})
        if not kinds:
            return
        kind = data.draw(st.sampled_from(kinds))
        arguments = sorted((argument for one, argument in offers if one == kind), key=str)
        argument = data.draw(st.sampled_from(arguments))
        self._give({"kind": kind, "by": by, **fields_of(state, kind, argument, self.now)})

    @precondition(lambda self: open_phase(self.memory.state) is not None)
    @rule()
    def complete_the_open_phase(self) -> None:
        by = actors_of(self.memory.state.unit)[0]
        while (step := _next_step(self.memory.state)) is not None:
            if not self._give({"kind": "complete_step", "by": by, "step": step}):
                return

    @precondition(lambda self: _is_reported(self.memory.state))
    @rule(is_good=st.booleans(), data=st.data())
    def judge_the_reported_phase(self, is_good: bool, data: st.DataObject) -> None:
        state = self.memory.state
        by = actors_of(state.unit)[1]
        phase = phase_plan(state, state.phases[-1].phase)
        if is_good:
            self._give({"kind": "sign_off", "by": by, "phase": phase.id})
            return
        redo = data.draw(st.lists(st.sampled_from(phase.steps), min_size=1, max_size=2))
        steps = tuple({step.id: None for step in redo})
        fields = {"phase": phase.id, "redo": steps, "reason": "-"}
        self._give({"kind": "send_back", "by": by, **fields})

    @precondition(lambda self: self.memory.state.started_at is None)
    @rule()
    def get_ready_and_start(self) -> None:
        by = actors_of(self.memory.state.unit)[0]
        for item in self.memory.state.rules.readiness:
            self._give({"kind": "complete_readiness", "by": by, "item": item.id})
        self._give({"kind": "start", "by": by})

    @precondition(lambda self: is_stopped(self.memory.state))
    @rule()
    def go_on(self) -> None:
        state = self.memory.state
        if state.suspended_since is not None:
            self._give({"kind": "resume", "by": CAMPAIGN_OFFICE})
        if state.held_since is not None:
            self._give({"kind": "release", "by": CAMPAIGN_ITSELF})

    @precondition(lambda self: len(self.given) % 5 == 4)
    @rule(data=st.data())
    def amend_the_rules(self, data: st.DataObject) -> None:
        state = self.memory.state
        closed = {phase.phase for phase in state.phases if phase.closed_at is not None}
        rules = data.draw(amended_rules(state))
        if self._give({"kind": "amend", "by": CAMPAIGN_OFFICE, "rules": rules, "reason": "-"}):
            self.amended_closed |= closed

    @precondition(lambda self: len(self.given) % 5 == 2)
    @rule(data=st.data())
    def take_an_amendment(self, data: st.DataObject) -> None:
        state = heed_clock(self.memory, self.now).state
        closed = {phase.phase for phase in state.phases if phase.closed_at is not None}
        try:
            command = amend_command(state, data.draw(amendments(state)))
        except Refused as refused:
            self._check_refusal(refused)
            return
        if self._give(dict(command, id=f"c-{len(self.given)}")):
            self.amended_closed |= closed

    @precondition(lambda self: bool(wanted(self.memory.state)))
    @rule(data=st.data())
    def take_what_comes_of_an_effect(self, data: st.DataObject) -> None:
        effect = wanted(self.memory.state)[0]
        outcome = data.draw(outcomes(effect))
        self._take(take_outcome(self.memory, outcome, self.now))
        assert effect not in wanted(self.memory.state)
        assert take_outcome(self.memory, outcome, self.now) is self.memory

    @precondition(lambda self: bool(self.given))
    @rule(data=st.data())
    def send_a_command_again_and_record(self, data: st.DataObject) -> None:
        command = data.draw(st.sampled_from(self.given))
        memory, receipt = accept(self.memory, command, self.now)
        assert receipt == self.memory.receipts[command.id]
        assert memory is self.memory
        revision = data.draw(st.integers(0, self.memory.state.revision))
        self.memory = confirm_recorded(self.memory, revision)
        assert all(entry.revision > revision for entry in self.memory.outbox)

    @rule(data=st.data())
    def offers_are_what_is_accepted(self, data: st.DataObject) -> None:
        state = heed_clock(self.memory, self.now).state
        by = data.draw(actors(state))
        offered = possible(state, by, self.now)
        keys = [(one.kind, one.argument) for one in offered]
        assert len(keys) == len(set(keys))
        allowed = {(one.kind, one.argument) for one in offered if one.is_allowed}
        assert allowed == accepted(state, by, self.now)

    # What must hold.

    @invariant()
    def there_is_at_most_one_open_phase_and_it_is_the_last(self) -> None:
        state = self.memory.state
        assert all(phase.closed_at is not None for phase in state.phases[:-1])
        at_work = state.started_at is not None and not is_stopped(state) and not is_over(state)
        if at_work:
            assert open_phase(state) is not None
        if state.finished_at is not None or state.started_at is None:
            assert open_phase(state) is None
        opened = [phase.phase for phase in state.phases]
        assert opened == [phase.id for phase in track(state).phases][: len(opened)]

    @invariant()
    def nothing_is_done_before_what_it_comes_after(self) -> None:
        state = self.memory.state
        if state.finished_at is not None and self.amended_closed:
            return
        for phase in track(state).phases:
            for step in phase.steps:
                if is_done(state, step.id) and phase.id not in self.amended_closed:
                    assert all(is_done(state, before) for before in step.after)

    @invariant()
    def nothing_required_is_skipped(self) -> None:
        state = self.memory.state
        for phase in state.phases:
            missing = list(undone_required(state, phase_plan(state, phase.phase)))
            if phase.closed_at is not None and phase.phase not in self.amended_closed:
                assert not missing
            if phase.closed_at is None and not is_stopped(state) and not is_over(state):
                assert bool(missing) is (phase.reported_at is None)

    @invariant()
    def the_journal_gives_the_state_and_is_a_chain(self) -> None:
        assert self.replayed == self.memory.state
        assert len(self.journal) == self.memory.state.revision
        tail = self.journal[-1:]
        assert all(entry.revision == self.memory.state.revision for entry in tail)

    @invariant()
    def time_is_heeded(self) -> None:
        state = self.memory.state
        heeded = heed_clock(self.memory, self.now)
        due = next_due(heeded.state)
        assert due is None or due > self.now
        assert heed_clock(heeded, self.now) is heeded
        if is_stopped(state) or is_at_rest(state):
            assert next_due(state) is None
            assert heeded is self.memory

    @invariant()
    def what_is_upcoming_is_what_happens(self) -> None:
        state = heed_clock(self.memory, self.now).state
        ahead = upcoming(state)
        assert list(ahead) == sorted(ahead, key=lambda one: one.at)
        for one in ahead:
            if isinstance(one.event, Reminded):
                assert at_work(state.rules.calendar, one.at) == one.at
        if ahead:
            first = [one.event for one in ahead if one.at == ahead[0].at]
            happens = tick(state, ahead[0].at)
            assert list(happens) == first or any(isinstance(event, Overdue) for event in first)

    @invariant()
    def the_standing_is_right(self) -> None:
        state = self.memory.state
        assert standing(state, self.now) is expected_standing(state, self.now)

    @invariant()
    def deadlines_are_at_the_close_of_working_days(self) -> None:
        calendar = self.memory.state.rules.calendar
        for target in targets(self.memory.state):
            deadline = deadline_of(self.memory.state, target)
            if deadline is not None:
                day = local_date(calendar, deadline.at)
                assert is_working_day(calendar, day)
                assert deadline.at == close_of(calendar, day)
                assert deadline.due_soon_at < deadline.at
                assert deadline.reasons

    @invariant()
    def a_unit_stays_small(self) -> None:
        memory = self.memory
        course = track(memory.state).phases
        steps = sum(len(phase.steps) for phase in course)
        bound = BYTES_BESIDES + BYTES_PER_STEP * steps + BYTES_PER_PHASE * len(course)
        bound += BYTES_PER_OPEN_ITEM * len(memory.state.ledger.open)
        assert len(memory.state.model_dump_json(exclude={"rules"})) <= bound
        assert len(memory.receipts) <= RECEIPTS
        assert len(memory.state.requests) <= len(targets(memory.state))

    def teardown(self) -> None:
        if not hasattr(self, "memory"):
            return
        self._give({"kind": "close", "by": CAMPAIGN_ITSELF})
        self._take_all_outcomes()
        self.the_journal_gives_the_state_and_is_a_chain()
        state = self.memory.state
        assert first_break("c", state.unit.code, self.journal) is None
        assert outcome_of(state).head == state.head
        replayed = UnitState.model_validate_json(self.launched.model_dump_json())
        for entry in self.journal:
            replayed = evolve(replayed, entry)
        assert replayed == state
        assert UnitMemory.model_validate_json(self.memory.model_dump_json()) == self.memory

    def _take_all_outcomes(self) -> None:
        """Nothing is left of any survey or solicitation that is not counted."""
        while effects := wanted(self.memory.state):
            nothing = nothing_of(effects[0])
            self._take(take_outcome(self.memory, nothing, self.now))
        state = self.memory.state
        if state.rules.edition > 1:
            assert not {one.status for one in state.surveys.values()} & {"open", "ended"}
        if state.rules.edition > 3:
            assert all(one.closed_at is not None for one in state.solicitations.values())

    def _heed(self, now: datetime) -> None:
        self.now = now
        self._take(heed_clock(self.memory, now))

    def _give(self, fields: dict[str, Any]) -> bool:
        """Give a command; whether it was accepted."""
        command = CommandAdapter.validate_python({"id": f"c-{len(self.given)}", **fields})
        before, written = self.memory, self.memory.model_dump_json()
        try:
            after, receipt = accept(self.memory, command, self.now)
        except Refused as refused:
            assert self.memory is before
            assert before.model_dump_json() == written
            self._check_refusal(refused)
            return False
        self.given.append(command)
        self._take(after)
        assert receipt.revision == after.state.revision
        assert receipt.events[0] in FIRST_EVENTS[command.kind]
        assert receipt == after.receipts[command.id]
        if isinstance(command, CompleteStep) and after.state.rules.content == "recorded":
            found = find_step(track(before.state), command.step)
            assert found is not None
            assert is_shown(self.journal, self.launched.track, after.state, found[1])
        if isinstance(command, SignOff):
            self._check_that_the_masses_were_asked(before.state, command.phase)
        if command.kind in {"extend", "resume", "release"}:
            _no_deadline_is_earlier(heed_clock(before, self.now).state, after.state)
        return True

    def _check_that_the_masses_were_asked(self, state: UnitState, phase: str) -> None:
        is_asked_for = state.rules.content == "recorded" and state.rules.edition > 1
        if is_asked_for and phase_plan(state, phase).polled:
            told = [entry.event for entry in self.journal]
            assert any(isinstance(one, SurveyClosed) and one.step == phase for one in told)

    def _take(self, after: UnitMemory) -> None:
        known = self.memory.state.revision
        for entry in after.outbox:
            if entry.revision > known:
                written = Entry.model_validate_json(entry.model_dump_json())
                assert written == entry
                self.journal.append(written)
                before, self.replayed = self.replayed, evolve(self.replayed, written)
                self.said.hear(before, self.replayed, written)
        self.memory = after

    def _check_refusal(self, refused: Refused) -> None:
        refusal = refused.refusal
        for language in ("zh", "en"):
            who = [str(actor) for actor in refusal.who]
            assert explain(refusal.code, refusal.params, who, None, language)


def _is_reported(state: UnitState) -> bool:
    current = open_phase(state)
    return current is not None and current[0].reported_at is not None


def _next_step(state: UnitState) -> str | None:
    """A required step of the open phase that can be done now."""
    current = open_phase(state)
    if current is None:
        return None
    for step in undone_required(state, current[1]):
        if all(is_done(state, before) for before in step.after):
            return step.id
    return None


def _no_deadline_is_earlier(before: UnitState, after: UnitState) -> None:
    for target in targets(before):
        was, is_ = deadline_of(before, target), deadline_of(after, target)
        if was is not None and is_ is not None:
            assert is_.at >= was.at, target


TestUnit = UnitMachine.TestCase
TestUnit.settings = settings(max_examples=100, stateful_step_count=40)
