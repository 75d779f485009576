"""Whether a campaign has the districts, types, groups and phases that somebody names."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from records.errors import NoUnitsMeant
from records.store import Records
from schemas.base import Model
from schemas.plan import UnitType
from schemas.step import Phase

_SETS: Final = {"district", "type", "supervision_group", "phase"}


async def require_units(records: Records, campaign: str, chosen: Model) -> None:
    """Refuse a filter that names what no unit has: its list would read as if all were well.

    A type or phase that the plan has is known, whether any unit is of it or not.

    Raises:
        records.errors.UnknownCampaign: there is no such campaign.
        NoUnitsMeant: no unit is of a district, type or group that the filter names, or no track
            has its phase.
    """
    named = chosen.model_dump(mode="json", include=_SETS)
    if not named:
        return
    plan = (await records.campaigns.plan(campaign)).plan
    known = {
        name: {code: code for code in codes}
        for name, codes in (await records.units.sets(campaign)).items()
    }
    known["type"] |= _spelt(plan.types)
    known["phase"] = _spelt(phase for track in plan.tracks for phase in track.phases)
    strange = {name: code for name, code in named.items() if code not in known[name].values()}
    if strange:
        near = [one for name, code in strange.items() for one in _near(code, known[name])]
        if not near and "phase" in strange:
            near = list(known["phase"].values())  # they are few, and stand in no list of units
        raise NoUnitsMeant(campaign, strange, tuple(dict.fromkeys(near)))


def near_ones(code: str, known: Iterable[str]) -> tuple[str, ...]:
    """Those of the known codes that are spelt much like a code, in whatever case."""
    return tuple(_near(code, {one: one for one in known}))


def _spelt(titled: Iterable[UnitType | Phase]) -> dict[str, str]:
    """The codes of a plan's types or phases by what people may call them: that code, or a title."""
    ones = list(titled)
    spelt = {one.id: one.id for one in ones}
    for one in ones:
        spelt |= {title: one.id for title in (one.title.zh, one.title.en) if title is not None}
    return spelt


def _near(code: str, known: Mapping[str, str]) -> list[str]:
    folded = {spelt.casefold(): meant for spelt, meant in known.items()}
    return [folded[spelt] for spelt in get_close_matches(code.casefold(), folded)]
