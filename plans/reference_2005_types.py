"""The unit types of the reference roster: their numbers from the source, the rest made up."""

from dataclasses import dataclass
from typing import Final

COUNTIES: Final = ("丙县", "丁县", "戊县", "己县", "庚县")
DISTRICTS: Final = ("甲区", "乙区", *COUNTIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKind:
    """A type of unit.

    `units` is the reference case's number of them. `size` is how large they are beside others;
    `categories` are the shares of production line, intellectual, retired, new economy and other
    members. `has_floating` and `chooses_other` are the shares of units that have floating members
    and that chose `other_track` (its title).
    """

    title: str
    prefix: str
    units: int
    nouns: tuple[str, ...]
    parent: str
    size: float
    categories: tuple[int, int, int, int, int]
    has_floating: float
    only_in_counties: bool = False
    shares_coordinator: bool = False
    other_track: str = ""
    chooses_other: float = 0


TYPES: Final = (
    UnitKind(
        title="街道",
        prefix="ST",
        units=2,
        nouns=("街道",),
        parent="党委",
        size=12,
        categories=(0, 30, 25, 0, 45),
        has_floating=1,
    ),
    UnitKind(
        title="社区",
        prefix="CM",
        units=100,
        nouns=("社区",),
        parent="街道办事处",
        size=8,
        categories=(5, 5, 70, 5, 15),
        has_floating=0.8,
    ),
    UnitKind(
        title="社会团体",
        prefix="AS",
        units=63,
        nouns=("协会", "学会", "商会"),
        parent="民政局",
        size=1,
        categories=(0, 60, 25, 5, 10),
        has_floating=0.1,
        shares_coordinator=True,
        other_track="分阶段",
        chooses_other=0.08,
    ),
    UnitKind(
        title="社会中介组织和民办非企业单位",
        prefix="IN",
        units=168,
        nouns=("会计师事务所", "律师事务所", "民办培训中心"),
        parent="民政局",
        size=1,
        categories=(0, 50, 5, 35, 10),
        has_floating=0.4,
        shares_coordinator=True,
        other_track="分阶段",
        chooses_other=0.08,
    ),
    UnitKind(
        title="国有企业",
        prefix="SF",
        units=173,
        nouns=("机械厂", "粮食公司", "水泥厂", "运输公司"),
        parent="经济贸易委员会",
        size=9,
        categories=(45, 15, 35, 0, 5),
        has_floating=0.4,
        other_track="抓关键环节",
        chooses_other=0.2,
    ),
    UnitKind(
        title="非公有制企业",
        prefix="NP",
        units=829,
        nouns=("食品有限公司", "纺织有限公司", "建材有限公司", "电子有限公司"),
        parent="工商业联合会",
        size=1,
        categories=(35, 5, 2, 53, 5),
        has_floating=0.5,
        shares_coordinator=True,
        other_track="分阶段",
        chooses_other=0.05,
    ),
    UnitKind(
        title="学校",
        prefix="SC",
        units=369,
        nouns=("小学", "中学", "幼儿园"),
        parent="教育局",
        size=4,
        categories=(0, 75, 20, 0, 5),
        has_floating=0.1,
    ),
    UnitKind(
        title="医疗卫生单位",
        prefix="MD",
        units=148,
        nouns=("卫生院", "医院", "防疫站"),
        parent="卫生局",
        size=4,
        categories=(5, 70, 20, 0, 5),
        has_floating=0.1,
    ),
    UnitKind(
        title="乡镇机关及其直属单位",
        prefix="TW",
        units=350,
        nouns=("乡机关", "镇机关", "农技站", "文化站"),
        parent="县委",
        size=3,
        categories=(10, 30, 30, 0, 30),
        has_floating=0.25,
        only_in_counties=True,
    ),
    UnitKind(
        title="区县派驻乡镇的基层单位",
        prefix="CU",
        units=188,
        nouns=("国土所", "工商所", "税务所"),
        parent="派出机关",
        size=1.5,
        categories=(10, 40, 15, 0, 35),
        has_floating=0.1,
        only_in_counties=True,
    ),
    UnitKind(
        title="未参加第一批的其他企事业单位",
        prefix="MF",
        units=31,
        nouns=("事业单位", "企业"),
        parent="党委",
        size=4,
        categories=(30, 40, 20, 5, 5),
        has_floating=0.3,
    ),
    UnitKind(
        title="其他",
        prefix="OT",
        units=48,
        nouns=("单位",),
        parent="党委",
        size=2,
        categories=(20, 20, 30, 15, 15),
        has_floating=0.3,
    ),
)
"""In the order of the source's table."""
