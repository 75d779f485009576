"""How commands fail: stable exit codes, a sentence instead of a traceback, JSON where it was asked."""

import importlib
import inspect
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cli.exits import KNOWN, ExitCode, Mistake, failure_of
from client.errors import NoOutcome, UnknownUnit
from records.errors import NoUnitsMeant, UnknownOpinions
from rules.refused import Refused
from schemas.problem import Problem
from tests.cli.conftest import Shell


def test_the_codes_are_stable() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "OK": 0,
        "REFUSED": 1,
        "USAGE": 2,
        "NO_ANSWER": 3,
        "UNKNOWN": 4,
        "INTERRUPTED": 130,
        "UNREAD": 141,
    }


@pytest.mark.parametrize("name", KNOWN)
def test_every_known_error_exists_and_can_be_said(name: str) -> None:
    module, _, error = name.rpartition(".")
    made = an_error(getattr(importlib.import_module(module), error))

    for language in ("zh", "en"):
        failure = failure_of(made, language)
        assert failure is not None
        assert (failure.code, failure.exit_code) == KNOWN[name]
        assert "{" not in failure.message


def an_error(class_: type[Exception]) -> Exception:
    """An error of that class, with something for everything that it takes."""
    samples: dict[Any, Any] = {
        Exception: ValueError("broken"),
        OSError: PermissionError(13, "Permission denied"),
        ValueError: ValueError("broken"),
        Path: Path("folder"),
        int: 4,
        Mapping[str, str]: {"supervision_group": "something"},
        tuple[Problem, ...]: (Problem(code="channel_not_a_url", line=3, column=10),),
    }
    parameters = inspect.signature(class_, eval_str=True).parameters.values()
    return class_(*(samples.get(one.annotation, "something") for one in parameters))


def test_what_is_said_of_an_error() -> None:
    unknown = failure_of(UnknownUnit("c", "U1"), "zh")
    assert unknown is not None
    assert (unknown.code, unknown.exit_code) == ("unknown_unit", ExitCode.UNKNOWN)
    assert "活动“c”中没有单位“U1”" in unknown.message
    opinions = failure_of(UnknownOpinions(("aa", "bb")), "en")
    assert opinions is not None
    assert "of these ids: aa, bb. " in opinions.message
    nobody = failure_of(NoUnitsMeant("c", {"supervision_group": "SG-99"}), "en")
    assert nobody is not None
    assert "`phaseline campaign report` has all counties, types and supervision groups." in (
        nobody.message
    )
    lost = failure_of(ExceptionGroup("tasks", [NoOutcome("id-1", "U1", "silence")]), "en")
    assert lost is not None
    assert (lost.code, lost.exit_code) == ("no_outcome", ExitCode.NO_ANSWER)
    assert "--id id-1" in lost.message
    vote = failure_of(Mistake("vote_unanswered", receipt="abc", why="It is away."), "en")
    assert vote is not None
    assert "--receipt abc); it counts once. Details: It is away." in vote.message
    refused = failure_of(Refused("campaign_held"), "en")
    assert refused is not None
    assert refused.refusal is not None
    assert refused.exit_code is ExitCode.REFUSED
    mistake = failure_of(Mistake("which_campaign", known="a, b"), "en")
    assert mistake is not None
    assert mistake.exit_code is ExitCode.USAGE
    assert failure_of(ZeroDivisionError(), "en") is None


def test_nothing_runs_here(shell: Shell) -> None:
    for arguments in (
        ("campaign", "list"),
        ("unit", "show", "U1"),
        ("unit", "start", "U1", "--as", "coordinator:c1"),
        ("worker",),
    ):
        result = shell.call(*arguments)

        assert result.exit_code == ExitCode.NO_ANSWER, result.output
        assert result.stdout == ""
        assert "phaseline up" in result.stderr


def test_a_database_that_is_not_there_is_told_of_in_one_breath(shell: Shell) -> None:
    nowhere = {"PHASELINE_DATABASE_URL": "postgresql://postgres@/records?host=/nowhere"}
    result = shell.call("campaign", "heads", "--campaign", "c", **nowhere)
    assert result.exit_code == ExitCode.NO_ANSWER, result.output
    assert "The database 'records' at '/nowhere' does not answer: " in result.stderr
    assert result.stderr.count("phaseline up") == 1
    assert ".." not in result.stderr


