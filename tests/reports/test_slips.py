"""Slips are a page without anything from elsewhere: a code to scan and a ballot for each token."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from reports.slips import slips_page
from schemas.step import Question
from schemas.survey import Slips, SurveyId
from schemas.text import Text
from texts.catalogue import Language

SLIPS = Slips(
    survey=SurveyId(campaign="c", unit="U-1", step="survey", round=1),
    name="第一<小学> & Co",
    title=Text(zh="群众满意度测评", en="Satisfaction survey"),
    questions=(Question(id="style", title=Text(zh="工作作风", en="How they work")),),
    until=datetime(2026, 3, 6, 9, 30, tzinfo=UTC),
    tokens=("abcdefghijklmnop", "qrstuvwxyz234567"),
)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("工作作风", "比较满意", "2026-03-06 17:30", "群众满意度测评")),
        ("en", ("How they work", "fairly satisfied", "2026-03-06 17:30", "Satisfaction survey")),
    ],
)
def test_a_slip_says_what_is_asked_and_until_when(language: Language, words: tuple[str]) -> None:
    page = slips_page(SLIPS, SHANGHAI, language)
    for word in words:
        assert page.count(word) == 2
    for grouped in ("abcd-efgh-ijkl-mnop", "qrst-uvwx-yz23-4567"):
        assert page.count(grouped) == 1
    assert page.count("<svg") == 2
    assert "第一&lt;小学&gt; &amp; Co" in page
    assert "http" not in page
    assert "<script" not in page


def test_the_code_to_scan_may_be_an_address() -> None:
    bare = slips_page(SLIPS, SHANGHAI, "zh")
    linked = slips_page(SLIPS, SHANGHAI, "zh", link="https://vote.example/b/")
    assert bare != linked
    assert "vote.example" not in linked, "it stands in the code alone"
