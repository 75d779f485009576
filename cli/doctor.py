"""`phaseline doctor`: is everything there that Phaseline needs, and what to do where it is not."""

from collections.abc import Sequence
from typing import Final

import typer
from rich.text import Text

from cli.command import Call, command
from cli.exits import ExitCode
from cli.help import new_app
from cli.output import Output, indented
from client.diagnosis import Check
from client.gateway import Gateway

app: Final = new_app()


@command(app, "doctor")
def doctor(call: Call) -> None:
    """Check server, namespace, search attributes, workers and records."""

    async def work(gateway: Gateway) -> tuple[Check, ...]:
        return await gateway.check()

    checks = call.run(work)
    call.out.show(checks, lambda: _draw(call.out, checks))
    if not all(check.is_well for check in checks):
        raise typer.Exit(ExitCode.REFUSED)


def _draw(out: Output, checks: Sequence[Check]) -> None:
    for check in checks:
        mark = ("✓ ", "green") if check.is_well else ("✗ ", "red")
        name = (out.text(f"check_{check.code}"), "bold")
        out.print(Text.assemble(mark, name, "  ", (check.detail, "dim")))
        if not check.is_well:
            out.print(indented(Text(out.text(f"advice_{check.code}"), "yellow")))
