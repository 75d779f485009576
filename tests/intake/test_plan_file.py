from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plans
from intake.plan import PlanErrors, read_launched_plan, read_plan
from intake.yaml_file import MAX_BYTES
from schemas.problem import Problem
from texts.catalogue import say
from texts.plan_problems import CATALOGUE

FOLDER = Path(plans.__file__).parent

GOOD = """\
# A small plan
plan: small
title: {zh: 小方案, en: A small plan}
timezone: Asia/Shanghai
calendar:
  country: CN
  hours: {open: 08:30, close: 17:30}
window: {first: 2005-07-01, last: 2005-09-30}
tracks:
  - id: phased
    title: {en: Phased}
    phases:
      - id: study
        title: {en: Study}
        length: 30 days
        gate: {sign_off: true, lapse: 5 working days}
        steps:
          - id: read
            kind: task
            title: {en: Read}
            due: 5 working days
          - kind: opinions
            id: ask
            title: {en: Ask}
            channels: [box, letter]
            open_for: 10 days
            after:
              - read
          - id: poll
            kind: survey
            title: {en: Poll}
            bands: [95 %, 90 %]
            pass_mark: 90 %
            after: [ask]
types:
  - id: school
    title: {en: School}
    track: phased
declares:
  units: {school: 3}
"""


def problems(text: str | Path) -> list[Problem]:
    """What is wrong in a plan; each problem must have a text in both languages, places filled."""
    with pytest.raises(PlanErrors) as caught:
        read_plan(text)
    for problem in caught.value.problems:
        assert say(CATALOGUE, problem.code, problem.params, "zh")
        assert say(CATALOGUE, problem.code, problem.params, "en")
    return list(caught.value.problems)


def places(text: str | Path) -> list[tuple[str, int | None, int | None]]:
    return [(problem.code, problem.line, problem.column) for problem in problems(text)]


def changed(before: str, after: str) -> str:
    assert GOOD.count(before) == 1
    return GOOD.replace(before, after)


@pytest.mark.parametrize("name", ["reference-2005", "safety-inspection"])
def test_the_committed_plans_are_good(name: str) -> None:
    path = FOLDER / f"{name}.yaml"
    read = read_plan(path)
    assert read.plan.plan == name
    assert read.text == path.read_text(encoding="utf-8")


def test_a_good_plan_knows_where_its_parts_stand() -> None:
    read = read_plan(GOOD)
    assert read.position(("window", "last")) == (8, 35)
    assert read.position(("tracks", 0, "phases", 0, "steps", 1)) == (22, 13)
    assert read.position(("tracks", 0, "phases", 0, "steps", 1, "after", 0)) == (28, 17)
    # What was left out would stand in the type that begins there.
    assert read.position(("types", 0, "latest_start")) == (36, 5)
    assert read.position(()) == (2, 1)


def test_a_plan_that_was_launched_is_read_whatever_is_looked_for_since() -> None:
    text = changed("track: phased\n", "track: phased\n    latest_start: 2005-09-29\n")
    assert [problem.code for problem in problems(text)] == ["latest_start_too_late"]
    assert read_launched_plan(text).types[0].latest_start == date(2005, 9, 29)
    assert read_launched_plan(GOOD) == read_plan(GOOD).plan
    with pytest.raises(PlanErrors):
        read_launched_plan(changed("plan: small", "plan:"))


def test_times_dates_and_lengths_come_through() -> None:
    plan = read_plan(GOOD).plan
    assert plan.calendar.hours.open.isoformat() == "08:30:00"
    assert plan.window.last.isoformat() == "2005-09-30"
    assert str(plan.tracks[0].phases[0].length) == "30 days"


