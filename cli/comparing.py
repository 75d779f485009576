"""`phaseline campaign compare`: the figures of two campaigns, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.command import Call
from cli.output import Output
from cli.table import Column, print_table
from reports.cells import say_band
from rules.bands import edges_in_common
from schemas.bands import Band
from schemas.comparison import ComparedCampaign
from schemas.rollup import Share
from texts.values import localise

if TYPE_CHECKING:
    from client.gateway import Gateway

_COUNTED: Final = (
    "units",
    "organisations",
    "members",
    "floating",
    "not_started",
    "at_work",
    "withdrawn",
)
_SHARES: Final = ("closed", "finished", "in_time")


def compare(
    call: Call,
    first_campaign: Annotated[str, typer.Argument(metavar="CAMPAIGN")],
    second_campaign: Annotated[str, typer.Argument(metavar="OTHER")],
) -> None:
    """Put the figures of two campaigns side by side."""

    async def work(gateway: Gateway) -> None:
        compared = await gateway.reports.compare((first_campaign, second_campaign))
        call.out.show(compared, lambda: _draw(call.out, compared))

    call.run(work)


def _draw(out: Output, compared: tuple[ComparedCampaign, ...]) -> None:
    columns = [
        Column(out.text("what")),
        *(Column(one.campaign.campaign, right=True) for one in compared),
    ]
    rows = [
        (out.text("programme"), *(_programme(out, one) for one in compared)),
        (out.text("status"), *(_status(out, one) for one in compared)),
        (out.text("from"), *(str(one.campaign.window.first) for one in compared)),
        (out.text("to"), *(str(one.campaign.window.last) for one in compared)),
    ]
    for name in _COUNTED:
        counts = (str(getattr(one.city.figures, name)) for one in compared)
        rows.append((out.text(f"figure_{name}"), *counts))
    for name in _SHARES:
        shares = (_share(out, getattr(one.city, name)) for one in compared)
        rows.append((out.text(f"figure_{name}"), *shares))
    rows += satisfaction_rows(out, [one.bands for one in compared])
    print_table(out.paper, columns, rows)


def _programme(out: Output, one: ComparedCampaign) -> str:
    programme = one.programme
    if programme is None:
        return ""
    title = programme.id if programme.title is None else programme.title.in_(out.language)
    return out.text("batch_of", programme=title, batch=programme.batch)


def _status(out: Output, one: ComparedCampaign) -> str:
    return localise({"status": one.campaign.status}, out.language)["status"]


def satisfaction_rows(out: Output, compared: Sequence[Sequence[Band]]) -> Iterator[tuple[str, ...]]:
    """Band by band where the campaigns have the same; or else each by its own."""
    in_common = edges_in_common(compared)
    if in_common is None:
        yield out.text("figure_in_bands"), *(_by_itself(out, own) for own in compared)
        return
    for number, band in enumerate(in_common):
        shares = (_share(out, own[number].share) if own else "–" for own in compared)
        yield out.text("figure_in_band", band=say_band(*band, out.language)), *shares


def _by_itself(out: Output, own: Sequence[Band]) -> str:
    colon, semicolon = ("：", "；") if out.language == "zh" else (": ", "; ")
    told = (
        f"{say_band(band.at_least, band.below, out.language)}{colon}{_share(out, band.share)}"
        for band in own
    )
    return semicolon.join(told) or "–"


def _share(out: Output, share: Share) -> str:
    if share.percent is None:
        return "–"
    return out.text("share_with_percent", part=share.part, whole=share.whole, percent=share.percent)
