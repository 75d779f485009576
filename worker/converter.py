"""The one data converter of client, worker and replayer."""

from collections.abc import Sequence
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import DataConverter


class TolerantPayloadConverter(PydanticPayloadConverter):
    """pydantic's converter, which leaves as it is what nobody can decode.

    Handlers that take any arguments are decoded without type hints; a payload that is not even
    JSON must reach them as a `RawValue` instead of failing the workflow task.
    """

    def from_payloads(
        self, payloads: Sequence[Payload], type_hints: list[type] | None = None
    ) -> list[Any]:
        """Decode by type hints, which must fit; without any, decode what can be decoded."""
        if type_hints is not None:
            return super().from_payloads(payloads, type_hints)
        return [self._decoded(payload) for payload in payloads]

    def _decoded(self, payload: Payload) -> Any:
        try:
            return super().from_payloads([payload])[0]
        except Exception:  # noqa: BLE001 - whatever a stranger sent must not stop the workflow
            return RawValue(payload)


def data_converter() -> DataConverter:
    """The data converter: JSON by pydantic, tolerant where no type is expected."""
    return DataConverter(payload_converter_class=TolerantPayloadConverter)
