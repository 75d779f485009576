"""`phaseline dossier`: everything that is kept of units, handed out, and checked by anybody."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cli import values
from cli.command import Call, Shared, command
from cli.connection import read_settings
from cli.exits import ExitCode, Mistake
from cli.files import reading
from cli.help import new_app
from cli.output import Output, indented
from reports.dossier.container import Packed, Unreadable
from reports.dossier.keeping import export as export_dossier
from reports.dossier.verification import check
from reports.store import Store
from schemas.dossier import DossierCheck, ExportedDossier, Finding
from texts.dossier_findings import say_finding
from worker.settings import store_url

if TYPE_CHECKING:
    from client.archive import Archive

app: Final = new_app()

_FOLDER: Final = "dossiers"
"""Where dossiers are in the store of the settings."""

_Digest = str | None


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
    url = to or f"{own.rstrip('/')}/{_FOLDER}"
    exported = call.run_on_archive(
        lambda archive: export_units(
            call, archive, units, to=Store(url), attachments=Store(own), is_zip=is_zip
        )
    )
    call.out.show(exported, lambda: show_exported(call.out, url, exported, is_all=is_all))
    if any(one.findings for one in exported):
        raise typer.Exit(ExitCode.REFUSED)


@command(app, "verify")
def verify(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="FILE|FOLDER")],
    head: Annotated[_Digest, typer.Option("--head", metavar="HEX", parser=values.digest)] = None,
    digest: Annotated[
        _Digest, typer.Option("--digest", metavar="HEX", parser=values.digest)
    ] = None,
) -> None:
    """Check a dossier, with nothing but the dossier at hand."""
    result = _checked(file, head, digest)
    call.out.show(
        result, lambda: show_check(call.out, result, has_head=bool(head), has_digest=bool(digest))
    )
    if result.findings:
        raise typer.Exit(ExitCode.REFUSED)


async def export_units(
    call: Call,
    archive: Archive,
    units: Sequence[str] | None,
    *,
    to: Store,
    attachments: Store,
    is_zip: bool,
) -> tuple[ExportedDossier, ...]:
    """Put the dossiers of units into a store; of all units, those that are not there yet."""
    of_campaign = await archive.of(await call.campaign_of(archive))
    wanted = units or [one.unit for one in await of_campaign.heads()]
    exported = []
    with call.out.progress() as progress:
        bar = progress.add_task(call.out.text("exporting"), total=len(wanted))
        for unit in wanted:
            kept = await of_campaign.kept(unit)
            exported.append(
                await asyncio.to_thread(
                    export_dossier, to, kept, attachments, is_zip=is_zip, is_anew=bool(units)
                )
            )
            progress.advance(bar)
    return tuple(exported)


def _checked(file: Path, head: str | None, digest: str | None) -> DossierCheck:
    with reading(file):
        is_folder = file.is_dir()
    if is_folder:
        return check(Store(str(file)), head=head, digest=digest)
    with reading(file), file.open("rb") as archive:
        try:
            return check(Packed(archive), head=head, digest=digest)
        except Unreadable:
            return DossierCheck(findings=(Finding(code="not_a_dossier"),))


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


def show_check(out: Output, result: DossierCheck, *, has_head: bool, has_digest: bool) -> None:
    """Say of which unit a dossier is, everything that is wrong with it, and what vouches for it."""
    if result.head is not None:
        out.say("checked", campaign=result.campaign, unit=result.unit, revision=result.revision)
        out.print(indented(Text(out.text("head_is", head=result.head))))
        out.print(indented(Text(out.text("digest_is", digest=result.digest))))
    for finding in result.findings:
        out.print(Text(f"✗ {say_finding(finding.code, finding.params, out.language)}", "red"))
    if result.findings:
        out.say("dossier_unsound", "red", count=len(result.findings))
    elif has_digest:
        out.say("dossier_sound", "green")
    elif has_head:
        out.say("journal_sound", "green")
    else:
        out.say("dossier_consistent", "green")
