"""One message to one person out of all that is to be told: by unit, the most urgent first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol
from urllib.parse import quote

from texts.catalogue import Entry, Language, fill, say
from texts.digests import Digest, digest_lines, digest_title
from texts.notice_advice import LISTS
from texts.saying import Told, advice, commands, details, label, line
from texts.saying import about as about_of

CATALOGUE: Final[Mapping[str, Entry]] = {
    "reminder": Entry(zh="提醒", en="Reminder"),
    "escalation": Entry(zh="督办", en="Escalation"),
    "tag": Entry(zh="【{label}】", en="[{label}] "),
    "of_one": Entry(zh="{name}：{about}", en="{name}: {about}"),
    "of_one_unit": Entry(zh="{name}：{counts}", en="{name}: {counts}"),
    "of_units": Entry(zh="{units}个单位，{counts}", en="{units} units, {counts}"),
    "late": Entry(zh="{count}项逾期", en="{count} overdue"),
    "today": Entry(zh="{count}项今日到期", en="{count} due today"),
    "before": Entry(zh="{count}项即将到期", en="{count} due soon"),
    "other": Entry(zh="{count}项其他事项", en="{count} more"),
    "twice": Entry(zh="（可能重复）", en=" (possibly sent twice)"),
    "twice_why": Entry(
        zh="上一次发送是否成功未能确认，此信可能是重复的；如已收到，请忽略。",
        en="Whether this was delivered before could not be confirmed; if you have it, ignore this one.",
    ),
    "rehearsal": Entry(zh="预演", en="Rehearsal"),
    "rehearsal_why": Entry(
        zh="这是预演中的消息，不必办理。", en="This is of a rehearsal; nothing needs to be done."
    ),
    "instead_of": Entry(
        zh="{names}不在期间由您代为处理：",
        en="You get this in place of {names}, who is away:",
    ),
    "in_all": Entry(zh="合计：{counts}。", en="In all: {counts}."),
    "unit": Entry(zh="{name}（{unit}）", en="{name} ({unit})"),
    "unit_of": Entry(
        zh="{name}（{unit}，联络员{coordinator}）",
        en="{name} ({unit}, coordinator {coordinator})",
    ),
    "command": Entry(zh="命令：{command}", en="Command: {command}"),
    "link": Entry(zh="在线办理：{link}", en="Open: {link}"),
    "list": Entry(zh="查看全部：{command}", en="To see all: {command}"),
    "left_out": Entry(zh="另有{count}个单位未列出。", en="{count} more units are not listed here."),
    "things_left_out": Entry(
        zh="另有{count}项未列出。", en="{count} more things of this unit are not listed here."
    ),
    "item": Entry(zh="［{label}］{line}", en="[{label}] {line}"),
}
"""What stands around the notices of a message."""

_LADDER: Final = ("escalated", "escalation", "reminder")
"""The kinds that tell of the same deadline; the first of them tells the most."""

_RANKS: Final = ("late", "today", "other", "before")
"""What is urgent first."""

_FEW: Final = 3
"""Units with which a message says everything; with more it says a line a thing."""

_MOST: Final = 200
"""Units that a message names at most."""


_MOST_OF_A_UNIT: Final = 50
"""Things of one unit that a message names at most: a ledger may have hundreds on one day."""


class Item(Told, Protocol):
    """Something to tell, and what it is about."""

    @property
    def unit(self) -> str:
        """The unit's code."""

    @property
    def about(self) -> str:
        """What has the deadline, such as `step:lecture`."""

    @property
    def due(self) -> datetime | None:
        """When that is due."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message in words: a subject on one line, and a body in plain text."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class _Merged:
    """A thing that several notices tell of, in the words of the one that tells the most."""

    kind: str
    voice: str
    role: str
    year: int
    values: Mapping[str, str]
    own_text: str | None
    unit: str
    due: datetime | None

    @property
    def rank(self) -> str:
        """How urgent it is."""
        return self.voice if self.kind in _LADDER else "other"


def compose(
    items: Sequence[Item],
    language: Language,
    *,
    campaign: str,
    digests: Sequence[Digest] = (),
    instead_of: Sequence[str] = (),
    link: str | None = None,
    is_rehearsal: bool = False,
    is_maybe_double: bool = False,
) -> Message:
    """One message out of all `items`, which go to one person for one campaign of that title.

    The `digests` of that morning follow. `instead_of` are those whom the reader stands in for.
    `link` leads to a unit's page, with the places `{campaign}` and `{unit}`; with it the message
    shows that instead of command lines. Raises ValueError where there is nothing to tell.
    """
    if not items and not digests:
        raise ValueError("there is nothing to tell")
    units = _by_unit(items)
    told = [one for unit in units for one in unit]
    subject = _subject(told, len(units), language) if told else digest_title(digests[0], language)
    parts: list[str] = []
    if instead_of:
        names = ("、" if language == "zh" else ", ").join(instead_of)
        parts.append(say(CATALOGUE, "instead_of", {"names": names}, language))
    if is_rehearsal:
        subject = say(CATALOGUE, "tag", {"label": _said("rehearsal", language)}, language) + subject
        parts.append(_said("rehearsal_why", language))
    if is_maybe_double:
        subject += _said("twice", language)
        parts.append(_said("twice_why", language))
    if len(told) > 1:
        parts.append(
            say(CATALOGUE, "in_all", {"counts": _counts(told, len(units), language)}, language)
        )
    is_short = len(units) > _FEW
    parts += [_unit(unit, language, link, is_short=is_short) for unit in units[:_MOST]]
    if len(units) > _MOST:
        parts.append(say(CATALOGUE, "left_out", {"count": str(len(units) - _MOST)}, language))
    if is_short:
        command = fill(LISTS[told[0].role], told[0].values)
        parts.append(say(CATALOGUE, "list", {"command": command}, language))
    asked = dict.fromkeys(advice(one, language) for one in told)
    parts += [one for one in asked if one is not None]
    parts += ["\n".join(digest_lines(digest, language)) for digest in digests]
    return Message(subject, "\n\n".join([*parts, f"—\n{campaign}"]) + "\n")


def _by_unit(items: Iterable[Item]) -> list[list[_Merged]]:
    """What is to be told, each thing once: by unit, in each the most urgent first, and so the units.

    What is said again is not, beside that which tells more of it.
    """
    units: dict[str, dict[str, _Merged]] = {}
    said: set[tuple[str, str, str]] = set()
    for number, item in enumerate(items):
        thing = item.unit, item.kind, item.about
        if item.voice == "again" and thing in said:
            continue
        said.add(thing)
        things = units.setdefault(item.unit, {})
        key = item.about if item.kind in _LADDER else f"{number}"
        things[key] = _merged(things.get(key), item)
    ordered = [sorted(things.values(), key=_urgency) for things in units.values()]
    return sorted(ordered, key=lambda unit: (_urgency(unit[0]), unit[0].unit))


def _merged(before: _Merged | None, item: Item) -> _Merged:
    now = _Merged(
        item.kind,
        item.voice,
        item.role,
        item.year,
        item.values,
        item.own_text,
        item.unit,
        item.due,
    )
    if before is None:
        return now
    first = min((now, before), key=lambda one: _LADDER.index(one.kind))
    people = (name for one in (before, now) for name in one.values.get("told", "").split())
    told = " ".join(dict.fromkeys(people))
    return replace(first, values={**first.values, "told": told}) if told else first


def _urgency(one: _Merged) -> tuple[int, float]:
    return _RANKS.index(one.rank), float("inf") if one.due is None else one.due.timestamp()


def _subject(told: Sequence[_Merged], units: int, language: Language) -> str:
    first = told[0]
    name = first.values["name"]
    if len(told) == 1:
        tag, about = label(first, language), about_of(first, language)
        text = say(CATALOGUE, "of_one", {"name": name, "about": about}, language) if about else name
    else:
        tag = _said("reminder" if first.role == "coordinator" else "escalation", language)
        text = _counts(told, units, language)
        if units == 1:
            text = say(CATALOGUE, "of_one_unit", {"name": name, "counts": text}, language)
    return say(CATALOGUE, "tag", {"label": tag}, language) + text


def _counts(told: Sequence[_Merged], units: int, language: Language) -> str:
    counted = Counter(one.rank for one in told)
    comma = "，" if language == "zh" else ", "
    said = comma.join(
        say(CATALOGUE, rank, {"count": str(counted[rank])}, language)
        for rank in ("late", "today", "before", "other")
        if counted[rank]
    )
    if units == 1:
        return said
    return say(CATALOGUE, "of_units", {"units": str(units), "counts": said}, language)


def _unit(
    things: Sequence[_Merged], language: Language, link: str | None, *, is_short: bool
) -> str:
    values = things[0].values
    code = "unit" if things[0].role == "coordinator" else "unit_of"
    lines = [say(CATALOGUE, code, values, language)]
    for one in things[:_MOST_OF_A_UNIT]:
        said = [line(one, language), *(() if is_short else details(one, language))]
        text = ("" if language == "zh" else " ").join(said)
        params = {"label": label(one, language), "line": text}
        lines.append("  " + say(CATALOGUE, "item", params, language))
        if link is None and not is_short:
            lines += [
                "    " + say(CATALOGUE, "command", {"command": command}, language)
                for command in commands(one)
            ]
    left_out = len(things) - _MOST_OF_A_UNIT
    if left_out > 0:
        count = {"count": str(left_out)}
        lines.append("  " + say(CATALOGUE, "things_left_out", count, language))
    if link is not None:
        quoted = {name: quote(values[name], safe="") for name in ("campaign", "unit")}
        lines.append("  " + say(CATALOGUE, "link", {"link": fill(link, quoted)}, language))
    return "\n".join(lines)


def _said(code: str, language: Language) -> str:
    return say(CATALOGUE, code, {}, language)
