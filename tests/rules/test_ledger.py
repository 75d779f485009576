"""The ledger: what is promised, worked off, struck off, handed up and answered."""

import json
from datetime import date, time
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from rules.deadlines import deadline_of
from rules.outcome import outcome_of
from rules.progress import progress
from rules.standing import standing
from rules.ticks import next_due, upcoming
from schemas.commands import CommandAdapter
from schemas.events import Event, Overdue
from schemas.ledger import (
    OPEN_ITEMS,
    AnswerOverdue,
    HandedUp,
    ItemAdded,
    ItemAnswered,
    ItemClosed,
    ItemConfirmed,
    ItemHandedUp,
    Ledger,
    LedgerView,
    OpenItem,
)
from schemas.quantities import Percent, WorkingDays
from schemas.state import Standing
from schemas.step import Gate
from schemas.target import item_target
from tests.rules.reference import PHASED, RECTIFICATION, with_rules, with_unit
from tests.rules.stories import (
    CITY,
    COORDINATOR,
    COUNTY,
    SUPERVISOR,
    SYSTEM,
    Story,
    closing,
)


def add(story: Story, due: str = "2026-03-31", **fields: Any) -> int:
    """One more item; its number."""
    promise: dict[str, Any] = {"measure": "Mend the roof", "owner": "Works", **fields}
    story.do("add_item", due=date.fromisoformat(due), **promise)
    return story.state.ledger.added


def strike_off(story: Story, *numbers: int) -> None:
    """Have items closed and confirmed."""
    for number in numbers:
        story.do("close_item", number=number, evidence="photograph")
        story.do("confirm_item", SUPERVISOR, number=number)


def last(story: Story) -> Event:
    """The last event, whatever it is."""
    return story.events[-1]


def due(story: Story, number: int) -> Any:
    """When an item is due now."""
    deadline = deadline_of(story.state, item_target(number))
    return None if deadline is None else deadline.at


def rectifying(content: Any = "recorded") -> Story:
    """A unit in its phase of rectification."""
    story = Story().start().report("study").sign_off("study")
    story.report("analysis").sign_off("analysis")
    return with_other_rules(story, content=content)


def with_other_rules(story: Story, **changes: Any) -> Story:
    """The story under other rules, which nobody has told the unit of."""
    state = story.state.model_copy(update={"rules": with_rules(**changes)})
    story.memory = story.memory.model_copy(update={"state": state})
    return story


# From the promise to the strike-off.


def test_an_item_is_added_closed_and_struck_off() -> None:
    story = Story().start()
    number = add(story, measure="A ramp at the gate", owner="Works office", is_commitment=True)
    assert last(story) == ItemAdded(
        number=1,
        measure="A ramp at the gate",
        owner="Works office",
        due=date(2026, 3, 31),
        solvable="by_date",
        is_commitment=True,
    )
    assert story.state.ledger.open == (OpenItem(number=1, due=date(2026, 3, 31)),)
    assert due(story, number) == closing("2026-03-31")
    story.do("close_item", number=number, evidence="Receipt 17")
    assert last(story) == ItemClosed(number=1, evidence="Receipt 17")
    assert due(story, number) is None
    story.do("confirm_item", SUPERVISOR, number=number, note="Seen.")
    assert last(story) == ItemConfirmed(number=1, note="Seen.")
    assert story.state.ledger == Ledger(added=1)
    assert story.state.ledger.struck_off == 1


def test_numbers_are_never_given_twice() -> None:
    story = Story().start()
    strike_off(story, add(story))
    assert add(story) == 2
    assert [item.number for item in story.state.ledger.open] == [2]


def test_the_texts_are_in_the_journal_and_not_in_the_state() -> None:
    story = Story().start()
    add(story, measure="x" * 2000, owner="y" * 200)
    written = story.state.model_dump_json()
    assert "xx" not in written
    assert "yy" not in written


def test_only_the_supervision_group_and_the_city_strike_off() -> None:
    story = Story().start()
    story.do("close_item", number=add(story), evidence="-")
    refusal = story.refuse("confirm_item", COORDINATOR, number=1)
    assert (refusal.code, refusal.who) == ("not_allowed", (SUPERVISOR, CITY))


def test_what_is_sent_back_is_due_as_before_or_on_another_day() -> None:
    story = Story().start()
    for number, until in ((add(story), None), (add(story), date(2026, 4, 10))):
        story.do("close_item", number=number, evidence="-")
        story.do("return_item", SUPERVISOR, number=number, reason="No photograph", due=until)
    assert (due(story, 1), due(story, 2)) == (closing("2026-03-31"), closing("2026-04-10"))


