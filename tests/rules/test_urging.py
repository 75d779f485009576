"""Reminding a unit by hand: of what it has still to do, once for each working day."""

from datetime import date, time

import pytest

from rules.possible import possible
from schemas.actor import Actor
from schemas.events import Urged
from schemas.target import step_target
from tests.rules.news import told
from tests.rules.reference import CALENDAR, with_rules
from tests.rules.stories import (
    CITY,
    COORDINATOR,
    COUNTY,
    SUPERVISOR,
    SYSTEM,
    Story,
    local,
)


def test_a_unit_is_reminded_of_a_step_with_a_word() -> None:
    story = Story().start()
    receipt = story.do("remind", SUPERVISOR, target="step:mobilise", note="the hall is free")
    assert receipt.events == ("urged",)
    assert story.last == Urged(target=step_target("mobilise"), note="the hall is free")
    assert story.state.urged_at == story.now
    assert told(story) == [("urged", "coordinator:c-001", "step:mobilise")]


@pytest.mark.parametrize("target", ["step:reading", "step:discussion", "phase:study", "unit", None])
def test_a_unit_is_reminded_of_whatever_it_has_to_do(target: str | None) -> None:
    fields = {} if target is None else {"target": target}
    assert Story().start().do("remind", CITY, **fields).events == ("urged",)


def test_a_unit_that_prepares_is_reminded_of_that() -> None:
    assert Story().do("remind", COUNTY).events == ("urged",)
    for target in ("unit", "phase:study", "step:mobilise"):
        refusal = Story().refuse("remind", COUNTY, target=target)
        assert (refusal.code, refusal.params) == ("nothing_to_remind_of", {"target": target})


@pytest.mark.parametrize("by", [COORDINATOR, SYSTEM])
def test_only_those_above_remind(by: Actor) -> None:
    assert Story().start().refuse("remind", by).code == "not_allowed"


def test_nothing_is_reminded_of_that_is_done_or_not_open() -> None:
    story = Story().start().complete("mobilise")
    for target in ("step:mobilise", "step:solicit", "phase:analysis", "step:nowhere"):
        refusal = story.refuse("remind", SUPERVISOR, target=target)
        assert (refusal.code, refusal.params) == ("nothing_to_remind_of", {"target": target})


def test_a_unit_that_waits_for_its_sign_off_has_nothing_to_do() -> None:
    story = Story().start().report("study")
    for target in ("phase:study", "unit"):
        assert story.refuse("remind", CITY, target=target).params == {"target": target}
    refusal = story.refuse("remind", CITY)
    assert (refusal.code, refusal.params) == ("nothing_to_remind_of", {"target": "unit"})
    reasons = {
        one.refusal.code
        for one in possible(story.state, SUPERVISOR, story.now)
        if one.kind == "remind" and one.refusal is not None
    }
    assert reasons == {"nothing_to_remind_of"}
    # An optional step can still be done, and what is sent back has to be.
    story.do("remind", SUPERVISOR, target="step:reading")
    story.at("2026-03-03").send_back("study", "lecture").do("remind", SUPERVISOR)


def test_a_unit_that_stands_still_or_is_over_is_left_alone() -> None:
    story = Story().start()
    story.do("suspend", COUNTY, reason="-")
    assert story.refuse("remind", CITY).code == "unit_suspended"
    story = Story().start()
    story.do("hold", SYSTEM, reason="-")
    assert story.refuse("remind", CITY).code == "campaign_held"
    assert Story().finish().refuse("remind", CITY).code == "unit_finished"


class TestOnceForAWorkingDay:
    def test_whoever_reminds_and_of_whatever(self) -> None:
        story = Story().start()
        story.do("remind", SUPERVISOR, target="step:mobilise")
        story.at("2026-03-02", time(17))
        for by, fields in ((SUPERVISOR, {"target": "step:lecture"}), (CITY, {})):
            refusal = story.refuse("remind", by, **fields)
            assert (refusal.code, refusal.params) == ("reminded_today", {"on": "2026-03-02"})
        story.at("2026-03-03", time(8, 30)).do("remind", SUPERVISOR)

    def test_the_day_is_the_campaigns(self) -> None:
        story = Story().start().at("2026-03-03", time(0, 30))  # still 2 March in UTC
        story.do("remind", SUPERVISOR)
        assert story.refuse("remind", CITY).params == {"on": "2026-03-03"}

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (("2026-03-06", time(18)), ("2026-03-07", time(10))),
            (("2026-03-07", time(10)), ("2026-03-08", time(10))),
            (("2026-03-08", time(10)), ("2026-03-09", time(10))),
        ],
    )
    def test_what_is_said_on_a_weekend_counts_for_the_day_on_which_it_is_heard(
        self, first: tuple[str, time], second: tuple[str, time]
    ) -> None:
        story = Story().start().at(*first)
        story.do("remind", SUPERVISOR)
        refusal = story.at(*second).refuse("remind", SUPERVISOR)
        assert (refusal.code, refusal.params) == ("reminded_today", {"on": "2026-03-09"})

    def test_holidays_count_as_one_with_the_day_after_them(self) -> None:
        rules = with_rules(latest_start=date(2026, 12, 1))
        story = Story(rules, begins=local("2026-09-28")).start()
        assert date(2026, 10, 1) in CALENDAR.days_off
        story.at("2026-09-30").do("remind", SUPERVISOR)
        story.at("2026-10-01").do("remind", SUPERVISOR)
        for day in ("2026-10-02", "2026-10-07", "2026-10-08"):
            assert story.at(day).refuse("remind", CITY).params == {"on": "2026-10-08"}
        story.at("2026-10-09").do("remind", SUPERVISOR)
