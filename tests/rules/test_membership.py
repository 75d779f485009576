"""A unit's place in the campaign: leaving, who answers for it, comments, the end."""

from datetime import date

import pytest

from rules.ticks import next_due
from schemas.events import Closed, Commented, Reassigned, Withdrawn
from schemas.state import Standing, Withdrawal
from tests.rules.reference import (
    with_unit,
)
from tests.rules.stories import CITY, COUNTY, SUPERVISOR, SYSTEM, Story, local


class TestLeaving:
    def test_a_unit_that_was_merged_names_the_other(self) -> None:
        story = Story().start()
        story.do("request_extension", target="unit", until=date(2026, 7, 1), reason="-")
        receipt = story.do("withdraw", COUNTY, cause="merged", into="SCH-002", reason="merger")
        assert (receipt.events, receipt.standing) == (("withdrawn",), Standing.WITHDRAWN)
        assert story.last == Withdrawn(cause="merged", into="SCH-002", reason="merger")
        assert story.state.withdrawn == Withdrawal(at=story.now, cause="merged", into="SCH-002")
        assert story.state.requests == ()
        assert next_due(story.state) is None

    def test_a_unit_is_not_merged_into_itself(self) -> None:
        refusal = Story().refuse("withdraw", COUNTY, cause="merged", into="SCH-001", reason="-")
        assert (refusal.code, refusal.params) == ("merged_into_itself", {"unit": "SCH-001"})

    def test_a_unit_leaves_once_and_not_after_its_end(self) -> None:
        fields = {"cause": "closed", "reason": "-"}
        assert Story().finish().refuse("withdraw", COUNTY, **fields).code == "unit_finished"
        story = Story()
        story.do("withdraw", COUNTY, **fields)
        refusal = story.refuse("withdraw", COUNTY, **fields)
        assert (refusal.code, refusal.who) == ("unit_withdrawn", (COUNTY, CITY))

    def test_the_day_it_left_is_told_by_the_campaigns_own_clock(self) -> None:
        story = Story().until(local("2026-03-03").replace(hour=0))  # 08:00 in Shanghai
        story.until(local("2026-03-03").replace(hour=17))  # 01:00 on the 4th
        story.do("withdraw", COUNTY, cause="closed", reason="-")
        assert story.refuse("complete_step", step="x").params == {"at": "2026-03-04"}
        story.do("close", SYSTEM)
        assert story.refuse("comment", COUNTY, text="-").params == {"at": "2026-03-04"}

    def test_the_day_it_finished_is_told_by_the_campaigns_own_clock(self) -> None:
        story = Story().start("key_links").until(local("2026-03-03").replace(hour=17))
        story.report("links").sign_off("links")
        assert story.refuse("complete_step", step="x").params == {"at": "2026-03-04"}


class TestReassigning:
    def test_coordinator_and_supervision_group_change_together_or_alone(self) -> None:
        story = Story()
        story.do("reassign", COUNTY, coordinator="c-002", reason="moved")
        assert story.last == Reassigned(coordinator="c-002", reason="moved")
        assert (story.state.unit.coordinator, story.state.unit.supervision_group) == (
            "c-002",
            "SG-01",
        )
        story.do("reassign", COUNTY, supervision_group="SG-02")
        assert (story.state.unit.coordinator, story.state.unit.supervision_group) == (
            "c-002",
            "SG-02",
        )
        story.do("reassign", COUNTY, coordinator="c-003", supervision_group="SG-03")
        assert (story.state.unit.coordinator, story.state.unit.supervision_group) == (
            "c-003",
            "SG-03",
        )

    def test_who_answered_before_has_no_say_any_more(self) -> None:
        story = Story()
        story.do("reassign", COUNTY, coordinator="c-002")
        assert story.refuse("complete_readiness", item="counted").code == "not_allowed"

    @pytest.mark.parametrize(
        "fields",
        [
            {"coordinator": "c-001"},
            {"supervision_group": "SG-01"},
            {"coordinator": "c-001", "supervision_group": "SG-01"},
        ],
    )
    def test_the_present_ones_are_refused(self, fields: dict[str, str]) -> None:
        refusal = Story().refuse("reassign", COUNTY, **fields)
        assert (refusal.code, refusal.params) == ("already_assigned", {})

    @pytest.mark.parametrize(
        "fields",
        [
            {"coordinator": "c-001", "supervision_group": "SG-02"},
            {"coordinator": "c-002", "supervision_group": "SG-01"},
        ],
    )
    def test_one_that_is_another_is_enough(self, fields: dict[str, str]) -> None:
        assert Story().do("reassign", COUNTY, **fields).events == ("reassigned",)

    def test_a_finished_unit_may_be_reassigned_and_one_that_left_may_not(self) -> None:
        story = Story().finish()
        story.do("reassign", COUNTY, coordinator="c-002")
        story = Story()
        story.do("withdraw", COUNTY, cause="closed", reason="-")
        assert story.refuse("reassign", COUNTY, coordinator="c-002").code == "unit_withdrawn"


class TestCommenting:
    def test_a_comment_is_written_down_and_changes_nothing_else(self) -> None:
        story = Story().start()
        before = story.state
        assert story.do("comment", SUPERVISOR, text="visited").events == ("commented",)
        assert story.last == Commented(text="visited")
        assert (
            story.state.model_copy(update={"revision": before.revision, "head": before.head})
            == before
        )

    def test_a_finished_and_a_withdrawn_unit_may_be_commented_a_closed_one_may_not(self) -> None:
        story = Story().finish()
        story.do("comment", COUNTY, text="well done")
        story.do("close", SYSTEM)
        assert story.refuse("comment", COUNTY, text="-").code == "unit_closed"
        story = Story()
        story.do("withdraw", COUNTY, cause="closed", reason="-")
        story.do("comment", COUNTY, text="farewell")


class TestClosing:
    def test_a_campaign_ends_for_a_unit_once_wherever_it_stands(self) -> None:
        story = Story().start()
        story.do("request_extension", target="unit", until=date(2026, 7, 1), reason="-")
        story.at("2026-03-04")
        assert story.do("close", SYSTEM, reason="the end").events == ("closed",)
        assert story.last == Closed(reason="the end")
        assert story.state.closed_at == local("2026-03-04")
        assert story.state.requests == ()
        assert next_due(story.state) is None
        refusal = story.refuse("close", SYSTEM)
        assert (refusal.code, refusal.params) == ("unit_closed", {"at": "2026-03-04"})

    def test_a_unit_that_left_is_closed_too(self) -> None:
        story = Story()
        story.do("withdraw", COUNTY, cause="closed", reason="-")
        assert story.do("close", SYSTEM).standing is Standing.WITHDRAWN

    @pytest.mark.parametrize(
        ("kind", "fields"),
        [
            ("reassign", {"coordinator": "c-002"}),
            ("amend", {"unit": with_unit(name="New"), "reason": "-"}),
            ("withdraw", {"cause": "closed", "reason": "-"}),
            ("switch_track", {"track": "key_links", "reason": "-"}),
            ("start", {}),
        ],
    )
    def test_nothing_changes_after_the_end(self, kind: str, fields: dict[str, object]) -> None:
        story = Story()
        story.do("close", SYSTEM)
        assert story.refuse(kind, CITY, **fields).code == "unit_closed"
