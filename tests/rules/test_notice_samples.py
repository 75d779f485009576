"""A plan's own samples: every notice that there is, as the rules themselves would make it."""

from typing import get_args

import pytest

from rules.calendar import is_working_day
from rules.notice_truth import is_still_true
from schemas.notice import NoticeKind
from tests.rules.told import plan_of, samples_of


def test_the_plans_can_say_everything_there_is() -> None:
    reference, safety = (
        {one.notice.kind for one in samples_of(plan_of(name))}
        for name in ("reference-2005", "safety-inspection")
    )
    assert reference | safety == set(get_args(NoticeKind))
    assert safety - reference == {"start_due"}


@pytest.mark.parametrize("name", ["reference-2005", "safety-inspection"])
def test_every_rung_has_its_sample_on_its_day(name: str) -> None:
    plan = plan_of(name)
    assert plan.reminders is not None
    rungs = [rung.id for ladder in plan.reminders.ladders for rung in ladder.rungs]
    found = samples_of(plan)
    assert {one.notice.rung for one in found} == {None, *rungs}
    for one in found:
        assert is_working_day(one.state.rules.calendar, one.today)
        if one.notice.rung is not None:
            assert is_still_true(one.state, one.notice)


def test_a_plan_without_a_ladder_has_samples_of_decisions() -> None:
    plan = plan_of("safety-inspection").model_copy(update={"reminders": None})
    kinds = {one.notice.kind for one in samples_of(plan)}
    assert "sent_back" in kinds
    assert not kinds & {"reminder", "escalation", "escalated"}