def test_an_item_that_was_struck_off_is_reopened_with_a_day_of_its_own() -> None:
    story = Story().start()
    add(story, "2026-04-30")
    strike_off(story, add(story))
    story.do("reopen_item", SUPERVISOR, number=2, reason="Broken again", due=date(2026, 4, 20))
    assert [item.number for item in story.state.ledger.open] == [1, 2]
    assert due(story, 2) == closing("2026-04-20")
    assert story.state.ledger.struck_off == 0


@pytest.mark.parametrize(
    ("kind", "by", "fields", "code"),
    [
        ("close_item", COORDINATOR, {"number": 9, "evidence": "-"}, "unknown_item"),
        ("close_item", COORDINATOR, {"number": 2, "evidence": "-"}, "item_struck_off"),
        ("close_item", COORDINATOR, {"number": 3, "evidence": "-"}, "item_closed"),
        ("amend_item", CITY, {"number": 4, "owner": "x", "reason": "-"}, "item_handed_up"),
        ("confirm_item", SUPERVISOR, {"number": 1}, "item_not_closed"),
        ("return_item", SUPERVISOR, {"number": 4, "reason": "-"}, "item_not_closed"),
        ("answer_item", COUNTY, {"number": 1, "answer": "-"}, "item_not_handed_up"),
        (
            "reopen_item",
            COUNTY,
            {"number": 1, "reason": "-", "due": date(2026, 4, 1)},
            "item_open",
        ),
        (
            "reopen_item",
            COUNTY,
            {"number": 9, "reason": "-", "due": date(2026, 4, 1)},
            "unknown_item",
        ),
        (
            "extend",
            SUPERVISOR,
            {"target": "item:1", "until": date(2026, 4, 1), "reason": "-"},
            "item_is_amended",
        ),
        ("report_no_items", COORDINATOR, {"reason": "-"}, "ledger_has_items"),
    ],
)
def test_what_does_not_fit_the_item_is_refused(
    kind: str, by: Any, fields: dict[str, Any], code: str
) -> None:
    story = Story().start()
    for _ in range(4):
        add(story)
    strike_off(story, 2)
    story.do("close_item", number=3, evidence="-")
    story.do("escalate_item", number=4, reason="-")
    assert story.refuse(kind, by, **fields).code == code


def test_nothing_is_promised_before_the_start_while_work_stands_still_or_for_a_day_off() -> None:
    story = Story()
    promise: dict[str, Any] = {"measure": "-", "owner": "-", "due": date(2026, 3, 31)}
    assert story.refuse("add_item", **promise).code == "not_started"
    story.start()
    for day, code in (
        (date(2026, 2, 27), "date_past"),
        (date(2026, 3, 7), "date_not_worked"),
        (date(2027, 1, 4), "date_out_of_bounds"),
    ):
        assert story.refuse("add_item", **{**promise, "due": day}).code == code
    story.do("suspend", COUNTY, reason="flood")
    assert story.refuse("add_item", **promise).code == "unit_suspended"


def test_an_item_is_for_a_problem_that_the_unit_has() -> None:
    story = Story().start()
    promise: dict[str, Any] = {"measure": "-", "owner": "-", "due": date(2026, 3, 31)}
    refusal = story.refuse("add_item", **promise, problem=1)
    assert (refusal.code, refusal.params) == ("unknown_problem", {"problem": "1", "known": "0"})
    owned = story.state.model_copy(update={"problems": 2})
    story.memory = story.memory.model_copy(update={"state": owned})
    story.do("add_item", **promise, problem=2)


# More time.


def test_the_unit_may_amend_everything_but_give_itself_more_time() -> None:
    story = Story().start()
    add(story)
    story.do("amend_item", number=1, measure="Better", due=date(2026, 3, 30), reason="sooner")
    assert due(story, 1) == closing("2026-03-30")
    story.do("amend_item", number=1, owner="Roofers", due=date(2026, 3, 30), reason="theirs")
    later: dict[str, Any] = {"number": 1, "due": date(2026, 4, 15), "reason": "frost"}
    refusal = story.refuse("amend_item", **later)
    assert (refusal.code, refusal.who) == ("later_due_not_yours", (SUPERVISOR, COUNTY, CITY))
    story.do("amend_item", SUPERVISOR, **later)
    assert due(story, 1) == closing("2026-04-15")


def test_an_item_moves_by_the_days_lost_since_it_was_promised() -> None:
    story = Story().start()
    add(story, "2026-03-31")
    story.do("suspend", COUNTY, reason="flood")
    story.at("2026-03-09").do("resume", COUNTY)
    assert due(story, 1) == closing("2026-04-07")
    add(story, "2026-03-31")
    assert due(story, 2) == closing("2026-03-31")


