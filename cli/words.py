"""How the ids, instants and events of one campaign are said in a terminal: in colour, if it has any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from rich.text import Text

from cli.command import Call
from reports.telling import Telling
from rules.standing import result_of
from schemas.amendment import Amendment
from schemas.campaign_row import CampaignRow
from schemas.deadline import Light
from schemas.plan import Plan
from schemas.state import Standing
from schemas.units import UnitRow
from schemas.views import Progress
from texts.catalogue import Language
from texts.labels import label

if TYPE_CHECKING:
    from client.gateway import Gateway

_STYLES: Final[Mapping[Standing, str]] = {
    Standing.PREPARING: "",
    Standing.ON_TRACK: "green",
    Standing.DUE_SOON: "yellow",
    Standing.OVERDUE: "red",
    Standing.AWAITING_SIGN_OFF: "cyan",
    Standing.SENT_BACK: "magenta",
    Standing.SUSPENDED: "dim",
    Standing.FINISHED: "green",
    Standing.WITHDRAWN: "dim",
}


class Words(Telling):
    """The words for what is in one campaign, in one language, as they stand in a terminal."""

    def __init__(
        self, row: CampaignRow, plan: Plan, amendments: Iterable[Amendment], language: Language
    ) -> None:
        super().__init__(plan, amendments, language)
        self.row = row
        self.campaign = row.campaign

    @classmethod
    async def of(cls, call: Call, gateway: Gateway) -> Words:
        """The words of the campaign that a call is about."""
        row = call.tell_of(await call.row_of(gateway))
        plan = (await gateway.plan(row.campaign)).plan
        return cls(row, plan, await gateway.amendments.all(row.campaign), call.out.language)

    def standing(self, standing: Standing) -> Text:
        """A standing in its colour."""
        return Text(label("standing", standing, self.language), _STYLES[standing])

    def stands(self, unit: Progress | UnitRow) -> Text:
        """Where a unit stands; once its campaign is over, what came of it."""
        if unit.closed_at is None:
            return self.standing(unit.standing)
        result = result_of(unit.standing, unit.started_at)
        style = "red" if result in ("unfinished", "not_started") else _STYLES[unit.standing]
        return Text(label("result", result, self.language), style)

    def light(self, light: Light | None) -> tuple[str, str]:
        """What a light says, with its style; green says nothing."""
        if light is None or light is Light.GREEN:
            return "", ""
        standing = Standing.OVERDUE if light is Light.RED else Standing.DUE_SOON
        return label("standing", standing, self.language), _STYLES[standing]
