"""Responsibility letters: what they say follows from plan and roster; who answers signs, once."""

from datetime import date
from typing import Any

import pytest

from rules.progress import progress
from rules.refused import Refused
from rules.responsibility import office_lines, require_office_signing, unit_letter
from schemas.actor import Actor
from schemas.campaign import CampaignStatus
from schemas.quantities import Days
from schemas.responsibility import (
    DistrictLetters,
    Duty,
    LetterAcknowledged,
    LetterChain,
    LetterFilter,
)
from schemas.text import Text
from tests.rules.reference import text, with_rules, with_unit
from tests.rules.stories import CITY, COORDINATOR, COUNTY, SUPERVISOR, SYSTEM, Story, local

TITLE = Text(en="A campaign")


def signed() -> Story:
    story = Story(unit=with_unit(post="Head teacher")).start()
    story.do("acknowledge_letter")
    return story


def test_a_letter_says_who_answers_for_what_by_when() -> None:
    letter = unit_letter(Story(unit=with_unit(post="Head teacher")).state, TITLE)
    assert (letter.post, letter.coordinator, letter.supervision_group) == (
        "Head teacher",
        "c-001",
        "SG-01",
    )
    assert (letter.latest_start, letter.last) == (date(2026, 9, 30), date(2026, 12, 31))
    assert [duty.phase.en for duty in letter.duties] == [
        "Study and mobilisation",
        "Analysis and appraisal",
        "Rectification and improvement",
    ]
    # What may be left undone is nothing to answer for.
    assert letter.duties[0] == Duty(
        phase=text("Study and mobilisation"),
        length=Days(30),
        steps=(text("Mobilisation meeting"), text("lecture"), text("discussion")),
    )
    assert letter.acknowledged_at is None


def test_a_latest_start_on_a_day_off_is_promised_for_the_working_day_before() -> None:
    letter = unit_letter(Story(with_rules(latest_start=date(2026, 10, 4))).state, TITLE)
    assert letter.latest_start == date(2026, 9, 30)


def test_a_letter_is_of_the_track_that_the_unit_takes() -> None:
    letter = unit_letter(Story().start("key_links").state, TITLE)
    assert letter.track == text("Key links")
    assert len(letter.duties) == 1


def test_the_coordinator_acknowledges_it_once() -> None:
    story = Story()
    story.do("acknowledge_letter")
    assert story.last == LetterAcknowledged()
    assert unit_letter(story.state, TITLE).acknowledged_at == story.now
    assert progress(story.state, story.now).letter_acknowledged_at == story.now
    refusal = story.at("2026-03-05").refuse("acknowledge_letter")
    assert (refusal.code, refusal.params) == ("letter_acknowledged", {"at": "2026-03-02"})


@pytest.mark.parametrize("by", [SUPERVISOR, COUNTY, CITY])
def test_nobody_signs_for_the_unit(by: Actor) -> None:
    refusal = Story().refuse("acknowledge_letter", by)
    assert (refusal.code, refusal.who) == ("not_allowed", (COORDINATOR,))


@pytest.mark.parametrize(
    "fields",
    [{"coordinator": "c-002"}, {"supervision_group": "SG-02"}],
)
def test_who_takes_over_signs_for_themselves(fields: dict[str, Any]) -> None:
    story = signed()
    story.do("reassign", COUNTY, **fields)
    assert story.state.letter_acknowledged_at is None
    by = Actor.parse(f"coordinator:{story.state.unit.coordinator}")
    story.do("acknowledge_letter", by)
    assert story.state.letter_acknowledged_at == story.now


@pytest.mark.parametrize(
    ("changes", "is_renewed"),
    [({"post": "Deputy head"}, True), ({"name": "First School, new campus"}, False)],
)
def test_an_amended_entry_renews_the_letter_where_others_answer(
    changes: dict[str, str], is_renewed: bool
) -> None:
    story = signed()
    unit = story.state.unit.model_copy(update=changes)
    story.do("amend", CITY, unit=unit, reason="-")
    assert (story.state.letter_acknowledged_at is None) is is_renewed


def test_a_unit_that_has_left_signs_nothing() -> None:
    story = Story()
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    assert story.refuse("acknowledge_letter").code == "unit_withdrawn"


def test_only_the_offices_of_counties_and_of_the_city_sign_for_offices() -> None:
    for by in (COUNTY, CITY):
        require_office_signing(by, CampaignStatus.RUNNING)
    for by in (COORDINATOR, SUPERVISOR, SYSTEM, Actor.parse("city:somebody")):
        with pytest.raises(Refused):
            require_office_signing(by, CampaignStatus.RUNNING)


def test_nobody_signs_after_the_end() -> None:
    with pytest.raises(Refused) as refused:
        require_office_signing(CITY, CampaignStatus.CLOSED)
    assert refused.value.refusal.code == "campaign_over"


@pytest.mark.parametrize(("level", "office"), [("county", COUNTY), ("city", CITY)])
def test_an_office_has_one_letter_which_is_not_its_rows(level: str, office: Actor) -> None:
    story = Story(unit=with_unit(level=level))
    refusal = story.refuse("acknowledge_letter")
    assert (refusal.code, refusal.who) == ("not_allowed", (office,))
    assert story.refuse("acknowledge_letter", office).code == "office_letter"


CHAIN = LetterChain(
    post="City secretary",
    city_acknowledged_at=local("2026-03-03"),
    city_acknowledged_by=CITY,
    counties=(
        DistrictLetters(district="D1", units=2, members=7, acknowledged=1, post="Secretary"),
        DistrictLetters(
            district="D2",
            units=3,
            members=8,
            acknowledged=0,
            county_acknowledged_at=local("2026-03-04"),
            county_acknowledged_by=Actor.parse("county:D2"),
        ),
    ),
)


@pytest.mark.parametrize(
    ("chosen", "offices"),
    [
        ({}, ["city:office", "county:D1", "county:D2"]),
        ({"is_acknowledged": False}, ["county:D1"]),
        ({"is_acknowledged": True}, ["city:office", "county:D2"]),
        ({"district": "D1"}, ["county:D1"]),
        ({"district": "D1", "is_acknowledged": True}, []),
        ({"supervision_group": "SG-01"}, []),
    ],
)
def test_the_letters_of_offices_are_chosen_like_those_of_units(
    chosen: dict[str, Any], offices: list[str]
) -> None:
    lines = office_lines(CHAIN, LetterFilter(**chosen))
    assert [str(line.office) for line in lines] == offices
