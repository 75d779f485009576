"""What is said of a command that was called wrongly: one line, or JSON, in both languages."""

import pytest

from cli.exits import ExitCode
from tests.cli.conftest import Shell

MISUSED = [
    (("unitt",), "no_such_command", "Did you mean `phaseline unit`?"),
    (("unit", "ledger", "done"), "no_such_command", "Did you mean `phaseline unit ledger none`?"),
    (("unit", "dance"), "no_such_command", "no command 'dance'"),
    (("unit", "--"), "command_missing", "phaseline unit COMMAND …"),
    (("unit", "show"), "argument_missing", "UNIT is missing. Usage: phaseline unit show UNIT ["),
    (("unit", "show", "U1", "U 2"), "too_many_arguments", "Too much was given: U 2."),
    (("unit", "start", "U1"), "option_missing", "Add --as ROLE:ID."),
    (
        ("unit", "send-back", "U1", "P", "--reason", "x", "--as", "city:office"),
        "option_missing",
        "unit send-back UNIT PHASE --reason TEXT --redo STEP --as ROLE:ID [OPTIONS]",
    ),
    (("unit", "remind"), "argument_missing", "unit remind UNIT [TARGET] --as"),
    (("unit", "list", "--standng", "x"), "no_such_option", "Did you mean --standing?"),
    (("unit", "list", "-q"), "no_such_option", "no option -q."),
    (("unit", "list", "--standing"), "option_without_value", "--standing lacks its value."),
    (("unit", "list", "--overdue=2"), "option_with_value", "--overdue takes no value."),
    (("unit", "list", "--standing", "ill"), "wrong_argument", "one of preparing, on_track, "),
    (
        ("unit", "list", "--lang", "fr"),
        "wrong_argument",
        "--lang is wrong: expected one of zh, en.",
    ),
    (("unit", "list", "--limit", "0"), "wrong_argument", "a number from 1 to 1000."),
    (("unit", "ledger", "confirm", "U1", "x"), "wrong_argument", "a number of at least 1."),
    (("campaign", "forward", "soon"), "wrong_argument", "DAYS is wrong: expected a number from"),
    (("unit", "start", "U1", "--as", "boss"), "wrong_argument", "coordinator:<person>"),
    (("unit", "extend", "U1", "phase", "2026-01-01"), "wrong_argument", "step:<id>, phase:<id>, "),
    (("unit", "extend", "U1", "unit", "soon"), "wrong_argument", "UNTIL is wrong: expected a date"),
    (("unit", "list", "--changed-since", "now"), "wrong_argument", "2026-07-01T08:30"),
    (("unit", "list", "--campaign", "a b"), "wrong_argument", "expected letters, digits"),
    (("dossier", "verify", "x", "--head", "12"), "wrong_argument", "64 hexadecimal digits"),
    (
        ("unit", "visit", "record", "U1", "--item", "1,Logistics", "--as", "city:office"),
        "wrong_argument",
        "a finding's number, an office and a date",
    ),
]


@pytest.mark.parametrize(("arguments", "code", "said"), MISUSED)
def test_it_says_what_is_wrong_and_what_to_write(
    shell: Shell, arguments: tuple[str, ...], code: str, said: str
) -> None:
    result = shell.call(*arguments)

    assert result.exit_code == ExitCode.USAGE
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert said in line
    assert "Usage: phaseline" in line

    chinese = shell.call(*arguments, PHASELINE_LANG="zh")
    assert chinese.exit_code == ExitCode.USAGE
    assert "用法：phaseline" in chinese.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [one for one in MISUSED if one[1] not in {"command_missing", "option_without_value"}],
)
def test_with_json_it_is_an_error_as_every_other(
    shell: Shell, arguments: tuple[str, ...], code: str, said: str
) -> None:
    error = shell.error(ExitCode.USAGE, *arguments)

    assert (error["code"], error["exit_code"]) == (code, ExitCode.USAGE)
    assert said in error["message"]


def test_it_is_said_in_the_language_of_the_call(shell: Shell) -> None:
    result = shell.call("unit", "extend", "U1", "unit", "soon", "--lang", "zh")

    assert result.stderr.startswith(
        "UNTIL 不对，应为日期，如 2026-07-01。用法：phaseline unit extend "
    )


def test_what_the_environment_got_wrong_is_named(shell: Shell) -> None:
    result = shell.call("unit", "start", "U1", PHASELINE_AS="boss")

    assert result.exit_code == ExitCode.USAGE
    assert result.stderr.startswith("PHASELINE_AS is wrong: expected coordinator:<person>")


def test_a_group_without_a_command_shows_its_help(shell: Shell) -> None:
    result = shell.call("unit")

    assert result.exit_code == ExitCode.USAGE
    assert result.stdout.startswith("Usage: phaseline unit COMMAND …\n")
    assert result.stderr == ""


def test_who_is_refused_for_what_the_environment_said_hears_where_that_stands(
    shell: Shell,
) -> None:
    named = {"PHASELINE_AS": "coordinator:E-03"}
    said = " ".join(shell.call("campaign", "report", **named).stderr.split())
    assert "This can be done by: the campaign office." in said
    assert "environment variable PHASELINE_AS" in said
    by_hand = shell.call("campaign", "report", "--as", "coordinator:E-03", **named)
    assert "PHASELINE_AS" not in by_hand.stderr
    as_json = shell.call("campaign", "report", "--json", **named)
    assert (as_json.exit_code, as_json.stderr) == (1, "")
