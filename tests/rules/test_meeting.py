"""Life meetings: every branch holds its own, with the plan's quorum."""

import json
from datetime import date, time
from typing import Any, Final

import pytest
from pydantic import ValidationError

from rules.evolve import evolve
from rules.meeting import branches_of, convened, met
from rules.progress import progress
from rules.rows import rows_of
from schemas.commands import CommandAdapter
from schemas.limits import BRANCHES
from schemas.meeting import MeetingOutcomeRow, MeetingRow
from schemas.outcome import SoFar
from schemas.roster import Members
from schemas.rows import Row
from tests.rules.reference import with_rules, with_unit
from tests.rules.stories import CITY, SUPERVISOR, Story

TWO: Final = with_unit(organisations=2, members=Members(intellectual=20, retired=10))


class Meetings(Story):
    """A unit that has come to its life meeting, on 2 March, whose plan asks for 80 %."""

    def __init__(self, unit: Any = TWO) -> None:
        super().__init__(unit=unit)
        self.start().report("study").sign_off("study").complete("solicit", "talks")
        self.do("amend", CITY, rules=with_rules(content="recorded"), reason="-")

    def convene(self, branch: str, members: int, on: date = date(2026, 3, 2)) -> "Meetings":
        """Convene a branch."""
        self.do("convene_meeting", **meeting(branch, members, on))
        return self

    def hold(self, branch: str, came: int) -> "Meetings":
        """Record that a branch has met today."""
        self.do("record_meeting", **held(branch, came))
        return self

    def lacks(self) -> tuple[str, str]:
        """How many branches have met, of how many."""
        refusal = self.refuse("complete_step", step="life_meeting")
        assert refusal.code == "meetings_missing"
        return refusal.params["met"], refusal.params["branches"]

    def rows(self) -> list[Row]:
        """What the meetings leave in the records."""
        state, left = self.launched, list[Row]()
        for entry in self.journal:
            before, state = state, evolve(state, entry)
            left += rows_of(before, state, entry)
        return left


def meeting(branch: str, members: int = 10, on: date = date(2026, 3, 2)) -> dict[str, Any]:
    return {
        "step": "life_meeting",
        "branch": branch,
        "members": members,
        "on": on,
        "starts": time(15),
        "place": "Hall 2",
        "outsiders": ("the school board",),
    }


def held(branch: str, came: int, on: date = date(2026, 3, 2)) -> dict[str, Any]:
    attended = Members(intellectual=came)
    return {"step": "life_meeting", "branch": branch, "on": on, "attended": attended}


def test_the_step_is_done_when_every_branch_has_met() -> None:
    told = Meetings().convene("first", 20).convene("second", 10)
    assert told.lacks() == ("0", "2")
    told.hold("first", 16)
    assert told.lacks() == ("1", "2")
    told.hold("second", 8).complete("life_meeting")


def test_a_meeting_without_its_quorum_does_not_count_and_is_held_again() -> None:
    told = Meetings().convene("first", 20).convene("second", 10).hold("first", 15)
    assert told.last.model_dump()["quorate"] is False
    assert told.refuse("record_meeting", **held("first", 20)).code == "meeting_not_convened"
    told.convene("first", 20).hold("first", 20).hold("second", 10).complete("life_meeting")


def test_a_unit_without_branches_holds_one_meeting() -> None:
    told = Meetings(with_unit(members=Members(intellectual=3))).convene("all", 3)
    refusal = told.refuse("convene_meeting", **meeting("another", 1))
    assert (refusal.code, refusal.params["known"]) == ("no_more_branches", "all")
    told.hold("all", 3).complete("life_meeting")


