"""Who takes part over all units: what the records list and sum up is what the rules say of each."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from random import Random
from typing import Any, Final, get_args

import psycopg
import pytest
from psycopg.types.json import Jsonb
from sqlalchemy.exc import DBAPIError

from records.errors import MalformedCursor
from records.store import Records
from rules.acceptance import initial_state
from rules.course import find_step, track
from rules.mobilization import lacking, members_reached, participation_view
from rules.snapshot import snapshot
from schemas.mobilization import Participation
from schemas.participation import (
    CategoryFigures,
    ParticipationFigures,
    ParticipationFilter,
    ParticipationLine,
)
from schemas.roster import Category, Members, Unit
from schemas.state import StepState, UnitState
from schemas.step import MobilizationStep
from tests.records.launched import AT, TYPES, initial, launch, new_campaign, record, story
from tests.rules.reference import RULES, UNIT, with_rules, with_unit
from tests.rules.stories import CITY

EVERY: Final = 1000
CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)
SETTLED: Final = tuple(one for one in CATEGORIES if one != "floating")
STEP: Final = "mobilise"


def some_members(chance: Random, *, most: int) -> Members:
    """Members of some categories, and floating ones among them."""
    counts = {one: chance.choice((0, chance.randrange(most))) for one in SETTLED}
    return Members(**counts, floating=chance.randint(0, sum(counts.values())))


def some_participation(chance: Random) -> Participation | None:
    """What a unit may have made of its step, whatever the roster says by now."""
    if chance.random() < 0.2:
        return None
    said = {one: chance.randint(1, 9) for one in CATEGORIES if chance.random() < 0.3}
    excused = {one: count for one, count in said.items() if chance.random() < 0.5}
    explained = {one: count for one, count in said.items() if one not in excused}
    reached = some_members(chance, most=40)
    return Participation(reached=reached, explained=explained, excused=excused)


def city(seed: int, number: int) -> Iterator[tuple[Unit, dict[str, StepState]]]:
    """Units of all sizes, each with what it has made of its step of mobilisation."""
    chance = Random(seed)  # noqa: S311 - a seeded, repeatable city
    for index in range(number):
        unit = UNIT.model_copy(
            update={
                "code": f"{chance.choice(('A', 'a', '学'))}{index}",
                "type": chance.choice(TYPES),
                "district": chance.choice(("D1", "D2", "甲区")),
                "supervision_group": chance.choice(("SG-1", "SG-2", "SG-3")),
                "members": some_members(chance, most=30),
            }
        )
        participation = some_participation(chance)
        yield unit, {} if participation is None else {STEP: StepState(participation=participation)}


async def launch_city(records: Records, seed: int = 5, number: int = 90) -> list[UnitState]:
    """Launch such units; their states, by code."""
    new = new_campaign()
    given = list(city(seed, number))
    snapshots = [
        one.model_copy(update={"state": one.state.model_copy(update={"steps": steps})})
        for one, (_, steps) in zip(
            initial(new.campaign, [unit for unit, _ in given]), given, strict=True
        )
    ]
    assert await records.launching.launch(new, snapshots, ())
    return sorted((one.state for one in snapshots), key=lambda state: state.unit.code)


def step_of(state: UnitState) -> MobilizationStep:
    found = find_step(track(state), STEP)
    assert found is not None
    assert isinstance(found[1], MobilizationStep)
    return found[1]


def expected(state: UnitState) -> ParticipationLine:
    """The line of a unit by the rules alone."""
    step, unit = step_of(state), state.unit
    view = participation_view(state, step)
    by = {one.category: one for one in view.categories}
    return ParticipationLine(
        unit=unit.code,
        name=unit.name,
        type=unit.type,
        district=unit.district,
        supervision_group=unit.supervision_group,
        track=state.track,
        step=step.id,
        coverage=step.coverage,
        members=unit.members.total,
        reached=members_reached(state, step.id),
        floating=unit.members.floating,
        floating_reached=min(by["floating"].reached, unit.members.floating),
        lacking=tuple(lacking(state, step)),
        explained={one: by[one].explained for one in CATEGORIES if by[one].explained},
        excused={one: by[one].excused for one in CATEGORIES if by[one].excused},
    )


def summed(states: Iterable[UnitState]) -> ParticipationFigures:
    """The figures of units by the rules alone."""
    count = Counter[str]()
    of: dict[Category, Counter[str]] = {one: Counter() for one in CATEGORIES}
    for state in states:
        line = expected(state)
        count.update(
            steps=1,
            begun=STEP in state.steps,
            short=bool(line.lacking),
            unjudged=bool(line.explained),
            members=line.members,
            reached=line.reached,
        )
        for one in participation_view(state, step_of(state)).categories:
            of[one.category].update(
                members=one.members,
                reached=min(one.reached, one.members),
                explained=one.explained,
                excused=one.excused,
                short=one.lacks,
            )
    return ParticipationFigures(
        **count, by_category={one: CategoryFigures(**figures) for one, figures in of.items()}
    )


@pytest.fixture(scope="module")
async def states(records: Records) -> list[UnitState]:
    """The states of a city's units."""
    return await launch_city(records)


async def test_every_line_is_what_the_rules_say_of_the_unit(
    records: Records, states: list[UnitState]
) -> None:
    page = await records.participations.page(states[0].campaign, limit=EVERY)
    assert page.lines == tuple(map(expected, states))
    assert {bool(line.lacking) for line in page.lines} == {True, False}
    assert any(line.lacking == ("floating",) for line in page.lines)


