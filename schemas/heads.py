"""The heads of a campaign's journals: by them a dossier is known for what it was."""

from schemas.base import Code, Digest, Model


class UnitHead(Model):
    """The last entry of a unit's journal: its number and its hash."""

    unit: Code
    revision: int
    head: Digest


class Heads(Model):
    """The heads of all units of a campaign by code, and `digest`, which vouches for all of them.

    It is the SHA-256 of one line a unit, in the order of the list: code, revision and head with a
    blank between them.
    """

    campaign: Code
    units: tuple[UnitHead, ...]
    digest: Digest
