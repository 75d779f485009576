"""The ground that every boundary model stands on."""

from collections.abc import Sized
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


class Model(BaseModel):
    """A strict, frozen value: unknown keys and loosely typed values are refused.

    Errors never echo the input, since what is refused may be large or private.
    """

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=False
    )


def _is_none(value: object) -> bool:
    return value is None


def _is_empty(value: Sized) -> bool:
    return len(value) == 0


def _is_zero(value: int) -> bool:
    return value == 0


def _is_false(value: object) -> bool:
    return value is False


LEFT_OUT_IF_NONE = Field(exclude_if=_is_none)
"""Annotates an optional field that is not written while it is None: histories stay small, and a
field added later leaves what was written before, byte for byte."""

LEFT_OUT_IF_EMPTY = Field(exclude_if=_is_empty)
"""The same for a collection that is empty."""

LEFT_OUT_IF_ZERO = Field(exclude_if=_is_zero)
"""The same for a count of nothing."""

LEFT_OUT_IF_FALSE = Field(exclude_if=_is_false)
"""The same for what is not so."""

Code = Annotated[str, Field(max_length=64, pattern=r"^[\p{L}\p{N}][\p{L}\p{N}_.\-]*$")]
"""An identifier of a campaign, unit, person, district, phase or step: letters (of any script),
digits, `_`, `.` and `-`, at most 64. No colon and no blank, so that it can stand inside an id."""

NO_NUL = r"^[^\x00]*$"
"""The database's texts hold every character but this one; it is refused at the door."""

Note = Annotated[str, Field(min_length=1, max_length=2000, pattern=NO_NUL)]
"""A text written by a person: a reason, an evidence, a comment."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal."""


class Written:
    """A value that is written as one short string (`5 working days`, `supervisor:SG-03`).

    Subclasses give `pattern` (for editors, as JSON Schema), `parse`, which raises ValueError with
    a message that says what was expected, and `__str__`, its inverse.
    """

    pattern: ClassVar[str]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the value from its written form."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate from the string, or take an instance as it is; serialise to the string."""
        from_text = core_schema.no_info_after_validator_function(
            cls.parse, core_schema.str_schema(max_length=200)
        )
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.union_schema(
                [core_schema.is_instance_schema(cls), from_text], mode="left_to_right"
            ),
            serialization=core_schema.to_string_ser_schema(when_used="always"),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Say to editors what the string looks like."""
        return {"type": "string", "pattern": cls.pattern}


class WrittenJsonSchema(GenerateJsonSchema):
    """JSON Schema for editors, whose defaults and times look as they are written in a file."""

    def time_schema(self, schema: core_schema.TimeSchema) -> JsonSchemaValue:
        """A time of day. That of JSON Schema's formats has an offset, and a plan's has none."""
        del schema
        return {"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"}

    def encode_default(self, dft: Any) -> Any:
        """A default as it would stand in a file."""
        return str(dft) if isinstance(dft, Written) else super().encode_default(dft)