def test_a_file_may_have_a_byte_order_mark_and_the_line_ends_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_plan(path).plan == read_plan(GOOD).plan
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").replace("CN", "XX").encode())
    assert places(path) == [("unknown_country", 6, 12)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # YAML
        ("title: {en: Phased}", "title: {en: Phased", ("yaml_syntax", 12, 11)),
        ("plan: small", "plan: a: b", ("yaml_syntax", 2, 8)),
        ("plan: small", "plan: sm\x07all", ("yaml_character", 2, 9)),
        ("types:\n", "---\ntypes:\n", ("yaml_second_document", 35, 1)),
        ("plan: small", "? [plan]\n: small", ("yaml_key", 2, 3)),
        ("plan: small", "plan: &small small", ("yaml_alias", 2, 7)),
        ("{en: School}", "*small", ("yaml_alias", 37, 12)),
        ("plan: small", "plan: !!str small", ("yaml_tag", 2, 7)),
        ("timezone:", "plan: other\ntimezone:", ("duplicate_key", 4, 1)),
        ("units: {school: 3}", "units: {school: 3, school: 4}", ("duplicate_key", 40, 22)),
        ("{school: 3}", "{school: " + "[" * 40, ("yaml_too_deep", 40, 36)),
        # Keys
        ("plan: small\n", "", ("missing_key", 2, 1)),
        ("        length: 30 days\n", "", ("missing_key", 13, 9)),
        ("            pass_mark: 90 %\n", "", ("missing_key", 29, 13)),
        ("          - kind: opinions\n            id:", "          - id:", ("missing_key", 22, 13)),
        ("lapse:", "laps:", ("unknown_key_near", 16, 32)),
        ("plan: small", "plan: small\nxyz: 1", ("unknown_key", 3, 1)),
        ("open_for: 10 days", "open_for: 10 days\n            quorum: 3", ("unknown_key", 27, 13)),
        ("{en: School}", "{en: School, primary}", ("unquoted_comma", 37, 25)),
        # Values
        ("plan: small", "plan: a small plan", ("expected_code", 2, 7)),
        ("plan: small", f"plan: {65 * '字'}", ("text_too_long", 2, 7)),
        ("plan: small", "plan: 2005", ("expected_code", 2, 7)),
        ("plan: small", "plan:", ("expected_code", 2, 1)),
        ("{en: School}", "School", ("expected_mapping", 37, 12)),
        ("{en: School}", "{en: 5}", ("expected_text", 37, 17)),
        ("{en: School}", "{en: ''}", ("expected_text", 37, 17)),
        ("{en: School}", "{}", ("text_without_language", 37, 12)),
        ("{en: School}", "{en: " + "x" * 501 + "}", ("text_too_long", 37, 17)),
        ("country: CN", "country: China", ("expected_country", 6, 12)),
        ("country: CN", "country: XX", ("unknown_country", 6, 12)),
        ("open: 08:30", "open: 8:30", ("expected_time", 7, 17)),
        ("open: 08:30", "open: 18:30", ("hours_reversed", 7, 10)),
        ("last: 2005-09-30", "last: 30.9.2005", ("expected_date", 8, 35)),
        ("last: 2005-09-30", "last: 20050930", ("expected_date", 8, 35)),
        ("last: 2005-09-30", "last: 2005-06-30", ("window_reversed", 8, 9)),
        ("last: 2005-09-30", "last: 9999-12-31", ("date_out_of_reach", 8, 35)),
        ("length: 30 days", "length: 30", ("expected_days", 15, 17)),
        ("length: 30 days", "length: a month", ("expected_days", 15, 17)),
        ("lapse: 5 working", "lapse: 5", ("expected_working_days", 16, 39)),
        ("sign_off: true", "sign_off: yes", ("expected_boolean", 16, 26)),
        ("sign_off: true", "sign_off: false", ("lapse_without_sign_off", 16, 15)),
        ("due: 5 working days", "due: soon", ("expected_due", 21, 18)),
        ("due: 5 working days", "due: 5", ("expected_due", 21, 18)),
        ("kind: opinions", "kind: opinion", ("expected_one_of", 22, 19)),
        ("[box, letter]", "[box, pigeon]", ("expected_one_of", 25, 29)),
        ("[box, letter]", "[]", ("list_too_short", 25, 23)),
        ("[box, letter]", "box", ("expected_list", 25, 23)),
        ("open_for: 10 days", "open_for: 10 days\n            minimum: -1", ("number_too_small", 27, 22)),
        ("[95 %, 90 %]", "[90 %, 95 %]", ("bands_not_falling", 29, 13)),
        ("pass_mark: 90 %", "pass_mark: 101 %", ("expected_percent", 33, 24)),
        ("pass_mark: 90 %", "pass_mark: 0.9", ("expected_percent", 33, 24)),
        ("{school: 3}", "{school: three}", ("expected_number", 40, 19)),
        ("{school: 3}", "{school: -3}", ("number_too_small", 40, 19)),
        # Between the parts
        ("- read\n", "- reed\n", ("after_unknown_step", 28, 17)),
        ("track: phased", "track: phase", ("track_unused", 10, 5)),
        ("timezone: Asia/Shanghai", "timezone: Asia/Shangai", ("unknown_timezone", 4, 11)),
        ("{school: 3}", "{school: 3, scool: 4}", ("declared_type_unknown", 40, 22)),
    ],
)  # fmt: skip
def test_a_problem_is_said_with_line_and_column(
    before: str, after: str, expected: tuple[str, int, int]
) -> None:
    assert places(changed(before, after))[0] == expected


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n", "a text\n", "- a list\n", "5\n"])
def test_what_is_no_mapping_is_no_plan(text: str) -> None:
    assert [code for code, _, _ in places(text)] == ["expected_mapping"]


