"""What tells two commands apart that came with the same id."""

import hashlib
import json
from typing import Final

from rules.refused import Refused
from schemas.campaign import CampaignCommand, CampaignReceipt
from schemas.command import Fingerprint
from schemas.commands import Command
from schemas.state import UnitState
from schemas.unit_rules import SEVENTH_EDITION
from schemas.views import Receipt

_ENVELOPE: Final = {"id", "by", "principal", "kind", "if_revision"}


def fingerprint(command: Command | CampaignCommand) -> Fingerprint:
    """Of what a command says, whoever sends it: the first 16 digits of its SHA-256.

    What has its default is left out, so that a release may add to a command what nobody has to say.
    """
    said = command.model_dump(mode="json", exclude=_ENVELOPE, exclude_defaults=True)
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def fingerprint_for(state: UnitState, command: Command) -> Fingerprint | None:
    """What a unit remembers of a command; nothing by an edition of the rules before the seventh."""
    return None if state.rules.edition < SEVENTH_EDITION else fingerprint(command)


def says_the_same(known: Fingerprint | None, command: Command | CampaignCommand) -> bool:
    """Whether a command says what another one of its id did; where nothing is remembered, it does."""
    return known in (None, fingerprint(command))


def require_same(known: Receipt | CampaignReceipt, command: Command | CampaignCommand) -> None:
    """Refuse an id that was used for something else: its receipt would be a wrong answer.

    Of a campaign's commands, which nobody but the office gives, receipts do not say who gave them.
    """
    by = known.by if isinstance(known, Receipt) else command.by
    is_alike = (by, known.kind) == (command.by, command.kind)
    if not is_alike or not says_the_same(known.fingerprint, command):
        raise Refused("id_reused", id=command.id, kind=known.kind)
