"""How one unit is shown: what was decided on its way, and once it is over what came of it."""

from datetime import date

import pytest

from cli.output import Output
from cli.unit_lists import show_units
from cli.unit_view import show_progress
from cli.words import Words
from rules.progress import progress
from schemas.state import Standing
from schemas.units import UnitPage, UnitRow
from tests.records.launched import PLAN
from tests.reports.test_feed import CAMPAIGN
from tests.rules.stories import COUNTY, SUPERVISOR, SYSTEM, Story
from texts.catalogue import Language


def lines(story: Story, capsys: pytest.CaptureFixture[str], language: Language = "en") -> list[str]:
    """What `unit show` says of a story's unit."""
    show_progress(
        Output(language), Words(CAMPAIGN, PLAN, (), language), progress(story.state, story.now)
    )
    return [line.strip(" ├└│─") for line in capsys.readouterr().out.splitlines()]


def wound() -> Story:
    """A unit whose way was not straight."""
    story = Story().start().at("2026-03-04")
    story.do("extend", SUPERVISOR, target="phase:study", until=date(2026, 6, 1), reason="-")
    story.complete("mobilise", "lecture", "discussion")
    story.do("suspend", COUNTY, reason="-")
    story.at("2026-03-06").do("resume", COUNTY)
    story.do("switch_track", COUNTY, track="key_links", reason="-")
    story.do("withdraw", COUNTY, cause="merged", into="SCH-002", reason="-")
    story.do("reopen", COUNTY, reason="-")
    return story


def test_turns_are_told_oldest_first_with_who_decided(capsys: pytest.CaptureFixture[str]) -> None:
    told = lines(wound(), capsys)
    start = told.index("Decided on the way (why: phaseline unit journal SCH-001)")
    assert told[start + 1 :] == [
        "2026-03-04 10:00 Phase ‘Study and mobilisation’ extended until 2026-06-01 · the supervision group SG-01",
        "2026-03-04 10:00 Suspended · the county office D1",
        "2026-03-06 10:00 Resumed; deadlines moved by 2 working days · the county office D1",
        "2026-03-06 10:00 Left the track ‘Phased’ · the county office D1",
        "2026-03-06 10:00 Left the campaign · the county office D1",
        "2026-03-06 10:00 Back in the campaign · the county office D1",
    ]


def test_what_was_done_on_another_track_is_shown_apart(capsys: pytest.CaptureFixture[str]) -> None:
    told = lines(wound(), capsys)
    start = told.index("Done on a track that it has left")
    assert told[start + 1].startswith("✓ discussion")
    assert told[start + 1].endswith("2026-03-04 10:00")
    assert told[start + 2].startswith("Decided on the way")


def test_a_unit_that_goes_by_its_plan_has_neither(capsys: pytest.CaptureFixture[str]) -> None:
    told = "\n".join(lines(Story().start(), capsys))
    assert "Decided on the way" not in told
    assert "Done on a track" not in told


def test_more_turns_than_are_remembered_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    story = Story().start()
    for _ in range(33):
        story.do("suspend", COUNTY, reason="-")
        story.do("resume", COUNTY)
    assert "2 earlier ones are in the journal alone" in lines(story, capsys)


@pytest.mark.parametrize(
    ("language", "said"), [("en", ("unfinished · ", "The campaign ended ")), ("zh", ("未完成 · ",))]
)
def test_once_it_is_over_it_says_what_came_of_it(
    capsys: pytest.CaptureFixture[str], language: Language, said: tuple[str, ...]
) -> None:
    story = wound()
    story.do("close", SYSTEM)
    told = lines(story, capsys, language)
    for beginning in said:
        assert any(line.startswith(beginning) for line in told), told


@pytest.mark.parametrize(("day", "said"), [("2026-03-03", "in time"), ("2026-05-04", "late")])
def test_a_finished_unit_says_whether_it_was_in_time(
    capsys: pytest.CaptureFixture[str], day: str, said: str
) -> None:
    story = Story().start("key_links").at(day).report("links").sign_off("links")
    (finished,) = (line for line in lines(story, capsys) if line.startswith("Finished "))
    assert finished.endswith(f" · {said}")


@pytest.mark.parametrize(
    ("standing", "has_started", "said"),
    [
        (Standing.OVERDUE, True, "unfinished"),
        (Standing.PREPARING, False, "not started"),
        (Standing.FINISHED, True, "finished"),
        (Standing.WITHDRAWN, False, "withdrawn"),
    ],
)
def test_a_list_of_units_that_are_over_says_what_came_of_them(
    capsys: pytest.CaptureFixture[str], standing: Standing, *, has_started: bool, said: str
) -> None:
    story = Story()
    unit = story.state.unit
    row = UnitRow(
        campaign="c2026",
        track="phased",
        standing=standing,
        revision=1,
        head=story.state.head,
        started_at=story.now if has_started else None,
        closed_at=story.now,
        **unit.model_dump(
            include={"code", "name", "type", "district", "coordinator", "supervision_group"}
            | {"organisations"}
        ),
        members=unit.members,
    )
    show_units(Output("en"), Words(CAMPAIGN, PLAN, (), "en"), UnitPage(rows=(row,)))
    (line,) = (line for line in capsys.readouterr().out.splitlines() if unit.code in line)
    assert f"  {said}" in line
