"""Values that stand inside texts, said in the reader's language: who, what, how long, how.

Values arrive in their written form (`supervisor:SG-01`, `step:lecture`, `5 working days`); what is
not in such a form is said as it is, since it was echoed from what somebody sent.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from texts import ledger, meeting, mobilization, survey, visits
from texts.catalogue import Entry, Language, say
from texts.reasons import say_reason

CATALOGUE: Final[dict[str, Entry]] = {
    "actor.coordinator": Entry(zh="联络员{id}", en="coordinator {id}"),
    "actor.supervisor": Entry(zh="督导组{id}", en="the supervision group {id}"),
    "actor.county": Entry(zh="区县活动办{id}", en="the county office {id}"),
    "actor.city": Entry(zh="市活动办", en="the campaign office"),
    "no_such_office": Entry(
        zh="{actor}（没有这个机关，市一级只有 city:office）",
        en="{actor} (there is no such office; the city has one: city:office)",
    ),
    "actor.system": Entry(zh="系统（{id}）", en="the system ({id})"),
    "target.step": Entry(zh="环节“{id}”", en="step {id}"),
    "target.phase": Entry(zh="阶段“{id}”", en="phase {id}"),
    "target.unit": Entry(zh="本单位", en="the unit as a whole"),
    "length.days": Entry(zh="{count}天", en="{count} days"),
    "length.day": Entry(zh="{count}天", en="{count} day"),
    "length.working_days": Entry(zh="{count}个工作日", en="{count} working days"),
    "length.working_day": Entry(zh="{count}个工作日", en="{count} working day"),
    "how.signed_off": Entry(zh="验收通过", en="signed off"),
    "how.lapsed": Entry(zh="验收期满", en="the time for its sign-off has lapsed"),
    "how.no_sign_off": Entry(zh="无需验收", en="no sign-off is asked for"),
    "cause.closed": Entry(zh="单位撤销", en="the unit was closed"),
    "cause.merged": Entry(zh="单位合并", en="the unit was merged into another"),
    "cause.other": Entry(zh="其他原因", en="another cause"),
    "status.launching": Entry(zh="启动中", en="being launched"),
    "status.running": Entry(zh="进行中", en="running"),
    "status.paused": Entry(zh="已暂停", en="paused"),
    "status.closing": Entry(zh="正在结束", en="being closed"),
    "status.closed": Entry(zh="已结束", en="closed"),
    **mobilization.CATEGORIES,
    **meeting.VALUES,
    **ledger.VALUES,
    **survey.VALUES,
    "nothing": Entry(zh="无", en="none"),
    **visits.VALUES,
}
"""The words for actors, targets, lengths, closings, causes, verdicts and a campaign's status."""


def localise(params: Mapping[str, str], language: Language) -> dict[str, str]:
    """The values that fill a text, each said as its name asks for; an empty one as 'none'."""
    return {name: _say_value(name, value, language) for name, value in params.items()}


def say_actor(actor: str, language: Language) -> str:
    """`role:id` in words: 'the supervision group SG-01', '督导组SG-01'.

    A city's office that there is not is not called the one that there is.
    """
    role, _, id_ = actor.partition(":")
    if role == "city" and id_ != "office":
        return say(CATALOGUE, "no_such_office", {"actor": actor}, language)
    return _say(f"actor.{role}", {"id": id_}, language, otherwise=actor)


def say_target(target: str, language: Language) -> str:
    """`step:id`, `phase:id`, `item:number` or `unit` in words."""
    kind, _, id_ = target.partition(":")
    return _say(f"target.{kind}", {"id": id_}, language, otherwise=target)


def say_length(length: str, language: Language) -> str:
    """`5 working days` or `30 days` in words."""
    count, _, unit = length.partition(" ")
    code = f"length.{unit.replace(' ', '_')}"
    return _say(code, {"count": count}, language, otherwise=length)


def say_instant(instant: str) -> str:
    """An ISO instant to the minute on the clock of its own offset; 'UTC' beside it where it is that."""
    if re.match(r"\d{4}-\d\d-\d\dT", instant) is None:
        return instant
    at = datetime.fromisoformat(instant)
    return f"{at:%Y-%m-%d %H:%M}{' UTC' if at.utcoffset() == UTC.utcoffset(None) else ''}"


def _say_value(name: str, value: str, language: Language) -> str:
    if not value:
        return say(CATALOGUE, "nothing", {}, language)
    if name in _SAID_BY_NAME:
        return _SAID_BY_NAME[name](value, language)
    return _say(f"{name}.{value}", {}, language, otherwise=value)


_SAID_BY_NAME: Final[Mapping[str, Callable[[str, Language], str]]] = {
    "by": say_actor,
    "by_whom": say_actor,
    "expected": say_reason,
    "target": say_target,
    "length": say_length,
    "lost": say_length,
    "categories": mobilization.say_categories,
    "what": say_reason,
}


def _say(code: str, params: Mapping[str, str], language: Language, *, otherwise: str) -> str:
    return say(CATALOGUE, code, params, language) if code in CATALOGUE else otherwise
