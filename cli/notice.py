"""`phaseline notice`: what a plan says to people, to be read before it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cli import values
from cli.choosing import Limit
from cli.command import Call, Shared, command
from cli.connection import read_settings
from cli.delivery_log import show_log
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.output import Output
from cli.plan import open_plan
from cli.words import Words
from intake.holidays import working_calendar
from rules.notice_facts import facts_of
from rules.notice_samples import samples
from rules.sample_units import Sample
from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_NONE, Code, Model
from schemas.dispatch import LogFilter, Outcome
from schemas.notice import NoticeKind
from schemas.plan import Plan
from texts.messages import compose
from texts.values import say_actor

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()


class PreviewedNotice(Model):
    """A message as somebody would get it, with a sample unit in it."""

    kind: NoticeKind
    rung: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    to: Actor
    subject: str
    body: str


@command(app, "preview")
def preview(
    call: Call,
    plan: Annotated[Path, typer.Option("--plan", metavar="PLAN")],
    rung: Annotated[list[str] | None, typer.Option("--rung", metavar="ID")] = None,
) -> None:
    """Show every message that a plan can make, as it will look."""
    file = open_plan(call, plan)
    wanted = _wanted(file.plan, rung or ())
    shown = tuple(_previewed(call.out, file.plan, wanted))
    call.out.show(shown, lambda: _draw(call.out, shown))


@command(app, "log", Shared.CAMPAIGN)
def log(
    call: Call,
    unit: Annotated[str | None, typer.Option("--unit", metavar="UNIT")] = None,
    person: Annotated[str | None, typer.Option("--person", metavar="ID")] = None,
    outcome: Annotated[Outcome | None, typer.Option("--outcome")] = None,
    after: Annotated[
        int | None, typer.Option("--after", metavar="NEXT", min=1, max=values.LARGEST)
    ] = None,
    limit: Limit = 50,
) -> None:
    """Tell what was said to whom, and what came of it."""
    chosen = LogFilter(unit=unit, person=person, outcome=outcome)

    async def work(gateway: Gateway) -> None:
        words = await Words.of(call, gateway)
        page = await gateway.deliveries(words.campaign, chosen, after=after, limit=limit)
        call.out.show(page, lambda: show_log(call.out, words, page))

    call.run(work)


def _wanted(plan: Plan, rungs: Sequence[str]) -> frozenset[str]:
    ladders = () if plan.reminders is None else plan.reminders.ladders
    known = [rung.id for ladder in ladders for rung in ladder.rungs]
    for one in rungs:
        if one not in known:
            raise Mistake("unknown_rung", ExitCode.UNKNOWN, rung=one, known=", ".join(known) or "–")
    return frozenset(rungs)


def _previewed(out: Output, plan: Plan, wanted: frozenset[str]) -> Iterator[PreviewedNotice]:
    calendar = working_calendar(plan.calendar, plan.timezone, plan.window)
    link = read_settings().link
    for sample in samples(plan, calendar, out.text("sample_unit"), out.text("sample_reason")):
        if not wanted or sample.notice.rung in wanted:
            yield _said(out, plan, sample, link)


def _said(out: Output, plan: Plan, sample: Sample, link: str | None) -> PreviewedNotice:
    notice = sample.notice
    facts = facts_of(sample.state, notice, sample.entry, out.language, sample.today)
    title = plan.title.in_(out.language)
    message = compose([facts], out.language, campaign=title, link=link)
    return PreviewedNotice(
        kind=notice.kind,
        rung=notice.rung,
        to=notice.audience,
        subject=message.subject,
        body=message.body,
    )


def _draw(out: Output, shown: tuple[PreviewedNotice, ...]) -> None:
    for one in shown:
        rung = "" if one.rung is None else f"{one.rung} "
        out.heading(f"{rung}→ {say_actor(str(one.to), out.language)}")
        out.print(Text(one.subject, "cyan"))
        out.print(Text(one.body.rstrip()))
    out.print()
    out.say("notices_previewed", "dim", count=len(shown))
