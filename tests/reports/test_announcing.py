"""What a unit puts in the open is what its records say, and says where the rest of it stands."""

from datetime import date

import pytest

from reports.announcing import commitment_lines, composed, plan_lines, progress_lines
from reports.fitting import Line, Room
from reports.telling import Telling
from rules.course import track
from rules.progress import progress
from schemas.ledger_rows import ItemLine
from tests.reports.kept import PLAN
from tests.rules.stories import Story, local
from texts.catalogue import Language

IN_ENGLISH = Telling(PLAN, (), "en")


def commitment(number: int, measure: str = "Open the counter at noon") -> ItemLine:
    added = local("2026-03-10")
    return ItemLine(
        unit="SCH-001",
        name="First School",
        district="D1",
        number=number,
        measure=measure,
        owner="Office",
        solvable="by_date",
        is_commitment=True,
        status="open",
        due=date(2026, 4, 1),
        added_at=added,
        changed_at=added,
    )


def told(*lines: Line) -> list[str]:
    return [line(4000) for line in lines]


@pytest.mark.parametrize(
    ("language", "where"),
    [
        ("zh", "全文见本单位整改台账，按编号查。）"),
        ("en", "In full: the unit's ledger, by number.)"),
    ],
)
def test_sixty_commitments_fit_and_refer_to_the_ledger(language: Language, where: str) -> None:
    items = [commitment(number, f"Measure {number} " + "and more " * 13) for number in range(2, 62)]
    text = composed("commitments", [*commitment_lines(items, language)], Room.beside(), language)

    *lines, last = text.split("\n")
    assert len(text) <= 4000
    assert last.endswith(where)
    assert len(lines) == 60
    assert [line.split(".")[0] for line in lines] == [str(number) for number in range(2, 62)]
    assert all("Measure" in line and "…" in line and "2026-04-01" in line for line in lines)


def test_so_many_commitments_that_not_all_are_listed_are_counted() -> None:
    lines = [*commitment_lines(map(commitment, range(1, 501)), "en")]
    text = composed("commitments", lines, Room.beside(), "en")

    shown = text.count("by 2026-04-01")
    assert 60 < shown < 500
    assert f"the last ones are not listed: {500 - shown}." in text


def test_what_has_room_is_told_as_it_is_recorded() -> None:
    lines = [*commitment_lines([commitment(7)], "en")]
    text = composed("commitments", lines, Room.beside(), "en")
    assert text == "7. Open the counter at noon (Office, by 2026-04-01)"
    assert composed("commitments", (), Room.beside(), "en") == ""


def test_a_plan_tells_the_days_of_what_is_open_and_the_lengths_of_what_is_ahead() -> None:
    story = Story()
    story.start()
    phases = track(story.state).phases
    lines = told(*plan_lines(phases[:2], progress(story.state, story.now), IN_ENGLISH))
    assert lines == [
        "Study and mobilisation (30 days from 2026-03-02)",
        "1. Mobilisation meeting: by 2026-03-09",
        "2. lecture: by 2026-03-16",
        "3. reading: by 2026-04-01",
        "4. discussion: by 2026-04-01",
        "Analysis and appraisal (30 days)",
        "1. Solicitation: by the end of the phase",
        "2. talks: by the end of the phase",
        "3. Life meeting: by the end of the phase",
        "4. help: by the end of the phase",
    ]
    before = Story()
    lines = told(*plan_lines(phases[:1], progress(before.state, before.now), IN_ENGLISH))
    assert (
        lines[1] == "1. Mobilisation meeting: within 5 working days of the beginning of the phase"
    )


def test_progress_tells_what_is_done_in_what_has_begun() -> None:
    story = Story()
    story.start().report("study").later(days=1).sign_off("study")
    story.complete("solicit")
    view = progress(story.state, story.now)
    assert told(*progress_lines(view.phases, view, IN_ENGLISH)) == [
        "Study and mobilisation (2026-03-02 to 2026-03-03)",
        "1. Mobilisation meeting: done 2026-03-02",
        "2. lecture: done 2026-03-02",
        "3. reading: not done",
        "4. discussion: done 2026-03-02",
        "Analysis and appraisal (since 2026-03-03)",
        "1. Solicitation: done 2026-03-03",
        "2. talks: by 2026-04-02",
        "3. Life meeting: by 2026-04-02",
        "4. help: by 2026-04-02",
    ]


def test_progress_of_a_rectification_counts_the_ledger() -> None:
    story = Story()
    story.start().report("study").sign_off("study").report("analysis").sign_off("analysis")
    for _ in range(2):
        story.do("add_item", measure="Open at noon", owner="Office", due=date(2026, 3, 20))
    view = progress(story.state, story.now)
    last = told(*progress_lines(view.phases[2:], view, IN_ENGLISH))[-1]
    assert last == "Items in the ledger: 2; struck off: 0."