def test_branches_have_no_more_members_than_the_unit() -> None:
    told = Meetings().convene("first", 25)
    refusal = told.refuse("convene_meeting", **meeting("second", 6))
    assert (refusal.code, refusal.params["left"]) == ("branches_too_large", "5")
    told.convene("first", 20).convene("second", 10)
    assert told.refuse("record_meeting", **held("second", 11)).code == "more_than_branch"
    attended = {"attended": Members(retired=11)}
    refused = told.refuse("record_meeting", **{**held("first", 0), **attended})
    assert refused.code == "more_than_members"


def test_a_unit_whose_members_the_roster_does_not_count() -> None:
    told = Meetings(with_unit()).convene("all", 30).hold("all", 24)
    told.complete("life_meeting")


def test_meetings_lie_within_the_campaign_and_are_recorded_once_they_were() -> None:
    told = Meetings()
    for day in (date(2026, 3, 1), date(2027, 1, 1)):
        refusal = told.refuse("convene_meeting", **meeting("first", on=day))
        assert refusal.code == "meeting_outside_campaign"
    told.convene("first", 10, date(2026, 3, 7))  # a Saturday: members are free
    early = told.refuse("record_meeting", **held("first", 10, date(2026, 3, 7)))
    assert early.code == "not_held_yet"
    told.at("2026-03-08").do("record_meeting", **held("first", 10, date(2026, 3, 7)))


def test_a_meeting_that_is_called_off_leaves_its_place() -> None:
    told = Meetings().convene("frist", 20).convene("second", 10)
    told.do("call_off_meeting", step="life_meeting", branch="frist", reason="misspelt")
    assert convened(told.state, "life_meeting") == ("second",)
    again = told.refuse("call_off_meeting", step="life_meeting", branch="frist", reason="-")
    assert again.code == "meeting_not_convened"
    told.convene("first", 20).hold("first", 20).convene("first", 20)
    told.do("call_off_meeting", step="life_meeting", branch="first", reason="once is enough")
    assert met(told.state, "life_meeting") == 1


def test_a_meeting_that_the_unit_does_not_need_any_more_will_not_be() -> None:
    told = Meetings().convene("first", 20).convene("second", 10).hold("first", 20)
    told.do("switch_track", CITY, track="key_links", reason="Distressed.")
    (second,) = (
        row for row in told.rows() if isinstance(row, MeetingRow) and row.branch == "second"
    )
    *_, last = (row for row in told.rows() if isinstance(row, MeetingOutcomeRow))
    assert (last.convened, last.outcome) == (second.convened, "called_off")
    sent_back = Meetings(with_unit(members=Members(intellectual=3)))
    sent_back.convene("all", 3).hold("all", 3).complete("life_meeting")
    sent_back.send_back("analysis", "life_meeting")
    (outcome,) = (row for row in sent_back.rows() if isinstance(row, MeetingOutcomeRow))
    assert outcome.outcome == "held", "what was held stays so, and is held again"
    assert sent_back.lacks() == ("0", "1")


def test_what_was_recorded_can_be_set_right_while_the_step_is_open() -> None:
    told = Meetings().convene("first", 20).convene("second", 10).hold("second", 10)
    told.hold("first", 20).convene("first", 20).hold("first", 2)
    assert told.lacks() == ("1", "2")


def test_a_meeting_step_that_is_sent_back_is_held_anew() -> None:
    told = Meetings().convene("first", 20).convene("second", 10)
    told.hold("first", 20).hold("second", 10).complete("life_meeting")
    assert told.refuse("convene_meeting", **meeting("first")).code == "step_already_done"
    told.send_back("analysis", "life_meeting")
    assert told.lacks() == ("0", "2")


def test_progress_counts_the_branches_once_one_was_convened() -> None:
    told = Meetings().convene("first", 20).hold("first", 20)
    shown = progress(told.state, told.now).phases[1].steps[2]
    assert (shown.step, shown.so_far) == ("life_meeting", SoFar(there=1, of=2))


