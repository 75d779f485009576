"""How a text for people is kept and said: once per language, by code, with named places to fill."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in both languages; `{name}` marks a place that is filled when it is said."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """The text in that language, its places still to be filled."""
        return self.zh if language == "zh" else self.en


Catalogue = Mapping[str, Entry]
"""Texts by their code."""

_MARKS: Final = re.compile(r"\{\{|\}\}|\{([a-z_]+)\}")


def say(catalogue: Catalogue, code: str, params: Mapping[str, str], language: Language) -> str:
    """The text of `code` in `language`, its places filled from `params`.

    Raises KeyError for a code without a text or a place without a value: a bug, not a user's fault.
    """
    return catalogue[code].in_(language).format_map(params)


def fill(text: str, params: Mapping[str, str]) -> str:
    """A text that is not of the catalogue, its places filled.

    It may be anybody's: `{name}` is a place, doubled braces are one, and there is nothing else to
    it. A place without a value stays as it stands.
    """

    def filled(mark: "re.Match[str]") -> str:
        if mark[1] is None:
            return mark[0][0]
        return params.get(mark[1], mark[0])

    return _MARKS.sub(filled, text)


def places(text: str) -> frozenset[str]:
    """The names of the places to fill in a text."""
    return frozenset(mark[1] for mark in _MARKS.finditer(text) if mark[1] is not None)
