"""`phaseline submit`: commands of units from a file, one or many."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from pydantic import ValidationError
from rich.text import Text

from cli.acting import read_written_command, show_receipt, submit_named
from cli.command import Call, Shared, command, new_id
from cli.exits import ExitCode, Failure, Mistake, failure_of
from cli.files import reading
from cli.help import new_app
from cli.output import shown_path
from cli.words import Words
from schemas.base import LEFT_OUT_IF_NONE, Code, Model
from schemas.commands import Command
from schemas.views import Receipt
from texts.catalogue import say
from texts.cli_errors import CATALOGUE

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()


class Submission(Model):
    """What the file holds, once or as a list: a unit and the command for it.

    A command without `id` gets a fresh one, and one without `by` is given by whom `--as` names.
    """

    unit: Code
    command: dict[str, Any]


class Submitted(Model):
    """What came of a submission: a receipt, or why there is none."""

    unit: Code
    command: str
    receipt: Annotated[Receipt | None, LEFT_OUT_IF_NONE] = None
    error: Annotated[Failure | None, LEFT_OUT_IF_NONE] = None


@command(app, "submit", Shared.CAMPAIGN | Shared.MAYBE_ACTOR)
def submit(call: Call, file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Give units the commands of a file, in its order; '-' reads standard input."""
    read = _read(file)
    submissions = read if isinstance(read, list) else [read]
    commands = [(one.unit, _command(call, one)) for one in submissions]

    async def work(gateway: Gateway) -> list[Submitted]:
        words = await Words.of(call, gateway)
        done: list[Submitted] = []
        with call.out.progress() as progress:
            for unit, command in progress.track(commands, description=call.out.text("submitting")):
                is_silent = bool(done) and _exit_code(done[-1]) is ExitCode.NO_ANSWER
                done.append(
                    _failed(call, unit, command, _not_sent(call))
                    if is_silent
                    else await _submit(call, gateway, words, unit, command)
                )
        return done

    done = call.run(work)
    if call.out.as_json:
        call.out.document(done if isinstance(read, list) else done[0])
    worst = max(map(_exit_code, done), default=ExitCode.OK)
    if worst is not ExitCode.OK:
        raise typer.Exit(worst)


async def _submit(
    call: Call, gateway: Gateway, words: Words, unit: str, command: Command
) -> Submitted:
    try:
        receipt = await submit_named(call.out, gateway, words.campaign, unit, command)
    except Exception as error:
        failure = failure_of(error, call.out.language)
        if failure is None:
            raise
        return _failed(call, unit, command, failure)
    await show_receipt(call.out, gateway, words, unit, receipt)
    return Submitted(unit=unit, command=command.id, receipt=receipt)


def _failed(call: Call, unit: str, command: Command, failure: Failure) -> Submitted:
    call.out.print(Text.assemble((f"✗ {unit}: ", "red"), failure.message))
    return Submitted(unit=unit, command=command.id, error=failure)


def _not_sent(call: Call) -> Failure:
    """What befalls those after one that nobody answered: they would all wait for nothing."""
    message = say(CATALOGUE, "not_sent", {}, call.out.language)
    return Failure(code="not_sent", message=message, exit_code=ExitCode.NO_ANSWER)


def _exit_code(submitted: Submitted) -> ExitCode:
    return ExitCode.OK if submitted.error is None else submitted.error.exit_code


def _read(file: Path) -> Submission | list[Submission]:
    name = shown_path(file)
    try:
        with reading(file):
            text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
        content = json.loads(text)
        if isinstance(content, list):
            return [Submission.model_validate(one) for one in content]
        return Submission.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        field = "".join(f"{part}: " for part in first["loc"])
        raise Mistake("not_submissions", file=name, field=field, reason=first["msg"]) from None
    except ValueError as error:
        raise Mistake("not_submissions", file=name, field="", reason=error) from None


def _command(call: Call, submission: Submission) -> Command:
    by = {} if call.actor is None else {"by": str(call.actor)}
    return read_written_command({"id": new_id(), **by, **submission.command})
