"""Every check and every advice of the diagnosis has its text, and none is without a use."""

import ast

import pytest

from tests.texts.test_catalogue import calls, constants, places
from texts.catalogue import Entry
from texts.diagnosis import ADVICE, CHECKS

FAILED = [
    (where, code, {keyword.arg for keyword in call.keywords})
    for where, call, function in calls("_failed", "client")
    for code in constants(call.args[2], function)
]


def test_every_check_has_a_name() -> None:
    made = {
        call.args[0].value
        for name in ("_well", "_failed")
        for _, call, _ in calls(name, "client")
        if isinstance(call.args[0], ast.Constant)
    }
    assert set(CHECKS) == made


@pytest.mark.parametrize(("where", "code", "params"), FAILED, ids=[where for where, *_ in FAILED])
def test_every_advice_has_a_text_whose_places_are_filled(
    where: str, code: str, params: set[str]
) -> None:
    assert places(ADVICE[code].en) == params


def test_no_advice_is_never_given() -> None:
    assert set(ADVICE) == {code for _, code, _ in FAILED}


@pytest.mark.parametrize("entry", [*CHECKS.values(), *ADVICE.values()])
def test_both_languages_say_the_same(entry: Entry) -> None:
    assert places(entry.zh) == places(entry.en)
    assert entry.zh != entry.en
