"""Readiness and the staggered start."""

from datetime import date, time

import pytest

from rules.start import start
from rules.ticks import next_due
from schemas.commands import Start
from schemas.events import LatestStartPassed, ReadinessCompleted, StartAppointed, Started
from schemas.quantities import WorkingDays
from tests.rules.reference import with_rules, with_unit
from tests.rules.stories import CITY, COORDINATOR, COUNTY, SYSTEM, Story, closing, local, opening


def test_a_readiness_item_is_kept_with_its_note_and_instant() -> None:
    story = Story()
    receipt = story.do("complete_readiness", item="counted", note="every member has a place")
    assert receipt.events == ("readiness_completed",)
    assert story.last == ReadinessCompleted(item="counted", note="every member has a place")
    assert story.state.ready == {"counted": local("2026-03-02")}


def test_an_unknown_readiness_item_is_refused_with_the_known_ones() -> None:
    refusal = Story().refuse("complete_readiness", item="plan_made")
    assert refusal.code == "unknown_readiness"
    assert refusal.params == {"item": "plan_made", "known": "counted, trained"}


def test_a_readiness_item_is_reported_once() -> None:
    story = Story()
    story.do("complete_readiness", item="counted")
    refusal = story.at("2026-03-03").refuse("complete_readiness", item="counted")
    assert refusal.code == "readiness_already"
    assert refusal.params == {"item": "counted", "on": "2026-03-02"}


def test_a_unit_that_is_not_ready_does_not_start() -> None:
    story = Story()
    story.do("complete_readiness", item="counted")
    refusal = story.refuse("start")
    assert (refusal.code, refusal.params) == ("not_ready", {"missing": "trained"})
    assert refusal.who == (COORDINATOR, COUNTY, CITY)


def test_all_that_is_missing_is_named() -> None:
    assert Story().refuse("start").params == {"missing": "counted, trained"}


def test_a_ready_unit_starts_and_its_first_phase_opens() -> None:
    story = Story().get_ready()
    receipt = story.do("start")
    assert receipt.events == ("started", "phase_opened")
    assert story.state.started_at == story.now
    assert story.state.phases[0].phase == "study"
    assert story.state.phases[0].opened_at == story.now


def test_a_start_on_the_day_itself_is_a_start_now() -> None:
    story = Story().get_ready()
    assert story.do("start", on=date(2026, 3, 2)).events == ("started", "phase_opened")


def test_today_is_told_by_the_campaigns_own_clock() -> None:
    # 2 March, 23:00 in UTC is the morning of 3 March in Shanghai.
    story = Story(begins=local("2026-03-03", time(7))).get_ready()
    assert story.do("start", on=date(2026, 3, 3)).events == ("started", "phase_opened")


def test_no_unit_starts_before_the_window() -> None:
    story = Story(begins=local("2026-03-01")).get_ready()
    refusal = story.refuse("start")
    assert (refusal.code, refusal.params) == ("before_window", {"first": "2026-03-02"})


def test_a_unit_may_start_on_the_windows_first_day_whatever_it_lacked_the_day_before() -> None:
    story = Story(begins=local("2026-03-01")).get_ready().at("2026-03-02", time(0))
    assert story.do("start").events == ("started", "phase_opened")


def test_an_appointed_start_comes_by_itself_in_the_morning() -> None:
    story = Story().get_ready()
    assert story.do("start", on=date(2026, 3, 16)).events == ("start_appointed",)
    assert story.last == StartAppointed(on=date(2026, 3, 16))
    assert next_due(story.state) == opening("2026-03-16")
    story.at("2026-03-16", time(8, 29))
    assert story.state.started_at is None
    story.at("2026-03-16", time(8, 30))
    assert story.kinds[-2:] == ["started", "phase_opened"]
    assert story.state.started_at == opening("2026-03-16")


def test_an_appointed_start_can_be_moved() -> None:
    story = Story().get_ready()
    story.do("start", on=date(2026, 3, 16))
    story.do("start", on=date(2026, 3, 9))
    assert next_due(story.state) == opening("2026-03-09")


def test_a_start_can_be_appointed_before_the_unit_is_ready_and_before_the_window() -> None:
    story = Story(begins=local("2026-02-27"))
    assert story.do("start", on=date(2026, 3, 2)).events == ("start_appointed",)
    story.at("2026-03-02")
    assert story.state.started_at is None


def test_the_last_readiness_item_starts_a_unit_whose_day_has_come() -> None:
    story = Story()
    story.do("start", on=date(2026, 3, 4))
    story.do("complete_readiness", item="counted")
    story.at("2026-03-06")
    receipt = story.do("complete_readiness", item="trained")
    assert receipt.events == ("readiness_completed", "started", "phase_opened")