# Handed up.


def test_what_is_handed_up_is_the_countys_by_its_own_clock() -> None:
    story = Story().start()
    add(story, "2026-03-31")
    story.do("escalate_item", number=1, reason="It is the county's road")
    assert last(story) == ItemHandedUp(
        number=1, reason="It is the county's road", answer_by=date(2026, 3, 16)
    )
    assert story.state.ledger.open[0].handed_up == HandedUp(
        on=date(2026, 3, 2), answer_by=date(2026, 3, 16)
    )
    story.until(closing("2026-03-16"))
    assert last(story) == AnswerOverdue(target=item_target(1), due=closing("2026-03-16"))
    assert Overdue(target=item_target(1), due=closing("2026-03-31")) not in story.events
    story.at("2026-03-18").do("answer_item", COUNTY, number=1, answer="Repaved by May")
    # Twelve working days were waited for.
    assert last(story) == ItemAnswered(number=1, answer="Repaved by May", due=date(2026, 4, 16))
    assert due(story, 1) == closing("2026-04-16")


def test_what_a_county_hands_up_is_the_citys() -> None:
    story = Story(unit=with_unit(level="county")).start()
    add(story, "2026-03-31")
    story.do("escalate_item", number=1, reason="It is the city's road")
    assert story.refuse("answer_item", COUNTY, number=1, answer="We wait").who == (CITY,)
    story.do("answer_item", CITY, number=1, answer="Repaved by May")


def test_nothing_is_above_the_city() -> None:
    story = Story(unit=with_unit(level="city")).start()
    add(story, "2026-03-31")
    refusal = story.refuse("escalate_item", number=1, reason="Too large for us")
    assert (refusal.code, refusal.who) == ("nothing_above", ())
    assert story.state.ledger.open[0].handed_up is None


def test_an_office_does_not_give_itself_more_time() -> None:
    later = {"number": 1, "due": date(2026, 4, 30), "reason": "It is a large one"}
    county = Story(unit=with_unit(level="county")).start()
    add(county)
    refusal = county.refuse("amend_item", COUNTY, **later)
    assert (refusal.code, refusal.who) == ("later_due_not_yours", (SUPERVISOR, CITY))
    county.do("amend_item", CITY, **later)
    city = Story(unit=with_unit(level="city")).start()
    add(city)
    assert city.refuse("amend_item", CITY, **later).who == (SUPERVISOR,)
    city.do("amend_item", SUPERVISOR, **later)


def test_what_only_a_higher_level_can_solve_is_handed_up_at_once() -> None:
    story = Story().start()
    receipt = story.do(
        "add_item",
        measure="A bridge",
        owner="Works",
        due=date(2026, 5, 29),
        solvable="higher_level",
    )
    assert receipt.events == ("item_added", "item_handed_up")


def test_the_plan_says_how_long_the_county_has() -> None:
    step = RECTIFICATION.steps[0].model_copy(update={"handed_up": WorkingDays(3)})
    phase = RECTIFICATION.model_copy(update={"steps": (step, *RECTIFICATION.steps[1:])})
    track = PHASED.model_copy(update={"phases": (*PHASED.phases[:2], phase)})
    story = Story(with_rules(tracks=(track,))).start()
    add(story, solvable="higher_level")
    assert last(story) == ItemHandedUp(number=1, reason="Mend the roof", answer_by=date(2026, 3, 5))


def test_days_of_standstill_are_not_given_back_twice() -> None:
    story = Story().start()
    add(story, "2026-04-30")
    story.do("escalate_item", number=1, reason="-")
    story.do("suspend", COUNTY, reason="flood")
    story.at("2026-03-09").do("resume", COUNTY)
    story.at("2026-03-11").do("answer_item", COUNTY, number=1, answer="Yes")
    # Seven working days went by from the 2nd to the 11th, five of them standing still.
    assert due(story, 1) == closing("2026-05-11")


def test_an_answer_at_once_gives_no_day_and_another_day_must_be_possible() -> None:
    story = Story().start()
    add(story, "2026-04-30")
    story.do("escalate_item", number=1, reason="-")
    day_off: dict[str, Any] = {"number": 1, "answer": "Yes", "due": date(2026, 4, 26)}
    assert story.refuse("answer_item", COUNTY, **day_off).code == "date_not_worked"
    story.do("answer_item", COUNTY, number=1, answer="Yes")
    assert due(story, 1) == closing("2026-04-30")
    story.do("escalate_item", number=1, reason="-")
    story.do("answer_item", COUNTY, **{**day_off, "due": date(2026, 4, 28)})
    assert due(story, 1) == closing("2026-04-28")


