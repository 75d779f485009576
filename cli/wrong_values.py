"""What is wrong with what a user gave, from the first thing that a model does not accept of it."""

from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from cli.exits import Mistake

M = TypeVar("M", bound=BaseModel)

_SAID: Final = {
    "string_pattern_mismatch": "wrong_code",
    "string_too_short": "value_empty",
    "string_too_long": "value_too_long",
    "missing": "value_missing",
    "extra_forbidden": "value_unknown",
    "union_tag_invalid": "unknown_kind",
    "union_tag_not_found": "value_missing",
}
"""The text for a kind of error; the model's own words where there is none."""


def wrong_value(error: ValidationError) -> Mistake:
    """The mistake behind a model's error, with the name of the field that it is about."""
    from schemas.commands import COMMANDS  # noqa: PLC0415 - most calls are right

    first = error.errors(include_input=False, include_url=False)[0]
    place = [str(part) for part in first["loc"] if part not in COMMANDS]
    code = _SAID.get(first["type"], "wrong_value" if place else "wrong_values")
    context = first.get("ctx", {})
    return Mistake(
        code,
        name=".".join(place) or "kind",
        reason=first["msg"],
        limit=context.get("max_length", ""),
        tag=context.get("tag", ""),
    )


def fitting(model: type[M], **given: object) -> M:
    """A model of what a user gave.

    Raises:
        Mistake: something of it cannot be what it is given for.
    """
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise wrong_value(error) from None