def test_the_number_of_items_is_limited() -> None:
    items = "".join(f"  - {{id: i{n}, title: {{en: x}}}}\n" for n in range(31))
    assert places(GOOD + "readiness:\n" + items) == [("list_too_long", 42, 3)]


def test_everything_is_said_at_once_from_top_to_bottom() -> None:
    text = (
        changed("plan: small", "plan: a plan")
        .replace("timezone:", "timezon:")
        .replace("open: 08:30", "open: early")
        .replace("length: 30 days", "length: long")
        .replace("kind: task", "kind: tusk")
        .replace("open_for: 10 days", "open_for: 10 days\n            open_for: 11 days")
        .replace("{school: 3}", "{school: many}")
    )
    assert places(text) == [
        ("missing_key", 2, 1),
        ("expected_code", 2, 7),
        ("unknown_key_near", 4, 1),
        ("expected_time", 7, 17),
        ("expected_days", 15, 17),
        ("expected_one_of", 19, 19),
        ("duplicate_key", 27, 13),
        ("expected_number", 41, 19),
    ]


def test_a_duplicate_key_does_not_hide_what_is_wrong_between_the_parts() -> None:
    text = changed("track: phased", "track: phase\n    track: phased")
    assert places(text) == [
        ("track_unused", 10, 5),
        ("unknown_track", 38, 12),
        ("duplicate_key", 39, 5),
    ]


def test_keys_that_nobody_knows_do_not_hide_what_is_wrong_between_the_parts() -> None:
    text = (
        changed("- read\n", "- reed\n")
        .replace("open_for: 10 days", "open_for: 10 days\n            quorum: 3")
        .replace("track: phased", "track: phase")
    )
    assert places(text) == [
        ("track_unused", 10, 5),
        ("unknown_key", 27, 13),
        ("after_unknown_step", 29, 17),
        ("survey_not_last", 30, 13),
        ("unknown_track", 39, 12),
    ]


def test_what_stands_under_a_misspelt_key_is_read_as_what_was_meant() -> None:
    # It stands in for one that every plan has, and for one that may be left out.
    text = changed("pass_mark:", "pas_mark:").replace("after: [ask]", "aftr: [asked]")
    assert places(text) == [
        ("missing_key", 29, 13),
        ("survey_not_last", 29, 13),
        ("unknown_key_near", 33, 13),
        ("unknown_key_near", 34, 13),
        ("after_unknown_step", 34, 20),
    ]
    text = changed("pass_mark: 90 %", "pas_mark: 101 %").replace("after: [ask]", "after: [asked]")
    assert places(text) == [
        ("missing_key", 29, 13),
        ("unknown_key_near", 33, 13),
        ("expected_percent", 33, 23),
    ]