def test_what_the_records_are_told() -> None:
    told = Meetings().convene("first", 20)
    first = told.state.revision
    told.convene("first", 20, date(2026, 3, 3))
    second = told.state.revision
    told.hold("first", 3).convene("second", 10)
    third = told.state.revision
    told.do("call_off_meeting", step="life_meeting", branch="second", reason="-")
    rows = told.rows()
    outcomes = [row for row in rows if isinstance(row, MeetingOutcomeRow)]
    assert [(row.convened, row.outcome) for row in outcomes] == [
        (first, "moved"),
        (second, "inquorate"),
        (third, "called_off"),
    ]
    assert outcomes[1].attended == Members(intellectual=3)
    meetings = [row for row in rows if isinstance(row, MeetingRow)]
    assert [(row.convened, row.branch) for row in meetings] == [
        (first, "first"),
        (second, "first"),
        (third, "second"),
    ]
    assert meetings[0].outsiders == ("the school board",)


@pytest.mark.parametrize(
    ("organisations", "branches"), [(0, 1), (1, 1), (17, 17), (10_000, BRANCHES)]
)
def test_how_many_branches_a_unit_has(organisations: int, branches: int) -> None:
    assert branches_of(Story(unit=with_unit(organisations=organisations)).state) == branches


def test_a_unit_of_many_branches_stays_small() -> None:
    unit = with_unit(organisations=BRANCHES, members=Members(intellectual=BRANCHES))
    told = Meetings(unit)
    before = len(told.state.model_dump_json())
    for number in range(BRANCHES):
        told.convene(f"branch-{number}", 1)
    assert len(told.state.model_dump_json()) - before < 64 * BRANCHES
    for number in range(BRANCHES):
        told.hold(f"branch-{number}", 1)
    told.complete("life_meeting")


def test_a_supervision_group_convenes_nothing() -> None:
    refusal = Meetings().refuse("convene_meeting", SUPERVISOR, **meeting("first"))
    assert refusal.code == "not_allowed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"branch": "two words"},
        {"branch": "x" * 65},
        {"members": 0},
        {"members": 100_001},
        {"starts": "15:00+08:00"},
        {"starts": "25:00"},
        {"place": ""},
        {"place": "x" * 201},
        {"outsiders": ["x"] * 21},
        {"outsiders": ["x" * 101]},
        {"outsiders": ["a\x00b"]},
        {"on": "2026-02-30"},
        {"step": None},
        {"attended": {}},
    ],
)
def test_what_no_meeting_is_convened_with(wrong: dict[str, Any]) -> None:
    good = {
        "id": "x",
        "by": "coordinator:c-001",
        "kind": "convene_meeting",
        "step": "life_meeting",
        "branch": "一支部",
        "members": 10,
        "on": "2026-03-02",
        "starts": "15:30",
        "place": "Hall",
        "outsiders": ["The street office"],
    }
    assert CommandAdapter.validate_json(json.dumps(good))
    with pytest.raises(ValidationError):
        CommandAdapter.validate_json(json.dumps({**good, **wrong}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"attended": {"retired": -1}},
        {"attended": {"retired": 1, "floating": 2}},
        {"attended": {"names": 1}},
        {"attended": {"retired": 1.5}},
        {"came": -1},
        {"talks": 100_001},
        {"minutes": "minutes.docx"},
        {"minutes": "A" * 64},
        {"note": "x" * 2001},
    ],
)
def test_what_no_meeting_is_recorded_with(wrong: dict[str, Any]) -> None:
    good = {
        "id": "x",
        "by": "coordinator:c-001",
        "kind": "record_meeting",
        "step": "life_meeting",
        "branch": "一支部",
        "on": "2026-03-02",
        "attended": {"retired": 2, "floating": 1},
        "came": 1,
        "talks": 9,
        "minutes": "a" * 64,
    }
    assert CommandAdapter.validate_json(json.dumps(good))
    with pytest.raises(ValidationError):
        CommandAdapter.validate_json(json.dumps({**good, **wrong}))
