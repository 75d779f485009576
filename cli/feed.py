"""`phaseline feed`: the deadlines of a campaign as a file for calendar programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.choosing import Group
from cli.command import Call, Shared, command
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.wrong_values import fitting
from reports.feed import ics
from schemas.actor import Actor, Role
from schemas.units import UnitFilter

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

_Code = str | None


@command(app, "feed", Shared.CAMPAIGN)
def feed(
    call: Call,
    coordinator: Annotated[_Code, typer.Option("--coordinator", metavar="ID")] = None,
    group: Group = None,
    county: Annotated[_Code, typer.Option("--county", metavar="CODE")] = None,
) -> None:
    """Print the deadlines of one addressee, or of the whole campaign, as an iCalendar file."""
    named = {Role.COORDINATOR: coordinator, Role.SUPERVISOR: group, Role.COUNTY: county}
    given = {role: code for role, code in named.items() if code is not None}
    if len(given) > 1:
        raise Mistake("one_feed")
    chosen = fitting(UnitFilter, coordinator=coordinator, supervision_group=group, district=county)
    whose = next((Actor(role, code) for role, code in given.items()), None)

    async def work(gateway: Gateway) -> None:
        campaign = (await call.row_of(gateway)).campaign
        found = await gateway.appointments(campaign, chosen)
        if not found:
            raise Mistake("nobody_s_feed", ExitCode.UNKNOWN, campaign=campaign)
        row = await gateway.campaign(campaign)
        call.out.show(found, lambda: write_file(ics(row, found, call.out.language, whose=whose)))

    call.run(work)


def write_file(file: bytes) -> None:
    """Print an iCalendar file: its lines end as its standard says, wherever it is written."""
    sys.stdout.flush()
    sys.stdout.buffer.write(file)
    sys.stdout.buffer.flush()
