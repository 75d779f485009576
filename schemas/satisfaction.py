"""How satisfied people are, over all units: surveys and the polls of phases, listed and summed up."""

from datetime import date
from typing import Annotated

from schemas.base import LEFT_OUT_IF_FALSE, LEFT_OUT_IF_NONE, Code, Model
from schemas.quantities import Percent
from schemas.rollup import Number
from schemas.roster import Label
from schemas.survey import Round, SurveyStatus, Verdict


class Asked(Model):
    """What a plan has people asked: a step's survey, or the poll of a phase under the phase's id."""

    track: Code
    phase: Code
    step: Code
    is_poll: Annotated[bool, LEFT_OUT_IF_FALSE] = False


class Inquiry(Model):
    """Everything that people are asked in a campaign, in the plan's order.

    `asked_by` has for each of it the digests of the rules whose units are asked it. `bounds` are the
    lower bounds of all bands that there are, highest first.
    """

    asked: tuple[Asked, ...] = ()
    asked_by: tuple[frozenset[Code], ...] = ()
    bounds: tuple[Percent, ...] = ()


class SurveyFilter(Model):
    """Which surveys and polls: those for which everything that is given holds."""

    district: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    type: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    supervision_group: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    step: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    status: Annotated[SurveyStatus | None, LEFT_OUT_IF_NONE] = None


class SurveyLine(Model):
    """The last survey of a unit's step, or the last poll of a phase, as lists show it.

    `score` and `band` are there where it has a result, `cast` once its ballots are counted.
    """

    unit: Code
    name: Label
    type: Code
    district: Code
    supervision_group: Code
    track: Code
    phase: Code
    step: Code
    round: Round
    until: date
    ballots: Number
    status: SurveyStatus
    cast: Annotated[Number | None, LEFT_OUT_IF_NONE] = None
    score: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    band: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    verdict: Annotated[Verdict | None, LEFT_OUT_IF_NONE] = None


class SurveyPage(Model):
    """A page of lines, by unit and step. `next` leads to the following page; the last one has none."""

    lines: tuple[SurveyLine, ...]
    next: Annotated[str | None, LEFT_OUT_IF_NONE] = None


class SatisfactionFigures(Model):
    """What was asked of people in a set of units came to: counts of units, and what their results say.

    Of the `units` that go through it some have it under way (`open`), some have a result
    (`measured`), and in some `too_small` few voted for one. `bands` counts those that are measured
    by the band that they reach, highest first, and at the end those under all bands. `mean` is the
    mean of their scores as shown, each unit counting the same, rounded down to hundredths.

    Nothing here is made of anything but results that each unit has shown by itself: the ballots of
    a survey under the minimum group are in no figure, and no difference of two figures gives them
    away.
    """

    units: Number = 0
    open: Number = 0
    measured: Number = 0
    too_small: Number = 0
    bands: tuple[Number, ...] = ()
    mean: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None


class AskedFigures(Model):
    """What was asked, and how satisfied people are by it: everywhere, and by set of units."""

    asked: Asked
    city: SatisfactionFigures
    by_district: dict[Code, SatisfactionFigures]
    by_type: dict[Code, SatisfactionFigures]
    by_supervision_group: dict[Code, SatisfactionFigures]


class SatisfactionRollup(Model):
    """How satisfied people are at each phase of each track, all taken at one moment.

    `bounds` are the lower bounds of the bands, highest first. Units that have left count for nothing.
    """

    bounds: tuple[Percent, ...]
    asked: tuple[AskedFigures, ...]
