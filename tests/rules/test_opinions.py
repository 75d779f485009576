"""Solicitation of opinions: how long, by which channels, what suffices, and what is owned up to."""

from datetime import date
from typing import Any

import pytest

from rules import opinions
from rules.acceptance import take_outcome
from rules.effects import wanted
from rules.opinions import is_taking_in, require_day, require_intake
from rules.refused import Refused
from rules.rows import rows_of
from schemas.actor import RECORDS
from schemas.effects import CountOpinions, OpinionsCounted
from schemas.events import Event, PhaseSentBack
from schemas.memory import UnitMemory
from schemas.opinions import (
    OpinionId,
    Problem,
    ProblemRow,
    SolicitationClosed,
    SolicitationFellShort,
    SolicitationOpened,
    SolicitationRow,
)
from schemas.quantities import Days
from schemas.step import Channel
from schemas.unit_rules import EDITION
from tests.rules.soliciting import END, begun, count, opened, recorded_rules
from tests.rules.stories import CITY, COORDINATOR, COUNTY, SUPERVISOR, Story, assert_whole, opening

BROKEN_LIFT = Problem(text="The lift is broken.", topics=("lift",))
LATE_POST = Problem(text="Post is late.", opinions=("abcdefghijklmnop",))


def last(story: Story) -> Event:
    """The last thing that has happened."""
    return story.last


def test_opinions_are_solicited_counted_and_owned_up_to() -> None:
    story = opened()
    assert last(story) == SolicitationOpened(
        step="solicit", round=1, channels=("box", "letter", "web_form"), until=END
    )
    waits = story.refuse("complete_step", step="solicit")
    assert (waits.code, waits.by) == ("still_solicited", opening("2026-03-09"))
    assert waits.who[0] == COORDINATOR
    story.at("2026-03-09").do(
        "close_solicitation", step="solicit", problems=(BROKEN_LIFT, LATE_POST)
    )
    assert story.refuse("complete_step", step="solicit").code == "solicitation_ended"
    assert wanted(story.state) == (
        CountOpinions(campaign="c2026", unit="SCH-001", step="solicit", round=1),
    )
    count(story, box=1, letter=1)
    assert story.journal[-1].by == RECORDS
    assert last(story) == SolicitationClosed(
        step="solicit",
        round=1,
        opinions=2,
        by_channel={"box": 1, "letter": 1},
        owned=2,
        first_problem=1,
    )
    assert wanted(story.state) == ()
    story.complete("solicit")


def test_a_coordinators_word_is_enough_where_the_plan_takes_it() -> None:
    story = Story().start().report("study").sign_off("study")
    story.complete("solicit")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"channels": ("box", "hotline")}, "channel_not_planned"),
        ({"channels": ("box",)}, "solicitation_lacks_channels"),
        ({"channels": ("box", "box")}, "solicitation_lacks_channels"),
        ({"until": date(2026, 3, 8)}, "solicitation_too_short"),
        ({"until": date(2027, 1, 1)}, "solicitation_too_long"),
        ({"step": "talks"}, "step_of_another_kind"),
        ({"step": "nowhere"}, "unknown_step"),
        ({"step": "rectify"}, "step_phase_not_open"),
    ],
)
def test_a_solicitation_is_as_the_plan_says(fields: dict[str, Any], code: str) -> None:
    good: dict[str, Any] = {
        "step": "solicit",
        "channels": ("box", "letter"),
        "until": date(2026, 3, 9),
    }
    story = begun()
    assert story.refuse("open_solicitation", **{**good, **fields}).code == code
    last_day = story.state.rules.window.last
    story.do("open_solicitation", **{**good, "until": last_day})
    assert story.refuse("open_solicitation", **good).code == "solicitation_open"


def test_it_is_the_units_own_to_open_and_close() -> None:
    story = begun()
    fields: dict[str, Any] = {"step": "solicit", "channels": ("box", "letter"), "until": END}
    assert story.refuse("open_solicitation", SUPERVISOR, **fields).code == "not_allowed"
    story.do("open_solicitation", COUNTY, **fields)
    story.at("2026-03-09")
    assert story.refuse("close_solicitation", SUPERVISOR, step="solicit").code == "not_allowed"


