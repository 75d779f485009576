"""`phaseline unit survey`: opened, its slips handed out, voted in, closed, judged and published."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, get_args

import typer
from rich.text import Text

from cli import values
from cli.acting import act
from cli.command import Call, Shared, command
from cli.exits import ExitCode, Mistake
from cli.files import fill, writing
from cli.help import new_app
from cli.output import Output, named, shown_path
from cli.table import Column, print_table
from cli.unit import UnitCode
from cli.words import Words
from client.errors import DatabaseUnavailable
from reports.slips import slips_page
from rules.scoring import WHOLE
from schemas.survey import Ballot, Grade, Slips, SurveyView, Verdict
from texts.labels import label
from texts.values import localise

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

_Step = Annotated[str, typer.Argument(metavar="STEP")]
_Token = Annotated[str, typer.Argument(metavar="TOKEN")]
_Grades = Annotated[list[str], typer.Option("--grade", metavar="[QUESTION=]GRADE")]


@command(app, "open", Shared.ACTING)
def open_(
    call: Call,
    unit: UnitCode,
    step: _Step,
    until: Annotated[date, typer.Option("--until", parser=values.day, metavar="DATE")],
    ballots: Annotated[int, typer.Option("--ballots", min=1, max=100_000, metavar="N")],
    made_up: Annotated[str | None, typer.Option("--made-up", metavar="TEXT")] = None,
) -> None:
    """Open a survey."""
    act(call, unit, "open_survey", step=step, until=until, ballots=ballots, made_up=made_up)


@command(app, "slips", Shared.CAMPAIGN | Shared.ACTOR)
def slips(
    call: Call,
    unit: UnitCode,
    step: _Step,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE")] = None,
    link: Annotated[str | None, typer.Option("--link", parser=values.link, metavar="URL")] = None,
    is_again: Annotated[bool, typer.Option("--again")] = False,
) -> None:
    """Make the ballots of an open survey, to be printed and cut."""

    async def work(gateway: Gateway) -> None:
        words = await Words.of(call, gateway)

        async def make() -> Slips:
            return await gateway.surveys.slips(words.campaign, unit, step, call.by, again=is_again)

        def page_of(slips: Slips) -> bytes:
            return slips_page(slips, words.zone, call.out.language, link=link).encode()

        if to is None:
            made = await make()
        else:
            one, most = await gateway.surveys.sample(words.campaign, unit, step, call.by)
            room = _room(len(page_of(one)), most)
            made = await _write_slips(to, room, make, page_of, is_again=is_again)
        call.out.show(made, lambda: _draw_slips(call.out, made.tokens, to))

    call.run(work)


@command(app, "vote")
def vote(
    call: Call,
    token: _Token,
    grades: _Grades,
    receipt: Annotated[str | None, typer.Option("--receipt", metavar="CODE")] = None,
) -> None:
    """Cast a ballot and get its receipt."""
    ballot = read_ballot(grades)

    async def work(gateway: Gateway) -> None:
        own = receipt or gateway.surveys.new_receipt()
        try:
            await gateway.surveys.vote(token, ballot, own)
        except DatabaseUnavailable as error:
            code = "vote_unanswered"
            raise Mistake(code, ExitCode.NO_ANSWER, receipt=own, why=error) from error
        # One that was given may have come before, with this token, with another one or with none.
        said = "receipt_given" if receipt is None else "receipt_known"
        call.out.show({"receipt": own}, lambda: _draw_receipt(call.out, said, own))

    call.run(work)


@command(app, "paper", Shared.ACTOR)
def paper(call: Call, token: _Token, grades: _Grades) -> None:
    """Enter a paper ballot, as one of two people."""
    ballot = read_ballot(grades)

    async def work(gateway: Gateway) -> None:
        is_cast = await gateway.surveys.enter(token, ballot, call.by)
        said = "paper_cast" if is_cast else "paper_waits"
        call.out.show({"is_cast": is_cast}, lambda: call.out.say(said, "green" if is_cast else ""))

    call.run(work)


@command(app, "close", Shared.ACTING)
def close(call: Call, unit: UnitCode, step: _Step) -> None:
    """Close a survey whose last day is over."""
    act(call, unit, "close_survey", step=step)


@command(app, "judge", Shared.ACTING)
def judge(
    call: Call,
    unit: UnitCode,
    step: _Step,
    verdict: Annotated[Verdict, typer.Option("--verdict")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
) -> None:
    """Decide where ballots do not."""
    act(call, unit, "judge_survey", step=step, verdict=verdict, reason=reason)


@command(app, "show", Shared.CAMPAIGN)
def show(call: Call, unit: UnitCode) -> None:
    """Show a unit's surveys."""

    async def work(gateway: Gateway) -> None:
        shown = await gateway.surveys.show(await call.campaign_of(gateway), unit)
        call.out.show(shown, lambda: _draw(call.out, shown))

    call.run(work)


