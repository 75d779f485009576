"""What is known of a notice when it is said, and nothing else."""

from datetime import date

import pytest

from schemas.memory import UnitMemory
from schemas.text import Text
from tests.rules import soliciting, surveys
from tests.rules.stories import COUNTY, SUPERVISOR, Story, local
from tests.rules.told import RULES, ladder_with, told


def started() -> Story:
    """A unit that has started on Monday, 2 March 2026; its mobilisation is due on 9 March."""
    return Story(RULES).start()


@pytest.mark.parametrize(
    ("day", "voice", "days", "late"),
    [
        ("2026-03-05", "before", "2 working days", None),
        ("2026-03-09", "today", "0 working days", None),
        ("2026-03-10", "late", "1 working day", "1 working day"),
        ("2026-03-11", "late", "2 working days", "2 working days"),
    ],
)
def test_a_reminder_counts_working_days_to_or_from_the_day(
    day: str, voice: str, days: str, late: str | None
) -> None:
    facts = told(started().at(day), "reminder")
    assert facts.voice == voice
    assert (facts.values["days"], facts.values.get("late")) == (days, late)
    assert facts.values["due"] == "2026-03-09T17:30:00+08:00"
    assert (facts.values["what"], facts.values["phase"]) == (
        "Mobilisation meeting",
        "Study and mobilisation",
    )
    assert facts.values["step"] == "mobilise"


def test_what_is_said_a_day_later_counts_from_that_day() -> None:
    facts = told(started().at("2026-03-05"), "reminder", today=date(2026, 3, 12))
    assert (facts.voice, facts.values["days"]) == ("late", "3 working days")


def test_a_reminder_says_who_hears_next_and_nobody_twice() -> None:
    story = started()
    first = told(story.at("2026-03-10"), "reminder").values
    assert (first["next_on"], first["next_to"]) == ("2026-03-11", "supervisor:SG-01")
    then = told(story.at("2026-03-11"), "escalated").values
    assert then["told"] == "supervisor:SG-01"
    assert (then["next_on"], then["next_to"]) == ("2026-03-16", "county:D1")
    last = told(story.at("2026-03-16"), "escalated").values
    assert last["told"] == "county:D1"
    assert "next_on" not in last


def test_an_escalation_is_the_readers_own() -> None:
    facts = told(started().at("2026-03-11"), "escalation", "supervisor:SG-01")
    assert (facts.role, facts.values["as"], facts.values["id"]) == (
        "supervisor",
        "supervisor:SG-01",
        "SG-01",
    )
    assert facts.values["coordinator"] == "c-001"


def test_the_plans_own_text_is_said_in_its_language_only() -> None:
    story = Story(ladder_with(Text(zh="请完成{what}"))).start().at("2026-03-05")
    assert told(story, "reminder", language="zh").own_text == "请完成{what}"
    assert told(story, "escalation", "supervisor:SG-01", "zh").own_text == "请完成{what}"
    assert told(story, "reminder", language="en").own_text is None


def test_a_phase_that_waits_says_when_it_lapses() -> None:
    story = started().report("study")
    facts = told(story, "awaiting_sign_off", "supervisor:SG-01")
    assert facts.values["phase_id"] == "study"
    assert facts.values["lapses"] == "2026-03-09T17:30:00+08:00"
    assert "round" not in facts.values
    assert facts.about == "phase:study"


def test_a_poll_that_is_missing_says_of_which_phase_and_until_when_it_waits() -> None:
    values = told(surveys.reported(), "poll_missing").values
    assert (values["phase_id"], values["phase"]) == (
        "rectification",
        "Rectification and improvement",
    )


def test_a_send_back_says_why_what_and_by_when() -> None:
    facts = told(started().report("study").send_back("study", "lecture", "discussion"), "sent_back")
    assert facts.values["reason"] == "only the motions"
    assert facts.values["redo"] == "lecture’, ‘discussion"
    assert facts.values["due"] == "2026-03-09T17:30:00+08:00"
    assert (facts.values["round"], facts.values["by"]) == ("2", "supervisor:SG-01")


@pytest.mark.parametrize(
    ("by_channel", "more_opinions", "more_channels"),
    [({}, "2", "2"), ({"box": 1}, "1", "1"), ({"box": 9}, None, "1")],
)
def test_a_solicitation_that_fell_short_says_what_is_lacking(
    by_channel: dict[str, int], more_opinions: str | None, more_channels: str | None
) -> None:
    story = soliciting.opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit")
    soliciting.count(story, **by_channel)
    values = told(story, "solicitation_fell_short").values
    assert values["opinions"] == str(sum(by_channel.values()))
    assert (values["minimum"], values["minimum_channels"]) == ("2", "2")
    assert values.get("more_opinions") == more_opinions
    assert values.get("more_channels") == more_channels
    assert (values["step"], values["taken_until"]) == ("solicit", "2026-03-12")
    assert values["again_for"] == "7 days"


