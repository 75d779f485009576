"""`phaseline campaign compare`: the figures of two campaigns, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.command import Call
from cli.output import Output
from cli.table import Column, print_table
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
    print_table(out.paper, columns, rows)


def _programme(out: Output, one: ComparedCampaign) -> str:
    programme = one.programme
    if programme is None:
        return ""
    title = programme.id if programme.title is None else programme.title.in_(out.language)
    return out.text("batch_of", programme=title, batch=programme.batch)


def _status(out: Output, one: ComparedCampaign) -> str:
    return localise({"status": one.campaign.status}, out.language)["status"]


def _share(out: Output, share: Share) -> str:
    if share.percent is None:
        return "–"
    return out.text("share_with_percent", part=share.part, whole=share.whole, percent=share.percent)
