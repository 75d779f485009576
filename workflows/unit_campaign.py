"""One unit's campaign as one durable workflow."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from pydantic import TypeAdapter
from temporalio import workflow
from temporalio.common import RawValue

from rules import progress as views
from rules.acceptance import (
    accept,
    confirm_recorded,
    heed_clock,
    refuse_signal,
    require_acceptable,
    take_outcome,
)
from rules.effects import wanted
from rules.outcome import outcome_of
from rules.refused import Refused
from rules.sharing import share_rules
from rules.ticks import upcoming
from schemas.commands import Command, CommandAdapter
from schemas.identity import PROGRESS, REFUSALS, SUBMIT, UNIT_CAMPAIGN, UPCOMING
from schemas.memory import UnitMemory
from schemas.outcome import Outcome
from schemas.refusal import RefusedSignal, echo
from schemas.unit_rules import SEVENTH_EDITION
from schemas.views import Progress, Receipt, Upcoming
from workflows.alarm import Alarm
from workflows.doors import read_command, read_only_argument, read_signal
from workflows.effects import Effects
from workflows.figures import count_command
from workflows.logs import about, workflow_logger
from workflows.outbox import Outbox
from workflows.refusals import note_refused_update, refusal_error
from workflows.successor import Successor, hand_over
from workflows.visibility import leave_trace, show_unit

T = TypeVar("T")

_MemoryAdapter = TypeAdapter(UnitMemory)


@workflow.defn(name=UNIT_CAMPAIGN)
class UnitCampaign:
    """Takes in commands and the passing of time, and keeps the unit's memory; the rules decide.

    Started with a `UnitMemory`, which is also what it carries on with; results in an `Outcome`.
    Handlers take any arguments, so that nothing that is sent can wedge the workflow.
    """

    @workflow.init
    def __init__(self, *args: object) -> None:
        self._start: UnitMemory | Refused
        try:
            self._start = share_rules(read_only_argument(_MemoryAdapter, args))
            if workflow.info().continued_run_id is None:
                _require_sound(self._start)
        except Refused as refused:
            self._start = refused
        self._alarm = Alarm()
        self._outbox = Outbox()
        self._effects = Effects()
        self._successor = Successor()
        self._is_touched = False
        self._leaves_trace = False

    @workflow.run
    async def run(self, *args: object) -> Outcome:
        """Let time pass, record what has happened, have done what is wanted; end with the campaign."""
        del args
        while not self._is_over():
            self._let_time_pass()
            await workflow.wait_condition(self._has_work)
            self._leaves_trace |= self._alarm.rang or self._effects.have_arrived
            self._is_touched = False
            self._take_confirmation()
            self._take_outcomes()
            if self._successor.is_due(is_busy=self._outbox.is_sending or self._effects.are_running):
                await workflow.wait_condition(workflow.all_handlers_finished)
                hand_over(self._memory)
        await workflow.wait_condition(workflow.all_handlers_finished)
        return outcome_of(self._memory.state)

    @workflow.update(name=SUBMIT)
    def submit(self, *args: object) -> Receipt:
        """Carry out a command and answer with its receipt; the same id gets the same receipt."""
        command: Command | None = None
        try:
            command = read_command(CommandAdapter, args)
            return self._accept(command)
        except Refused as refused:
            note_refused_update(command, refused)
            raise refusal_error(refused) from None

    @submit.validator
    def _refuse_early(self, *args: object) -> None:
        """Refuse without a trace in history what the rules refuse at present."""
        command: Command | None = None
        try:
            command = read_command(CommandAdapter, args)
            self._require_room(command)
            self._ask_rules(require_acceptable, command)
        except Refused as refused:
            note_refused_update(command, refused)
            raise refusal_error(refused) from None

    @workflow.signal(dynamic=True)
    def on_signal(self, name: str, args: Sequence[RawValue]) -> None:
        """Carry out the command that the signal is named by, or remember why not."""
        if isinstance(self._start, Refused):
            return
        self._leaves_trace = True
        command: Command | None = None
        try:
            id_ = f"signal-{workflow.uuid4()}"
            command = read_signal(CommandAdapter, name, args, id_=id_)
            self._accept(command)
        except Refused as refused:
            count_command(None if command is None else command.kind, "refused")
            self._is_touched = True
            self._memory = refuse_signal(
                self._memory,
                RefusedSignal(
                    at=workflow.now(),
                    signal=echo(name),
                    command=None if command is None else command.id,
                    refusal=refused.refusal,
                ),
            )
            workflow_logger().info(
                "signal_refused",
                signal=echo(name),
                **about(command),
                code=refused.refusal.code,
            )

    @workflow.query(name=PROGRESS)
    def progress(self, *args: object) -> Progress:
        """The unit's progress at this moment."""
        del args
        return views.progress(self._memory.state, workflow.now())

    @workflow.query(name=UPCOMING)
    def upcoming(self, *args: object) -> tuple[Upcoming, ...]:
        """Everything that will happen to the unit by itself, soonest first."""
        del args
        return views.upcoming(self._memory.state)

    @workflow.query(name=REFUSALS)
    def refusals(self, *args: object) -> tuple[RefusedSignal, ...]:
        """The last signals that were malformed or refused, oldest first."""
        del args
        return self._memory.refusals

    def _let_time_pass(self) -> None:
        """A method of its own, so that an idle unit does not hold on to all that lies ahead.

        Of two tasks without commands the core takes the latter for a heartbeat. It gives a worker that
        has not seen the unit what came in it together with the next command, and after that; on replay
        it comes before, at its own time (https://github.com/temporalio/sdk-core/issues/1146). So only
        the word that a batch is recorded, of which nothing follows at once, may come in a task without
        commands; and the alarm, which does not wait for that word, is set before the next batch is sent.
        """
        self._memory = heed_clock(self._memory, workflow.now())
        state = self._memory.state
        ahead = upcoming(state)
        first = ahead[0] if ahead else None
        has_commands = show_unit(state, ahead, workflow.now())
        is_early = state.rules.edition < SEVENTH_EDITION
        if not is_early:
            has_commands |= self._alarm.set(first)
        has_commands |= self._outbox.send(self._memory)
        has_commands |= self._effects.start(self._memory)
        if is_early:
            self._alarm.set(first)
        elif self._leaves_trace and not has_commands:
            leave_trace(state, workflow.now())
        self._leaves_trace = False

    @property
    def _memory(self) -> UnitMemory:
        if isinstance(self._start, Refused):
            raise refusal_error(self._start)
        return self._start

    @_memory.setter
    def _memory(self, memory: UnitMemory) -> None:
        self._start = memory

    def _accept(self, command: Command) -> Receipt:
        revision = self._memory.state.revision
        self._require_room(command)
        self._memory, receipt = self._ask_rules(accept, command)
        self._is_touched = True
        if receipt.revision > revision:
            count_command(command.kind, "accepted")
            workflow_logger().info(
                "command_accepted",
                **about(command),
                revision=receipt.revision,
                standing=str(receipt.standing),
            )
        return receipt

    def _ask_rules(self, ask: Callable[[UnitMemory, Command, datetime], T], command: Command) -> T:
        """What the rules make of a command; a fault of theirs refuses it and harms nothing else."""
        try:
            return ask(self._memory, command, workflow.now())
        except Refused:
            raise
        except Exception as error:
            workflow_logger().exception("command_failed", **about(command))
            raise Refused("internal", error=type(error).__name__) from error

    def _require_room(self, command: Command) -> None:
        if command.id not in self._memory.receipts and self._outbox.is_full(self._memory):
            raise Refused("records_behind", waiting=len(self._memory.outbox))

    def _take_confirmation(self) -> None:
        if self._outbox.has_arrived:
            self._memory = confirm_recorded(self._memory, self._outbox.take_confirmation())

    def _take_outcomes(self) -> None:
        for outcome in self._effects.take_outcomes():
            self._memory = take_outcome(self._memory, outcome, workflow.now())

    def _has_work(self) -> bool:
        has_news = self._outbox.has_arrived or self._effects.have_arrived
        return self._is_touched or self._alarm.rang or has_news

    def _is_over(self) -> bool:
        memory = self._memory
        return (
            memory.state.closed_at is not None
            and not memory.outbox
            and not self._outbox.is_sending
            and not wanted(memory.state)
        )


def _require_sound(memory: UnitMemory) -> None:
    """Refuse a memory that is well-formed, but from which no campaign can begin."""
    try:
        views.progress(memory.state, workflow.now())
        upcoming(memory.state)
    except Exception as error:
        raise Refused("malformed", where="/state", expected=f"a sound state ({error})") from error
