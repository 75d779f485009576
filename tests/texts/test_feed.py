"""Every date of a feed has its words in both languages, with the same places to fill."""

import string
from typing import get_args

import pytest

from schemas.feed import Gone, Matter
from texts.feed import CATALOGUE


def places(text: str) -> set[str]:
    """The names of the places to fill in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(
    ("prefix", "codes"), [("summary", Matter), ("report", Matter), ("gone", Gone)]
)
def test_everything_that_a_date_can_be_is_said(prefix: str, codes: object) -> None:
    told = {code.partition(".")[2] for code in CATALOGUE if code.startswith(f"{prefix}.")}
    assert told == set(get_args(codes))


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_have_the_same_places(code: str) -> None:
    entry = CATALOGUE[code]
    assert places(entry.zh) == places(entry.en)
    assert entry.zh != entry.en
