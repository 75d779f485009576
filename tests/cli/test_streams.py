"""What shells do to stdout and stderr, to processes of the command line."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import PHASELINE, PLANS, Shell

PLAN = PLANS / "reference-2005.yaml"
SHOW = ("plan", "show", PLAN, "--lang", "zh")


def encoded(shell: Shell, **env: str) -> Shell:
    """A shell in another locale."""
    return replace(shell, env={**shell.env, **env})


@pytest.mark.parametrize("command", [SHOW, ("plan", "schema"), ("plan", "--help")])
def test_a_reader_that_leaves_is_no_error(shell: Shell, command: tuple[object, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        run = subprocess.run(
            [*PHASELINE, *map(str, command)],
            env=shell.env,
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writer)
    assert (run.returncode, run.stderr) == (141, "")


def redirected(shell: Shell, where: str, *command: object) -> "subprocess.CompletedProcess[str]":
    """Run a command as a shell does that was told where its output goes."""
    return subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {where}', "sh", *PHASELINE, *map(str, command)],
        env=shell.env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_closed_streams_are_no_error(shell: Shell) -> None:
    run = redirected(shell, ">&-", *SHOW, "--json")
    assert (run.returncode, run.stderr) == (0, "")
    run = redirected(shell, "2>&-", "plan", "show", "none.yaml")
    assert (run.returncode, run.stdout) == (4, "")


def test_output_that_cannot_be_written_is_said(shell: Shell) -> None:
    for command in ((*SHOW, "--json"), ("plan", "--help")):
        run = redirected(shell, ">/dev/full", *command)
        assert run.returncode == 3
        (line,) = run.stderr.splitlines()
        assert "No space left on device" in line


def test_a_locale_without_chinese_gets_what_it_can_read(shell: Shell) -> None:
    shown = encoded(shell, PYTHONIOENCODING="ascii").does(*SHOW)
    assert shown.isascii()
    assert "[study]" in shown
    assert "学习动员".encode("ascii", "backslashreplace").decode() in shown
    assert " - " in shown  # for a dot that ASCII does not have
    assert encoded(shell, LANG="C").does(*SHOW) == shell.ok(*SHOW)


def test_json_is_the_same_in_every_locale(shell: Shell) -> None:
    run = encoded(shell, PYTHONIOENCODING="gbk").does(*SHOW, "--json")
    assert run.isascii()
    assert json.loads(run) == shell.json(*SHOW)


def test_a_file_whose_name_is_no_text_can_be_named(shell: Shell, tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml")
    error = shell.fails(4, "plan", "check", name)
    assert error["message"].endswith("/\\xff.yaml.")


def test_ctrl_c_while_it_loads_says_nothing(shell: Shell) -> None:
    program = """
import os, signal, sys

class Interrupt:
    @staticmethod
    def find_spec(name, *_):
        if name == "cli.root":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt)
from cli.main import main
main()
"""
    run = subprocess.run(
        [sys.executable, "-c", program], env=shell.env, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "")