async def test_it_is_chosen_by_what_it_is_asked_for(
    records: Records, states: list[UnitState]
) -> None:
    lines = [expected(state) for state in states]
    for is_short, is_unjudged, district in product((False, True), (False, True), (None, "D2")):
        chosen = ParticipationFilter(
            is_short=is_short, is_unjudged=is_unjudged, district=district, step=STEP
        )
        found = await records.participations.page(states[0].campaign, chosen, limit=EVERY)
        assert list(found.lines) == [
            line
            for line in lines
            if (line.lacking or not is_short)
            and (line.explained or not is_unjudged)
            and district in (None, line.district)
        ]
    nothing = ParticipationFilter(step="lecture")
    assert (await records.participations.page(states[0].campaign, nothing)).lines == ()


@pytest.mark.parametrize("limit", [1, 2, 7, 89, 90])
@pytest.mark.parametrize(
    "chosen",
    [
        ParticipationFilter(),
        ParticipationFilter(is_short=True),
        ParticipationFilter(is_unjudged=True, type="hospital"),
        ParticipationFilter(district="甲区", is_short=True),
    ],
    ids=str,
)
async def test_its_pages_hold_every_line_once(
    records: Records, states: list[UnitState], limit: int, chosen: ParticipationFilter
) -> None:
    campaign = states[0].campaign
    whole = await records.participations.page(campaign, chosen, limit=EVERY)
    page = await records.participations.page(campaign, chosen, limit=limit)
    lines = page.lines
    while page.next is not None:
        assert len(page.lines) == limit
        page = await records.participations.page(campaign, chosen, limit=limit, after=page.next)
        lines += page.lines
    assert page.lines
    assert lines == whole.lines


async def test_a_page_ends_in_the_midst_of_a_units_steps(records: Records) -> None:
    units = [with_unit(code=code) for code in ("A-1", "A-2", "A-3")]
    (course, *others) = RULES.tracks
    (study, *rest) = course.phases
    again = study.steps[0].model_copy(update={"id": "mobilise_again", "after": ()})
    twice = study.model_copy(update={"steps": (*study.steps, again)})
    tracks = (course.model_copy(update={"phases": (twice, *rest)}), *others)
    new = new_campaign()
    launched = [initial_state(new.campaign, one, with_rules(tracks=tracks), AT) for one in units]
    assert await records.launching.launch(new, [snapshot(one, AT) for one in launched], ())
    expected_lines = [(one.code, step) for one in units for step in ("mobilise", "mobilise_again")]
    for limit in (1, 2, 3, 5):
        lines, after = list[tuple[str, str]](), None
        while True:
            page = await records.participations.page(new.campaign, limit=limit, after=after)
            lines += [(one.unit, one.step) for one in page.lines]
            if (after := page.next) is None:
                break
        assert lines == expected_lines


async def test_a_page_looks_at_no_unit_that_is_not_on_it(
    records: Records, postgres_url: str
) -> None:
    """It costs a page, however many units come after it."""
    states = await launch_city(records, number=20)
    campaign, last = states[0].campaign, states[-1].unit.code
    unreadable = {STEP: {"participation": {"reached": {"retired": "many"}}}}
    async with await psycopg.AsyncConnection.connect(postgres_url) as connection:
        await connection.execute(
            "update units set state = jsonb_set(state, '{steps}', %s) "
            "where campaign = %s and code = %s",
            (Jsonb(unreadable, dumps=json.dumps), campaign, last),
        )
    page = await records.participations.page(campaign, limit=5)
    assert page.lines == tuple(map(expected, states[:5]))
    with pytest.raises(DBAPIError, match="many"):
        await records.participations.page(campaign, limit=20)


async def test_it_does_not_go_on_from_nowhere(records: Records, states: list[UnitState]) -> None:
    with pytest.raises(MalformedCursor):
        await records.participations.page(states[0].campaign, after="somewhere")


async def test_every_set_of_units_is_summed_up_as_its_lines_say(
    records: Records, states: list[UnitState]
) -> None:
    rollup = await records.participations.rollup(states[0].campaign)
    assert rollup.city == summed(states)
    for name in ("district", "type", "supervision_group"):
        sets = getattr(rollup, f"by_{name}")
        assert list(sets) == sorted({getattr(state.unit, name) for state in states})
        for code, figures in sets.items():
            of_set = [state for state in states if getattr(state.unit, name) == code]
            assert figures == summed(of_set), (name, code)
    part = await records.participations.rollup(
        states[0].campaign, ParticipationFilter(type="school", is_short=True)
    )
    short = [one for one in states if one.unit.type == "school" and expected(one).lacking]
    assert part.city == summed(short)
    assert list(part.by_type) == ["school"]


async def test_who_has_left_and_what_was_brought_along_count_for_nothing(records: Records) -> None:
    units = [with_unit(code=code, members=Members(retired=10)) for code in ("A-1", "A-2", "A-3")]
    campaign = await launch(records, units)
    ways: tuple[Any, ...] = (
        lambda told: told.do("withdraw", CITY, cause="closed", reason="closed down"),
        lambda told: (
            told.start()
            .complete("mobilise")
            .do("switch_track", CITY, track="key_links", reason="a distressed firm")
        ),
        lambda told: told.start(),
    )
    for unit, way in zip(units, ways, strict=True):
        told = story(campaign, unit)
        way(told)
        await record(records, told)
    (line,) = (await records.participations.page(campaign)).lines
    assert (line.unit, line.members, line.lacking) == ("A-3", 10, ("retired",))
    assert (await records.participations.rollup(campaign)).city.steps == 1


async def test_nobody_is_no_figure(records: Records) -> None:
    rollup = await records.participations.rollup(await launch(records, units=()))
    assert (rollup.city.steps, rollup.city.members, rollup.by_type) == (0, 0, {})
