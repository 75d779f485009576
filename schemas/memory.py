"""What a unit's workflow carries from one run to the next: its state and what is still under way."""

from typing import Annotated

from schemas.base import LEFT_OUT_IF_EMPTY, Model
from schemas.command import CommandId
from schemas.events import Entry
from schemas.refusal import RefusedSignal
from schemas.state import UnitState
from schemas.views import Receipt


class UnitMemory(Model):
    """All of a unit's workflow, in one serialisable value, so that continue-as-new is one line.

    `outbox` are the entries that the records have not confirmed yet, oldest first; `receipts` the
    last answered commands, oldest first; `refusals` the last refused signals, oldest first.
    """

    state: UnitState
    outbox: Annotated[tuple[Entry, ...], LEFT_OUT_IF_EMPTY] = ()
    receipts: Annotated[dict[CommandId, Receipt], LEFT_OUT_IF_EMPTY] = {}
    refusals: Annotated[tuple[RefusedSignal, ...], LEFT_OUT_IF_EMPTY] = ()