# Lights and standings.


def test_an_item_that_is_late_makes_the_unit_late_until_it_has_finished() -> None:
    story = Story().start().complete("mobilise", "lecture")
    add(story, "2026-03-20")
    assert story.at("2026-03-17", time(8, 30)).standing is Standing.DUE_SOON
    story.until(closing("2026-03-20"))
    assert last(story) == Overdue(target=item_target(1), due=closing("2026-03-20"))
    stands = [story.standing]
    story.do("close_item", number=1, evidence="-")
    stands.append(story.standing)
    story.do("return_item", SUPERVISOR, number=1, reason="-")
    stands.append(story.standing)
    assert stands == [Standing.OVERDUE, Standing.ON_TRACK, Standing.OVERDUE]


def test_items_outlive_the_phases() -> None:
    story = Story().finish()
    add(story, "2026-03-20")
    assert story.standing is Standing.FINISHED
    assert next_due(story.state) == closing("2026-03-17").replace(hour=0, minute=30)
    story.until(closing("2026-03-20"))
    assert story.kinds[-2:] == ["item_added", "overdue"]
    assert story.standing is Standing.FINISHED
    shown = progress(story.state, story.now).ledger
    assert shown == LedgerView(added=1, struck_off=0, open=1, overdue=1)
    strike_off(story, 1)
    assert upcoming(story.state) == ()


def test_a_unit_that_has_finished_loses_no_day_of_its_own_to_a_pause_but_its_items_do() -> None:
    story = Story().finish()
    add(story, "2026-03-20")
    before = story.state
    story.do("hold", SYSTEM, reason="-")
    assert next_due(story.state) is None
    story.at("2026-03-09").do("release", SYSTEM)
    assert due(story, 1) == closing("2026-03-27")
    assert story.state.lost == before.lost


def test_a_unit_that_has_left_is_silent() -> None:
    story = Story().start()
    add(story, "2026-03-20")
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    assert upcoming(story.state) == ()
    assert story.refuse("close_item", number=1, evidence="-").code == "unit_withdrawn"


def test_the_next_phase_does_not_say_again_what_was_said_of_an_item() -> None:
    story = Story().start()
    add(story, "2026-03-05")
    story.at("2026-03-06").report("study").sign_off("study")
    said = [event for event in story.events if isinstance(event, Overdue)]
    assert [event.target for event in said] == [item_target(1)]
    story.at("2026-03-10")
    assert [event for event in story.events if isinstance(event, Overdue)] == said


# What the step asks for.


def test_without_a_requirement_a_coordinators_word_is_enough() -> None:
    rectifying("reported").complete("rectify")


def test_a_step_needs_its_share_of_items_struck_off_exactly() -> None:
    story = rectifying()
    refusal = story.refuse("complete_step", step="rectify")
    assert (refusal.code, refusal.who[0]) == ("ledger_empty", COORDINATOR)
    numbers = [add(story) for _ in range(5)]
    strike_off(story, *numbers[:3])
    refusal = story.refuse("complete_step", step="rectify")
    assert (refusal.code, refusal.params["needed"]) == ("ledger_share", "4")
    story.do("close_item", number=numbers[3], evidence="-")
    assert story.refuse("complete_step", step="rectify").code == "ledger_share"
    story.do("confirm_item", SUPERVISOR, number=numbers[3])
    story.complete("rectify")


def test_a_phase_is_accepted_while_the_share_is_struck_off_not_once_it_was() -> None:
    step = RECTIFICATION.steps[0]
    phase = RECTIFICATION.model_copy(update={"steps": (step,), "gate": Gate()})
    track = PHASED.model_copy(update={"phases": (phase,)})
    story = Story(with_rules(content="recorded", tracks=(track,))).start()
    strike_off(story, add(story))
    story.complete("rectify")
    add(story)
    refusal = story.refuse("sign_off", SUPERVISOR, phase="rectification")
    assert (refusal.code, refusal.params["needed"]) == ("ledger_share", "2")
    assert SUPERVISOR in refusal.who
    strike_off(story, 2)
    story.sign_off("rectification")
    assert story.state.finished_at is not None


