"""Opinions in the records: taken in while they may, sorted, counted, and of nobody."""

import asyncio
from datetime import date
from typing import Any, Final

import pytest

from records.errors import IntakeFull, SolicitationShut, UnknownOpinions
from records.store import Records
from rules.opinions import solicitation_key, wanted
from rules.snapshot import snapshot
from schemas.effects import CountOpinions
from schemas.opinions import NewOpinion, OpinionId, Problem, SolicitationKey, TopicCount
from schemas.step import Channel
from tests.records.launched import new_campaign, record
from tests.rules.soliciting import count, new_id, opened
from tests.rules.stories import Story

DAY: Final = date(2026, 3, 3)


def said(channel: Channel = "box", text: str = "-", **fields: Any) -> NewOpinion:
    """Something that somebody said."""
    return NewOpinion(channel=channel, day=DAY, text=text, **fields)


async def soliciting(records: Records) -> Story:
    """A unit of a campaign of its own that solicits opinions, as the records know it."""
    new = new_campaign()
    told = opened(new.campaign)
    assert await records.launching.launch(new, [snapshot(told.launched, new.at)], ())
    await record(records, told)
    return told


def key(told: Story) -> SolicitationKey:
    """Under what its solicitation is kept."""
    return solicitation_key(told.state, "solicit", told.state.solicitations["solicit"])


async def add(records: Records, told: Story, *opinions: NewOpinion) -> list[OpinionId]:
    """Take in opinions; their ids."""
    named = [(new_id(), one) for one in opinions]
    await records.opinions.add(key(told), named)
    return [id_ for id_, _ in named]


async def end(records: Records, told: Story, *problems: Problem) -> CountOpinions:
    """The solicitation ends; the count that is wanted."""
    after = told.state.revision
    told.at("2026-03-09").do("close_solicitation", step="solicit", problems=problems)
    await record(records, told, after=after)
    (effect,) = wanted(told.state)
    return effect


async def test_opinions_are_counted_by_channel_and_stand_behind_problems(records: Records) -> None:
    told = await soliciting(records)
    lift, by_letter, _, again = await add(
        records,
        told,
        said(text="The lift is broken."),
        said("letter", topic="lift"),
        said("letter", text="Post is late."),
        said("web_form", text="No lift!"),
    )
    await records.opinions.merge(key(told), lift, [again])
    problems = (
        Problem(text="The lift.", topics=("lift",), opinions=(lift,)),
        Problem(text="Post."),
        Problem(text="Nobody mends it.", topics=("post", "lift")),
    )
    effect = await end(records, told, *problems)
    counted = await records.opinions.count(effect)
    assert counted.by_channel == {"box": 1, "letter": 2, "web_form": 1}
    assert counted.merged == 1
    assert await records.opinions.count(effect) == counted
    # Only what a closed solicitation names is owned up to.
    campaign, unit = told.state.campaign, told.state.unit.code
    assert await records.opinions.problems(campaign, unit) == ()
    assert await behind(records, told) == {}
    after = told.state.revision
    count(told, **counted.by_channel)
    await record(records, told, after=after)
    owned = await records.opinions.problems(campaign, unit)
    assert [(one.number, one.text, one.opinions) for one in owned] == [
        (1, "The lift.", 3),
        (2, "Post.", 0),
        (3, "Nobody mends it.", 1),
    ]
    assert await behind(records, told) == {lift: (1,), by_letter: (1, 3), again: (1,)}


async def test_topics_are_counted_once_it_is_closed(records: Records) -> None:
    told = await soliciting(records)
    of = (told.state.campaign, told.state.unit.code)
    by_letter = said("letter", topic="lift")
    await add(records, told, said(topic="post"), said(topic="lift"), by_letter, said())
    assert await records.opinions.topics(*of) == ()
    await end(records, told)
    known = told.state.revision
    count(told, box=3, letter=1)
    await record(records, told, after=known)
    assert await records.opinions.topics(*of) == (
        TopicCount(step="solicit", round=1, topic="lift", opinions=2),
        TopicCount(step="solicit", round=1, topic="post", opinions=1),
        TopicCount(step="solicit", round=1, opinions=1),
    )


async def test_what_fell_short_leaves_no_problem_behind(records: Records) -> None:
    told = await soliciting(records)
    (pay,) = await add(records, told, said(topic="pay"))
    first = Problem(text="The first try.", topics=("pay",))
    effect = await end(records, told, first, Problem(text="Of two."))
    counted = await records.opinions.count(effect)
    after = told.state.revision
    count(told, **counted.by_channel)
    told.do(
        "close_solicitation",
        step="solicit",
        problems=(Problem(text="P", topics=("pay",)),),
        explanation="-",
    )
    (again,) = wanted(told.state)
    await record(records, told, after=after)
    await records.opinions.count(again)
    after = told.state.revision
    count(told, box=1)
    await record(records, told, after=after)
    owned = await records.opinions.problems(told.state.campaign, told.state.unit.code)
    assert [(one.number, one.text, one.opinions) for one in owned] == [(3, "P", 1)]
    assert await behind(records, told) == {pay: (3,)}


