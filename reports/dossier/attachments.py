"""The files that a unit handed in, in its dossier: each under its own digest, with a list of all."""

from collections.abc import Iterator, Mapping
from typing import Final

from reports.cells import instant
from reports.document import Section
from reports.dossier.part import Part, lines, table
from reports.telling import Telling
from schemas.attachment import Attachment
from schemas.dossier import Finding, KeptUnit
from schemas.meeting import MeetingRecorded

ATTACHMENTS_FILE: Final = "attachments.jsonl"
"""What is known of the files, one a line, in the order in which they came."""

ATTACHMENTS_FOLDER: Final = "attachments/"
"""In it are the files themselves."""


def attached_as(attachment: Attachment) -> str:
    """The name of an attachment's file in a dossier; what its sender called it stands in the list."""
    return f"{ATTACHMENTS_FOLDER}{attachment.digest}.{attachment.type}"


def _files(kept: KeptUnit) -> Iterator[tuple[str, bytes]]:
    yield ATTACHMENTS_FILE, lines(kept.attachments)


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    if not kept.attachments:
        return
    yield table(
        "attachments",
        telling,
        (("when", "instant"), ("name", "text"), ("bytes", "count"), ("file", "text")),
        (
            (instant(one.at, telling), one.name, one.bytes, attached_as(one))
            for one in kept.attachments
        ),
    )


def _check(kept: KeptUnit, digests: Mapping[str, str]) -> Iterator[Finding]:
    """Every file that is listed is there, and so are all minutes of which the journal tells."""
    for one in kept.attachments:
        if digests.get(attached_as(one)) != one.digest:
            yield Finding(code="attachment_missing", params={"name": attached_as(one)})
    listed = {one.digest for one in kept.attachments}
    for entry in kept.journal:
        event = entry.event
        if isinstance(event, MeetingRecorded) and event.minutes not in (None, *listed):
            params = {"entry": str(entry.revision), "digest": str(event.minutes)}
            yield Finding(code="minutes_missing", params=params)


ATTACHMENTS: Final = Part(_files, _sections, _check)
