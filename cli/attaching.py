"""Handing in a file: into the store under its digest, then into the records."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cli.connection import read_settings
from cli.exits import ExitCode, Mistake
from cli.files import reading
from cli.output import shown_path
from intake.attachments import AttachmentRefused, ReadAttachment, read_attachment
from reports.store import Store
from schemas.actor import Actor
from schemas.attachment import Attachment
from worker.settings import store_url

if TYPE_CHECKING:
    from client.gateway import Gateway


def read_file(path: Path) -> ReadAttachment:
    """A file that is to be handed in.

    Raises:
        Mistake: it is not there, or is not taken.
    """
    _require_no_pipe(path)
    try:
        with reading(path), path.open("rb") as file:
            return read_attachment(path.name, file, datetime.now(UTC))
    except AttachmentRefused as refused:
        code = f"attachment_{refused.code}"
        file_shown = shown_path(path)
        raise Mistake(code, ExitCode.REFUSED, file=file_shown, **refused.params) from None


def _require_no_pipe(path: Path) -> None:
    """It would be waited for until somebody writes into it."""
    with reading(path):
        is_other = path.exists() and not (path.is_file() or path.is_dir())
    if is_other:
        raise Mistake("attachment_not_a_file", ExitCode.REFUSED, file=shown_path(path))


async def hand_in(
    gateway: Gateway, campaign: str, unit: str, by: Actor, file: ReadAttachment
) -> Attachment:
    """Keep the file, and note that the unit handed it in."""

    async def keep() -> None:
        await asyncio.to_thread(store().put, file.attachment.kept_as, file.content)

    return await gateway.attachments.attach(campaign, unit, by, file.attachment, keep)


def store() -> Store:
    """The store that the settings name."""
    return Store(store_url(read_settings()))
