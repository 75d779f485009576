"""Who may do what to which unit: the whole table, as data."""

import pytest

from rules.authority import (
    PERMISSIONS,
    SCOPES,
    Scope,
    actors_of,
    may,
    office_above,
    reported_to,
    who_may,
)
from rules.decide import DECIDERS
from rules.refused import Refused
from schemas.actor import CAMPAIGN_ITSELF, CAMPAIGN_OFFICE, CLOCK, Actor, Role
from schemas.commands import COMMANDS
from schemas.report import ReportScope
from tests.rules.reference import RULES, UNIT, with_unit
from tests.rules.stories import CITY, COORDINATOR, COUNTY, STRANGER, SUPERVISOR, SYSTEM, Story

# One column per role: coordinator, supervisor, county, city, system.
TABLE = """
complete_readiness  x . x x .
acknowledge_letter  x . . . .
start               x . x x .
complete_step       x . x x .
reopen_step         x . x x .
schedule_step       x . x x .
request_extension   x . x x .
open_solicitation   x . x x .
close_solicitation  x . x x .
open_survey         x . x x .
close_survey        x . x x .
judge_survey        . x . x .
sign_off            . x . x .
send_back           . x . x .
record_visit        . x . x .
publish             x . x x .
withdraw_publication x . x x .
set_mechanism       x . x x .
extend              . x x x .
decline_extension   . x x x .
suspend             . . x x .
resume              . . x x .
reassign            . . x x .
switch_track        . . x x .
withdraw            . . x x .
reopen              . . x x .
comment             x x x x .
remind              . x x x .
record_participation   x . x x .
correct_participation  x . x x .
explain_absence     x . x x .
accept_absence      . x . x .
decline_absence     . x . x .
convene_meeting     x . x x .
call_off_meeting    x . x x .
record_meeting      x . x x .
add_item            x . x x .
amend_item          x x x x .
close_item          x . x x .
confirm_item        . x . x .
return_item         . x . x .
reopen_item         . x x x .
escalate_item       x . . x .
answer_item         . . x x .
report_no_items     x . x x .
accept_no_items     . x . x .
amend               . . . x x
close               . . . x x
hold                . . . . x
release             . . . . x
"""
COUNTY_OFFICE, CITY_OFFICE = with_unit(level="county"), with_unit(level="city")
COLUMNS = (COORDINATOR, SUPERVISOR, COUNTY, CITY, SYSTEM)
ROWS = {kind: marks for kind, *marks in map(str.split, TABLE.strip().splitlines())}


def test_every_command_has_its_row_its_decider_and_its_model() -> None:
    assert set(ROWS) == set(PERMISSIONS) == set(DECIDERS) == set(COMMANDS)


@pytest.mark.parametrize("kind", sorted(ROWS))
def test_within_its_scope_a_role_may_what_the_table_says(kind: str) -> None:
    for actor, mark in zip(COLUMNS, ROWS[kind], strict=True):
        assert may(actor, kind, UNIT) is (mark == "x"), actor


@pytest.mark.parametrize("kind", sorted(ROWS))
def test_outside_its_scope_a_role_may_nothing(kind: str) -> None:
    for other in (
        STRANGER,
        Actor.parse("supervisor:SG-02"),
        Actor.parse("county:D2"),
        # The id of another field of the same unit opens nothing.
        Actor.parse("coordinator:SG-01"),
        Actor.parse("supervisor:D1"),
        Actor.parse("county:SG-01"),
    ):
        assert not may(other, kind, UNIT), other


def test_city_and_system_reach_every_unit() -> None:
    elsewhere = UNIT.model_copy(
        update={"coordinator": "x", "supervision_group": "y", "district": "z"}
    )
    assert may(CITY, "withdraw", elsewhere)
    assert may(SYSTEM, "close", elsewhere)


@pytest.mark.parametrize("kind", sorted(ROWS))
def test_who_may_names_everybody_who_may_nearest_first(kind: str) -> None:
    expected = [actor for actor, mark in zip(COLUMNS, ROWS[kind], strict=True) if mark == "x"]
    assert list(who_may(kind, UNIT)) == expected


def test_unknown_commands_are_denied() -> None:
    assert not any(may(actor, "delete", UNIT) for actor in COLUMNS)
    assert who_may("delete", UNIT) == ()


def test_the_actors_of_a_unit_stand_nearest_first() -> None:
    assert actors_of(UNIT) == (COORDINATOR, SUPERVISOR, COUNTY, CAMPAIGN_OFFICE, CAMPAIGN_ITSELF)
    assert {actor.role for actor in actors_of(UNIT)} == set(Role) == set(SCOPES)


