"""The rules by which a campaign goes as a whole, for what comes from no unit of it."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from records.amendments import fetch_amendments
from records.rulebooks import Rulebooks
from records.tables import UNITS
from schemas.amendment import Amendment
from schemas.unit_rules import UnitRules


class RulesInCommon(Protocol):
    """What amendments make of the rules of a launch for everybody: `rules.amendment.rules_in_common`."""

    def __call__(self, launched: UnitRules, amendments: Sequence[Amendment], /) -> UnitRules: ...  # noqa: D102


async def fetch_launch_rules(
    connection: AsyncConnection, rulebooks: Rulebooks, campaign: str
) -> UnitRules | None:
    """The rules of a unit with which a campaign was launched; None where it has no units."""
    digest = await connection.scalar(
        select(UNITS.c.initial_rules)
        .where(UNITS.c.campaign == campaign)
        .order_by(UNITS.c.launched_at.nulls_last(), UNITS.c.code)
        .limit(1)
    )
    if digest is None:
        return None
    return (await rulebooks.fetch(connection, {digest}))[digest]


async def fetch_rules_in_common(
    connection: AsyncConnection, rulebooks: Rulebooks, campaign: str, in_common: RulesInCommon
) -> UnitRules | None:
    """What all units of a campaign have in common by now; None where it has no units."""
    launched = await fetch_launch_rules(connection, rulebooks, campaign)
    if launched is None:
        return None
    return in_common(launched, await fetch_amendments(connection, campaign))
