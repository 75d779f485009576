"""Letters as they are read: every fact in both languages, and a page that is safe to print."""

from datetime import UTC, date, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from reports import letters
from reports.letters import letter_page
from rules.responsibility import unit_letter
from schemas.responsibility import CityLetter, CountyLetter
from schemas.text import Text
from tests.rules.reference import with_unit
from tests.rules.stories import CITY, Story
from texts.catalogue import Language, places
from texts.responsibility import LETTER

ZONE = ZoneInfo("Asia/Shanghai")
TITLE = Text(zh="教育活动", en="A campaign")


def paragraphs(story: Story, language: Language, name: str | None = None) -> list[str]:
    letter = unit_letter(story.state, TITLE)
    return letters.paragraphs(letter.model_copy(update={"coordinator_name": name}), ZONE, language)


def test_a_letter_is_told_in_english() -> None:
    story = Story(unit=with_unit(post="Head teacher"))
    story.do("acknowledge_letter")
    told = paragraphs(story, "en", "Example Person")
    assert told[0] == "Responsibility letter: A campaign"
    assert "First responsible: Head teacher, who answers" in told[2]
    assert told[3].startswith("Coordinator: Example Person (c-001),")
    assert "Study and mobilisation (30 days): Mobilisation meeting; lecture; discussion" in told
    assert told[-1] == "Acknowledged on 2026-03-02 10:00."


def test_a_letter_is_told_in_chinese_and_says_what_the_roster_leaves_open() -> None:
    told = paragraphs(Story(), "zh")
    assert told[0] == "《教育活动》责任书"
    assert "名册未注明职务" in told[2]
    assert told[3].startswith("联络员：c-001，")
    assert told[-1] == "尚未签收确认。"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_county_answers_for_its_units(language: Language) -> None:
    letter = CountyLetter(
        campaign="c",
        title=TITLE,
        district="D1",
        units=350,
        members=7123,
        last=date(2026, 12, 31),
    )
    told = letters.paragraphs(letter, ZONE, language)
    for fact in ("D1", "350", "7123", "2026-12-31"):
        assert fact in "\n".join(told)
    post = letters.paragraphs(letter.model_copy(update={"post": "书记"}), ZONE, language)
    assert [one for one in post if one not in told] == [post[2]]
    assert "书记" in post[2]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_city_answers_for_its_counties(language: Language) -> None:
    letter = CityLetter(
        campaign="c",
        title=TITLE,
        post="市委书记",
        counties=7,
        units=2469,
        members=36065,
        last=date(2026, 12, 31),
        acknowledged_at=datetime(2026, 3, 2, 2, tzinfo=UTC),
        acknowledged_by=CITY,
    )
    told = "\n".join(letters.paragraphs(letter, ZONE, language))
    for fact in ("市委书记", "7", "2469", "36065", "2026-12-31", "2026-03-02 10:00"):
        assert fact in told


class Texts(HTMLParser):
    """The texts of a page, and its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note an element."""
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_holds_what_the_letter_says_and_nothing_that_runs(language: Language) -> None:
    story = Story(unit=with_unit(name="<script>alert('x')</script> & Sons"))
    told = paragraphs(story, language)
    page = letter_page(told, language)
    read = Texts()
    read.feed(page)
    assert all(one in read.text for one in told)
    assert "script" not in read.tags
    assert "http" not in page


def test_both_languages_say_the_same() -> None:
    for entry in LETTER.values():
        assert places(entry.zh) == places(entry.en)
