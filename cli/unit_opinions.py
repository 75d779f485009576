"""`phaseline unit opinions`: what people say to a unit, and the problems that it owns up to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli import values
from cli.acting import act
from cli.choosing import After, Limit
from cli.command import Call, Shared, command
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.output import Output
from cli.roster import RejectsPath
from cli.roster_reading import good_opinions
from cli.table import Column, print_table
from cli.unit import UnitCode
from cli.wrong_values import fitting
from client.errors import DatabaseUnavailable
from rules.calendar import local_date
from schemas.opinions import NewOpinion, OpinionPage, OwnedProblem
from schemas.step import Channel
from texts.labels import label

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

_Step = Annotated[str, typer.Argument(metavar="STEP")]
_Ids = Annotated[list[str], typer.Argument(metavar="ID...")]
_By = Annotated[Channel, typer.Option("--channel")]
_On = Annotated[date | None, typer.Option("--on", parser=values.day, metavar="DATE")]
_Topic = Annotated[str | None, typer.Option("--topic", metavar="TEXT")]
_KEEPING: Final = Shared.CAMPAIGN | Shared.ACTOR


@command(app, "open", Shared.ACTING)
def open_(
    call: Call,
    unit: UnitCode,
    opinions_step: _Step,
    channels: Annotated[list[str], typer.Option("--channel", metavar="CHANNEL")],
    until: Annotated[date, typer.Option("--until", parser=values.day, metavar="DATE")],
) -> None:
    """Solicit opinions for a step."""
    act(
        call,
        unit,
        "open_solicitation",
        step=opinions_step,
        channels=tuple(channels),
        until=until,
    )


@command(app, "close", Shared.ACTING)
def close(
    call: Call,
    unit: UnitCode,
    opinions_step: _Step,
    problems: Annotated[list[str] | None, typer.Option("--problem", metavar="[TOPIC=]TEXT")] = None,
    explanation: Annotated[str | None, typer.Option("--explanation", metavar="TEXT")] = None,
) -> None:
    """Close the solicitation and own up to the problems found."""
    owned = tuple(map(_problem, problems or ()))

    async def topics_are_there(gateway: Gateway, campaign: str) -> None:
        # A problem is numbered for good: a misspelt topic would leave it without opinions.
        for topic in {topic for problem in owned for topic in problem.get("topics", ())}:
            page = await gateway.opinions.page(
                campaign, unit, opinions_step, call.by, topic=topic, limit=1
            )
            if not page.opinions:
                raise Mistake("unknown_topic", ExitCode.UNKNOWN, topic=topic)

    act(
        call,
        unit,
        "close_solicitation",
        first=topics_are_there,
        is_answered=True,
        step=opinions_step,
        problems=owned,
        explanation=explanation,
    )


@command(app, "add", _KEEPING | Shared.ID)
def add(
    call: Call,
    unit: UnitCode,
    opinions_step: _Step,
    said: Annotated[str, typer.Argument(metavar="TEXT")],
    heard_by: _By,
    heard_on: _On = None,
    topic: _Topic = None,
) -> None:
    """Register an opinion."""

    async def work(gateway: Gateway) -> int:
        campaign = await call.campaign_of(gateway)
        day = heard_on or await _today(gateway, campaign, unit)
        opinion = fitting(NewOpinion, channel=heard_by, day=day, text=said, topic=topic)
        try:
            return await gateway.opinions.register(
                *(campaign, unit, opinions_step, call.by, [opinion]), source=call.command_id
            )
        except DatabaseUnavailable as error:
            code, id_ = "opinion_unanswered", call.command_id
            raise Mistake(code, ExitCode.NO_ANSWER, command=id_, why=error) from error

    _show_taken(call.out, call.run(work))


@command(app, "import", _KEEPING)
def import_(
    call: Call,
    unit: UnitCode,
    opinions_step: _Step,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    heard_by: _By,
    heard_on: _On = None,
    rejects: RejectsPath = None,
) -> None:
    """Register the opinions of a file."""

    async def work(gateway: Gateway) -> int:
        campaign = await call.campaign_of(gateway)
        day = heard_on or await _today(gateway, campaign, unit)
        intake = await gateway.opinions.intake(campaign, unit, opinions_step, call.by)
        read = good_opinions(call, file, rejects, channel=heard_by, day=day, intake=intake)
        return await gateway.opinions.register(
            *(campaign, unit, opinions_step, call.by, read.opinions),
            source=sha256(file.read_bytes()).hexdigest(),
            numbers=read.numbers,
        )

    _show_taken(call.out, call.run(work))


@command(app, "list", _KEEPING)
def list_(
    call: Call,
    unit: UnitCode,
    opinions_step: _Step,
    topic: _Topic = None,
    after: After = None,
    limit: Limit = 50,
) -> None:
    """List opinions, a page at a time."""

    async def work(gateway: Gateway) -> OpinionPage:
        campaign = await call.campaign_of(gateway)
        return await gateway.opinions.page(
            campaign, unit, opinions_step, call.by, topic=topic, after=after, limit=limit
        )

    page = call.run(work)
    call.out.show(page, lambda: _show_opinions(call.out, page))


@command(app, "merge", _KEEPING)
def merge(
    call: Call,
    unit: UnitCode,
    opinions_step: _Step,
    into: Annotated[str, typer.Argument(metavar="ID")],
    opinion_ids: _Ids,
) -> None:
    """Note that opinions say the same as another one."""

    async def work(gateway: Gateway) -> None:
        campaign = await call.campaign_of(gateway)
        desk = gateway.opinions
        await desk.merge(campaign, unit, opinions_step, call.by, into, opinion_ids)

    call.run(work)
    _show_sorted(call.out, opinion_ids)


@command(app, "topic", _KEEPING)
def topic_(
    call: Call,
    unit: UnitCode,
    opinions_step: _Step,
    topic: Annotated[str, typer.Argument(metavar="TOPIC")],
    opinion_ids: _Ids,
) -> None:
    """Note what opinions are about."""

    async def work(gateway: Gateway) -> None:
        campaign = await call.campaign_of(gateway)
        desk = gateway.opinions
        await desk.set_topic(campaign, unit, opinions_step, call.by, topic, opinion_ids)

    call.run(work)
    _show_sorted(call.out, opinion_ids)


@command(app, "problems", Shared.CAMPAIGN)
def problems_(call: Call, unit: UnitCode) -> None:
    """List the problems that a unit has owned up to."""

    async def work(gateway: Gateway) -> tuple[OwnedProblem, ...]:
        return await gateway.opinions.problems(await call.campaign_of(gateway), unit)

    owned = call.run(work)
    call.out.show(owned, lambda: _show_problems(call.out, owned))


async def _today(gateway: Gateway, campaign: str, unit: str) -> date:
    calendar = (await gateway.unit(campaign, unit)).state.rules.calendar
    return local_date(calendar, await gateway.now(campaign))


def _problem(text: str) -> dict[str, Any]:
    topic, equals, rest = text.partition("=")
    if not equals:
        return {"text": text}
    return {"text": rest, "topics": (topic,)} if topic else {"text": rest}


def _show_taken(out: Output, count: int) -> None:
    out.show({"count": count}, lambda: out.say("opinions_taken", "green", count=count))


def _show_sorted(out: Output, ids: Sequence[str]) -> None:
    out.show({"sorted": len(ids)}, lambda: out.say("opinions_sorted", "green"))


def _show_opinions(out: Output, page: OpinionPage) -> None:
    if not page.opinions:
        out.say("no_opinions")
        return
    columns = [
        Column(out.text("opinion_id")),
        Column(out.text("opinion_day")),
        Column(out.text("opinion_channel")),
        Column(out.text("topic"), wrapped=True),
        Column(out.text("problem"), right=True),
        Column(out.text("same_as")),
        Column(out.text("opinion"), prose=True),
    ]
    rows = [
        (
            one.id,
            one.day.isoformat(),
            label("channel", one.channel, out.language),
            one.topic or "",
            ", ".join(map(str, one.problems)),
            one.merged_into or "",
            one.text,
        )
        for one in page.opinions
    ]
    print_table(out.paper, columns, rows)
    if page.next is not None:
        out.say("more_opinions", "dim", next=page.next)


def _show_problems(out: Output, problems: Sequence[OwnedProblem]) -> None:
    if not problems:
        out.say("no_problems")
        return
    columns = [
        Column(out.text("problem_number"), right=True),
        Column(out.text("problem"), prose=True),
        Column(out.text("opinions_behind"), right=True),
    ]
    rows = [(str(one.number), one.text, str(one.opinions)) for one in problems]
    print_table(out.paper, columns, rows)
