"""A digest in words: a title of its figures, and beneath it a line a figure with the units it names."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final, Protocol

from texts.catalogue import Catalogue, Entry, Language, say
from texts.moments import say_day, say_moment
from texts.values import say_actor

FIGURES: Final[Catalogue] = {
    "newly_overdue": Entry(zh="新逾期{count}个", en="{count} newly overdue"),
    "overdue": Entry(zh="逾期共{count}个", en="{count} overdue in all"),
    "due_this_week": Entry(zh="本周到期{count}个", en="{count} due this week"),
    "awaiting_sign_off": Entry(zh="待验收{count}个", en="{count} waiting for sign-off"),
    "awaiting_sign_off.supervisor": Entry(
        zh="待本组验收{count}个", en="{count} waiting for your sign-off"
    ),
    "sent_back": Entry(zh="补课中{count}个", en="{count} sent back"),
    "changed": Entry(zh="自{since}以来有变化{count}个", en="{count} changed since {since}"),
}
"""The figures, by kind; by kind and role where it is the reader's own turn."""

CATALOGUE: Final[Catalogue] = {
    "title": Entry(zh="每日汇总：{figures}", en="Daily digest: {figures}"),
    "nothing_urgent": Entry(zh="有新变化", en="some changes"),
    "head": Entry(
        zh="{day}早晨，{audience}的{units}个单位中：",
        en="On the morning of {day}, of the {units} units of {audience}:",
    ),
    "head_with_offices": Entry(
        zh="{day}早晨，{audience}的{units}个单位和{offices}个市、区县机关中：",
        en="On the morning of {day}, of the {units} units of {audience}, and of offices of the city "
        "and its counties, which are counted as no units ({offices}):",
    ),
    "figure": Entry(zh="{figure}：{names}。", en="{figure}: {names}."),
    "figure_in_part": Entry(
        zh="{figure}：{names}，另有{more}个。全部：{command}",
        en="{figure}: {names}, and {more} more. All of them: {command}",
    ),
    "name": Entry(zh="{name}（{code}）", en="{name} ({code})"),
}
"""What stands around the figures."""

_LISTS: Final[Mapping[str, str]] = {
    "newly_overdue": "--overdue-since {since}",
    "overdue": "--overdue",
    "due_this_week": "--due-by {due_by}",
    "awaiting_sign_off": "--standing awaiting_sign_off",
    "sent_back": "--standing sent_back",
    "changed": "--changed-since {since}",
}
"""By which filter `phaseline unit list` gives the units that a figure counts."""

_WHOSE: Final[Mapping[str, str]] = {"supervisor": "--group {id} ", "county": "--district {id} "}

_IN_TITLE: Final = ("newly_overdue", "due_this_week", "awaiting_sign_off", "sent_back")


class Named(Protocol):
    """A unit that is named."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def name(self) -> str:
        """Its name."""


class Counted(Protocol):
    """A figure: how many units, and the first few of them."""

    @property
    def kind(self) -> str:
        """What is counted."""

    @property
    def count(self) -> int:
        """How many there are."""

    @property
    def units(self) -> Sequence[Named]:
        """Those that are named."""


class Digest(Protocol):
    """What a morning has to say; `schemas.digest.DailyDigest` is one."""

    @property
    def campaign(self) -> str:
        """The campaign's code."""

    @property
    def audience(self) -> object:
        """To whom, written `supervisor:SG-03`."""

    @property
    def day(self) -> date:
        """The local day."""

    @property
    def since(self) -> datetime:
        """Since when what is new is new, on the campaign's clock."""

    @property
    def due_by(self) -> date:
        """The last day of the week."""

    @property
    def units(self) -> int:
        """How many units are theirs."""

    @property
    def offices(self) -> int:
        """How many offices of the city and its counties are theirs beside them."""

    @property
    def figures(self) -> Sequence[Counted]:
        """The figures that are not nought."""


def digest_title(digest: Digest, language: Language) -> str:
    """The digest on one line: its figures that ask for something."""
    told = [
        _figure(digest, figure, language) for figure in digest.figures if figure.kind in _IN_TITLE
    ]
    figures = _listed(told or [say(CATALOGUE, "nothing_urgent", {}, language)], language)
    return say(CATALOGUE, "title", {"figures": figures}, language)


def digest_lines(digest: Digest, language: Language) -> list[str]:
    """The digest in full: whose it is, then a line a figure, and how to see what is left out."""
    head = {
        "day": say_day(digest.day.isoformat(), language, digest.day.year),
        "audience": say_actor(str(digest.audience), language),
        "units": str(digest.units),
        "offices": str(digest.offices),
    }
    return [
        say(CATALOGUE, "head_with_offices" if digest.offices else "head", head, language),
        *(_line(digest, figure, language) for figure in digest.figures),
    ]


def list_command(digest: Digest, kind: str) -> str:
    """The command that lists the units which a figure counts."""
    role, _, id_ = str(digest.audience).partition(":")
    values = {
        "id": id_,
        "since": digest.since.isoformat(timespec="minutes"),
        "due_by": digest.due_by.isoformat(),
    }
    options = (_WHOSE.get(role, "") + _LISTS[kind]).format_map(values)
    return f"phaseline unit list --campaign {digest.campaign} {options}"


def _line(digest: Digest, figure: Counted, language: Language) -> str:
    names = [
        say(CATALOGUE, "name", {"name": " ".join(unit.name.split()), "code": unit.code}, language)
        for unit in figure.units
    ]
    parts = {"figure": _figure(digest, figure, language), "names": _listed(names, language)}
    more = figure.count - len(names)
    if more == 0:
        return say(CATALOGUE, "figure", parts, language)
    parts |= {"more": str(more), "command": list_command(digest, figure.kind)}
    return say(CATALOGUE, "figure_in_part", parts, language)


def _figure(digest: Digest, figure: Counted, language: Language) -> str:
    role = str(digest.audience).partition(":")[0]
    own = f"{figure.kind}.{role}"
    since = say_moment(digest.since.isoformat(), language, digest.day.year)
    fields = {"count": str(figure.count), "since": since}
    return say(FIGURES, own if own in FIGURES else figure.kind, fields, language)


def _listed(parts: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(parts)
