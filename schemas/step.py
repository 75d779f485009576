"""The steps of a phase, one model per kind, each with that kind's parameters."""

from itertools import pairwise
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, LEFT_OUT_IF_ZERO, Code, Model
from schemas.quantities import Days, Percent, WorkingDays
from schemas.text import Text

Due = Annotated[WorkingDays | Literal["phase end"], Field(union_mode="left_to_right")]
"""When a step is due: so many working days from the phase's start, or at the phase's end."""

Channel = Literal["box", "hotline", "forum", "visit", "web_form", "letter"]
"""The ways in which opinions are solicited."""

PUBLIC_CHANNEL: Final[Channel] = "web_form"
"""The way by which anybody speaks without being written down by others, and nobody in their name."""

ANSWER_WITHIN: Final = WorkingDays(10)
"""How long a county has for an item that was handed up to it, unless the plan says otherwise."""


USUAL_GROUP: Final = 5
"""How many ballots a survey shows a result from, unless the plan says otherwise."""


def _is_usual_answer(length: WorkingDays) -> bool:
    return length == ANSWER_WITHIN


class StepBase(Model):
    """What every step has.

    `after` names the steps of the same phase that must be done first. A step that is not
    `required` may be left undone when its phase closes.
    """

    id: Code
    title: Text
    required: bool = True
    after: Annotated[tuple[Code, ...], LEFT_OUT_IF_EMPTY] = ()
    due: Due = "phase end"


class TaskStep(StepBase):
    """A plain thing to be done."""

    kind: Literal["task"]


class StudyPack(Model):
    """What members study by category: short material, discussion, at home, in small groups."""

    production_line: Annotated[Text | None, LEFT_OUT_IF_NONE] = None
    intellectual: Annotated[Text | None, LEFT_OUT_IF_NONE] = None
    retired: Annotated[Text | None, LEFT_OUT_IF_NONE] = None
    new_economy: Annotated[Text | None, LEFT_OUT_IF_NONE] = None
    other: Annotated[Text | None, LEFT_OUT_IF_NONE] = None
    floating: Annotated[Text | None, LEFT_OUT_IF_NONE] = None


class MobilizationStep(StepBase):
    """Mobilisation and study (动员): members taking part, up to the plan's coverage.

    `materials` are what the members of each category are given to study, and in which form.
    """

    kind: Literal["mobilization"]
    coverage: Percent
    materials: Annotated[StudyPack | None, LEFT_OUT_IF_NONE] = None


class OpinionsStep(StepBase):
    """Solicitation of opinions (征求意见): channels open for so many days, at least.

    With less than `minimum` opinions, or opinions by fewer channels than `minimum_channels`, a unit
    must explain why that is all.
    """

    kind: Literal["opinions"]
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    open_for: Days
    minimum: Annotated[int, Field(ge=0)] = 0
    minimum_channels: Annotated[int, Field(ge=0), LEFT_OUT_IF_ZERO] = 0


class MeetingStep(StepBase):
    """A special organisational life meeting (专题组织生活会) with the plan's quorum."""

    kind: Literal["meeting"]
    quorum: Percent


class RectificationStep(StepBase):
    """Rectification (整改): a plan and ledger, of which a share must be struck off.

    An item that the unit hands up is answered by the county within `handed_up`.
    """

    kind: Literal["rectification"]
    closed_share: Percent
    handed_up: Annotated[WorkingDays, Field(exclude_if=_is_usual_answer)] = ANSWER_WITHIN


class Question(Model):
    """A question of a survey, answered by one grade."""

    id: Code
    title: Text


class Weights(Model):
    """What each grade of a ballot counts for in a survey's score, best grade first.

    Satisfied (满意), fairly satisfied (比较满意), basically satisfied (基本满意) and dissatisfied
    (不满意).
    """

    very_satisfied: Percent = Percent.parse("100 %")
    fairly_satisfied: Percent = Percent.parse("80 %")
    basically_satisfied: Percent = Percent.parse("60 %")
    dissatisfied: Percent = Percent.parse("0 %")

    @model_validator(mode="after")
    def _weights_fall(self) -> Self:
        weights = (
            self.very_satisfied,
            self.fairly_satisfied,
            self.basically_satisfied,
            self.dissatisfied,
        )
        if any(low > high for high, low in pairwise(weights)):
            raise ValueError("expected no grade to count for more than a better one")
        return self


class SurveyStep(StepBase):
    """The mass satisfaction survey (群众满意度测评) with its bands.

    `bands` are the lower bounds of the bands, highest first; under `pass_mark` the unit makes up
    what is lacking and is measured again, at most `make_up_limit` times where that is given.
    Groups under `minimum_group` ballots show no result. Without `questions` a ballot judges the
    unit as a whole.
    """

    kind: Literal["survey"]
    bands: Annotated[tuple[Percent, ...], Field(min_length=1)]
    pass_mark: Percent
    minimum_group: Annotated[int, Field(ge=2)] = USUAL_GROUP
    questions: Annotated[tuple[Question, ...], Field(max_length=20), LEFT_OUT_IF_EMPTY] = ()
    weights: Annotated[Weights | None, LEFT_OUT_IF_NONE] = None
    make_up_limit: Annotated[int | None, Field(ge=0, le=20), LEFT_OUT_IF_NONE] = None

    @model_validator(mode="after")
    def _bands_fall(self) -> Self:
        if any(low >= high for high, low in zip(self.bands, self.bands[1:], strict=False)):
            raise ValueError("expected the bands from the highest to the lowest")
        return self

    @model_validator(mode="after")
    def _questions_differ(self) -> Self:
        if len({question.id for question in self.questions}) < len(self.questions):
            raise ValueError("expected another id for every question")
        return self


Step = Annotated[
    TaskStep | MobilizationStep | OpinionsStep | MeetingStep | RectificationStep | SurveyStep,
    Field(discriminator="kind"),
]
"""A thing to be done within a phase (环节)."""

StepKind = Literal["task", "mobilization", "opinions", "meeting", "rectification", "survey"]
"""The kinds of step; all but `task` are the key links (关键环节)."""


Content = Literal["reported", "recorded"]
"""Whether a coordinator's word is enough for a step, or what its kind asks for must be recorded."""


class Gate(Model):
    """How a phase closes once its required steps are done.

    With `sign_off` the supervision group has the word; where `lapse` is given, the phase closes by
    itself when that many working days have passed without one. A phase that is sent back has
    `redo` working days for what must be made up.
    """

    sign_off: bool = True
    lapse: Annotated[WorkingDays | None, LEFT_OUT_IF_NONE] = None
    redo: WorkingDays = WorkingDays(5)

    @model_validator(mode="after")
    def _lapse_needs_a_sign_off(self) -> Self:
        if self.lapse is not None and not self.sign_off:
            raise ValueError("a gate without sign_off cannot lapse")
        return self


class Phase(Model):
    """An ordered part of a track (阶段). `length` runs from the day on which it opens."""

    id: Code
    title: Text
    length: Days
    gate: Gate = Gate()
    published: bool = False
    polled: bool = False
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=60)]


class Track(Model):
    """A way through the campaign (方式): its phases in order. The non-phased track has one."""

    id: Code
    title: Text
    phases: Annotated[tuple[Phase, ...], Field(min_length=1, max_length=12)]