@pytest.mark.parametrize(("added", "needed"), [(1, 1), (3, 1), (4, 2), (300, 100), (301, 101)])
def test_a_share_is_not_rounded_down(added: int, needed: int) -> None:
    third = Percent(Fraction(100, 3))
    step = RECTIFICATION.steps[0].model_copy(update={"closed_share": third})
    phase = RECTIFICATION.model_copy(update={"steps": (step, *RECTIFICATION.steps[1:])})
    track = PHASED.model_copy(update={"phases": (*PHASED.phases[:2], phase)})
    story = with_other_rules(rectifying(), content="recorded", tracks=(track,))
    for _ in range(added):
        add(story)
    assert story.refuse("complete_step", step="rectify").params["needed"] == str(needed)


def test_nothing_to_put_right_is_said_with_a_reason_and_accepted() -> None:
    story = rectifying()
    assert story.refuse("accept_no_items", SUPERVISOR).code == "no_items_not_reported"
    story.do("report_no_items", reason="Two members, no complaints")
    assert story.refuse("report_no_items", reason="-").code == "no_items_already"
    refusal = story.refuse("complete_step", step="rectify")
    assert (refusal.code, refusal.who) == ("no_items_not_accepted", (SUPERVISOR, CITY))
    story.do("accept_no_items", SUPERVISOR, note="Agreed")
    story.complete("rectify")


def test_an_item_takes_back_that_there_is_nothing() -> None:
    story = rectifying()
    story.do("report_no_items", reason="-")
    story.do("accept_no_items", SUPERVISOR)
    add(story)
    assert story.state.ledger.nothing is None
    assert story.refuse("complete_step", step="rectify").code == "ledger_share"


# Bounds, and the end.


GOOD = {"id": "x", "by": "coordinator:c-001", "kind": "add_item", "measure": "-", "owner": "-"}
WRONG: dict[str, dict[str, Any]] = {
    "no day": {},
    "day of another form": {"due": "31 March"},
    "instant": {"due": "2026-03-31T10:00:00Z"},
    "measure empty": {"due": "2026-03-31", "measure": ""},
    "measure long": {"due": "2026-03-31", "measure": "x" * 2001},
    "measure with nul": {"due": "2026-03-31", "measure": "a\x00"},
    "owner long": {"due": "2026-03-31", "owner": "x" * 201},
    "owner of another type": {"due": "2026-03-31", "owner": ["x"]},
    "solvable unknown": {"due": "2026-03-31", "solvable": "never"},
    "commitment of another type": {"due": "2026-03-31", "is_commitment": "yes"},
    "problem zero": {"due": "2026-03-31", "problem": 0},
    "problem huge": {"due": "2026-03-31", "problem": 10**6},
    "extra": {"due": "2026-03-31", "number": 1},
    "number zero": {"kind": "confirm_item", "number": 0},
    "number huge": {"kind": "confirm_item", "number": 10**6},
    "number true": {"kind": "confirm_item", "number": True},
    "number a text": {"kind": "confirm_item", "number": "1"},
    "nothing amended": {"kind": "amend_item", "number": 1, "reason": "-"},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_command_to_a_ledger_is_not_read(name: str) -> None:
    wrong = WRONG[name]
    given = {**GOOD, **wrong}
    if "kind" in wrong:
        given = {key: value for key, value in given.items() if key not in {"measure", "owner"}}
    with pytest.raises(ValidationError):
        CommandAdapter.validate_json(json.dumps(given))


def test_what_is_one_is_read() -> None:
    CommandAdapter.validate_json(json.dumps({**GOOD, "due": "2026-03-31"}))


def test_the_five_hundred_and_first_open_item_is_refused_and_the_next_is_not() -> None:
    story = Story().start()
    for _ in range(OPEN_ITEMS):
        add(story)
    promise: dict[str, Any] = {"measure": "-", "owner": "-", "due": date(2026, 3, 31)}
    refusal = story.refuse("add_item", **promise)
    assert (refusal.code, refusal.params) == ("ledger_full", {"limit": "500"})
    strike_off(story, 17)
    again: dict[str, Any] = {"number": 17, "reason": "-", "due": date(2026, 3, 31)}
    story.do("reopen_item", CITY, **again)
    assert len(story.state.ledger.open) == OPEN_ITEMS
    strike_off(story, 18)
    add(story)
    assert story.refuse("reopen_item", CITY, **{**again, "number": 18}).code == "ledger_full"


def test_the_outcome_tells_how_much_was_worked_off() -> None:
    story = Story().finish()
    for _ in range(3):
        add(story)
    strike_off(story, 2)
    story.do("close", SYSTEM)
    assert outcome_of(story.state).ledger == LedgerView(added=3, struck_off=1, open=2)
    assert standing(story.state, story.now) is Standing.FINISHED
