"""What is wrong with ladders of reminders, for the hours in which people are at work."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from rules.plan_steps import Path
from schemas.calendar import WorkingHours
from schemas.problem import Problem
from schemas.quantities import Minutes
from schemas.refusal import echo
from schemas.reminders import Reminders, Rung
from schemas.text import Text

RUNG_PLACES: Final = ("name", "unit", "what", "phase", "due", "days")
"""What a rung's own text may tell: always known of what is due, whoever is told."""

START_PLACES: Final = ("name", "unit", "due", "days")
"""The same of the latest start, which is of no step and in no phase."""

_MARKS: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")

_LONGEST_SPREAD: Final = Minutes(120)
"""Whoever must act today hears of it in the morning."""

_ONE_MINUTE: Final = timedelta(minutes=1)


def ladder_problems(reminders: Reminders | None, hours: WorkingHours) -> Iterator[Problem]:
    """Ids and roles that stand twice, steps that two ladders want, a spread beyond the morning."""
    if reminders is None:
        return
    path = ("reminders", "ladders")
    longest = min(_LONGEST_SPREAD, _morning(hours))
    if reminders.spread > longest:
        params = {"spread": str(reminders.spread), "longest": str(longest)}
        yield Problem(code="spread_too_long", params=params, path=("reminders", "spread"))
    ladders, rungs, owners = set[str](), set[str](), dict[str, str]()
    for index, ladder in enumerate(reminders.ladders):
        if ladder.id in ladders:
            params = {"id": ladder.id}
            yield Problem(code="id_repeated", params=params, path=(*path, index, "id"))
        ladders.add(ladder.id)
        for kind in ladder.kinds or ("",):
            if kind in owners:
                params = {"ladder": ladder.id, "other": owners[kind], "kind": kind or "*"}
                yield Problem(code="ladder_for_the_same", params=params, path=(*path, index))
            owners.setdefault(kind, ladder.id)
        for number, rung in enumerate(ladder.rungs):
            where = (*path, index, "rungs", number)
            if rung.id in rungs:
                yield Problem(code="id_repeated", params={"id": rung.id}, path=(*where, "id"))
            rungs.add(rung.id)
            if rung.text is not None:
                places = START_PLACES if "start" in ladder.kinds else RUNG_PLACES
                yield from _text_problems(rung.text, places, (*where, "text"))
            for place in _repeated_roles(rung):
                params = {"id": rung.to[place]}
                yield Problem(code="id_repeated", params=params, path=(*where, "to", place))


def _text_problems(text: Text, places: Sequence[str], path: Path) -> Iterator[Problem]:
    """Places that nothing fills, and braces that make none; a doubled brace is one to be read."""
    known = ", ".join(f"{{{place}}}" for place in places)
    for language, said in (("zh", text.zh or ""), ("en", text.en or "")):
        for place in dict.fromkeys(mark[1] for mark in _MARKS.finditer(said)):
            if place is not None and place not in places:
                params = {"place": echo(place), "known": known}
                yield Problem(code="text_place_unknown", params=params, path=(*path, language))
        if set(_MARKS.sub("", said)) & {"{", "}"}:
            params = {"known": known}
            yield Problem(code="text_brace_alone", params=params, path=(*path, language))


def _morning(hours: WorkingHours) -> Minutes:
    """How long a spread may be, so that its message goes before lunch, or the end of the day."""
    ends = hours.close if hours.lunch is None else hours.lunch.begins
    opens = timedelta(hours=hours.open.hour, minutes=hours.open.minute)
    length = timedelta(hours=ends.hour, minutes=ends.minute) - opens
    return Minutes(max(0, length // _ONE_MINUTE - 2))


def _repeated_roles(rung: Rung) -> Iterator[int]:
    return (place for place, role in enumerate(rung.to) if role in rung.to[:place])