@pytest.mark.parametrize("kind", sorted(ROWS))
def test_an_office_does_for_itself_what_a_coordinator_does_and_leaves_the_rest(kind: str) -> None:
    for_units = who_may(kind, UNIT)
    county, city = who_may(kind, COUNTY_OFFICE), who_may(kind, CITY_OFFICE)
    if for_units == (COORDINATOR,):
        # A letter is the office's own to sign.
        assert (county, city) == ((COUNTY,), (CITY,))
    elif COORDINATOR in for_units:
        assert set(county) == {*for_units, COUNTY}
        assert city == tuple(actor for actor in for_units if actor != COUNTY)
    else:
        assert county == tuple(actor for actor in for_units if actor != COUNTY)
        # What neither a group nor anybody above may do, the city does itself.
        others = tuple(actor for actor in for_units if actor in (SUPERVISOR, SYSTEM))
        is_judged = SUPERVISOR in for_units
        assert city == (others if is_judged else (*([CITY] if CITY in for_units else ()), *others))
    for office in (COUNTY_OFFICE, CITY_OFFICE):
        allowed = [actor for actor in COLUMNS if may(actor, kind, office)]
        assert allowed == list(who_may(kind, office))


def test_a_county_hands_up_its_own_item_and_none_of_its_units() -> None:
    assert may(COUNTY, "escalate_item", COUNTY_OFFICE)
    assert not may(COUNTY, "escalate_item", UNIT)
    assert not may(COUNTY, "escalate_item", COUNTY_OFFICE, edition=2), (
        "it was refused when launched"
    )
    rules = RULES.model_copy(update={"edition": 2})
    refusal = Story(rules, COUNTY_OFFICE).refuse("escalate_item", COUNTY, number=1, reason="-")
    assert (refusal.code, refusal.who) == ("not_allowed", (COORDINATOR, CITY))


def test_somebody_can_do_to_an_office_whatever_can_be_done_to_a_unit() -> None:
    for office in (COUNTY_OFFICE, CITY_OFFICE):
        assert [kind for kind in PERMISSIONS if not who_may(kind, office)] == []


def test_no_county_is_above_the_city() -> None:
    assert COUNTY in actors_of(COUNTY_OFFICE)
    assert COUNTY not in actors_of(CITY_OFFICE)
    assert [office_above(unit) for unit in (UNIT, COUNTY_OFFICE, CITY_OFFICE)] == [
        COUNTY,
        CAMPAIGN_OFFICE,
        None,
    ]


def test_scopes_are_those_of_the_reference_case() -> None:
    assert dict(SCOPES) == {
        Role.COORDINATOR: Scope.UNIT,
        Role.SUPERVISOR: Scope.SUPERVISION_GROUP,
        Role.COUNTY: Scope.DISTRICT,
        Role.CITY: Scope.ALL,
        Role.SYSTEM: Scope.ALL,
    }


@pytest.mark.parametrize("by", [CLOCK, Actor.parse("system:nobody"), Actor.parse("city:somebody")])
def test_only_the_office_and_the_campaign_itself_reach_all(by: Actor) -> None:
    assert [kind for kind in PERMISSIONS if may(by, kind, UNIT)] == []


def test_a_refusal_for_want_of_authority_says_who_could() -> None:
    refusal = Story().refuse("complete_readiness", STRANGER, item="counted")
    assert refusal.code == "not_allowed"
    assert refusal.params == {"by_whom": "coordinator:c-999"}
    assert refusal.who == (COORDINATOR, COUNTY, CITY)


def test_authority_is_asked_before_anything_else() -> None:
    refusal = Story().refuse("complete_step", SUPERVISOR, step="nothing", if_revision=99)
    assert refusal.code == "not_allowed"


@pytest.mark.parametrize(
    ("actor", "asked", "own"),
    [
        (CITY, ReportScope(), ReportScope()),
        (
            CITY,
            ReportScope(district="D2", type="school"),
            ReportScope(district="D2", type="school"),
        ),
        (COUNTY, ReportScope(), ReportScope(district=COUNTY.id)),
        (COUNTY, ReportScope(type="school"), ReportScope(district=COUNTY.id, type="school")),
        (COUNTY, ReportScope(district=COUNTY.id), ReportScope(district=COUNTY.id)),
        (SUPERVISOR, ReportScope(), ReportScope(supervision_group=SUPERVISOR.id)),
    ],
)
def test_a_report_for_somebody_is_on_their_own_units(
    actor: Actor, asked: ReportScope, own: ReportScope
) -> None:
    assert reported_to(actor, asked) == own


@pytest.mark.parametrize(
    ("actor", "asked", "who"),
    [
        (COUNTY, ReportScope(district="D2"), ["county:D2", "city:office"]),
        (
            SUPERVISOR,
            ReportScope(supervision_group="SG-99"),
            ["supervisor:SG-99", "city:office"],
        ),
        (COORDINATOR, ReportScope(), ["city:office"]),
    ],
)
def test_nobody_gets_a_report_on_what_is_another_s_and_hears_who_does(
    actor: Actor, asked: ReportScope, who: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        reported_to(actor, asked)
    refusal = refused.value.refusal
    assert (refusal.code, [str(one) for one in refusal.who]) == ("not_allowed", who)
