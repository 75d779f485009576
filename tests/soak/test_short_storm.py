"""Everything that sends goes down in a storm: what is true arrives, and what came twice says so."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bench.mailbox import Mail
from bench.storm_campaign import contact_of, unit_code
from bench.storm_soak import soak_in_storm
from bench.storm_verdict import Stormed, judge_storm
from schemas.dispatch import LogLine
from tests.discretion import DISCRETION

UNITS = 120


@pytest.fixture(scope="module")
async def stormed() -> Stormed:
    return await soak_in_storm(units=UNITS, is_hurried=True)


def told(stormed: Stormed, *, mails: int, done: bool = False) -> Iterator[int]:
    """The numbers of units whose coordinators got so many mails, and who reported or did not."""
    for number in range(stormed.units):
        got = [mail for mail in stormed.mails if mail.to == contact_of(number)]
        if len(got) == mails and (number in stormed.done) is done:
            yield number


def line_of(stormed: Stormed, number: int) -> LogLine:
    (line,) = (line for line in stormed.lines if line.unit == unit_code(number))
    return line


def with_line(stormed: Stormed, number: int, **changes: object) -> Stormed:
    line = line_of(stormed, number)
    others = [one for one in stormed.lines if one is not line]
    return replace(stormed, lines=(*others, line.model_copy(update=changes)))


def with_mails(stormed: Stormed, number: int, *mails: Mail) -> Stormed:
    others = [mail for mail in stormed.mails if mail.to != contact_of(number)]
    return replace(stormed, mails=(*others, *mails))


@pytest.mark.timeout(420)
async def test_what_is_true_arrives_and_only_what_is_marked_comes_twice(stormed: Stormed) -> None:
    assert judge_storm(stormed) == []
    assert stormed.log
    DISCRETION.hear("a worker", stormed.log)
    assert stormed.doubles, "nobody was killed in the instant of sending"
    assert list(told(stormed, mails=0, done=True)), "nothing was untrue when it could be sent"


@pytest.mark.timeout(420)
async def test_the_verdict_tells_right_from_wrong(stormed: Stormed) -> None:
    once, twice = next(told(stormed, mails=1)), next(told(stormed, mails=2))
    first, second = (mail for mail in stormed.mails if mail.to == contact_of(twice))
    untold = next(told(stormed, mails=0, done=True))
    late = Mail(at=stormed.done[untold] + 1, to=contact_of(untold), subject="")
    unmarked = replace(second, subject="1 due today")
    wrong = {
        "LOST": with_mails(stormed, once),
        "twice, and is not marked": with_line(stormed, twice, is_possibly_double=False),
        "is not marked": with_mails(stormed, twice, first, unmarked),
        "3 times": with_mails(stormed, twice, first, second, second),
        "not true any more": with_mails(stormed, untold, late),
        "the log says waiting": with_line(stormed, once, outcome="waiting"),
        "0 lines": replace(stormed, lines=[line_of(stormed, once)]),
        "units have said something": replace(stormed, reminded=stormed.units - 1),
        "who is nobody": with_mails(stormed, once, Mail(at=0, to="x@example.org", subject="")),
        "which is no unit": with_line(stormed, once, unit="S-99999"),
        "is in the log": replace(stormed, log=f"sent to {contact_of(once)}"),
    }
    for sentence, tampered in wrong.items():
        assert any(sentence in finding for finding in judge_storm(tampered)), sentence
