"""Every field of a step and of a phase can be amended, or is refused with a reason that says why."""

from typing import Any, Final, get_args

import pytest

from intake.amendment import AmendmentErrors, read_amendment
from rules.changes import changed
from schemas.amendment import (
    FIXED_OF_PHASES,
    FIXED_OF_STEPS,
    GateChange,
    PhaseChange,
    StepChange,
)
from schemas.quantities import Days, Percent, WorkingDays
from schemas.step import Gate, Phase, Question, Step, StudyPack, Weights
from schemas.text import Text
from tests.rules.amendments import amendment
from tests.rules.reference import PHASED, RULES
from texts.plan_problems import CATALOGUE

KINDS: Final[tuple[Any, ...]] = get_args(get_args(Step)[0])

OTHERWISE: Final[dict[str, tuple[Any, Any]]] = {
    "required": (False, False),
    "after": ([], ()),
    "due": ("9 working days", WorkingDays(9)),
    "coverage": ("77 %", Percent.parse("77 %")),
    "materials": ({"retired": {"en": "At home"}}, StudyPack(retired=Text(en="At home"))),
    "channels": (["letter", "box"], ("letter", "box")),
    "open_for": ("3 days", Days(3)),
    "minimum": (7, 7),
    "minimum_channels": (1, 1),
    "quorum": ("77 %", Percent.parse("77 %")),
    "closed_share": ("77 %", Percent.parse("77 %")),
    "handed_up": ("3 working days", WorkingDays(3)),
    "bands": (["77 %"], (Percent.parse("77 %"),)),
    "pass_mark": ("77 %", Percent.parse("77 %")),
    "minimum_group": (9, 9),
    "questions": (
        [{"id": "style", "title": {"en": "Style"}}],
        (Question(id="style", title=Text(en="Style")),),
    ),
    "weights": (
        {"fairly_satisfied": "70 %"},
        Weights(fairly_satisfied=Percent.parse("70 %")),
    ),
    "make_up_limit": (2, 2),
}
"""Another value of everything that can be amended, as a file has it and as a step has it then."""


def fields(*models: Any) -> set[str]:
    """The names of all fields that these models have."""
    return {name for model in models for name in model.model_fields}


def test_every_field_of_every_kind_of_step_is_amendable_or_fixed_and_never_both() -> None:
    amendable = fields(StepChange) - {"kind", "step"}
    assert amendable.isdisjoint(FIXED_OF_STEPS)
    assert amendable | FIXED_OF_STEPS.keys() == fields(*KINDS)
    assert amendable == OTHERWISE.keys()


def test_so_is_every_field_of_a_phase_and_of_its_gate() -> None:
    amendable = fields(PhaseChange) - {"kind", "phase", "longer", "shorter"}
    assert amendable.isdisjoint(FIXED_OF_PHASES)
    assert amendable | FIXED_OF_PHASES.keys() == fields(Phase)
    assert fields(GateChange) - {"kind", "phase"} == fields(Gate)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (get_args(model.model_fields["kind"].annotation)[0], name)
        for model in KINDS
        for name in model.model_fields
        if name not in FIXED_OF_STEPS
    ],
)
def test_a_step_of_its_kind_has_it_otherwise_then(kind: str, name: str) -> None:
    written, meant = OTHERWISE[name]
    steps = [step for phase in PHASED.phases for step in phase.steps]
    step = next(one for one in steps if one.kind == kind and one.id != "help")
    change = {"kind": "step", "step": step.id, name: written}
    (read,) = amendment(change).changes
    after = changed(RULES, read).tracks[0]
    (found,) = [one for phase in after.phases for one in phase.steps if one.id == step.id]
    assert found == step.model_copy(update={name: meant})


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        *(("step", name, code) for name, code in FIXED_OF_STEPS.items() if name != "kind"),
        *(("phase", name, code) for name, code in FIXED_OF_PHASES.items()),
    ],
)
def test_what_is_fixed_is_refused_with_a_reason(kind: str, name: str, code: str) -> None:
    of = "study" if kind == "phase" else "survey"
    text = f"reason: x\nchanges:\n  - {{kind: {kind}, {kind}: {of}, {name}: other}}\n"
    with pytest.raises(AmendmentErrors) as caught:
        read_amendment(text)
    assert [(one.code, one.line) for one in caught.value.problems] == [(code, 3)]


def test_every_reason_has_its_words() -> None:
    for code in {*FIXED_OF_STEPS.values(), *FIXED_OF_PHASES.values()}:
        assert CATALOGUE[code].zh
        assert CATALOGUE[code].en
