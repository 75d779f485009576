"""Reading a table for a command: all good, or the bad rows put aside."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from cli.command import Call
from cli.exits import ExitCode, Mistake
from cli.files import writing
from cli.output import shown_path
from cli.problems import SaidProblem, show_table_problems, table_problem
from intake.opinions import OpinionsReading, read_opinions
from intake.people import PeopleReading, read_people
from intake.rejects import Rejects, write_rejects
from intake.roster import RosterReading, read_roster
from schemas.base import Model
from schemas.opinions import Intake
from schemas.plan import Plan
from schemas.problem import Problem
from schemas.step import Channel


class TableProblems(Model):
    """What `--json` prints where nothing is done because of problems in a file."""

    file: str
    problems: tuple[SaidProblem, ...]


def good_roster(call: Call, file: Path, plan: Plan, rejects: Path | None) -> RosterReading:
    """A roster's good rows; any problem ends the call, unless bad rows may go to `rejects`.

    `plan` is as its file has it, not re-based.
    """
    reading = read_whole_roster(file, plan)
    _heed(call, file, reading.problems, reading.rejects, rejects)
    return reading


def read_whole_roster(file: Path, plan: Plan) -> RosterReading:
    """A roster with its bad rows and problems; a file that is not there ends the call."""
    _find(file)
    return read_roster(file, plan)


def good_people(call: Call, file: Path, rejects: Path | None) -> PeopleReading:
    """The good rows of a list of people; the same otherwise."""
    _find(file)
    reading = read_people(file)
    _heed(call, file, reading.problems, reading.rejects, rejects)
    return reading


def good_opinions(
    call: Call,
    file: Path,
    rejects: Path | None,
    *,
    channel: Channel,
    day: date,
    intake: Intake,
) -> OpinionsReading:
    """The good rows of a list of opinions; the same otherwise."""
    _find(file)
    reading = read_opinions(file, channel=channel, day=day, intake=intake)
    _heed(call, file, reading.problems, reading.rejects, rejects)
    return reading


def said(call: Call, problems: Sequence[Problem]) -> tuple[SaidProblem, ...]:
    """Problems of a table in the language of the call."""
    return tuple(table_problem(problem, call.out.language) for problem in problems)


def _find(file: Path) -> None:
    if not file.exists():
        raise Mistake("file_missing", ExitCode.UNKNOWN, file=shown_path(file))


def _heed(
    call: Call, file: Path, problems: Sequence[Problem], rows: Rejects, rejects: Path | None
) -> None:
    if rejects is not None and rejects.exists() and rejects.samefile(file):
        raise Mistake("rejects_over_input", file=shown_path(rejects))
    if not problems:
        return
    found = TableProblems(file=shown_path(file), problems=said(call, problems))
    if rejects is None or not rows.rows:
        call.out.show(found, lambda: show_table_problems(call.out, file, found.problems))
        call.out.say("nothing_done", "red", count=len(problems))
        raise typer.Exit(ExitCode.REFUSED)
    language = rows.language
    with writing(rejects) as place:
        write_rejects(place, rows, lambda problem: table_problem(problem, language).message)
    if not call.out.as_json:
        show_table_problems(call.out, file, found.problems)
    call.out.say("rejects_written", "yellow", count=len(rows.rows), file=shown_path(rejects))
