"""Who takes part, over all units: the steps of mobilisation against the roster, listed and summed up."""

from typing import Annotated

from pydantic import AwareDatetime

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_FALSE, LEFT_OUT_IF_NONE, Code, Model
from schemas.mobilization import Some
from schemas.quantities import Percent
from schemas.rollup import Number
from schemas.roster import Category, Label


class ParticipationFilter(Model):
    """Which units' steps of mobilisation: those for which everything that is given holds.

    A step `is_short` while too few take part for the plan's coverage, and those missing are not
    excused. It `is_unjudged` while the supervision group has to judge why somebody is missing.
    """

    district: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    type: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    supervision_group: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    step: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    is_short: Annotated[bool, LEFT_OUT_IF_FALSE] = False
    is_unjudged: Annotated[bool, LEFT_OUT_IF_FALSE] = False


class ParticipationLine(Model):
    """A unit's step of mobilisation as lists show it.

    `reached` counts members of the roster who took part, `floating_reached` the floating ones among
    them. `lacking` are the categories that keep it short of the `coverage`. `explained` are the
    missing of whom the supervision group is to judge, `excused` those whom it accepted as missing.
    """

    unit: Code
    name: Label
    type: Code
    district: Code
    supervision_group: Code
    track: Code
    step: Code
    coverage: Percent
    members: Number
    reached: Number
    floating: Number
    floating_reached: Number
    lacking: Annotated[tuple[Category, ...], LEFT_OUT_IF_EMPTY] = ()
    explained: Annotated[dict[Category, Some], LEFT_OUT_IF_EMPTY] = {}
    excused: Annotated[dict[Category, Some], LEFT_OUT_IF_EMPTY] = {}
    done_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None


class ParticipationPage(Model):
    """A page of lines, by unit and step. `next` leads to the following page; the last one has none."""

    lines: tuple[ParticipationLine, ...]
    next: Annotated[str | None, LEFT_OUT_IF_NONE] = None


class CategoryFigures(Model):
    """The members of one category in a set of units' steps: on the roster, reached, and the missing.

    `explained` and `excused` are those of whom something was said; in `short` steps too few of the
    category take part.
    """

    members: Number = 0
    reached: Number = 0
    explained: Number = 0
    excused: Number = 0
    short: Number = 0


class ParticipationFigures(Model):
    """Who takes part in a set of units: each of their steps of mobilisation counts its members.

    Of the `steps` some have `begun`: somebody was counted. `short` and `unjudged` are those of
    `ParticipationFilter`. Floating members are counted across the other categories, and so not once
    more among the `members` and those `reached`.
    """

    steps: Number = 0
    begun: Number = 0
    short: Number = 0
    unjudged: Number = 0
    members: Number = 0
    reached: Number = 0
    by_category: dict[Category, CategoryFigures] = {}


class ParticipationRollup(Model):
    """Who takes part in a campaign, all taken at one moment, so that the figures add up.

    Units that have left count for nothing, nor does a step that a unit has brought done from
    another track: nobody was counted there. A set without any step is left out.
    """

    city: ParticipationFigures
    by_district: dict[Code, ParticipationFigures]
    by_type: dict[Code, ParticipationFigures]
    by_supervision_group: dict[Code, ParticipationFigures]
