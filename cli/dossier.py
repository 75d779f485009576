"""`phaseline dossier`: everything that is kept of units, handed out, and checked by anybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cli.checking import verify
from cli.command import Call, Shared, command
from cli.connection import read_settings
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.output import Output, indented
from reports.dossier.exporting import Exporter
from schemas.dossier import ExportedDossier
from texts.dossier_findings import say_finding
from worker.settings import store_url

if TYPE_CHECKING:
    from client.archive import Archive

app: Final = new_app()


@command(app, "export", Shared.CAMPAIGN)
def export(
    call: Call,
    units: Annotated[list[str] | None, typer.Argument(metavar="UNIT...")] = None,
    is_all: Annotated[bool, typer.Option("--all")] = False,
    to: Annotated[str | None, typer.Option("--to", metavar="URL|FOLDER")] = None,
    is_zip: Annotated[bool, typer.Option("--zip")] = False,
) -> None:
    """Hand out the dossiers of units, or of all units of a campaign."""
    if is_all is bool(units):
        raise Mistake("units_or_all")
    own = store_url(read_settings())

    async def work(archive: Archive) -> tuple[str, tuple[ExportedDossier, ...]]:
        campaign = await call.campaign_of(archive)
        wanted = units or [one.unit for one in (await archive.heads(campaign)).units]
        exporter = await Exporter.of(archive.records, campaign, own, to)
        exported = await export_units(
            call.out, exporter, wanted, is_zip=is_zip, is_anew=bool(units)
        )
        return exporter.url, exported

    url, exported = call.run_on_archive(work)
    call.out.show(exported, lambda: show_exported(call.out, url, exported, is_all=is_all))
    if any(one.findings for one in exported):
        raise typer.Exit(ExitCode.REFUSED)


command(app, "verify")(verify)


async def export_units(
    out: Output, exporter: Exporter, units: Sequence[str], *, is_zip: bool, is_anew: bool
) -> tuple[ExportedDossier, ...]:
    """Export the dossiers of units with a progress bar."""
    exported = []
    with out.progress() as progress:
        bar = progress.add_task(out.text("exporting"), total=len(units))
        for unit in units:
            exported.append(await exporter.export(unit, is_zip=is_zip, is_anew=is_anew))
            progress.advance(bar)
    return tuple(exported)


def show_exported(
    out: Output, url: str, exported: Sequence[ExportedDossier], *, is_all: bool
) -> None:
    """Say where the dossiers are, and of single ones by which head and digest they are known."""
    for one in () if is_all else exported:
        out.say("exported", "green", unit=one.unit, revision=one.revision, name=one.name)
        out.print(indented(Text(out.text("head_is", head=one.head))))
        out.print(indented(Text(out.text("digest_is", digest=one.digest))))
    for one in exported:
        for finding in one.findings:
            said = say_finding(finding.code, finding.params, out.language)
            out.print(Text(f"✗ {one.unit}: {said}", "red"))
    new = sum(one.is_new for one in exported)
    out.say("exported_in_all", new=new, there=len(exported) - new, where=url)
