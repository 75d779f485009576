"""`phaseline demo`: the reference campaign at full size, and two units' whole lives beside it."""

import asyncio
import dataclasses
import shlex
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.text import Text

from cli.checking import show_check
from cli.command import Call, command
from cli.connection import read_settings
from cli.demo_data import DemoData, demo_data
from cli.dossier import export_units, show_exported
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.launch import launch_units
from cli.ledger import show_items
from cli.letters import show_chain
from cli.lives import live
from cli.overview import show_campaign
from cli.participation import show_participation
from cli.report import saver, show_report
from cli.satisfaction import show_satisfaction, show_surveys
from cli.server import forever, run_until_stopped, show_places
from cli.unit import list_units, show_unit, show_unit_journal
from client.connection import open_archive, open_gateway
from client.gateway import Gateway
from reports.dossier.exporting import Exporter
from reports.dossier.verification import check
from reports.store import Store
from schemas.actor import CAMPAIGN_OFFICE, Actor, Role
from schemas.base import Model
from schemas.ledger_rows import ItemFilter
from schemas.participation import ParticipationFilter
from schemas.report import WHOLE_CAMPAIGN, ReportKind
from schemas.satisfaction import SurveyFilter
from schemas.state import Standing
from schemas.units import UnitFilter
from worker.cluster import named_cluster
from worker.logs import configure_logs, logged_into
from worker.serving import Places, servers, working
from worker.settings import Settings, store_url

app: Final = new_app()

_DATA: Final = Path(".data/demo")


class Demo(Model):
    """What a demo has made: where it is, its campaigns, and the units that lived in the rehearsal."""

    places: Places
    campaign: str
    rehearsal: str
    phased_unit: str
    key_links_unit: str


@command(app, "demo")
def demo(
    call: Call,
    is_once: Annotated[bool, typer.Option("--once")] = False,
    units: Annotated[int | None, typer.Option("--units", min=1, metavar="N")] = None,
    data: Annotated[Path, typer.Option("--data", envvar="PHASELINE_DATA", metavar="DIR")] = _DATA,
) -> None:
    """Launch the reference campaign, walk two units through it in virtual time, show it all."""
    settings = read_settings(data=data, database_url=None, temporal_address=None)
    if named_cluster(settings) is not None:
        raise Mistake("demo_named_cluster")
    configure_logs(settings.log_format, "error")

    call.out.asides = call.out.paper  # as whoever types the commands sees them on a terminal
    is_shown = False

    async def run() -> None:
        nonlocal is_shown
        call.out.say("demo_servers")
        async with (
            servers(settings, port=7233, ui_port=8233) as places,
            _working_in_silence(settings) as log,
            open_gateway(settings) as gateway,
        ):
            if not call.out.as_json:
                show_places(call.out, places)
                call.out.print(Text.assemble((f"{call.out.text('demo_log')} ", "dim"), str(log)))
            shown = await _show_all(call, gateway, places, units)
            if not call.out.as_json:
                await _report(call, gateway, settings, shown)
                await _hand_out(call, settings, shown)
            if call.out.as_json:
                call.out.document(shown)
            is_shown = True
            _say_what_to_try(call, settings, shown, is_over=is_once)
            if not is_once:
                await forever()

    run_until_stopped(run())
    call.out.say("stopped")
    if not is_shown:
        raise Mistake("interrupted", ExitCode.INTERRUPTED)


@asynccontextmanager
async def _working_in_silence(settings: Settings) -> AsyncIterator[Path]:
    """Run a worker whose logs go to a file beside those of the servers."""
    log = settings.data / "worker.log"
    with logged_into(log, settings.log_format):
        async with working(settings):
            yield log


async def _show_all(call: Call, gateway: Gateway, places: Places, units: int | None) -> Demo:
    data = demo_data(units)
    out, known = call.out, {row.campaign for row in await gateway.campaigns()}
    campaign = data.plan.plan
    if campaign in known:
        out.say("demo_already", campaign=campaign)
    else:
        out.heading(f"$ phaseline launch … --from {data.plan.window.first}")
        await launch_units(out, gateway, campaign, data.source, data.plan, data.units, data.people)
    numbered = (f"rehearsal-{number}" for number in range(1, len(known) + 2))
    rehearsal = next(code for code in numbered if code not in known)
    await _rehearse(call, gateway, data, rehearsal)
    shown = Demo(
        places=places,
        campaign=campaign,
        rehearsal=rehearsal,
        phased_unit=data.phased.code,
        key_links_unit=data.key_links.code,
    )
    if not out.as_json:
        await _show_as_supervisor(call, gateway, shown)
    return shown


