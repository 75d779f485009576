"""How a text for people is kept and said: once per language, by code, with named places to fill."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in both languages; `{name}` marks a place that is filled when it is said."""

    zh: str
    en: str


Catalogue = Mapping[str, Entry]
"""Texts by their code."""


def say(catalogue: Catalogue, code: str, params: Mapping[str, str], language: Language) -> str:
    """The text of `code` in `language`, its places filled from `params`.

    Raises KeyError for a code without a text or a place without a value: a bug, not a user's fault.
    """
    entry = catalogue[code]
    return (entry.zh if language == "zh" else entry.en).format_map(params)
