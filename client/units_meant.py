"""Whether a campaign has the districts, types and supervision groups that somebody names."""

from difflib import get_close_matches
from typing import Final

from records.errors import NoUnitsMeant
from records.store import Records
from schemas.base import Model
from schemas.plan import Plan

_SETS: Final = {"district", "type", "supervision_group"}


async def require_units(records: Records, campaign: str, chosen: Model) -> None:
    """Refuse a filter that names what no unit has: its list would read as if all were well.

    A type that the plan has is known, whether any unit is of it or not.

    Raises:
        records.errors.UnknownCampaign: there is no such campaign.
        NoUnitsMeant: no unit is of a district, type or group that the filter names.
    """
    named = chosen.model_dump(mode="json", include=_SETS)
    if not named:
        return
    plan = (await records.campaigns.plan(campaign)).plan
    known = {
        name: {code: code for code in codes}
        for name, codes in (await records.units.sets(campaign)).items()
    }
    known["type"] |= _types(plan)
    strange = {name: code for name, code in named.items() if code not in known[name].values()}
    if strange:
        near = (one for name, code in strange.items() for one in _near(code, known[name]))
        raise NoUnitsMeant(campaign, strange, tuple(dict.fromkeys(near)))


def _types(plan: Plan) -> dict[str, str]:
    """The codes of a plan's types by what people may call them: that code, or a title."""
    spelt = {one.id: one.id for one in plan.types}
    for one in plan.types:
        spelt |= {title: one.id for title in (one.title.zh, one.title.en) if title is not None}
    return spelt


def _near(code: str, known: dict[str, str]) -> list[str]:
    """The codes that are spelt much like a code, in whatever case."""
    folded = {spelt.casefold(): meant for spelt, meant in known.items()}
    return [folded[spelt] for spelt in get_close_matches(code.casefold(), folded)]