async def _rehearse(call: Call, gateway: Gateway, data: DemoData, rehearsal: str) -> None:
    units = data.rehearsed
    counted = sum(unit.level == "unit" for unit in units)
    call.out.heading(call.out.text("demo_rehearsal", campaign=rehearsal, units=counted))
    await launch_units(
        call.out,
        gateway,
        rehearsal,
        data.source,
        data.plan,
        units,
        data.people,
        is_rehearsal=True,
    )
    first_morning = data.first_morning - await gateway.now(rehearsal)
    await gateway.rehearsals.fast_forward(rehearsal, max(first_morning, timedelta()))
    there = dataclasses.replace(call, campaign=rehearsal)
    await live(
        there,
        gateway,
        [data.phased.code, data.key_links.code, data.city.code],
        staller=data.staller.code,
        offices={
            data.city.code: CAMPAIGN_OFFICE,
            data.phased.district: Actor(Role.COUNTY, data.phased.district),
        },
    )


async def _show_as_supervisor(call: Call, gateway: Gateway, shown: Demo) -> None:
    """The very functions that the commands call, on the same data."""
    call.out.heading(call.out.text("demo_seen"))
    whole = dataclasses.replace(call, campaign=shown.campaign)
    there = dataclasses.replace(call, campaign=shown.rehearsal)
    _type(call, f"campaign show --campaign {shown.campaign}")
    await show_campaign(whole, gateway)
    _type(call, f"campaign show --campaign {shown.rehearsal}")
    await show_campaign(there, gateway)
    _type(call, f"unit list --overdue --campaign {shown.rehearsal}")
    await list_units(there, gateway, UnitFilter(standing=Standing.OVERDUE))
    _type(call, f"unit show {shown.phased_unit} --campaign {shown.rehearsal}")
    await show_unit(there, gateway, shown.phased_unit)
    _type(call, f"unit journal {shown.phased_unit} --campaign {shown.rehearsal}")
    await show_unit_journal(there, gateway, shown.phased_unit)
    _type(call, f"ledger list --campaign {shown.rehearsal}")
    await show_items(there, gateway, ItemFilter(), after=None, limit=50)
    _type(call, f"letters chain --campaign {shown.rehearsal}")
    await show_chain(there, gateway)
    _type(call, f"participation show --campaign {shown.rehearsal}")
    await show_participation(there, gateway, ParticipationFilter())
    _type(call, f"satisfaction list --campaign {shown.rehearsal}")
    await show_surveys(there, gateway, SurveyFilter(), after=None, limit=50)
    _type(call, f"satisfaction show --campaign {shown.rehearsal}")
    await show_satisfaction(there, gateway, SurveyFilter())


async def _report(call: Call, gateway: Gateway, settings: Settings, shown: Demo) -> None:
    """The closing report of the rehearsal, as a file to take away."""
    there = dataclasses.replace(call, campaign=shown.rehearsal)
    file = settings.data / f"{shown.rehearsal}-closing.pdf"
    _type(call, f"campaign report --kind closing --to {file} --campaign {shown.rehearsal}")
    await show_report(there, gateway, ReportKind.CLOSING, WHOLE_CAMPAIGN, saver(file))


async def _hand_out(call: Call, settings: Settings, shown: Demo) -> None:
    """The dossiers of both lives, each checked as somebody would who has nothing else."""
    folder = str(settings.data / "dossiers")
    units = [shown.phased_unit, shown.key_links_unit]
    _type(call, f"dossier export {' '.join(units)} --campaign {shown.rehearsal} --to {folder}")
    async with open_archive(settings) as archive:
        exporter = await Exporter.of(archive.records, shown.rehearsal, store_url(settings), folder)
        exported = await export_units(call.out, exporter, units, is_zip=False, is_anew=True)
    show_exported(call.out, folder, exported, is_all=False)
    for one in exported:
        kept = str(Path(folder) / one.name)
        _type(call, f"dossier verify {kept} --head {one.head}")
        result = await asyncio.to_thread(check, Store(kept), head=one.head, digest=None)
        show_check(call.out, result, has_head=True, has_digest=False)


def _say_what_to_try(call: Call, settings: Settings, shown: Demo, *, is_over: bool) -> None:
    """What every command of the demo needs to be typed again, and a few more to type."""
    out = call.out
    out.heading(out.text("demo_try_later" if is_over else "demo_try"))
    out.print(f"export PHASELINE_DATA={shlex.quote(str(settings.data))}")
    for line in (
        *(["up &"] if is_over else []),
        f"unit list --campaign {shown.campaign} --district …",
        f"unit allowed {shown.key_links_unit} --campaign {shown.campaign} --as city:office",
        f"unit upcoming {shown.phased_unit} --campaign {shown.campaign}",
        "doctor",
    ):
        out.print(f"phaseline {line}")
    if not is_over:
        out.say("stop_with_ctrl_c", "dim")


def _type(call: Call, line: str) -> None:
    call.out.print()
    call.out.print(Text(f"$ phaseline {line}", "bold cyan"))
