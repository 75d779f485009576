"""Reading an amendment: good, or every fault with its line and column and a text for it."""

from pathlib import Path

import pytest

from intake.amendment import AmendmentErrors, read_amendment
from schemas.amendment import Amendment, PhaseChange, StepAdded
from schemas.problem import Problem
from tests.rules.reference import KEY_LINKS, RULES, with_rules
from texts import plan_problems, refusals
from texts.catalogue import say

GOOD = """\
# After the flood
reason: 水灾
units: {districts: [D1], types: [school]}
changes:
  - {kind: phase, phase: study, longer: 5 days}
  - {kind: gate, phase: study, lapse: never}
  - kind: step_added
    phase: study
    step:
      id: drill
      kind: task
      title: {en: Drill}
  - kind: reminders
    reminders:
      ladders:
        - id: usual
          rungs:
            - {id: today, when: on the day}
  - {kind: step, step: lecture, due: 8 working days, required: true}
"""


def problems(error: AmendmentErrors) -> list[Problem]:
    """What is wrong; each problem has a text in both languages, places filled."""
    catalogue = {**refusals.CATALOGUE, **plan_problems.CATALOGUE}
    for problem in error.problems:
        assert say(catalogue, problem.code, problem.params, "zh")
        assert say(catalogue, problem.code, problem.params, "en")
    return list(error.problems)


def places(text: str) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(AmendmentErrors) as caught:
        read_amendment(text)
    return [(one.code, one.line, one.column) for one in problems(caught.value)]


def changed(before: str, after: str) -> str:
    assert GOOD.count(before) == 1
    return GOOD.replace(before, after)


def test_a_good_amendment_is_read(tmp_path: Path) -> None:
    file = tmp_path / "flood.yaml"
    file.write_text(GOOD, encoding="utf-8")
    amendment = read_amendment(file).amendment
    assert (amendment.reason, amendment.units.districts) == ("水灾", ("D1",))
    assert isinstance(amendment.changes[0], PhaseChange)
    assert isinstance(amendment.changes[2], StepAdded)
    assert Amendment.model_validate_json(amendment.model_dump_json()) == amendment


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("longer: 5 days", "longer: 5 weeks", ("expected_days", 5, 41)),
        ("longer: 5 days", "longr: 5 days", ("unknown_key_near", 5, 33)),
        (", longer: 5 days", "", ("longer_or_shorter", 5, 5)),
        ("longer: 5 days", "longer: 5 days, shorter: 1 day", ("longer_or_shorter", 5, 5)),
        (", lapse: never", "", ("changes_nothing", 6, 5)),
        ("lapse: never", "lapse: soon", ("expected_lapse", 6, 39)),
        (", due: 8 working days, required: true", "", ("changes_nothing", 19, 5)),
        ("due: 8 working days", "due: soon", ("expected_due", 19, 38)),
        ("required: true", "quorum: most", ("expected_percent", 19, 62)),
        ("kind: phase,", "kind: face,", ("expected_one_of", 5, 12)),
        ("kind: task", "kind: tusk", ("expected_one_of", 11, 13)),
        ("reason: 水灾\n", "", ("missing_key", 2, 1)),
        ("types: [school]", "types: [a b]", ("expected_code", 3, 34)),
        ("when: on the day", "when: on a day", ("expected_when", 18, 33)),
        ("title: {en: Drill}", "title: {en: Drill", ("yaml_syntax", 13, 9)),
    ],
)
def test_every_fault_has_its_place(before: str, after: str, expected: tuple[str, int, int]) -> None:
    found = places(changed(before, after))
    assert expected in found


def test_no_changes_are_no_amendment() -> None:
    assert places("reason: x\nchanges: []\n") == [("list_too_short", 2, 10)]


def test_what_fits_nobody_is_said_with_its_place() -> None:
    links_only = with_rules(unit_type="association", tracks=(KEY_LINKS,))
    carried = (RULES, links_only)
    there = {"districts": read_amendment(GOOD).amendment.units.districts, "units": ()}
    read_amendment(GOOD).require_fitting(carried, **there)
    for before, after, expected in (
        ("step: lecture,", "step: lecturing,", ("amendment_of_unknown_step", 19, 5)),
        ("types: [school]", "types: [castle]", ("units_unknown", 3, 34)),
        ("id: drill", "id: lecture", ("step_repeated", 5, 3)),
        (
            "{id: today, when: on the day}",
            "{id: t, when: on the day}\n            - {id: t, when: on the day}",
            ("id_repeated", 19, 20),
        ),
    ):
        with pytest.raises(AmendmentErrors) as caught:
            read_amendment(changed(before, after)).require_fitting(carried, **there)
        found = [(one.code, one.line, one.column) for one in problems(caught.value)]
        assert found == [expected]


def test_a_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    file = tmp_path / "flood.yaml"
    file.write_bytes(b"reason: \xff")
    with pytest.raises(AmendmentErrors, match="the amendment cannot be used as it is: not_utf8"):
        read_amendment(file)
