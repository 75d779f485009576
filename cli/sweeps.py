"""A campaign's commands on their way through all units, said to people: how far, and what was missed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from cli.output import Output
from schemas.campaign import (
    AmendCampaign,
    CampaignCommand,
    CampaignStatus,
    CampaignSummary,
    Sweep,
)
from texts.labels import label

if TYPE_CHECKING:
    from client.gateway import Gateway

_HOLDS: Final = frozenset({"pause", "resume"})
"""One asks for the contrary of the other."""


async def reach_units(
    out: Output, gateway: Gateway, campaign: str, command: CampaignCommand
) -> CampaignSummary:
    """Command a campaign, and wait with a progress bar until the sweep has been to all units."""
    await gateway.command_campaign(campaign, command)
    with out.progress() as progress:
        bar = progress.add_task(out.text("reaching_units"), total=None)
        async for summary in gateway.watch_sweeps(campaign):
            for sweep in summary.sweeps[:1]:
                progress.update(bar, completed=sweep.reached + sweep.missed, total=summary.units)
    return summary


def sweep_of(summary: CampaignSummary, command: CampaignCommand) -> Sweep | None:
    """The sweep of a command that has been to all units; None where it is forgotten."""
    return next((one for one in reversed(summary.done) if one.command.id == command.id), None)


def show_misses(out: Output, sweep: Sweep, status: CampaignStatus) -> None:
    """What a sweep that is done has missed, and that the same command given again reaches it."""
    for miss in sweep.misses:
        out.say("unit_missed", "red", unit=miss.unit, reason=miss.code)
    if sweep.missed:
        out.say(_ended("units_missed", status), "yellow", missed=sweep.missed)
    if sweep.left_open:
        out.say("stays_closing", "yellow", open=sweep.left_open)


def show_sweeps(out: Output, summary: CampaignSummary, counted: int) -> None:
    """The sweeps under way among so many units, and those last ones that did not reach every unit."""
    for sweep in summary.sweeps:
        kind = label("command", sweep.command.kind, out.language)
        done = sweep.reached - sweep.offices
        out.say("sweep_under_way", "cyan", kind=kind, done=done, units=counted)
    for sweep in _last_ones((*summary.done, *summary.sweeps)):
        if sweep.missed:
            kind = label("command", sweep.command.kind, out.language)
            units = [f"{miss.unit} ({miss.code})" for miss in sweep.misses]
            units += ["…"] if sweep.missed > len(units) else []
            code = _ended("sweep_missed", summary.status)
            out.say(code, "yellow", kind=kind, missed=sweep.missed, units=", ".join(units))


def _last_ones(sweeps: Iterable[Sweep]) -> list[Sweep]:
    """Of commands that ask for the same or its contrary, only the last one's misses matter."""
    last: dict[object, Sweep] = {}
    for sweep in sweeps:
        if sweep.command.kind == "close":
            last.clear()
        last[_asked(sweep.command)] = sweep
    return list(last.values())


def _asked(command: CampaignCommand) -> object:
    if isinstance(command, AmendCampaign):
        return command.amendment.model_dump_json()
    return "hold" if command.kind in _HOLDS else command.kind


def _ended(code: str, status: CampaignStatus) -> str:
    """The text about misses, without the advice to try again where nothing can be tried any more."""
    return f"{code}_for_good" if status is CampaignStatus.CLOSED else code
