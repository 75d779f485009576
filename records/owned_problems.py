"""The problems that units own up to, and the opinions that stand behind each."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import CTE, Integer, Select, Subquery, Text, and_, func, select, text
from sqlalchemy.dialects.postgresql import aggregate_order_by

from records.opinion_tables import PROBLEMS, SOLICITATIONS
from schemas.opinions import OpinionId

_BEHIND: Final = text("""
    WITH named AS (
        SELECT step, round, name, jsonb_agg(number) AS numbers
        FROM problems CROSS JOIN LATERAL (
            SELECT 'opinion ' || jsonb_array_elements_text(opinions)
            UNION ALL SELECT 'topic ' || jsonb_array_elements_text(topics)
        ) AS names (name)
        WHERE campaign = :campaign AND unit = :unit
        GROUP BY step, round, name
    ), register AS (
        SELECT step, round, jsonb_object_agg(name, numbers) AS by_name
        FROM named GROUP BY step, round
    )
    SELECT DISTINCT opinions.id, number::int AS number
    FROM register JOIN opinions USING (step, round)
    LEFT JOIN opinions AS same ON same.id = opinions.merged_into
    CROSS JOIN LATERAL unnest(ARRAY[
        'opinion ' || opinions.id, 'topic ' || opinions.topic,
        'opinion ' || same.id, 'topic ' || same.topic
    ]) AS name
    CROSS JOIN LATERAL jsonb_array_elements_text(by_name -> name) AS number
    WHERE opinions.campaign = :campaign AND opinions.unit = :unit
""")
"""A unit's opinions, each with the number of every problem that names it, its topic, or what it repeats.

Looked up in one register per solicitation, however many problems: 100,000 opinions are read once.
"""


def owned_problems(campaign: str, unit: str) -> Select[Any]:
    """Those of a unit that it has owned up to, by number, and how many opinions are behind each."""
    owned, behind = _owned(campaign, unit), _behind(campaign, unit)
    shown = [owned.c[name] for name in ("number", "step", "round", "text")]
    return (
        select(*shown, func.count(behind.c.id).label("opinions"))
        .outerjoin(behind, behind.c.number == owned.c.number)
        .group_by(*shown)
        .order_by(owned.c.number)
    )


def problems_behind(campaign: str, unit: str, ids: Sequence[OpinionId]) -> Select[Any]:
    """The numbers of those behind which opinions stand; an opinion behind none is left out."""
    owned, behind = _owned(campaign, unit), _behind(campaign, unit)
    numbers = func.array_agg(aggregate_order_by(behind.c.number, behind.c.number))
    return (
        select(behind.c.id, numbers.label("problems"))
        .join(owned, owned.c.number == behind.c.number)
        .where(behind.c.id.in_(ids))
        .group_by(behind.c.id)
    )


def _owned(campaign: str, unit: str) -> CTE:
    """The problems of a unit that were named where a solicitation closed."""
    key = ("campaign", "unit", "step", "round")
    of_solicitation = and_(*(SOLICITATIONS.c[name] == PROBLEMS.c[name] for name in key))
    return (
        select(PROBLEMS)
        .join(SOLICITATIONS, of_solicitation)
        .where(PROBLEMS.c.campaign == campaign, PROBLEMS.c.unit == unit)
        .where(SOLICITATIONS.c.status == "closed")
        .where(PROBLEMS.c.number >= SOLICITATIONS.c.first_problem)
        .where(PROBLEMS.c.number < SOLICITATIONS.c.first_problem + SOLICITATIONS.c.problems)
        .cte("owned")
    )


def _behind(campaign: str, unit: str) -> Subquery:
    bound = _BEHIND.bindparams(campaign=campaign, unit=unit)
    return bound.columns(id=Text, number=Integer).subquery("behind")