def test_under_a_misspelt_key_there_may_be_others() -> None:
    text = (
        changed("tracks:", "tracs:")
        .replace("phases:", "phasis:")
        .replace("- read\n", "- reed\n")
        .replace("pass_mark: 90 %", "pass_mark: 90 %\n            pass_marks: 91 %")
    )
    assert places(text) == [
        ("missing_key", 2, 1),
        ("unknown_key_near", 9, 1),
        ("missing_key", 10, 5),
        ("unknown_key_near", 12, 5),
        ("after_unknown_step", 28, 17),
        ("survey_not_last", 29, 13),
        ("unknown_key_near", 34, 13),
    ]


def test_of_a_plan_that_lacks_something_nothing_more_is_read() -> None:
    text = changed("            pass_mark: 90 %\n", "            grade: 90 %\n")
    assert [code for code, *_ in places(text.replace("- read\n", "- reed\n"))] == [
        "missing_key",
        "unknown_key",
    ]


def test_a_problem_says_what_was_there_and_what_was_expected() -> None:
    (problem,) = problems(changed("length: 30 days", "length: a month"))
    assert problem.value == "a month"
    assert problem.path == ("tracks", 0, "phases", 0, "length")
    said = say(CATALOGUE, problem.code, problem.params, "en")
    assert said == "expected a number of calendar days such as '30 days'"
    (problem,) = problems(changed("kind: opinions", "kind: opinion"))
    assert "opinions" in problem.params["allowed"]
    (problem,) = problems(changed("timezone: Asia/Shanghai", "timezone: Asia/Shanghai\nxyz: 1"))
    assert "readiness" in problem.params["known"]


def test_what_is_echoed_is_cut_to_size() -> None:
    (problem,) = problems(changed("length: 30 days", "length: " + "x" * 5000))
    assert problem.value is not None
    assert len(problem.value) == 80


def test_many_aliases_do_not_grow() -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
    )
    assert {code for code, _, _ in places(bomb)} >= {"yaml_alias"}


@settings(max_examples=200)
@given(st.data())
def test_whatever_is_written_gives_a_plan_or_problems_with_positions(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD)))
    until = data.draw(st.integers(at, min(at + 30, len(GOOD))))
    inserted = data.draw(
        st.text(max_size=8) | st.sampled_from(["{", "[", "- ", ": ", "\n", "'", "&a ", "*a", "!b "])
    )
    text = GOOD[:at] + inserted + GOOD[until:]
    try:
        read_plan(text)
    except PlanErrors as errors:
        for problem in errors.problems:
            assert problem.line
            assert problem.column
            assert say(CATALOGUE, problem.code, problem.params, "zh")


def test_a_text_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    assert places("# " + "x" * 1_000_000) == [("yaml_too_long", 1, 1)]
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert places(path) == [("yaml_too_long", 1, 1)]


def test_a_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(GOOD.encode("gb18030"))
    assert places(path) == [("not_utf8", 3, 14)]


def test_a_file_that_is_not_there_is_the_caller_s_to_say(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_plan(tmp_path / "none.yaml")


def test_the_errors_say_how_many_and_where() -> None:
    with pytest.raises(PlanErrors, match="unknown_country at line 6, column 12"):
        read_plan(changed("country: CN", "country: XX"))


def test_a_reminders_own_text_is_checked_where_it_stands() -> None:
    text = GOOD + (
        "reminders:\n"
        "  ladders:\n"
        "    - id: usual\n"
        "      rungs:\n"
        "        - id: good\n"
        "          when: on the day\n"
        "          text: {en: '{name}: {what} is due {due} {{sharp}}'}\n"
        "        - id: bad\n"
        "          when: 1 working day after\n"
        "          text:\n"
        "            zh: '{what.__class__}、{who}'\n"
        "            en: '{what} {'\n"
    )
    last = len(text.splitlines())
    assert places(text) == [
        ("text_place_unknown", last - 1, 17),
        ("text_place_unknown", last - 1, 17),
        ("text_brace_alone", last, 17),
    ]