def test_the_last_readiness_item_starts_no_unit_whose_day_is_ahead() -> None:
    story = Story()
    story.do("start", on=date(2026, 3, 4))
    story.do("complete_readiness", item="counted")
    assert story.do("complete_readiness", item="trained").events == ("readiness_completed",)
    assert story.state.started_at is None


def test_a_unit_without_an_appointed_day_waits_for_the_word() -> None:
    story = Story().get_ready()
    assert story.at("2026-05-06").state.started_at is None
    assert next_due(story.state) == closing("2026-09-30")


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2026, 3, 1), "date_past"),
        (date(2027, 1, 4), "date_out_of_bounds"),
        (date(2026, 3, 7), "date_not_worked"),
        (date(2026, 10, 1), "date_not_worked"),
    ],
)
def test_a_start_is_appointed_for_a_working_day_ahead_within_the_window(
    on: date, code: str
) -> None:
    assert Story().refuse("start", on=on).code == code


def test_the_bounds_of_an_appointed_start_are_named() -> None:
    early = Story(begins=local("2026-02-26")).refuse("start", on=date(2026, 2, 27))
    assert early.params == {"date": "2026-02-27", "first": "2026-03-02", "last": "2026-12-31"}


def test_a_start_may_be_appointed_for_the_swapped_saturday_and_for_the_last_day() -> None:
    for on in (date(2026, 10, 10), date(2026, 12, 31)):
        assert Story().do("start", on=on).events == ("start_appointed",)


def test_the_last_possible_start_is_a_working_day_of_the_window() -> None:
    rules = with_rules(window=with_rules().window.model_copy(update={"last": date(2027, 1, 2)}))
    refusal = Story(rules).refuse("start", on=date(2027, 1, 2))
    assert refusal.params["last"] == "2027-01-01"


def test_the_rosters_wanted_start_is_an_appointed_one() -> None:
    story = Story(unit=with_unit(wanted_start=date(2026, 3, 14))).get_ready()
    assert next_due(story.state) == opening("2026-03-16")  # the 14th is a Saturday
    assert story.at("2026-03-16").kinds[-2:] == ["started", "phase_opened"]


def test_a_start_is_given_once() -> None:
    story = Story().start()
    story.at("2026-03-04")
    for refusal in (story.refuse("start"), story.refuse("complete_readiness", item="counted")):
        assert (refusal.code, refusal.params) == ("already_started", {"on": "2026-03-02"})


def test_the_latest_start_flags_a_unit_by_itself_and_once() -> None:
    story = Story().at("2026-09-30", time(17, 29))
    assert story.kinds == []
    story.at("2026-09-30", time(17, 30))
    assert story.last == LatestStartPassed()
    assert next_due(story.state) is None
    assert story.at("2026-10-20").kinds == ["latest_start_passed"]


def test_a_latest_start_on_a_day_off_is_the_working_day_before() -> None:
    story = Story(with_rules(latest_start=date(2026, 10, 4)))
    assert next_due(story.state) == closing("2026-09-30")


def test_a_unit_may_start_after_its_latest_start() -> None:
    story = Story().get_ready().at("2026-10-09")
    assert story.do("start").events == ("started", "phase_opened")


def test_standstill_before_the_start_moves_the_latest_start_and_nothing_after() -> None:
    story = Story()
    story.do("hold", SYSTEM, reason="floods")
    story.at("2026-03-05").do("release", SYSTEM)
    assert story.state.lost == WorkingDays(3)
    assert next_due(story.state) == closing("2026-10-10")  # 8, 9 and the Saturday worked
    story.start()
    assert story.state.lost == WorkingDays(0)


def test_an_appointed_day_that_passed_during_a_standstill_starts_the_unit_afterwards() -> None:
    story = Story().get_ready()
    story.do("start", on=date(2026, 3, 4))
    story.do("suspend", COUNTY, reason="moving house")
    assert story.at("2026-03-06").state.started_at is None
    receipt = story.do("resume", COUNTY)
    assert receipt.events == ("resumed", "started", "phase_opened")


def test_a_late_clock_starts_a_unit_and_leaves_the_rest_for_later() -> None:
    story = Story(with_rules(latest_start=date(2026, 3, 20))).get_ready()
    story.do("start", on=date(2026, 3, 9))
    story.at("2026-04-01")
    assert story.kinds[-2:] == ["started", "phase_opened"]
    assert story.state.phases[0].opened_at == local("2026-04-01")


def test_a_late_clock_keeps_the_order_of_what_fell_due() -> None:
    story = Story(with_rules(latest_start=date(2026, 3, 6))).get_ready()
    story.do("start", on=date(2026, 3, 9))
    story.at("2026-04-01")
    assert story.kinds[-3:] == ["latest_start_passed", "started", "phase_opened"]


def test_the_track_of_a_start_is_the_units() -> None:
    story = Story(unit=with_unit(track="key_links")).get_ready()
    command = Start(id="x", by=COORDINATOR, kind="start")
    assert start(story.state, command, story.now) == (Started(track="key_links"),)