async def test_the_same_ids_again_are_taken_in_once(records: Records) -> None:
    told = await soliciting(records)
    named = [(new_id(), said(text=f"Opinion {number}.")) for number in range(50)]
    for _ in range(2):
        await records.opinions.add(key(told), named)
    first = await records.opinions.page(key(told), limit=30)
    second = await records.opinions.page(key(told), after=first.next, limit=30)
    ids = [one.id for page in (first, second) for one in page.opinions]
    assert ids == sorted(id_ for id_, _ in named)
    assert second.next is None


async def test_nothing_is_taken_in_or_sorted_once_it_has_ended(records: Records) -> None:
    told = await soliciting(records)
    (one,) = await add(records, told, said())
    await end(records, told)
    with pytest.raises(SolicitationShut):
        await add(records, told, said())
    with pytest.raises(SolicitationShut):
        await records.opinions.set_topic(key(told), "lift", [one])
    with pytest.raises(SolicitationShut):
        await records.opinions.merge(key(told), one, [one])


async def test_what_came_before_the_end_is_counted(records: Records) -> None:
    """However many come while it ends: each is refused, or is in the count."""
    told = await soliciting(records)
    taken: list[int] = []

    async def keep_saying() -> None:
        while True:
            try:
                await add(records, told, *(said() for _ in range(7)))
            except SolicitationShut:
                return
            taken.append(7)

    crowd = [asyncio.create_task(keep_saying()) for _ in range(6)]
    while len(taken) < len(crowd):
        await asyncio.wait(crowd, timeout=0.01)
    effect = await end(records, told)
    counted = await records.opinions.count(effect)
    await asyncio.gather(*crowd)
    assert counted.by_channel == {"box": sum(taken)}


async def test_a_flood_from_the_public_ends_at_the_days_limit(records: Records) -> None:
    told = await soliciting(records)

    async def give(day: date = DAY, id_: OpinionId | None = None) -> bool:
        one = NewOpinion(channel="web_form", day=day, text="-")
        try:
            await records.opinions.add(key(told), [(id_ or new_id(), one)], at_most=20)
        except IntakeFull:
            return False
        return True

    await add(records, told, *(said() for _ in range(30)))
    assert sum(await asyncio.gather(*(give() for _ in range(50)))) == 20
    assert await give(date(2026, 3, 4))
    page = await records.opinions.page(key(told), limit=100)
    there = next(one.id for one in page.opinions if (one.channel, one.day) == ("web_form", DAY))
    assert await give(id_=there), "its sender had no answer, and sends it again"


async def test_only_opinions_of_the_solicitation_are_sorted(records: Records) -> None:
    told, other = await soliciting(records), await soliciting(records)
    mine = await add(records, told, said(), said(), said())
    (theirs,) = await add(records, other, said())
    with pytest.raises(UnknownOpinions, match=theirs):
        await records.opinions.set_topic(key(told), "lift", [mine[0], theirs])
    with pytest.raises(UnknownOpinions, match=theirs):
        await records.opinions.merge(key(told), theirs, mine)
    assert await topics(records, told) == {None}
    await records.opinions.set_topic(key(told), "lift", mine[:2])
    assert await topics(records, told) == {None, "lift"}
    about = await records.opinions.page(key(told), topic="lift")
    assert {one.id for one in about.opinions} == set(mine[:2])


async def test_what_is_merged_into_something_merged_says_the_same(records: Records) -> None:
    told = await soliciting(records)
    one, two, three = await add(records, told, said(), said(), said())
    await records.opinions.merge(key(told), two, [three])
    await records.opinions.merge(key(told), one, [two])
    page = await records.opinions.page(key(told))
    assert {each.id: each.merged_into for each in page.opinions} == {
        one: None,
        two: one,
        three: one,
    }
    with pytest.raises(UnknownOpinions):
        await records.opinions.merge(key(told), two, [one])


async def test_no_column_tells_who_or_when_beyond_the_day(records: Records) -> None:
    assert await columns(records, "opinions") == {
        ("id", "text"),
        ("campaign", "text"),
        ("unit", "text"),
        ("step", "text"),
        ("round", "integer"),
        ("channel", "text"),
        ("day", "date"),
        ("text", "text"),
        ("topic", "text"),
        ("merged_into", "text"),
        ("problem", "integer"),
    }


async def behind(records: Records, told: Story) -> dict[OpinionId, tuple[int, ...]]:
    """Behind which problems of the unit's its opinions stand, those that stand behind any."""
    page = await records.opinions.page(key(told))
    return {one.id: one.problems for one in page.opinions if one.problems}


async def topics(records: Records, told: Story) -> set[str | None]:
    """What the opinions are about."""
    return {one.topic for one in (await records.opinions.page(key(told))).opinions}


async def columns(records: Records, table: str) -> set[tuple[str, str]]:
    """The columns of a table with their types."""
    query = "select column_name, data_type from information_schema.columns where table_name = %s"
    async with records.database.statements() as connection:
        found = await connection.exec_driver_sql(query, (table,))
        return {(row["column_name"], row["data_type"]) for row in found.mappings()}
