"""`phaseline plan`: check a plan file, draw it, and the JSON Schema that editors want."""

from pathlib import Path
from typing import Annotated, Final

import typer

from cli.command import Call, command
from cli.exits import ExitCode
from cli.files import reading
from cli.help import new_app
from cli.output import shown_path
from cli.plan_tree import plan_tree
from cli.problems import SaidProblem, plan_problem, show_plan_problems
from intake.plan import PlanErrors, PlanFile, read_plan
from schemas.base import Model, WrittenJsonSchema
from schemas.plan import Plan

app: Final = new_app()

PlanPath = Annotated[Path, typer.Argument(metavar="PLAN")]
"""The argument that names a plan file."""


class PlanCheck(Model):
    """What `plan check` found; the plan is good where there are no problems."""

    file: str
    problems: tuple[SaidProblem, ...]


@command(app, "check")
def check(call: Call, file: PlanPath) -> None:
    """Say everything that is wrong in a plan file."""
    plan = open_plan(call, file)
    call.out.show(
        PlanCheck(file=shown_path(file), problems=()),
        lambda: call.out.say("plan_good", "green", plan=plan.plan.plan, file=shown_path(file)),
    )


@command(app, "show")
def show(call: Call, file: PlanPath) -> None:
    """Draw a plan: tracks, phases, steps, with dues and gates."""
    plan = open_plan(call, file).plan

    def draw() -> None:
        for part in plan_tree(call.out, plan):
            call.out.print(part)

    call.out.show(plan, draw)


@command(app, "schema")
def schema(call: Call) -> None:
    """Print the JSON Schema of plan files."""
    call.out.document(Plan.model_json_schema(schema_generator=WrittenJsonSchema))


def open_plan(call: Call, file: Path) -> PlanFile:
    """Read a plan file; one with problems ends the call after all of them were shown."""
    try:
        with reading(file):
            return read_plan(file)
    except PlanErrors as errors:
        problems = tuple(plan_problem(problem, call.out.language) for problem in errors.problems)
        found = PlanCheck(file=shown_path(file), problems=problems)
        call.out.show(found, lambda: show_plan_problems(call.out, file, problems))
        call.out.say("problems_found", "red", count=len(problems))
        raise typer.Exit(ExitCode.REFUSED) from None
