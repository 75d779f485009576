"""How the problems of a plan, a roster or a list of people are shown, each with its place."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.text import Text

from cli.output import Output, shown_path
from schemas.problem import Problem
from texts import channel_problems, plan_problems, refusals, roster_problems
from texts.catalogue import Entry, Language, say
from texts.reasons import say_reason


class SaidProblem(Problem):
    """A problem and what it says in the language of the call."""

    message: str


def plan_problem(problem: Problem, language: Language) -> SaidProblem:
    """A problem of a plan, said."""
    return _said(problem, plan_problems.CATALOGUE, language)


def amendment_problem(problem: Problem, language: Language) -> SaidProblem:
    """A problem of an amendment, said: as that of a plan, or as a unit would refuse it."""
    return _said(problem, {**refusals.CATALOGUE, **plan_problems.CATALOGUE}, language)


def table_problem(problem: Problem, language: Language) -> SaidProblem:
    """A problem of a roster or of a list of people, said."""
    return _said(problem, roster_problems.CATALOGUE, language)


def channel_problem(problem: Problem, language: Language) -> SaidProblem:
    """A problem of a file of channels, said."""
    return _said(problem, channel_problems.CATALOGUE, language)


def show_plan_problems(out: Output, file: Path, problems: Sequence[SaidProblem]) -> None:
    """One line each, as compilers write them: file, line, column, what is wrong."""
    for problem in out.each(problems):
        place = f"{shown_path(file)}:{problem.line}:{problem.column}: "
        out.print(Text.assemble((place, "bold"), problem.message, _echoed(out, problem)))


def show_table_problems(out: Output, file: Path, problems: Sequence[SaidProblem]) -> None:
    """One line each: file, row, column's heading, value, what is wrong."""
    for problem in out.each(problems):
        row = "" if problem.row is None else out.text("problem_row", row=problem.row)
        parts = [shown_path(file), row, problem.field or ""]
        place = ": ".join(filter(None, parts)) + ": "
        out.print(Text.assemble((place, "bold"), problem.message, _echoed(out, problem)))


def _said(problem: Problem, catalogue: Mapping[str, Entry], language: Language) -> SaidProblem:
    params = dict(problem.params)
    if "reason" in params:
        params["reason"] = say_reason(params["reason"], language)
    message = say(catalogue, problem.code, params, language)
    return SaidProblem.model_validate({**problem.model_dump(), "message": message})


def _echoed(out: Output, problem: Problem) -> str:
    return "" if problem.value is None else " " + out.text("problem_value", value=problem.value)
