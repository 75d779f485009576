"""Attachments: files that people hand in as evidence, told apart by what is in them."""

from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from schemas.base import NO_NUL, Digest, Model

FileType = Literal["pdf", "docx", "xlsx", "jpg", "png", "txt"]
"""The types of file that are taken."""

ATTACHMENT_BYTES: Final = 20 * 1024 * 1024
"""A file larger than this is refused."""

UNIT_BYTES: Final = 512 * 1024 * 1024
"""What the files of one unit may be together: its dossier is made and checked in memory."""


class Attachment(Model):
    """A file that was handed in: what its sender called it, and the SHA-256 of its content.

    `name` is for people alone: no path is ever made of it, and any number of files may share one.
    """

    digest: Digest
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
    type: FileType
    bytes: Annotated[int, Field(ge=1, le=ATTACHMENT_BYTES)]
    at: AwareDatetime

    @property
    def kept_as(self) -> str:
        """Under which name the store has its content: that of every file with the same one."""
        return f"attachments/{self.digest[:2]}/{self.digest}"
