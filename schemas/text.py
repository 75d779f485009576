"""A text for people, in the languages it was written in."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.base import LEFT_OUT_IF_NONE, NO_NUL, Model

Language = Literal["zh", "en"]
"""The languages that Phaseline speaks."""


class Text(Model):
    """A title or short text in Chinese, English or both; at least one of them."""

    zh: Annotated[
        str | None, Field(min_length=1, max_length=500, pattern=NO_NUL), LEFT_OUT_IF_NONE
    ] = None
    en: Annotated[
        str | None, Field(min_length=1, max_length=500, pattern=NO_NUL), LEFT_OUT_IF_NONE
    ] = None

    @model_validator(mode="after")
    def _has_a_language(self) -> Self:
        if self.zh is None and self.en is None:
            raise ValueError("expected a text in 'zh', in 'en' or in both")
        return self

    def in_(self, language: Language) -> str:
        """The text in `language`, or in the other one where it was not written in that."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second or ""
