"""Units of which something waits for somebody's word."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from rules.notice_facts import NoticeFacts, facts_of
from schemas.notice import NoticeKind
from schemas.roster import Members
from schemas.text import Language
from tests.rules import soliciting, surveys
from tests.rules.reference import with_unit
from tests.rules.stories import CITY, Story
from tests.rules.told import notices

MOBILISE: Final = "step:mobilise"
SOLICIT: Final = "step:solicit"
SURVEY: Final = "step:survey"
ITEM: Final = "item:1"
ABSENCE: Final[dict[str, Any]] = {"step": "mobilise", "category": "retired"}


def fall_short(story: Story) -> None:
    """A solicitation is closed for which too few have said something."""
    story.at("2026-03-09").do("close_solicitation", step="solicit")
    soliciting.count(story, box=1)


def short() -> Story:
    """One for which too few have said something, and which goes on."""
    story = soliciting.opened()
    fall_short(story)
    return story


def absent() -> Story:
    """A unit that has said why its retired members are missing."""
    story = Story(unit=with_unit(members=Members(retired=3))).start()
    story.do("explain_absence", **ABSENCE, reason="-")
    return story


def promised() -> Story:
    """A unit with an item in its ledger."""
    story = Story().start()
    story.do("add_item", measure="-", owner="-", due=date(2026, 3, 31))
    return story


def to_confirm() -> Story:
    """One that has closed it."""
    story = promised()
    story.do("close_item", number=1, evidence="-")
    return story


def handed_up() -> Story:
    """One that cannot do it alone."""
    story = promised()
    story.do("escalate_item", number=1, reason="-")
    return story


def without_items() -> Story:
    """One that has found nothing to put right."""
    story = Story().start()
    story.do("report_no_items", reason="-")
    return story


def asked() -> Story:
    """One that has asked for more time."""
    story = Story().start()
    story.do("request_extension", target=MOBILISE, until=date(2026, 3, 12), reason="-")
    return story


def undecided() -> Story:
    """One of whose survey too few have taken part."""
    return surveys.counted(surveys.opened(), surveys.FEW)


WAITING: Final[Mapping[NoticeKind, tuple[Callable[[], Story], str | None]]] = {
    "extension_requested": (asked, MOBILISE),
    "absence_explained": (absent, MOBILISE),
    "solicitation_fell_short": (short, SOLICIT),
    "survey_unjudged": (undecided, SURVEY),
    "item_closed": (to_confirm, ITEM),
    "item_handed_up": (handed_up, ITEM),
    "no_items_reported": (without_items, None),
}
"""By what waits: how it comes to that, and what it is about."""


def said_again(kind: NoticeKind, language: Language = "en") -> NoticeFacts:
    """The facts of what waits once the unit stood still for a while, and goes on."""
    begin, _ = WAITING[kind]
    story = begin()
    story.do("suspend", CITY, reason="The old hall burned down.")
    story.do("resume", CITY, note="A new one was found.")
    last = story.journal[-1]
    return next(
        facts_of(story.state, notice, entry, language, notice.day)
        for notice, entry in notices(story)
        if (notice.kind, entry) == (kind, last)
    )
