"""Makes the reference roster and its people: `python -m plans.reference_2005_roster`.

The sums are those of the reference case, exactly; sizes are as skewed as real ones; every name is
plainly made up. The same bytes come out each time: chance is seeded, and nothing of it is used but
`random()`, which is the same on every version of Python.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

from plans.reference_2005_types import COUNTIES, DISTRICTS, TYPES, UnitKind

ROSTER_FILE: Final = "reference-2005-roster.csv"
PEOPLE_FILE: Final = "reference-2005-people.csv"

ORGANISATIONS: Final = 1685
MEMBERS: Final = 36065
FLOATING: Final = 2921
LARGEST: Final = 800
SMALLEST: Final = 3

_SEED: Final = 2005
_UNITS_PER_GROUP: Final = 110
_FIRST_START: Final = date(2005, 7, 4)
_START_WEEKS: Final = 8
_CITY_ITSELF: Final = "市本级"
_COUNTY_ITSELF: Final = "区县本级"

_UNIT_HEADINGS: Final = (
    "单位编码",
    "名称",
    "类型",
    "区县",
    "主管单位",
    "联络员编号",
    "联络员姓名",
    "联络员联系方式",
    "第一责任人职务",
    "督导组",
    "党组织数",
    "生产一线",
    "知识分子",
    "离退休",
    "新经济",
    "其他",
    "流动党员",
    "计划启动日期",
    "方式",
)
_PEOPLE_HEADINGS: Final = ("编号", "姓名", "联系方式", "渠道", "角色", "督导组或区县", "语言")


@dataclass(slots=True, kw_only=True)
class _Unit:
    kind: UnitKind
    code: str
    name: str
    district: str
    members: int = 0
    organisations: int = 0
    floating: int = 0
    group: str = ""
    coordinator: str = ""


def main(folder: Path = Path(__file__).parent) -> None:
    """Write both files into `folder`."""
    chance = Random(_SEED)  # noqa: S311 - a roster that comes out the same, not a secret
    units = _units(chance)
    _give_members(units, chance)
    _give_organisations(units)
    _give_floating(units, chance)
    groups = _give_groups(units)
    coordinators = _give_coordinators(units, chance)
    rows = [_row(unit, chance) for unit in units]
    rows += _offices(groups, coordinators)
    _write(folder / ROSTER_FILE, _UNIT_HEADINGS, rows)
    _write(folder / PEOPLE_FILE, _PEOPLE_HEADINGS, _people(coordinators, groups))


def _units(chance: Random) -> list[_Unit]:
    units = []
    for kind in TYPES:
        homes = COUNTIES if kind.only_in_counties else DISTRICTS
        numbers: dict[str, int] = {}
        for index in range(kind.units):
            # The first ones go round, so that each type occurs in several districts.
            pick = index if index < len(homes) else int(chance.random() * len(homes))
            noun = kind.nouns[int(chance.random() * len(kind.nouns))]
            stem = f"示例{homes[pick]}{{}}{noun}"
            numbers[stem] = numbers.get(stem, 0) + 1
            units.append(
                _Unit(
                    kind=kind,
                    code=f"{kind.prefix}-{index + 1:03d}",
                    name=stem.format(f"第{numbers[stem]}"),
                    district=homes[pick],
                )
            )
    return units


def _give_members(units: Sequence[_Unit], chance: Random) -> None:
    """Most units are small, a few are large, and one state firm has 800 members."""
    weights = [unit.kind.size * (1 / (1 - chance.random() * 0.97) - 0.95) for unit in units]
    largest = max(
        (index for index, unit in enumerate(units) if unit.kind.prefix == "SF"),
        key=weights.__getitem__,
    )
    weights[largest] = 0
    left = MEMBERS - LARGEST - SMALLEST * (len(units) - 1)
    for unit, more in zip(units, _shared_out(left, weights), strict=True):
        unit.members = SMALLEST + more
    units[largest].members = LARGEST


def _give_organisations(units: Sequence[_Unit]) -> None:
    """About one for 50 members; the smallest units have none and belong to a joint branch."""
    for unit in units:
        unit.organisations = 1 + unit.members // 50
    by_size = sorted(units, key=lambda unit: (unit.members, unit.code))
    for unit in by_size[: sum(unit.organisations for unit in units) - ORGANISATIONS]:
        unit.organisations = 0


def _give_floating(units: Sequence[_Unit], chance: Random) -> None:
    """A good third of the units has floating members, most of them where people come and go."""
    having = [unit for unit in units if chance.random() < unit.kind.has_floating]
    weights = [unit.members * (0.3 + chance.random()) for unit in having]
    for unit, more in zip(having, _shared_out(FLOATING - len(having), weights), strict=True):
        unit.floating = 1 + more


def _give_groups(units: Sequence[_Unit]) -> list[str]:
    """Supervision groups, each for units of one district that stand near each other."""
    groups: list[str] = []
    for district in DISTRICTS:
        here = [unit for unit in units if unit.district == district]
        count = -(-len(here) // _UNITS_PER_GROUP)
        names = [f"SG-{len(groups) + number + 1:02d}" for number in range(count)]
        for index, unit in enumerate(here):
            unit.group = names[index * count // len(here)]
        groups += names
    return groups


def _give_coordinators(units: Sequence[_Unit], chance: Random) -> list[str]:
    """One for each unit; small bodies of one group and type share one, up to four of them."""
    coordinators: list[str] = []
    sharing: dict[tuple[str, str], list[str]] = {}
    for unit in units:
        turns = sharing.setdefault((unit.group, unit.kind.title), [])
        if not turns:
            coordinators.append(f"P-{len(coordinators) + 1:04d}")
            turns += coordinators[-1:]
            if unit.kind.shares_coordinator:
                turns += coordinators[-1:] * int(chance.random() * 4)
        unit.coordinator = turns.pop()
    return coordinators


def _row(unit: _Unit, chance: Random) -> list[object]:
    start = ""
    if chance.random() < 0.15:
        day = int(chance.random() * _START_WEEKS * 5)
        start = str(_FIRST_START + timedelta(weeks=day // 5, days=day % 5))
    track = unit.kind.other_track if chance.random() < unit.kind.chooses_other else ""
    return [
        unit.code,
        unit.name,
        unit.kind.title,
        unit.district,
        f"示例{unit.district}{unit.kind.parent}",
        unit.coordinator,
        _coordinator_name(unit.coordinator),
        _contact(unit.coordinator),
        _post(unit.organisations),
        unit.group,
        unit.organisations,
        *_shared_out(unit.members, unit.kind.categories),
        unit.floating,
        start,
        track,
    ]


def _offices(groups: list[str], coordinators: list[str]) -> list[list[object]]:
    """The city itself and each county, with coordinators and a supervision group of their own.

    They are no units: what the source counts is without them, and so are these rows' numbers.
    """
    group = f"SG-{len(groups) + 1:02d}"
    groups.append(group)
    offices = [("CITY", _CITY_ITSELF, _CITY_ITSELF, "市委书记")]
    for number, district in enumerate(DISTRICTS, start=1):
        post = f"{district[-1]}委书记"
        offices.append((f"COUNTY-{number:02d}", _COUNTY_ITSELF, district, post))
    rows: list[list[object]] = []
    for code, kind, district, post in offices:
        coordinators.append(f"P-{len(coordinators) + 1:04d}")
        whose = district if kind == _COUNTY_ITSELF else "市"
        rows.append(
            [
                code,
                f"示例{whose}本级",
                kind,
                district,
                "" if kind == _CITY_ITSELF else "示例市委",
                coordinators[-1],
                _coordinator_name(coordinators[-1]),
                _contact(coordinators[-1]),
                post,
                group,
                *(0,) * 7,
                "",
                "",
            ]
        )
    return rows


def _people(coordinators: Iterable[str], groups: Iterable[str]) -> list[list[str]]:
    people = [(id_, _coordinator_name(id_), "联络员", "") for id_ in coordinators]
    for group in groups:
        people += [
            (f"{group}-{n}", f"示例督导员{group[3:]}-{n}", "督导组", group) for n in (1, 2, 3)
        ]
    for number, district in enumerate(DISTRICTS, start=1):
        people += [
            (f"CO-{number:02d}-{n}", f"示例{district}活动办工作人员{n}", "区县", district)
            for n in (1, 2)
        ]
    people += [(f"CITY-{n}", f"示例市活动办工作人员{n}", "市", "") for n in (1, 2, 3)]
    return [
        [id_, name, _contact(id_), "file", role, scope, "zh"] for id_, name, role, scope in people
    ]


def _coordinator_name(id_: str) -> str:
    return f"示例联络员{id_[2:]}"


def _contact(id_: str) -> str:
    return f"{id_.lower()}@example.org"


def _post(organisations: int) -> str:
    if organisations == 0:
        return "联合党支部书记"
    if organisations == 1:
        return "党支部书记"
    return "党总支书记" if organisations < 4 else "党委书记"


def _shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """`total` in whole numbers by weight, by the largest remainders; the sum is exact."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda index: shares[index] - exact[index])
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def _write(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