def test_it_is_not_closed_before_the_plans_days_are_over() -> None:
    nobody_asked = begun().refuse("complete_step", step="solicit")
    assert (nobody_asked.code, nobody_asked.who[0]) == ("not_solicited", COORDINATOR)
    assert begun().refuse("close_solicitation", step="solicit").code == "no_solicitation"
    story = opened().at("2026-03-08")
    refusal = story.refuse("close_solicitation", step="solicit")
    assert (refusal.code, refusal.params["length"]) == ("solicitation_goes_on", "7 days")
    assert refusal.by is not None
    assert refusal.by.isoformat().endswith("+08:00")
    story.until(refusal.by).do("close_solicitation", step="solicit")
    assert story.refuse("close_solicitation", step="solicit").code == "solicitation_ended"


@pytest.mark.parametrize("by_channel", [{}, {"box": 1}, {"box": 40}, {"box": 1, "letter": 0}])
def test_too_few_opinions_or_channels_do_not_close_it(by_channel: dict[str, int]) -> None:
    story = opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit", problems=(BROKEN_LIFT,))
    heard = {channel: number for channel, number in by_channel.items() if number}
    count(story, **heard)
    assert isinstance(last(story), SolicitationFellShort)
    assert story.refuse("complete_step", step="solicit").code == "still_solicited"
    # It goes on: more may come, and it is closed once more. Numbers are not given twice.
    require_intake(story.state, "solicit", "box", None)
    story.do("close_solicitation", step="solicit", problems=(BROKEN_LIFT,))
    count(story, box=1, letter=1)
    closed = last(story)
    assert isinstance(closed, SolicitationClosed)
    assert (closed.owned, closed.first_problem) == (1, 2)


def test_an_item_is_for_a_problem_that_the_unit_has_owned_up_to() -> None:
    story = opened().at("2026-03-09")
    item: dict[str, Any] = {"measure": "Mend it.", "owner": "Works office", "due": date(2026, 4, 1)}

    def close(*problems: Problem, **by_channel: int) -> None:
        story.do("close_solicitation", step="solicit", problems=problems)
        waits = story.refuse("add_item", **item, problem=story.state.problems)
        assert waits.code == "problem_unsettled"
        count(story, **by_channel)

    close(BROKEN_LIFT, box=1)
    close(BROKEN_LIFT, LATE_POST, box=1)
    assert dropped(story) == [(1, 3)]
    refusal = story.refuse("add_item", **item, problem=2)
    assert (refusal.code, refusal.params["known"]) == ("problem_dropped", "–")
    close(BROKEN_LIFT, LATE_POST, box=1, letter=1)
    assert story.refuse("add_item", **item, problem=3).params["known"] == "4-5"
    assert story.refuse("add_item", **item, problem=6).code == "unknown_problem"
    for number in (4, 5):
        story.do("add_item", **item, problem=number)
    assert len(story.state.ledger.open) == 2


def test_numbers_that_are_dropped_out_of_turn_are_kept_in_order() -> None:
    """Two solicitations may be counted at a time."""
    rules = recorded_rules()
    first, *others = rules.tracks[0].phases[1].steps
    again = first.model_copy(update={"id": "again"})
    analysis = rules.tracks[0].phases[1].model_copy(update={"steps": (first, again, *others)})
    study, _, last_phase = rules.tracks[0].phases
    course = rules.tracks[0].model_copy(update={"phases": (study, analysis, last_phase)})
    story = Story(rules.model_copy(update={"tracks": (course, rules.tracks[1])}))
    story.start().complete("lecture").sign_off("study")
    for step in ("solicit", "again"):
        story.do("open_solicitation", step=step, channels=("box", "letter"), until=END)
    story.at("2026-03-09")
    for step in ("solicit", "again", "solicit"):
        one = story.state.solicitations[step]
        if one.ending is None:
            story.do("close_solicitation", step=step, problems=(BROKEN_LIFT,))
        else:
            fall_short(story, step)
            story.do("close_solicitation", step=step, problems=(BROKEN_LIFT,))
    # Numbers 1 and 3 are those of `solicit`, and 2 is that of `again`.
    fall_short(story, "solicit")
    assert dropped(story) == [(1, 1), (3, 3)]
    fall_short(story, "again")
    assert dropped(story) == [(1, 3)]


def dropped(story: Story) -> list[tuple[int, int]]:
    """The numbers of the problems that are nobody's."""
    return [(one.first, one.last) for one in story.state.dropped_problems]


def fall_short(story: Story, step: str) -> None:
    """Nobody has said anything."""
    effect = next(one for one in wanted(story.state) if one.step == step)
    assert isinstance(effect, CountOpinions)
    story.memory = take_outcome(story.memory, OpinionsCounted(effect=effect), story.now)