def test_a_unit_of_the_second_edition_is_not_told_to_open_it_again() -> None:
    """It would be refused."""
    story = soliciting.begun()
    earlier = story.state.rules.model_copy(update={"edition": 2})
    story.launched = story.state.model_copy(update={"rules": earlier})
    story.memory = UnitMemory(state=story.launched)
    story.do("open_solicitation", step="solicit", channels=("box",), until=soliciting.END)
    story.at("2026-03-13").do("close_solicitation", step="solicit")
    soliciting.count(story, box=1)
    assert "again_for" not in told(story, "solicitation_fell_short").values


def test_the_next_phase_is_told_with_its_day() -> None:
    values = told(started().report("study").sign_off("study"), "signed_off").values
    assert values["next_phase"] == "Analysis and appraisal"
    assert values["next_due"] == "2026-04-01T17:30:00+08:00"


def test_a_request_says_until_when_why_and_when_it_lapses() -> None:
    story = started()
    reason = "the hall is being\n  painted " + "and painted " * 30
    story.do("request_extension", target="step:mobilise", until=date(2026, 3, 16), reason=reason)
    values = told(story, "extension_requested", "supervisor:SG-01").values
    assert (values["until"], values["until_day"]) == ("2026-03-16", "2026-03-16")
    assert values["target"] == "step:mobilise"
    assert values["lapses"] == "2026-03-09T17:30:00+08:00"
    assert values["reason"].startswith("the hall is being painted and painted")
    assert len(values["reason"]) == 200
    assert values["by"] == "coordinator:c-001"


def test_a_grant_says_the_new_deadline_and_the_unit_as_a_whole_goes_by_its_name() -> None:
    story = started()
    story.do("extend", SUPERVISOR, target="unit", until=date(2026, 7, 1), reason="flood")
    values = told(story, "extension_granted").values
    assert values["what"] == "First School"
    assert values["due"] == "2026-07-01T17:30:00+08:00"


def test_urging_for_everything_names_what_is_open_soonest_first() -> None:
    story = started()
    story.do("remind", SUPERVISOR, note="hurry")
    facts = told(story, "urged")
    assert facts.voice == "all"
    assert facts.values["open"] == "Mobilisation meeting’, ‘lecture’, ‘discussion"
    assert (facts.values["count"], facts.values["note"]) == ("3", "hurry")


def test_urging_for_one_thing_says_how_late_it_is() -> None:
    story = started().at("2026-03-12")
    story.do("remind", SUPERVISOR, target="step:mobilise")
    facts = told(story, "urged")
    assert (facts.voice, facts.values["late"]) == ("one", "3 working days")
    assert "open" not in facts.values


def test_a_late_start_says_what_is_missing() -> None:
    story = Story(RULES)
    story.do("complete_readiness", item="counted")
    facts = told(story.until(local("2026-10-08")), "latest_start_passed", "county:D1")
    assert facts.values["on"] == "2026-09-30"
    assert facts.values["missing"] == "Organisers are trained"


def test_both_sides_of_a_reassignment_know_which_they_are() -> None:
    story = started()
    story.do("reassign", COUNTY, coordinator="c-002", supervision_group="SG-02")
    assert told(story, "reassigned", "coordinator:c-001").voice == "from_you"
    assert told(story, "reassigned", "coordinator:c-002").voice == "to_you"
    assert told(story, "reassigned", "supervisor:SG-01").voice == "from_you"
    assert told(story, "reassigned", "supervisor:SG-02").voice == "to_you"


def test_days_lost_are_told_where_there_are_any() -> None:
    story = started()
    story.do("suspend", COUNTY, reason="flood")
    story.do("resume", COUNTY)
    assert "lost" not in told(story, "resumed").values
    story.do("suspend", COUNTY, reason="flood")
    story.at("2026-03-05").do("resume", COUNTY)
    assert told(story, "resumed").values["lost"] == "3 working days"


def test_nothing_is_known_that_is_empty() -> None:
    for kind in ("reminder", "escalated"):
        assert all(told(started().at("2026-03-11"), kind).values.values())


def test_a_coordinator_who_is_reminded_hears_who_else_was() -> None:
    story = Story(ladder_with(Text(en="x"))).start().at("2026-03-05")
    assert told(story, "reminder").values["told"] == "supervisor:SG-01"
    assert "told" not in told(started().at("2026-03-05"), "reminder").values
