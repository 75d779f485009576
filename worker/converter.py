"""The one data converter of client, worker and replayer."""

from collections.abc import Sequence
from typing import Any

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import CompositePayloadConverter, DataConverter

_SHARED = tuple(PydanticPayloadConverter().converters.values())


class TolerantPayloadConverter(PydanticPayloadConverter):
    """pydantic's converter, which leaves to workflows what they read for themselves.

    Handlers that take any arguments get them as `RawValue`s: a payload that is not even JSON must
    not fail the workflow task, and a start input that was decoded would stay in memory with every
    unit, beside the state that is made of it.

    Temporal makes a converter for every task of a workflow; all of ours share what they have learned
    about types, which each would otherwise learn anew.
    """

    def __init__(self) -> None:
        CompositePayloadConverter.__init__(self, *_SHARED)

    def from_payloads(
        self, payloads: Sequence[Payload], type_hints: list[type] | None = None
    ) -> list[Any]:
        """Decode by type hints, which must fit; without any, workflows get what was sent."""
        if type_hints is None and workflow.unsafe.in_sandbox():
            return [RawValue(payload) for payload in payloads]
        return super().from_payloads(payloads, type_hints)


def data_converter() -> DataConverter:
    """The data converter: JSON by pydantic, tolerant where no type is expected."""
    return DataConverter(payload_converter_class=TolerantPayloadConverter)