def test_an_item_of_the_first_edition_is_for_any_problem_that_was_named() -> None:
    story = opened().at("2026-03-09")
    of_edition(story, 1)
    story.do("close_solicitation", step="solicit", problems=(BROKEN_LIFT,))
    count(story, box=1)
    assert dropped(story) == []
    story.do("add_item", measure="-", owner="-", due=date(2026, 4, 1), problem=1)


def test_an_explanation_closes_it_with_less() -> None:
    story = opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit", explanation="A unit of three people.")
    count(story, box=1)
    assert isinstance(last(story), SolicitationClosed)
    story.complete("solicit")


def test_a_count_that_nobody_waits_for_changes_nothing() -> None:
    story = opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit", explanation="-")
    (effect,) = opinions.wanted(story.state)
    late = OpinionsCounted(effect=effect.model_copy(update={"round": 2}))
    assert take_outcome(story.memory, late, story.now) is story.memory
    count(story)
    again = OpinionsCounted(effect=effect, by_channel={"box": 7})
    assert take_outcome(story.memory, again, story.now) is story.memory


def test_a_unit_that_has_left_waits_for_nothing_until_it_is_back() -> None:
    story = opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit")
    story.do("withdraw", COUNTY, cause="closed", reason="Closed.")
    assert wanted(story.state) == ()
    story.do("reopen", COUNTY, reason="Not closed after all.")
    assert len(wanted(story.state)) == 1


def test_what_people_said_is_counted_although_its_phase_is_closed() -> None:
    """Where a coordinator's word is enough, the step may be done while people still answer."""
    story = opened()
    rules = story.state.rules.model_copy(update={"content": "reported"})
    story.memory = UnitMemory(state=story.state.model_copy(update={"rules": rules}))
    story.report("analysis").sign_off("analysis")
    story.at("2026-03-09").do("close_solicitation", step="solicit", problems=(BROKEN_LIFT,))
    count(story, box=1, letter=1)
    assert isinstance(last(story), SolicitationClosed)


def test_what_people_said_is_counted_although_the_unit_goes_another_way() -> None:
    story = opened()
    story.do("switch_track", CITY, track="key_links", reason="Distressed.")
    refusal = story.refuse("close_solicitation", step="solicit")
    assert refusal.code == "solicitation_goes_on"
    story.at("2026-03-09").do("close_solicitation", step="solicit")
    count(story, box=1)
    assert isinstance(last(story), SolicitationClosed)


def sent_back() -> Story:
    """A unit that has counted two opinions and owned up to one problem; it is to ask once more."""
    story = opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit", problems=(BROKEN_LIFT,))
    count(story, box=1, letter=1)
    return story.report("analysis").send_back("analysis", "solicit")


def test_a_step_that_is_sent_back_asks_once_more() -> None:
    story = sent_back()
    refusal = story.refuse("complete_step", step="solicit")
    assert (refusal.code, refusal.params["opinions"]) == ("solicitation_to_redo", "2")
    assert COORDINATOR in refusal.who
    until = date(2026, 3, 16)
    story.do("open_solicitation", step="solicit", channels=("box", "letter"), until=until)
    assert story.refuse("complete_step", step="solicit").code == "still_solicited"
    story.at("2026-03-16").do("close_solicitation", step="solicit", problems=(LATE_POST,))
    count(story, box=2, letter=1)
    closed = story.last
    assert isinstance(closed, SolicitationClosed)
    assert (closed.round, closed.opinions, closed.earlier) == (2, 3, 2)
    assert (closed.first_problem, story.state.problems) == (2, 2), "the first problem stays owned"
    story.report("analysis").send_back("analysis", "solicit")
    assert story.refuse("complete_step", step="solicit").params["opinions"] == "5"


def test_what_is_asked_once_more_has_the_plans_days() -> None:
    story = sent_back()
    sent = story.last
    assert isinstance(sent, PhaseSentBack)
    assert sent.due == date(2026, 3, 18), "the gate gives seven working days"
    longer, until = begun(open_for=Days(13)), date(2026, 3, 15)
    longer.do("open_solicitation", step="solicit", channels=("box", "letter"), until=until)
    longer.at("2026-03-15")
    longer.do("close_solicitation", step="solicit")
    count(longer, box=1, letter=1)
    longer.report("analysis").send_back("analysis", "talks")
    longer.report("analysis").send_back("analysis", "solicit")
    sent_back_until = [event.due for event in longer.events if isinstance(event, PhaseSentBack)]
    assert sent_back_until == [date(2026, 3, 24), date(2026, 3, 30)], "a Saturday's Monday"


