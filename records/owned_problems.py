"""The problems that units own up to, and how many opinions stand behind each."""

from typing import Any, Final

from sqlalchemy import Select, Subquery, and_, func, select, text

from records.opinion_tables import OPINIONS, PROBLEMS, SOLICITATIONS

LINK: Final = text("""
    WITH named AS (
        SELECT opinions.id, (
            SELECT min(problems.number)
            FROM problems JOIN solicitations USING (campaign, unit, step, round)
            WHERE problems.campaign = :campaign AND problems.unit = :unit
              AND problems.step = :step AND problems.round = :round
              AND problems.number >= solicitations.first_problem
              AND problems.number < solicitations.first_problem + solicitations.problems
              AND (jsonb_exists(problems.opinions, opinions.id)
                   OR jsonb_exists(problems.topics, opinions.topic))
        ) AS problem
        FROM opinions
        WHERE campaign = :campaign AND unit = :unit AND step = :step AND round = :round
    )
    UPDATE opinions SET problem = named.problem FROM named
    WHERE opinions.id = named.id AND opinions.problem IS DISTINCT FROM named.problem
""")
"""Links the opinions of a solicitation to the first of its problems that names them, or their topic."""


def owned_problems(campaign: str, unit: str) -> Select[Any]:
    """Those of a unit that it has owned up to, by number: those named where a solicitation closed."""
    key = ("campaign", "unit", "step", "round")
    of_solicitation = and_(*(SOLICITATIONS.c[name] == PROBLEMS.c[name] for name in key))
    behind = _behind(campaign, unit)
    shown = [PROBLEMS.c[name] for name in ("number", "step", "round", "text")]
    return (
        select(*shown, func.coalesce(behind.c.opinions, 0).label("opinions"))
        .join(SOLICITATIONS, of_solicitation)
        .outerjoin(behind, behind.c.number == PROBLEMS.c.number)
        .where(PROBLEMS.c.campaign == campaign, PROBLEMS.c.unit == unit)
        .where(SOLICITATIONS.c.status == "closed")
        .where(PROBLEMS.c.number >= SOLICITATIONS.c.first_problem)
        .where(PROBLEMS.c.number < SOLICITATIONS.c.first_problem + SOLICITATIONS.c.problems)
        .order_by(PROBLEMS.c.number)
    )


def _behind(campaign: str, unit: str) -> Subquery:
    """How many opinions stand behind each problem: its own, and those that say the same as one."""
    same = OPINIONS.alias("same")
    number = func.coalesce(OPINIONS.c.problem, same.c.problem)
    return (
        select(number.label("number"), func.count().label("opinions"))
        .outerjoin(same, same.c.id == OPINIONS.c.merged_into)
        .where(OPINIONS.c.campaign == campaign, OPINIONS.c.unit == unit)
        .group_by(number)
        .subquery("behind")
    )
