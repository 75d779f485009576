"""What a report says, before it is put into words: every figure of every file comes from here."""

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from schemas.bands import Band
from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Code, Model
from schemas.campaign_row import CampaignRow
from schemas.comparison import ComparedCampaign
from schemas.heads import Heads
from schemas.late import LateUnit
from schemas.ledger_rows import ItemLine
from schemas.participation import ParticipationLine, ParticipationRollup
from schemas.reconciliation import Difference
from schemas.rollup import OfficeStandings, Placed, Standings
from schemas.satisfaction import SatisfactionRollup
from schemas.state import PhaseState
from schemas.units import UnitRow


class ReportKind(StrEnum):
    """The reports that there are.

    `bulletin` (进展通报) says how far everybody is, `league` (排行) who is ahead of whom, `late`
    (逾期名单) who is late with what, `ledger` (整改台账) what was promised and how far it has come,
    and `closing` (总结) what came of it all.
    """

    BULLETIN = "bulletin"
    LEAGUE = "league"
    LATE = "late"
    LEDGER = "ledger"
    CLOSING = "closing"


class ReportScope(Model):
    """Which units a report is about: those for which everything that is given holds, or else all."""

    district: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    type: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    supervision_group: Annotated[Code | None, LEFT_OUT_IF_NONE] = None

    @property
    def named(self) -> dict[str, str]:
        """What is given, by name."""
        return self.model_dump()


WHOLE_CAMPAIGN = ReportScope()
"""All units of a campaign."""


def _is_whole(scope: ReportScope) -> bool:
    return scope == WHOLE_CAMPAIGN


class UnitLine(Model):
    """A unit as a report has it in a line: its row, and the phases that it has opened.

    `in_time` says of a finished unit whether it kept its own last day.
    """

    row: UnitRow
    phases: Annotated[tuple[PhaseState, ...], LEFT_OUT_IF_EMPTY] = ()
    in_time: Annotated[bool | None, LEFT_OUT_IF_NONE] = None


class Report(Model):
    """A report on a campaign at `at`, by the campaign's own clock.

    It is about the units of its `scope`, and nothing in it is about any other: what is called `city`
    are all of them. The leagues are of the same moment as everything else and add up to it. The
    `offices` of city and counties, where they go through the campaign themselves, are in none of
    these. `late` is there
    in bulletins and late lists, longest overdue first; `units` in bulletins; `items` in ledgers; `bands` and the
    `heads` of all journals in closing reports, and in those on a whole campaign what the roster has
    otherwise than the plan declares, and the `batches` of its programme up to itself, where there
    were earlier ones. `participation` and `satisfaction` are in bulletins and closing reports, and
    the steps of mobilisation that are `short` of the plan's coverage in bulletins.
    """

    kind: ReportKind
    scope: Annotated[ReportScope, Field(exclude_if=_is_whole)] = WHOLE_CAMPAIGN
    campaign: CampaignRow
    at: AwareDatetime
    city: Standings
    by_district: tuple[Placed, ...]
    by_type: tuple[Placed, ...]
    by_supervision_group: tuple[Placed, ...]
    offices: Annotated[tuple[OfficeStandings, ...], LEFT_OUT_IF_EMPTY] = ()
    late: Annotated[tuple[LateUnit, ...], LEFT_OUT_IF_EMPTY] = ()
    units: Annotated[tuple[UnitLine, ...], LEFT_OUT_IF_EMPTY] = ()
    items: Annotated[tuple[ItemLine, ...], LEFT_OUT_IF_EMPTY] = ()
    bands: Annotated[tuple[Band, ...], LEFT_OUT_IF_EMPTY] = ()
    differences: Annotated[tuple[Difference, ...], LEFT_OUT_IF_EMPTY] = ()
    participation: Annotated[ParticipationRollup | None, LEFT_OUT_IF_NONE] = None
    short: Annotated[tuple[ParticipationLine, ...], LEFT_OUT_IF_EMPTY] = ()
    satisfaction: Annotated[SatisfactionRollup | None, LEFT_OUT_IF_NONE] = None
    batches: Annotated[tuple[ComparedCampaign, ...], LEFT_OUT_IF_EMPTY] = ()
    heads: Annotated[Heads | None, LEFT_OUT_IF_NONE] = None
