"""An item has the ladder of rectification, and messages that say which item it is."""

from datetime import date, time
from typing import Any

from rules.notice_facts import facts_of
from rules.notice_truth import is_still_true
from schemas.events import Reminded
from schemas.quantities import Minutes, When
from schemas.reminders import Ladder, Reminders, Rung
from schemas.target import item_target
from schemas.text import Text
from tests.rules.ladders import reminding, rung
from tests.rules.news import news
from tests.rules.reference import with_rules
from tests.rules.stories import COORDINATOR, COUNTY, SUPERVISOR, SYSTEM, Story, closing, opening
from texts.messages import compose
from texts.saying import commands, details, line

OWN = Ladder(
    id="ledgers",
    kinds=("rectification",),
    rungs=(
        Rung(id="eve", when=When(-1)),
        Rung(id="late", when=When(1), to=("coordinator", "supervisor")),
    ),
)
USUAL = Ladder(id="usual", rungs=(Rung(id="week", when=When(-5)),))
RULES = with_rules(reminders=Reminders(spread=Minutes(0), ladders=(USUAL, OWN)))


def promised(due: date = date(2026, 3, 20)) -> Story:
    """A unit with an item, and nothing else that is due soon."""
    story = Story(RULES).start().complete("mobilise", "lecture")
    story.do("add_item", measure="Mend the roof", owner="Works", due=due)
    return story


def rungs(story: Story) -> list[tuple[str, str]]:
    """What was said of items, by target and rung."""
    return [
        (str(event.target), event.rung)
        for event in story.events
        if isinstance(event, Reminded) and event.target.kind == "item"
    ]


def test_an_item_has_the_ladder_of_rectification() -> None:
    story = promised().at("2026-03-24")
    assert rungs(story) == [("item:1", "eve"), ("item:1", "late")]


def test_without_one_it_has_the_usual() -> None:
    story = Story(reminding(rung("eve", "1 working day before"))).start()
    story.do("add_item", measure="-", owner="-", due=date(2026, 3, 4))
    assert rungs(story.at("2026-03-04")) == [("item:1", "eve")]


def test_what_is_closed_or_handed_up_is_not_reminded_of() -> None:
    ways: tuple[tuple[str, dict[str, Any]], ...] = (
        ("close_item", {"evidence": "-"}),
        ("escalate_item", {"reason": "-"}),
    )
    for kind, fields in ways:
        story = promised()
        story.until(opening("2026-03-19"))
        waiting = news(story)[-1]
        assert is_still_true(story.state, waiting)
        story.do(kind, number=1, **fields)
        assert not is_still_true(story.state, waiting)
        assert rungs(story.at("2026-03-25")) == [("item:1", "eve")]


def test_it_is_reminded_of_after_the_unit_has_finished() -> None:
    story = promised(date(2026, 4, 30)).report("study").sign_off("study")
    story.report("analysis").sign_off("analysis").report("rectification")
    assert story.kinds[-1] == "finished"
    assert rungs(story.at("2026-05-06")) == [("item:1", "eve"), ("item:1", "late")]
    assert is_still_true(story.state, news(story)[-1])


def test_the_clock_stands_still_with_the_unit() -> None:
    story = promised()
    story.do("suspend", COUNTY, reason="-")
    assert rungs(story.at("2026-03-25")) == []
    story.do("resume", COUNTY)
    assert rungs(story.at("2026-04-15")) == [("item:1", "eve"), ("item:1", "late")]


def test_a_pause_of_the_campaign_holds_what_a_finished_unit_has_left() -> None:
    story = promised(date(2026, 4, 30)).report("study").sign_off("study")
    story.report("analysis").sign_off("analysis").report("rectification")
    story.do("hold", SYSTEM, reason="-")
    story.at("2026-03-09").do("release", SYSTEM)
    assert rungs(story.at("2026-05-06")) == [("item:1", "eve")]


def test_a_message_says_which_item_it_is_and_how_to_close_it() -> None:
    story = promised()
    story.until(opening("2026-03-19"))
    entry = story.journal[-1]
    notice = news(story)[-1]
    told = facts_of(story.state, notice, entry, "en", date(2026, 3, 19))
    assert line(told, "en") == (
        "‘item 1 of the ledger’ is due Friday 20 March, 17:30, in 1 working day."
    )
    assert "“整改事项第1项”" in line(told, "zh")
    assert not any("cannot be reported" in one for one in details(told, "en"))
    (command,) = commands(told)
    assert command == (
        'phaseline unit ledger close SCH-001 1 --evidence "…" '
        "--as coordinator:c-001 --campaign c2026"
    )
    message = compose([told], "en", campaign="Spring drive")
    assert message.subject == "[Due soon] First School: item 1 of the ledger"


def test_a_rungs_own_text_has_all_of_its_places() -> None:
    text = Text(en="{name}: {what}, {phase}, {due}, {days}, {unit}")
    ladder = Ladder(id="own", rungs=(Rung(id="own", when=When(-1), text=text),))
    rules = with_rules(reminders=Reminders(spread=Minutes(0), ladders=(ladder,)))
    story = Story(rules).start().complete("mobilise", "lecture")
    story.do("add_item", measure="-", owner="-", due=date(2026, 3, 20))
    story.until(opening("2026-03-19"))
    told = facts_of(story.state, news(story)[-1], story.journal[-1], "en", date(2026, 3, 19))
    assert "{" not in line(told, "en")


def test_somebody_above_may_remind_of_an_item_even_after_the_end() -> None:
    story = promised()
    story.do("remind", SUPERVISOR, target="item:1")
    assert story.refuse("remind", COUNTY, target="item:2").code == "nothing_to_remind_of"
    story.do("close_item", COORDINATOR, number=1, evidence="-")
    refusal = story.at("2026-03-03").refuse("remind", COUNTY, target="item:1")
    assert refusal.code == "nothing_to_remind_of"
    finished = Story(RULES).finish()
    finished.do("add_item", measure="-", owner="-", due=date(2026, 3, 20))
    finished.do("remind", SUPERVISOR, target=item_target(1))
    assert is_still_true(finished.state, news(finished)[-1])


def test_that_an_item_is_late_is_said_at_the_end_of_its_day() -> None:
    story = promised().until(closing("2026-03-20"))
    assert story.kinds[-1] == "overdue"
    assert story.at("2026-03-20", time(18)).kinds[-1] == "overdue"
