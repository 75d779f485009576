"""`phaseline unit attachment`: the files that a unit has handed in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.attaching import hand_in, read_file, store
from cli.command import Call, Shared, command
from cli.exits import ExitCode, Mistake
from cli.files import writing
from cli.help import new_app
from cli.output import Output, shown_path
from cli.table import Column, print_table
from cli.unit import UnitCode
from cli.words import Words
from schemas.attachment import Attachment

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

_SHOWN: Final = 12
"""So many digits of a digest are shown; as many as tell a file from the others are enough to name it."""


@command(app, "add", Shared.CAMPAIGN | Shared.ACTOR)
def add(call: Call, unit: UnitCode, file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Hand in a file."""
    read = read_file(file)

    async def work(gateway: Gateway) -> Attachment:
        return await hand_in(gateway, await call.campaign_of(gateway), unit, call.by, read)

    noted = call.run(work)
    call.out.show(noted, lambda: _added(call.out, noted))


@command(app, "list", Shared.CAMPAIGN)
def list_(call: Call, unit: UnitCode) -> None:
    """List the files of a unit."""

    async def work(gateway: Gateway) -> None:
        words = await Words.of(call, gateway)
        found = await gateway.attachments.of(words.campaign, unit)
        call.out.show(found, lambda: _draw(call.out, words, found))

    call.run(work)


@command(app, "get", Shared.CAMPAIGN)
def get(
    call: Call,
    unit: UnitCode,
    digest: Annotated[str, typer.Argument(metavar="DIGEST")],
    to: Annotated[Path, typer.Option("--to", metavar="FILE")],
) -> None:
    """Get a file back, as it was handed in."""

    async def work(gateway: Gateway) -> Attachment:
        found = await gateway.attachments.of(await call.campaign_of(gateway), unit)
        named = [one for one in found if one.digest.startswith(digest)]
        if len(named) != 1:
            code = "several_attachments" if named else "no_attachment"
            raise Mistake(code, ExitCode.UNKNOWN, unit=unit, digest=digest)
        return named[0]

    attachment = call.run(work)
    content = store().get(attachment.kept_as)
    if hashlib.sha256(content).hexdigest() != attachment.digest:
        raise Mistake("attachment_changed", ExitCode.REFUSED, name=attachment.name)
    with writing(to) as place:
        place.write_bytes(content)
    call.out.show(
        attachment,
        lambda: call.out.say("attachment_written", "green", file=shown_path(to)),
    )


def _added(out: Output, one: Attachment) -> None:
    out.say("attachment_added", "green", name=one.name, digest=one.digest[:_SHOWN])


def _draw(out: Output, words: Words, found: Sequence[Attachment]) -> None:
    if not found:
        out.say("no_attachments")
        return
    columns = [
        Column(out.text("file_digest")),
        Column(out.text("name"), wrapped=True),
        Column(out.text("kilobytes"), right=True),
        Column(out.text("when")),
    ]
    rows = [
        (one.digest[:_SHOWN], one.name, f"{-(-one.bytes // 1024)}", words.at(one.at))
        for one in found
    ]
    print_table(out.paper, columns, rows)
