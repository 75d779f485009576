"""What a dossier shows people: a page and a workbook in each language, and files for programs."""

import hashlib
import json
import re
from datetime import date, datetime
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from python_calamine import CalamineWorkbook

from intake.plan import read_plan
from reports.dossier.building import build, document_of, sha256
from reports.dossier.verification import check
from reports.telling import Telling
from rules.chain import first_head
from schemas.dossier import KeptUnit
from schemas.opinions import OwnedProblem
from schemas.roster import Members
from tests.reports.kept import (
    MINUTES,
    PLAN,
    SOURCE,
    Loose,
    attached,
    counted_by_topic,
    kept,
    lived,
    surveyed,
    with_a_meeting,
)
from tests.rules.reference import PHASED, UNIT
from tests.rules.stories import CITY, SUPERVISOR, Story
from texts.catalogue import Language
from texts.dossier_findings import FINDINGS, UNKEPT
from texts.dossiers import HEADINGS, LINES

STORY: Final = lived()
KEPT: Final = kept(STORY)
FILES: Final = build(KEPT).files
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


class Page(HTMLParser):
    """The tags of a page, and the texts of its cells."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self._is_cell = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "td":
            self.cells.append("")
            self._is_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._is_cell = self._is_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._is_cell:
            self.cells[-1] += data


def test_the_files_are_these() -> None:
    assert sorted(FILES) == [
        "amendments.jsonl",
        "attachments.jsonl",
        "deliveries.jsonl",
        "dossier.en.html",
        "dossier.en.xlsx",
        "dossier.zh.html",
        "dossier.zh.xlsx",
        "initial.json",
        "journal.jsonl",
        "manifest.json",
        "outcome.json",
        "plan.json",
        "plan.yaml",
        "state.json",
    ]
    assert FILES["plan.yaml"].decode() == SOURCE
    assert json.loads(FILES["outcome.json"])["head"] == STORY.state.head
    assert "outcome.json" not in build(kept(Story())).files


def test_the_journal_can_be_checked_without_this_code() -> None:
    head = first_head("c2026", "SCH-001")
    for line in FILES["journal.jsonl"].splitlines():
        assert json.loads(line)["previous"] == head
        head = hashlib.sha256(line).hexdigest()
    assert head == STORY.state.head


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_the_story_of_the_journal(language: Language) -> None:
    page = Page(FILES[f"dossier.{language}.html"])
    telling = Telling(PLAN, (), language)
    for entry in STORY.journal:
        told = telling.happened(entry, "phased")
        assert told in page.cells
        assert telling.at(entry.at) in page.cells
    assert "c-001" in page.cells, "people are known by their ids"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_nothing_from_outside_and_runs_nothing(language: Language) -> None:
    raw = FILES[f"dossier.{language}.html"]
    page = Page(raw)
    names = {name for _, attributes in page.tags for name in attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"src", "srcset"}
    assert {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"} == set()
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert links
    assert all(link and re.fullmatch(r"#s\d+|dossier\.(zh|en)\.html", link) for link in links)
    assert b"url(" not in raw
    assert any("default-src 'none'" in (one.get("content") or "") for _, one in page.tags)


def test_what_people_wrote_is_shown_and_never_run() -> None:
    story = Story()
    story.do("comment", CITY, text="</td><script>alert(1)</script>\x07\n&amp; “意见”")
    page = Page(build(kept(story)).files["dossier.en.html"])
    assert "script" not in {tag for tag, _ in page.tags}
    assert any("</td><script>alert(1)</script>\ufffd\n&amp; “意见”" in cell for cell in page.cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_the_same_tables_with_typed_cells(language: Language) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(FILES[f"dossier.{language}.xlsx"]))
    telling = Telling(PLAN, (), language)
    sections = document_of(KEPT, language).sections
    assert book.sheet_names[1:] == [section.heading for section in sections]
    rows = book.get_sheet_by_name(HEADINGS["journal"].in_(language)).to_python()[1:]
    assert len(rows) == len(STORY.journal)
    for entry, row in zip(STORY.journal, rows, strict=True):
        assert row[0] == entry.revision
        assert isinstance(row[1], datetime)
        local = entry.at.astimezone(telling.zone).replace(tzinfo=None)
        assert row[1] == local.replace(second=0, microsecond=0)
        assert row[3] == telling.happened(entry, "phased")


def test_a_text_that_looks_like_a_formula_is_a_text() -> None:
    story = Story()
    story.do("comment", CITY, text="x")
    spreadsheet = story.state.unit.model_copy(update={"name": '=HYPERLINK("http://x")'})
    state = story.state.model_copy(update={"unit": spreadsheet})
    files = build(kept(story).model_copy(update={"state": state})).files
    book = CalamineWorkbook.from_filelike(BytesIO(files["dossier.en.xlsx"]))
    assert book.get_sheet_by_index(1).to_python()[1][1] == '=HYPERLINK("http://x")'
    assert b"<f>" not in files["dossier.en.xlsx"]


def test_what_the_journal_leaves_beside_it_is_shown_and_listed() -> None:
    story = with_a_meeting()
    story.do(
        "record_visit",
        SUPERVISOR,
        on=date(2026, 3, 3),
        verdict="to_improve",
        findings=("few were asked", "nothing was posted"),
    )
    story.do("set_mechanism", text="We ask twice a year.", keeps=("ask", "answer"))
    story.do("publish", subject="plan", text="We study on Fridays")
    story.do("publish", subject="plan", text="We study on Mondays", correction="the hall is let")
    story.do("withdraw_publication", subject="plan", reason="no day is fixed")
    story.do("acknowledge_letter")
    story.do("add_item", measure="Ask twice", owner="Works", due=date(2026, 3, 9))
    story.do("add_item", measure="Post it", owner="Hall", due=date(2026, 3, 9), is_commitment=True)
    story.do("amend_item", number=1, measure="Ask three times", reason="twice is not enough")
    story.do("close_item", number=1, evidence="the lists")
    story.do("confirm_item", SUPERVISOR, number=1)
    dossier = build(attached(story), {sha256(MINUTES): MINUTES})
    cells = Page(dossier.files["dossier.en.html"]).cells
    told = {
        "first",
        "the large hall",
        "held",
        "few were asked\nnothing was posted",
        "ask\nanswer",
        "会议记录.txt",
        *("We study on Fridays", "the hall is let", "no day is fixed", "Letter acknowledged"),
        *("Ask three times", "the lists", "struck off", "Post it", "yes", "open"),
    }
    assert told <= set(cells)
    (meeting,) = dossier.files["tables/meetings.jsonl"].splitlines()
    assert json.loads(meeting)["place"] == "the large hall"
    first, second = map(json.loads, dossier.files["tables/items.jsonl"].splitlines())
    assert (first["measure"], first["owner"]) == ("Ask three times", "Works")
    assert (first["status"], first["evidence"]) == ("struck_off", "the lists")
    assert (second["number"], second["status"]) == (2, "open")
    for name in ("meeting_outcomes", "visits", "mechanisms"):
        assert len(dossier.files[f"tables/{name}.jsonl"].splitlines()) == 1
    assert check(Loose(dossier.files), head=story.state.head).findings == ()
    tampered = Loose(dossier.files)
    tampered.files["tables/visits.jsonl"] = b""
    codes = {one.code for one in check(tampered).findings}
    assert codes == {"file_changed"}


@pytest.mark.parametrize(
    ("language", "named", "numbered"),
    [
        ("zh", "“Nothing is clear”、“Nobody says anything”", "突出问题编号自3起"),
        ("en", "‘Nothing is clear’, ‘Nobody says anything’", "numbered from 3 on"),
    ],
)
def test_a_problem_has_a_number_in_the_story_once_the_unit_owns_up_to_it(
    language: Language, named: str, numbered: str
) -> None:
    cells = Page(build(counted_by_topic()).files[f"dossier.{language}.html"]).cells
    told = "\n".join(cells)
    assert named in told
    assert numbered in told
    assert "(1)" not in told


def test_participation_is_told_in_counts() -> None:
    members = Members(production_line=10, retired=6, floating=2)
    story = Story(unit=UNIT.model_copy(update={"members": members})).start()
    reached = Members(production_line=9, retired=3, floating=1)
    story.do("record_participation", step="mobilise", on=date(2026, 3, 2), reached=reached)
    story.do("explain_absence", step="mobilise", category="retired", reason="ill at home")
    story.do("accept_absence", SUPERVISOR, step="mobilise", category="retired")
    document = document_of(kept(story), "en")
    (section,) = [one for one in document.sections if one.heading == "Participation"]
    assert section.table is not None
    rows = {row[1]: row[2:] for row in section.table.rows}
    assert rows["production line"] == (10, 9, 0)
    assert rows["retired"] == (6, 3, 3)
    assert rows["floating"] == (2, 1, 0)


def test_opinions_are_counted_in_it_and_not_handed_on() -> None:
    unit = counted_by_topic()
    cells = Page(build(unit).files["dossier.zh.html"]).cells
    assert {"The gate is shut at noon", "gates", "意见箱\n来信\n网上征求", "4"} <= set(cells)
    rows = rows_of(unit, "Opinions counted")
    assert [row[2:] for row in rows] == [("box", 3), ("letter", 1), ("gates", 3), ("no topic", 1)]
    assert check(Loose(build(unit).files), head=unit.state.head).findings == ()
    fewer = unit.model_copy(update={"topics": (), "problems": ()})
    assert not {"topics.jsonl", "owned_problems.jsonl"} & set(build(fewer).files)
    assert check(Loose(build(fewer).files)).findings == (), (
        "as releases made it that knew no topics, nor what is behind a problem"
    )


def test_the_problems_in_it_are_those_that_the_unit_owns_up_to() -> None:
    unit = counted_by_topic()
    assert rows_of(unit, "Problems") == ((3, "The gate is shut at noon", "gates", 3),)
    (found,) = build(unit).files["owned_problems.jsonl"].splitlines()
    assert OwnedProblem.model_validate_json(found) == unit.problems[0]
    dropped = unit.problems[0].model_copy(update={"number": 1, "text": "Nothing is clear"})
    more = unit.model_copy(update={"problems": (dropped, *unit.problems)})
    assert build(more).files["owned_problems.jsonl"].splitlines() == [found], (
        "the journal says which they are"
    )


def rows_of(unit: KeptUnit, heading: str) -> tuple[tuple[object, ...], ...]:
    """The rows of a section, in English."""
    (section,) = [one for one in document_of(unit, "en").sections if one.heading == heading]
    assert section.table is not None
    return section.table.rows


def test_what_the_plan_asks_of_the_unit_is_told() -> None:
    asked = {row[1]: row[2:] for row in rows_of(KEPT, "What the plan asks") if row[1] is not None}
    assert set(asked) == {step.title.en for phase in PHASED.phases for step in phase.steps}
    said = "\n".join(str(cell) for row in rows_of(surveyed(), "What the plan asks") for cell in row)
    assert "no result of fewer than" in said
    assert "the supervision group signs it off" in str(rows_of(KEPT, "What the plan asks"))
    window = ("Window of the campaign", "2026-03-02 – 2026-12-31")
    assert window in rows_of(KEPT, "Rules of the plan")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_step_says_what_it_asks(language: Language) -> None:
    plan = read_plan(Path(__file__).parents[2] / "plans" / "reference-2005.yaml").plan
    taken = next(one for one in plan.tracks if one.id == "phased")
    rules = STORY.state.rules.model_copy(update={"tracks": (taken,)})
    state = STORY.state.model_copy(update={"rules": rules, "track": "phased"})
    cells = Page(
        build(KEPT.model_copy(update={"state": state})).files[f"dossier.{language}.html"]
    ).cells
    for title in (one.title.in_(language) for phase in taken.phases for one in phase.steps):
        assert title in cells


def test_the_letter_stands_in_it_with_who_acknowledged_it() -> None:
    story = Story()
    story.do("acknowledge_letter")
    unit = kept(story)
    assert any(UNIT.name in str(row[0]) for row in rows_of(unit, "Responsibility letter"))
    ((number, _, who),) = rows_of(unit, "Letter acknowledged by")
    assert (number, who) == (1, "coordinator c-001")


def test_a_survey_is_there_to_be_counted_again() -> None:
    files = build(surveyed()).files
    published = json.loads(files["surveys/survey-1.json"])
    assert len(published["ballots"]) == len(published["receipts"]) == 20
    cells = Page(files["dossier.en.html"]).cells
    assert {"below the pass mark", "20", "30"} <= set(cells)
    assert rows_of(surveyed(), "Tallies") == (("Survey", 1, "overall", 15, 0, 0, 5),)


def test_the_dossier_of_a_rehearsal_says_so() -> None:
    rehearsed = build(KEPT.model_copy(update={"is_rehearsal": True}))
    assert rehearsed.manifest.is_rehearsal
    for language in LANGUAGES:
        said = LINES["rehearsal"].in_(language).encode()
        assert said in rehearsed.files[f"dossier.{language}.html"]
        assert said not in FILES[f"dossier.{language}.html"]


def test_a_unit_to_which_nothing_has_happened_has_a_dossier_too() -> None:
    fresh: KeptUnit = kept(Story()).model_copy(update={"deliveries": ()})
    files = build(fresh).files
    assert HEADINGS["nothing"].zh.encode() in files["dossier.zh.html"]
    assert files["journal.jsonl"] == b""


@pytest.mark.parametrize("catalogue", [HEADINGS, LINES, FINDINGS, UNKEPT])
def test_everything_is_said_in_both_languages(catalogue: dict[str, object]) -> None:
    for entry in catalogue.values():
        zh, en = getattr(entry, "zh", ""), getattr(entry, "en", "")
        assert re.search(r"[\u4e00-\u9fff]", zh)
        assert not re.search(r"[\u4e00-\u9fff]", en)
        assert set(re.findall(r"\{\w+\}", zh)) == set(re.findall(r"\{\w+\}", en))
