"""An amendment on its way to a campaign: read, previewed, and with --yes applied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cli.acting import read_campaign_command
from cli.command import Call
from cli.exits import ExitCode
from cli.files import reading
from cli.output import Output, indented, shown_path
from cli.problems import SaidProblem, amendment_problem, show_plan_problems
from cli.sweeps import reach_units, show_misses, sweep_of
from cli.words import Words
from intake.amendment import AmendmentErrors, read_amendment
from schemas.amendment import Amendment
from schemas.amendment_preview import AmendmentPreview, Move
from schemas.base import LEFT_OUT_IF_NONE, Model
from schemas.campaign import CampaignStatus, Sweep
from texts.labels import label
from texts.values import say_target

if TYPE_CHECKING:
    from client.gateway import Gateway

_MOVES_SHOWN: Final = 10
_MISSES_SHOWN: Final = 10


class AmendmentCheck(Model):
    """What is wrong with an amendment's file; nothing was changed."""

    file: str
    problems: tuple[SaidProblem, ...]


class AmendmentApplication(Model):
    """What an amendment would change and, once it has been told to, what came of it."""

    campaign: str
    amendment: Amendment
    preview: AmendmentPreview
    status: CampaignStatus
    applied: Annotated[Sweep | None, LEFT_OUT_IF_NONE] = None


async def open_amendment(call: Call, gateway: Gateway, campaign: str, file: Path) -> Amendment:
    """Read an amendment for a campaign; end the command with its problems, if it has any."""
    try:
        with reading(file):
            read = read_amendment(file)
        read.require_fitting(
            (rules for rules, _ in await gateway.amendments.rules_carried(campaign)),
            districts=await gateway.amendments.districts(campaign),
            units=await gateway.amendments.units_named(campaign, read.amendment),
        )
    except AmendmentErrors as errors:
        language = call.out.language
        problems = tuple(amendment_problem(problem, language) for problem in errors.problems)
        found = AmendmentCheck(file=shown_path(file), problems=problems)
        call.out.show(found, lambda: show_plan_problems(call.out, file, problems))
        call.out.say("problems_found", "red", count=len(problems))
        raise typer.Exit(ExitCode.REFUSED) from None
    return read.amendment


async def preview_and_apply(
    call: Call, gateway: Gateway, campaign: str, amendment: Amendment, *, is_meant: bool
) -> AmendmentApplication:
    """Show what an amendment would change; where it is meant, change it."""
    given = read_campaign_command(
        {"id": call.command_id, "by": call.by, "kind": "amend", "amendment": amendment}
    )
    with call.out.progress() as progress:
        progress.add_task(call.out.text("previewing"), total=None)
        preview = await gateway.amendments.preview(campaign, amendment)
    if not call.out.as_json:
        show_preview(call.out, await Words.of(call, gateway), preview)
    status = (await gateway.campaign(campaign)).status
    done = AmendmentApplication(
        campaign=campaign, amendment=amendment, preview=preview, status=status
    )
    if not is_meant:
        return done
    summary = await reach_units(call.out, gateway, campaign, given)
    return done.model_copy(update={"applied": sweep_of(summary, given), "status": summary.status})


def end_amending(call: Call, done: AmendmentApplication) -> None:
    """Show what came of it, and end as a refusal does where units were missed."""

    def draw() -> None:
        if done.applied is None:
            call.out.say("apply_with_yes", "yellow")
            return
        # Those that have taken it before are reached once more, and not amended.
        amended = max(0, done.applied.reached - done.preview.taken)
        call.out.say("amended", "green", units=amended)
        show_misses(call.out, done.applied, done.status)

    call.out.show(done, draw)
    if done.applied is not None and done.applied.missed:
        raise typer.Exit(ExitCode.REFUSED)


def show_preview(out: Output, words: Words, preview: AmendmentPreview) -> None:
    """What an amendment would change, for people."""
    out.say(
        "amendment_units",
        "bold",
        units=preview.units,
        changed=sum(change.units for change in preview.standings),
        overdue=preview.newly_overdue,
        messages=_messages(out, preview),
    )
    for change in preview.standings:
        before, after = (
            label("standing", one, out.language) for one in (change.before, change.after)
        )
        line = out.text("standing_change", before=before, after=after, units=change.units)
        out.print(indented(Text(line)))
    show_moves(out, words, preview)
    if preview.as_opened:
        asked = list(dict.fromkeys(one.unit for one in preview.surveys))[:_MISSES_SHOWN]
        asked += ["…"] if preview.as_opened > len(asked) else []
        out.say("surveys_as_opened", units=preview.as_opened, codes=", ".join(asked))
    if preview.taken:
        out.say("amendment_taken", "dim", units=preview.taken)
    for reason, units in preview.refused.items():
        codes = [miss.unit for miss in preview.misses if miss.code == reason][:_MISSES_SHOWN]
        codes += ["…"] if units > len(codes) else []
        out.say("amendment_refused", "yellow", units=units, reason=reason, codes=", ".join(codes))


def show_moves(out: Output, words: Words, preview: AmendmentPreview) -> None:
    """The first deadlines that would move."""
    if not preview.moved:
        return
    out.say("amendment_moves", units=preview.moved)
    for move in preview.moves[:_MOVES_SHOWN]:
        out.print(indented(Text(_move(out, words, move))))
    if len(preview.moves) > _MOVES_SHOWN:
        out.print(indented(Text("…")))


def _move(out: Output, words: Words, move: Move) -> str:
    is_start = move.target == "start"
    target = out.text("latest_start") if is_start else say_target(move.target, out.language)
    return out.text(
        "deadline_moves",
        unit=move.unit,
        target=target,
        before=words.at(move.before),
        after=words.at(move.after),
    )


def _messages(out: Output, preview: AmendmentPreview) -> str:
    more = preview.messages_after - preview.messages_before
    if more == 0:
        return out.text("messages_as_many", count=preview.messages_after)
    return out.text("messages_more" if more > 0 else "messages_fewer", count=abs(more))
