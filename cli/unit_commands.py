"""`phaseline unit`, what is done to units: one command of the shell for each command of a unit."""

from datetime import date
from typing import Annotated, Final, Literal

import typer

from cli import values
from cli.acting import act
from cli.choosing import Group
from cli.command import Call, Shared, command
from cli.help import new_app
from cli.unit import UnitCode
from schemas.target import Target

app: Final = new_app()

_Step = Annotated[str, typer.Argument(metavar="STEP")]
_Phase = Annotated[str, typer.Argument(metavar="PHASE")]
_Target = Annotated[Target, typer.Argument(parser=values.target, metavar="TARGET")]
_Until = Annotated[date, typer.Argument(parser=values.day, metavar="UNTIL")]
_Reason = Annotated[str, typer.Option("--reason", metavar="TEXT")]
_ReasonIfAny = Annotated[str | None, typer.Option("--reason", metavar="TEXT")]
_Note = Annotated[str | None, typer.Option("--note", metavar="TEXT")]


@command(app, "ready", Shared.ACTING)
def ready(
    call: Call,
    unit: UnitCode,
    item: Annotated[str, typer.Argument(metavar="ITEM")],
    note: _Note = None,
) -> None:
    """Report a readiness item."""
    act(call, unit, "complete_readiness", item=item, note=note)


@command(app, "start", Shared.ACTING)
def start(
    call: Call,
    unit: UnitCode,
    on: Annotated[date | None, typer.Option("--on", parser=values.day, metavar="DATE")] = None,
) -> None:
    """Start a unit, now or on a day of its own."""
    act(call, unit, "start", on=on)


@command(app, "complete", Shared.ACTING)
def complete(
    call: Call,
    unit: UnitCode,
    step: _Step,
    evidence: Annotated[str | None, typer.Option("--evidence", metavar="TEXT")] = None,
) -> None:
    """Report a step done."""
    act(call, unit, "complete_step", step=step, evidence=evidence)


@command(app, "reopen-step", Shared.ACTING)
def reopen_step(call: Call, unit: UnitCode, step: _Step, reason: _Reason) -> None:
    """Take back that a step is done."""
    act(call, unit, "reopen_step", step=step, reason=reason)


@command(app, "sign-off", Shared.ACTING)
def sign_off(call: Call, unit: UnitCode, phase: _Phase, note: _Note = None) -> None:
    """Accept a phase."""
    act(call, unit, "sign_off", phase=phase, note=note)


@command(app, "send-back", Shared.ACTING)
def send_back(
    call: Call,
    unit: UnitCode,
    phase: _Phase,
    reason: _Reason,
    redo: Annotated[list[str], typer.Option("--redo", metavar="STEP")],
) -> None:
    """Send a phase back, with the steps to redo."""
    act(call, unit, "send_back", phase=phase, reason=reason, redo=tuple(redo))


@command(app, "schedule", Shared.ACTING)
def schedule(
    call: Call,
    unit: UnitCode,
    step: _Step,
    on: Annotated[date, typer.Argument(parser=values.day, metavar="DATE")],
) -> None:
    """Set the unit's own date for a step."""
    act(call, unit, "schedule_step", step=step, on=on)


@command(app, "request-extension", Shared.ACTING)
def request_extension(
    call: Call, unit: UnitCode, target: _Target, until: _Until, reason: _Reason
) -> None:
    """Ask for more time."""
    act(call, unit, "request_extension", target=target, until=until, reason=reason)


@command(app, "extend", Shared.ACTING)
def extend(call: Call, unit: UnitCode, target: _Target, until: _Until, reason: _Reason) -> None:
    """Grant more time, whether it was asked for or not."""
    act(call, unit, "extend", target=target, until=until, reason=reason)


@command(app, "decline-extension", Shared.ACTING)
def decline_extension(call: Call, unit: UnitCode, target: _Target, reason: _Reason) -> None:
    """Do not grant more time that was asked for."""
    act(call, unit, "decline_extension", target=target, reason=reason)


@command(app, "suspend", Shared.ACTING)
def suspend(call: Call, unit: UnitCode, reason: _Reason) -> None:
    """Let a unit's campaign stand still."""
    act(call, unit, "suspend", reason=reason)


@command(app, "resume", Shared.ACTING)
def resume(call: Call, unit: UnitCode, note: _Note = None) -> None:
    """End a suspension."""
    act(call, unit, "resume", note=note)


@command(app, "switch-track", Shared.ACTING)
def switch_track(
    call: Call,
    unit: UnitCode,
    track: Annotated[str, typer.Argument(metavar="TRACK")],
    reason: _Reason,
) -> None:
    """Let a unit take another track."""
    act(call, unit, "switch_track", track=track, reason=reason)


@command(app, "withdraw", Shared.ACTING)
def withdraw(
    call: Call,
    unit: UnitCode,
    cause: Annotated[Literal["closed", "merged", "other"], typer.Option("--cause")],
    reason: _Reason,
    into: Annotated[str | None, typer.Option("--into", metavar="UNIT")] = None,
) -> None:
    """Let a unit leave the campaign."""
    act(call, unit, "withdraw", cause=cause, into=into, reason=reason)


@command(app, "reopen", Shared.ACTING)
def reopen(
    call: Call,
    unit: UnitCode,
    reason: _Reason,
    redo: Annotated[list[str] | None, typer.Option("--redo", metavar="STEP")] = None,
) -> None:
    """Let a finished unit redo steps, or a withdrawn one come back."""
    act(call, unit, "reopen", reason=reason, redo=tuple(redo or ()))


@command(app, "reassign", Shared.ACTING)
def reassign(
    call: Call,
    unit: UnitCode,
    coordinator: Annotated[str | None, typer.Option("--coordinator", metavar="ID")] = None,
    group: Group = None,
    reason: _ReasonIfAny = None,
) -> None:
    """Give a unit another coordinator, another supervision group or both."""
    act(call, unit, "reassign", coordinator=coordinator, supervision_group=group, reason=reason)


@command(app, "comment", Shared.ACTING)
def comment(
    call: Call, unit: UnitCode, text: Annotated[str, typer.Argument(metavar="TEXT")]
) -> None:
    """Write something down."""
    act(call, unit, "comment", text=text)


@command(app, "remind", Shared.ACTING)
def remind(
    call: Call,
    unit: UnitCode,
    target: Annotated[str | None, typer.Argument(metavar="[TARGET]")] = None,
    note: _Note = None,
) -> None:
    """Remind a unit by hand."""
    act(call, unit, "remind", target=target, note=note)
