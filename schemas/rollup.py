"""Units summed up: of the city, and by district, by type and by supervision group."""

from typing import Annotated

from pydantic import Field

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Code, Model
from schemas.quantities import Percent
from schemas.roster import Label, Level
from schemas.state import Standing
from schemas.survey import SurveyStatus

Number = Annotated[int, Field(ge=0)]
"""A number of units, organisations, members or phases."""


class PhaseFigures(Model):
    """How far the units of one track have come with one of its phases.

    `units` are those on the track that have not left the campaign. Of them the phase is `open`, what waits
    for its sign-off included, or has closed in one of three ways.
    """

    track: Code
    phase: Code
    units: Number = 0
    open: Number = 0
    signed_off: Number = 0
    lapsed: Number = 0
    no_sign_off: Number = 0

    @property
    def closed(self) -> int:
        """How many have it behind them, however it closed."""
        return self.signed_off + self.lapsed + self.no_sign_off


class Figures(Model):
    """What is counted of a set of units.

    Every unit is one of `not_started`, `at_work`, `finished` and `withdrawn`. The next four count
    units of these once more, by their standing. Of the finished ones `in_time` and `late` say
    whether the unit kept its own last day. Floating members are among the members.

    `bands` counts the units that have not left and whose last survey has a result by the band that
    it reaches, highest first, and at the end those under all bands; in `too_small` too few voted for
    a result, and in so many of these the supervision group has `judged` in its place. Of the `items`
    that were ever in the units' ledgers `open_items` are not struck off.
    """

    units: Number = 0
    organisations: Number = 0
    members: Number = 0
    floating: Number = 0
    not_started: Number = 0
    at_work: Number = 0
    finished: Number = 0
    withdrawn: Number = 0
    overdue: Number = 0
    awaiting_sign_off: Number = 0
    sent_back: Number = 0
    suspended: Number = 0
    in_time: Number = 0
    late: Number = 0
    too_small: Number = 0
    judged: Number = 0
    items: Number = 0
    open_items: Number = 0
    bands: tuple[Number, ...] = ()
    phases: tuple[PhaseFigures, ...] = ()

    @property
    def unmeasured(self) -> int:
        """How many that have not left are in no band and not too small: no survey of theirs is counted.

        It was not held, is still under way, or counts no more.
        """
        return self.units - self.withdrawn - self.too_small - sum(self.bands)


class OfficeFigures(Model):
    """What is counted of the city itself or of a county, where it goes through the campaign too.

    Its ledger is that of what the office itself has promised: of the `items` that were ever in it
    `open_items` are not struck off. `survey` is how far its last survey has come; where that has a
    result, there is a `score`, which lies in the plan's band from `at_least` up to `below`: the
    highest band has no `below`, the lowest one no `at_least`.
    """

    unit: Code
    name: Label
    level: Level
    district: Code
    standing: Standing
    items: Number = 0
    open_items: Number = 0
    survey: Annotated[SurveyStatus | None, LEFT_OUT_IF_NONE] = None
    score: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    at_least: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    below: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None


class Rollup(Model):
    """The figures of a campaign's units, all taken at one moment, so that they add up.

    A set that no unit belongs to is left out; the others are ordered by their ids. The `offices` are
    of the same moment and in no figure of the others: the city's first, then by their districts.
    """

    city: Figures
    by_district: dict[Code, Figures]
    by_type: dict[Code, Figures]
    by_supervision_group: dict[Code, Figures]
    offices: Annotated[tuple[OfficeFigures, ...], LEFT_OUT_IF_EMPTY] = ()


class Share(Model):
    """A part of a whole, and its percentage as it is printed: two decimals, rounded half up.

    `percent` is left out where the whole is nothing.
    """

    part: Number
    whole: Number
    percent: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None


class Standings(Model):
    """The figures of a set of units, with what they come to.

    `closed` are the phases that its units have behind them, of all phases that they go through;
    `finished` its finished units, of those that have not left; `in_time` those of the finished ones
    that kept their own last day; `struck_off` the items of their ledgers that are, of all.
    """

    figures: Figures
    closed: Share
    finished: Share
    in_time: Share
    struck_off: Share


class OfficeStandings(Model):
    """What an office itself comes to; `struck_off` is the share of its own ledger's items that are."""

    figures: OfficeFigures
    struck_off: Share


class Placed(Model):
    """A set of units in a league: those with an equal share of closed phases share a place."""

    place: Annotated[int, Field(ge=1)]
    code: Code
    standings: Standings