def test_what_is_asked_once_more_may_go_on_beyond_the_campaign() -> None:
    story = opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit")
    count(story, box=1, letter=1)
    story.at("2026-12-29").report("analysis").send_back("analysis", "solicit")
    again: dict[str, Any] = {"step": "solicit", "channels": ("box", "letter")}
    story.do("open_solicitation", **again, until=date(2027, 1, 5))


def test_what_is_opened_late_lasts_for_the_plans_days() -> None:
    late = begun().at("2026-12-29")
    fields: dict[str, Any] = {"step": "solicit", "channels": ("box", "letter")}
    refusal = late.refuse("open_solicitation", **fields, until=date(2027, 1, 4))
    assert (refusal.code, refusal.params["first"]) == ("solicitation_too_short", "2027-01-05")
    refusal = late.refuse("open_solicitation", **fields, until=date(2027, 1, 6))
    assert (refusal.code, refusal.params["last"]) == ("solicitation_too_long", "2027-01-05")
    of_edition(late, 2)
    refusal = late.refuse("open_solicitation", **fields, until=date(2027, 1, 5))
    assert (refusal.code, refusal.params["last"]) == ("solicitation_too_long", "2026-12-31")
    of_edition(late, EDITION)
    late.do("open_solicitation", **fields, until=date(2027, 1, 5))


def short() -> Story:
    """A unit that has had one opinion by one of two channels until 12 March, and is told so the day after."""
    story = begun()
    story.do("open_solicitation", step="solicit", channels=("box", "letter"), until=END)
    story.at("2026-03-13").do("close_solicitation", step="solicit", problems=(BROKEN_LIFT,))
    count(story, box=1)
    assert isinstance(last(story), SolicitationFellShort)
    return story


def test_what_fell_short_goes_on_until_another_day_by_more_channels() -> None:
    story = short()
    today = date(2026, 3, 13)
    solicitation = story.state.solicitations["solicit"]
    with pytest.raises(Refused) as refused:
        require_day(solicitation, [today], today)
    assert refused.value.refusal.code == "opinion_day"
    until = date(2026, 3, 20)
    again: dict[str, Any] = {"step": "solicit", "channels": ("web_form",)}
    early = story.refuse("open_solicitation", **again, until=date(2026, 3, 19))
    assert early.code == "solicitation_too_short"
    story.do("open_solicitation", **again, until=until)
    assert last(story) == SolicitationOpened(
        step="solicit", round=1, channels=("box", "letter", "web_form"), until=until
    )
    further = story.state.solicitations["solicit"]
    assert (further.opened_on, further.until) == (date(2026, 3, 2), until)
    require_day(further, [date(2026, 3, 2), today], today)
    require_intake(story.state, "solicit", "web_form", today)
    twice = story.refuse("open_solicitation", **again, until=until)
    assert twice.code == "solicitation_open"
    # What came before counts, and it may be closed as soon as it suffices.
    story.do("close_solicitation", step="solicit", problems=(BROKEN_LIFT,))
    count(story, box=1, web_form=1)
    closed = last(story)
    assert isinstance(closed, SolicitationClosed)
    assert (closed.round, closed.opinions, closed.earlier) == (1, 2, 0)
    assert not story.state.solicitations["solicit"].fell_short
    story.complete("solicit")


def test_what_fell_short_in_the_second_edition_goes_on_as_it_was() -> None:
    story = short()
    of_edition(story, 2)
    again: dict[str, Any] = {"step": "solicit", "channels": ("box", "letter")}
    refusal = story.refuse("open_solicitation", **again, until=date(2026, 3, 20))
    assert refusal.code == "solicitation_open"


def test_in_the_second_edition_it_was_opened_by_as_few_channels_as_one_liked() -> None:
    story = begun()
    of_edition(story, 2)
    story.do("open_solicitation", step="solicit", channels=("box",), until=END)


def test_a_unit_of_the_first_edition_asks_once_more_within_the_campaign() -> None:
    """A signal for longer was refused when its history was written."""
    story = opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit")
    count(story, box=1, letter=1)
    story.at("2026-12-29").report("analysis").send_back("analysis", "solicit")
    of_edition(story, 1)
    again: dict[str, Any] = {"step": "solicit", "channels": ("box", "letter")}
    refusal = story.refuse("open_solicitation", **again, until=date(2027, 1, 5))
    assert refusal.code == "solicitation_too_long"