@command(app, "publish", Shared.CAMPAIGN)
def publish(
    call: Call,
    unit: UnitCode,
    step: _Step,
    to: Annotated[Path, typer.Option("--to", metavar="FILE")],
    round_: Annotated[
        int | None, typer.Option("--round", min=1, max=values.LARGEST, metavar="N")
    ] = None,
) -> None:
    """Write a result so that anybody can count it again."""

    async def work(gateway: Gateway) -> None:
        campaign = await call.campaign_of(gateway)
        published = await gateway.surveys.publish(campaign, unit, step, round_)
        with writing(to) as place:
            place.write_text(published.model_dump_json(indent=1), encoding="utf-8")
        told = {"file": str(to), "ballots": len(published.ballots), "result": published.result}
        call.out.show(
            told,
            lambda: call.out.say(
                "survey_published", "green", file=shown_path(to), ballots=len(published.ballots)
            ),
        )

    call.run(work)


async def _write_slips(
    to: Path,
    room: int,
    make: Callable[[], Awaitable[Slips]],
    page_of: Callable[[Slips], bytes],
    *,
    is_again: bool,
) -> Slips:
    """Make slips once there is room for them: their codes stand nowhere else."""
    made: Slips | None = None
    try:
        with writing(to, room=room) as place:
            made = await make()
            fill(place, page_of(made))
    except Mistake as mistake:
        if made is None:
            raise
        code = "slips_lost_again" if is_again else "slips_lost"
        raise Mistake(code, mistake.exit_code, **mistake.params) from None
    return made


def _room(one: int, most: int) -> int:
    """What a page with so many slips takes up, by one with one: their codes to scan are not alike."""
    return one * most * 9 // 8


def read_ballot(grades: list[str]) -> Ballot:
    """The ballot of `question=grade` each, or of one grade for the whole.

    Raises:
        Mistake: one is no grade, or a question is answered twice.
    """
    ballot: Ballot = {}
    for written in grades:
        question, _, said = written.rpartition("=")
        found = next((grade for grade in get_args(Grade) if grade == said), None)
        if found is None or (question or WHOLE) in ballot:
            raise Mistake("no_grade", grade=written, known=", ".join(get_args(Grade)))
        ballot[question or WHOLE] = found
    return ballot


def _draw_receipt(out: Output, said: str, receipt: str) -> None:
    out.say(said, "green", receipt=receipt)
    out.say("receipt_shows")


def _draw_slips(out: Output, tokens: tuple[str, ...], to: Path | None) -> None:
    if to is not None:
        out.say("slips_written", "green", count=len(tokens), file=shown_path(to))
        return
    for token in tokens:
        out.print(token)


def _draw(out: Output, shown: tuple[SurveyView, ...]) -> None:
    if not shown:
        out.say("no_surveys")
        return
    columns = (
        "survey_step",
        "survey_round",
        "survey_until",
        "ballots_issued",
        "ballots_cast",
        "survey_result",
    )
    rows = [
        (
            named(one.title.in_(out.language), one.step),
            str(one.state.round),
            str(one.state.until),
            str(one.turnout.issued),
            str(one.turnout.cast),
            Text(_result(out, one)),
        )
        for one in shown
    ]
    print_table(out.paper, [Column(out.text(code)) for code in columns], rows)


def _result(out: Output, one: SurveyView) -> str:
    """How far it has come; its score and band where it has some, and the verdict in their place."""
    parts = [label("survey_status", one.state.status, out.language)]
    if one.state.score is not None:
        parts.append(str(one.state.score))
    if one.state.band is not None:
        parts.append(out.text("survey_band", band=one.state.band))
    if one.state.verdict is not None:
        said = localise({"verdict": one.state.verdict}, out.language)["verdict"]
        parts.append(out.text("survey_verdict", verdict=said))
    return ("，" if out.language == "zh" else ", ").join(parts)
