"""How a roster differs from the totals that its plan declares."""

from typing import Final

from texts.catalogue import Catalogue, Entry

CATALOGUE: Final[Catalogue] = {
    "units_of_type": Entry(
        zh="{type}：方案为 {declared} 个单位，名册有 {found} 个，相差 {difference}。",
        en="{type}: {declared} units are declared, the roster has {found}, a difference of {difference}.",
    ),
    "units": Entry(
        zh="单位总数：方案为 {declared}，名册有 {found}，相差 {difference}。",
        en="Units in all: {declared} are declared, the roster has {found}, a difference of {difference}.",
    ),
    "organisations": Entry(
        zh="党组织：方案为 {declared}，名册有 {found}，相差 {difference}。",
        en="Party organisations: {declared} are declared, the roster has {found}, a difference of {difference}.",
    ),
    "members": Entry(
        zh="党员：方案为 {declared}，名册有 {found}，相差 {difference}。",
        en="Members: {declared} are declared, the roster has {found}, a difference of {difference}.",
    ),
    "floating": Entry(
        zh="流动党员：方案为 {declared}，名册有 {found}，相差 {difference}。",
        en="Floating members: {declared} are declared, the roster has {found}, a difference of {difference}.",
    ),
    "floating_share": Entry(
        zh="流动党员占比：方案为 {declared}，名册为 {found}。",
        en="Share of floating members: {declared} is declared, the roster has {found}.",
    ),
    "left_out": Entry(
        zh="差额正好是：{types}；方案的总数很可能没有把它们算进去。",
        en="The difference is exactly: {types}; the declared total most likely leaves them out.",
    ),
}
"""By the quantity of a `Difference` (`units_of_type` where it is about one type), and its cause."""