@pytest.mark.parametrize("has_left", [False, True])
def test_what_was_said_until_the_campaign_ends_is_counted(*, has_left: bool) -> None:
    story = opened()
    if has_left:
        story.do("withdraw", COUNTY, cause="closed", reason="Closed.")
    receipt = story.do("close", CITY)
    assert receipt.events == ("closed", "solicitation_ended")
    count(story, box=1)
    assert last(story) == SolicitationClosed(
        step="solicit", round=1, opinions=1, by_channel={"box": 1}, owned=0
    )
    assert wanted(story.state) == ()


def test_what_is_being_counted_when_the_campaign_ends_stands_however_little_it_is() -> None:
    story = opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit", problems=(BROKEN_LIFT,))
    assert story.do("close", CITY).events == ("closed",)
    count(story)
    closed = last(story)
    assert isinstance(closed, SolicitationClosed)
    assert (closed.opinions, closed.owned, closed.first_problem) == (0, 1, 1)
    assert wanted(story.state) == ()


def test_what_is_counted_already_is_not_counted_again_at_the_end() -> None:
    story = opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit")
    count(story, box=1, letter=1)
    assert story.do("close", CITY).events == ("closed",)


def test_in_the_third_edition_it_was_left_open() -> None:
    """Its history is told again as it was."""
    story = opened()
    of_edition(story, 3)
    assert story.do("close", CITY).events == ("closed",)
    assert wanted(story.state) == ()
    short = opened().at("2026-03-09")
    of_edition(short, 3)
    short.do("close_solicitation", step="solicit")
    short.do("close", CITY)
    count(short)
    assert isinstance(last(short), SolicitationFellShort)


def of_edition(story: Story, edition: int) -> None:
    """The story's unit was launched by an earlier release."""
    earlier = story.state.rules.model_copy(update={"edition": edition})
    story.memory = UnitMemory(state=story.state.model_copy(update={"rules": earlier}))


def test_a_solicitation_that_still_goes_on_is_not_asked_for_once_more() -> None:
    """Where a word is enough a phase may be sent back while people still answer."""
    story = opened()
    rules = story.state.rules.model_copy(update={"content": "reported"})
    story.memory = UnitMemory(state=story.state.model_copy(update={"rules": rules}))
    story.report("analysis").send_back("analysis", "solicit")
    assert not story.state.solicitations["solicit"].is_void
    story.complete("solicit")


def test_a_unit_of_the_first_edition_stands_on_what_it_has() -> None:
    story = opened().at("2026-03-09")
    of_edition(story, 1)
    story.do("close_solicitation", step="solicit")
    count(story, box=1, letter=1)
    story.report("analysis").send_back("analysis", "solicit").complete("solicit")
    assert story.state.solicitations["solicit"].earlier == 0


def test_a_step_that_is_reopened_may_have_another_round() -> None:
    story = opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit", problems=(BROKEN_LIFT,), explanation="-")
    count(story)
    story.complete("solicit")
    again: dict[str, Any] = {
        "step": "solicit",
        "channels": ("box", "letter"),
        "until": date(2026, 4, 1),
    }
    assert story.refuse("open_solicitation", **again).code == "step_already_done"
    story.do("reopen_step", step="solicit", reason="Only the motions.")
    story.do("open_solicitation", **again)
    assert story.state.solicitations["solicit"].round == 2
    assert story.refuse("complete_step", step="solicit").code == "still_solicited"


@pytest.mark.parametrize(
    ("channel", "day", "code"),
    [
        ("box", None, None),
        (None, None, None),
        ("web_form", END, None),
        ("web_form", date(2026, 3, 13), "solicitation_over"),
        ("hotline", None, "channel_not_open"),
        ("web_form", None, "channel_is_the_publics"),
    ],
)
def test_opinions_are_taken_in_by_open_channels(
    channel: Channel | None, day: date | None, code: str | None
) -> None:
    state = opened().state
    if code is None:
        assert require_intake(state, "solicit", channel, day).round == 1
        return
    with pytest.raises(Refused) as refused:
        require_intake(state, "solicit", channel, day)
    assert refused.value.refusal.code == code
    assert_whole(refused.value.refusal)
    if day is None:
        assert refused.value.refusal.params["known"] == "box, letter"


