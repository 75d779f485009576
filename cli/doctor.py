"""`phaseline doctor`: is everything there that Phaseline needs, and what to do where it is not."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Final

import typer
from rich.text import Text

from cli.command import Call, command
from cli.connection import prepare
from cli.exits import ExitCode
from cli.help import new_app
from cli.output import Output, indented
from client.diagnosis import Check, diagnose
from schemas.base import LEFT_OUT_IF_NONE, Model
from texts.catalogue import Language, say
from texts.diagnosis import ADVICE, CHECKS

app: Final = new_app()


class Finding(Model):
    """A check as it is told: `advice` says what to do where it failed.

    `waits_for` is the code of the check that comes first, where this one was not made for its sake.
    """

    code: str
    is_well: bool
    detail: str
    advice: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    waits_for: Annotated[str | None, LEFT_OUT_IF_NONE] = None


@command(app, "doctor")
def doctor(call: Call) -> None:
    """Check everything that Phaseline needs, and say what to do."""
    checks = asyncio.run(diagnose(prepare()))
    findings = [_finding(check, call.out.language) for check in checks]
    call.out.show(findings, lambda: _draw(call.out, findings))
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(ExitCode.REFUSED)


def _finding(check: Check, language: Language) -> Finding:
    advice = check.advice
    return Finding(
        code=check.code,
        is_well=check.is_well,
        detail=check.detail,
        advice=None if advice is None else say(ADVICE, advice.code, advice.params, language),
        waits_for=check.waits_for,
    )


def _draw(out: Output, findings: Sequence[Finding]) -> None:
    for finding in findings:
        name = (say(CHECKS, finding.code, {}, out.language), "bold")
        if finding.waits_for is None:
            mark = ("✓ ", "green") if finding.is_well else ("✗ ", "red")
            out.print(Text.assemble(mark, name, "  ", (finding.detail, "dim")))
        else:
            first = say(CHECKS, finding.waits_for, {}, out.language)
            out.print(
                Text.assemble("– ", name, "  ", (out.text("not_checked", first=first), "dim"))
            )
        if finding.advice is not None:
            out.print(indented(Text(finding.advice, "yellow")))