def test_a_failure_as_json(shell: Shell) -> None:
    result = shell.call("campaign", "list", "--json")

    assert result.exit_code == 3
    error = json.loads(result.stdout)["error"]
    assert (error["code"], error["exit_code"]) == ("not_running", 3)
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("unit", "list", "--overdue", "--standing", "finished"), "give one of them"),
        (("unit", "list", "--type", "a b"), "type is wrong: expected letters"),
        (("unit", "comment", "U1", "", "--as", "city:office"), "text must not be empty"),
        (("unit", "complete", "U1", "a b", "--as", "city:office"), "step is wrong"),
        (("campaign", "close", "--as", "city:office"), "Add --yes"),
        (("campaign", "forward"), "or a moment with --to"),
        (("campaign", "forward", "1", "--to", "2100-01-01"), "or a moment with --to"),
        (("worker", "--metrics", "foo"), "an IP address and a port, such as 127.0.0.1:9464"),
        (("campaign", "forward", "--to", "soon"), "a moment such as"),
        (("campaign", "forward", "--to", "9999-12-31T23:59-01:00"), "a moment such as"),
    ],
)
def test_wrong_usage(shell: Shell, arguments: tuple[str, ...], said: str) -> None:
    result = shell.call(*arguments)

    assert result.exit_code == ExitCode.USAGE
    assert result.stdout == ""
    assert said in result.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("not json", "does not hold commands"),
        ('{"unit": 1, "command": {}}', "does not hold commands"),
        ('{"unit": "WS-1"}', "command: Field required"),
        ('[{"unit": "WS-1", "command": {}, "by": 1}]', "by: Extra inputs"),
        ('[{"unit": "U1", "command": {"kind": "dance", "by": "city:office"}}]', "'dance'"),
        ('{"unit": "U1", "command": {"kind": "comment", "text": "x"}}', "by is missing"),
    ],
)
def test_a_file_of_commands_that_is_none(
    shell: Shell, tmp_path: Path, content: str, said: str
) -> None:
    file = tmp_path / "commands.json"
    file.write_text(content)

    result = shell.call("submit", file)

    assert result.exit_code == ExitCode.USAGE
    assert said in result.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("not json", "第 1 行第 1 列起不是 JSON"),
        ("5", "应为一个对象（键和值）"),
        ('{"command": {}}', "缺少这一项"),
        (
            '{"unit": "U1", "command": {"kind": "reassign", "by": "city:office"}}',
            "应写明新的联络员",
        ),
    ],
)
def test_it_is_said_in_chinese_why_a_file_of_commands_is_none(
    shell: Shell, tmp_path: Path, content: str, said: str
) -> None:
    file = tmp_path / "commands.json"
    file.write_text(content)

    result = shell.call("submit", file, "--lang", "zh")

    assert result.exit_code == ExitCode.USAGE
    assert said in result.stderr
    assert not {"Input", "expected", "Expecting", "Field"}.intersection(result.stderr.split())


def test_it_is_said_in_chinese_what_a_visit_lacks(shell: Shell) -> None:
    visit = ("unit", "visit", "record", "U1", "--on", "2026-07-01", "--verdict", "good")
    by = ("--as", "supervisor:SG-01", "--lang", "zh")
    item = ("--item", "1,后勤科,2026-07-01")

    assert "每个整改事项应对应一个发现的问题" in shell.call(*visit, *item, *by).stderr
    assert "须写明发现的问题" in shell.call(*visit, "--redo", "study", *by).stderr


def test_a_wrong_setting_is_named(shell: Shell) -> None:
    result = shell.call("campaign", "list", PHASELINE_LOG_LEVEL="loud")

    assert result.exit_code == ExitCode.USAGE
    assert "PHASELINE_LOG_LEVEL" in result.stderr


def test_the_demo_leaves_a_named_cluster_alone(shell: Shell) -> None:
    result = shell.call("demo", "--once", TEMPORAL_ADDRESS="127.0.0.1:1")

    assert result.exit_code == ExitCode.USAGE
    assert "servers of its own" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("dossier", "verify", "x" * 5000), 4, "file_unreadable"),
        (
            (
                *("unit", "meeting", "record", "U", "step", "branch", "--on", "2026-03-02"),
                *("--other", "99999999999", "--as", "coordinator:c-001"),
            ),
            2,
            "wrong_value",
        ),
    ],
)
def test_what_is_beyond_all_bounds_is_said(
    tmp_path: Path, arguments: tuple[str, ...], code: int, error: str
) -> None:
    result = Shell({"PHASELINE_DATA": str(tmp_path)}).call(*arguments, "--json")
    assert result.exit_code == code
    assert json.loads(result.stdout)["error"]["code"] == error