@pytest.mark.parametrize(
    ("day", "today", "is_good"),
    [
        (date(2026, 3, 2), date(2026, 3, 4), True),
        (date(2026, 3, 1), date(2026, 3, 4), False),
        (date(2026, 3, 5), date(2026, 3, 4), False),
        (END, date(2026, 3, 20), True),
        (date(2026, 3, 13), date(2026, 3, 20), False),
    ],
)
def test_an_opinion_came_on_a_day_of_its_solicitation(
    day: date, today: date, is_good: bool
) -> None:
    solicitation = opened().state.solicitations["solicit"]
    if is_good:
        require_day(solicitation, [day], today)
        return
    with pytest.raises(Refused) as refused:
        require_day(solicitation, [day], today)
    assert refused.value.refusal.code == "opinion_day"
    assert refused.value.refusal.params == {
        "date": str(day),
        "first": "2026-03-02",
        "last": str(min(today, END)),
    }


def test_none_are_taken_in_while_there_is_no_solicitation() -> None:
    for story in (begun(), opened()):
        story.do("withdraw", COUNTY, cause="closed", reason="Closed.")
        with pytest.raises(Refused) as refused:
            require_intake(story.state, "solicit", "box", END)
        assert refused.value.refusal.code == "no_solicitation"
        assert_whole(refused.value.refusal)
    ended = opened().at("2026-03-09")
    ended.do("close_solicitation", step="solicit")
    with pytest.raises(Refused) as refused:
        require_intake(ended.state, "solicit", "box", END)
    assert refused.value.refusal.code == "solicitation_ended"
    assert_whole(refused.value.refusal)
    assert not is_taking_in(ended.state, "solicit")
    assert not is_taking_in(begun().state, "solicit")


def test_a_solicitation_that_the_plan_has_no_more_is_closed_at_once_with_what_came() -> None:
    story = opened()
    (course, other), (study, analysis, last_phase) = (
        story.state.rules.tracks,
        story.state.rules.tracks[0].phases,
    )
    steps = tuple(
        step.model_copy(update={"after": ()}) for step in analysis.steps if step.id != "solicit"
    )
    fewer = analysis.model_copy(update={"steps": steps})
    phased = course.model_copy(update={"phases": (study, fewer, last_phase)})
    rules = story.state.rules.model_copy(update={"tracks": (phased, other)})
    story.do("amend", CITY, rules=rules, reason="Too much.")
    story.do("close_solicitation", step="solicit")
    count(story)
    closed = last(story)
    assert isinstance(closed, SolicitationClosed)
    assert closed.opinions == 0


def test_what_says_the_same_as_another_opinion_is_told_beside_the_count() -> None:
    story = opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit", explanation="-")
    (effect,) = opinions.wanted(story.state)
    counted = OpinionsCounted(effect=effect, by_channel={"box": 3}, merged=2)
    story.memory = take_outcome(story.memory, counted, story.now)
    closed = last(story)
    assert isinstance(closed, SolicitationClosed)
    assert (closed.opinions, closed.merged) == (3, 2)


def test_the_rows_tell_of_the_solicitation_and_its_problems() -> None:
    story = opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit", problems=(BROKEN_LIFT, LATE_POST))
    ended, *problems = rows_of(story.launched, story.state, story.journal[-1])
    assert isinstance(ended, SolicitationRow)
    assert (ended.status, ended.problems, ended.first_problem) == ("ended", 2, 1)
    assert [(one.number, one.text) for one in problems if isinstance(one, ProblemRow)] == [
        (1, "The lift is broken."),
        (2, "Post is late."),
    ]
    count(story, box=3, letter=1)
    (closed,) = rows_of(story.launched, story.state, story.journal[-1])
    assert isinstance(closed, SolicitationRow)
    assert (closed.status, closed.opinions, closed.problems, closed.first_problem) == (
        "closed",
        4,
        2,
        1,
    )


def test_what_a_unit_keeps_of_it_is_small() -> None:
    story = opened().at("2026-03-09")
    ids: tuple[OpinionId, ...] = tuple("abcdefghijklmn" + two for two in ("aa", "ab", "ac"))
    many = tuple(Problem(text="x" * 300, opinions=ids) for _ in range(30))
    before = len(story.state.model_dump_json())
    story.do("close_solicitation", step="solicit", problems=many)
    count(story, box=99_999, letter=1)
    assert len(story.state.model_dump_json()) - before < 200
