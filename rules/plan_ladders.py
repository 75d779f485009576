"""What is wrong with the ladders of reminders of a plan."""

import re
from collections.abc import Iterator
from typing import Final

from rules.plan_steps import Path
from schemas.plan import Plan
from schemas.problem import Problem
from schemas.refusal import echo
from schemas.text import Text

RUNG_PLACES: Final = ("name", "unit", "what", "phase", "due", "days")
"""What a rung's own text may tell: always known of what is due, whoever is told."""

_PLACE: Final = re.compile(r"\{([^{}]*)\}")

_LONGEST_SPREAD = 120
"""Minutes: whoever must act today hears of it in the morning."""


def ladder_problems(plan: Plan) -> Iterator[Problem]:
    """Ids that stand twice, steps of one kind that two ladders want, a spread of half a day."""
    if plan.reminders is None:
        return
    path = ("reminders", "ladders")
    if plan.reminders.spread.count > _LONGEST_SPREAD:
        params = {"spread": str(plan.reminders.spread), "longest": f"{_LONGEST_SPREAD} minutes"}
        yield Problem(code="spread_too_long", params=params, path=("reminders", "spread"))
    ladders, rungs, owners = set[str](), set[str](), dict[str, str]()
    for index, ladder in enumerate(plan.reminders.ladders):
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
            if rung.id in rungs:
                where = (*path, index, "rungs", number, "id")
                yield Problem(code="id_repeated", params={"id": rung.id}, path=where)
            rungs.add(rung.id)
            if rung.text is not None:
                yield from _text_problems(rung.text, (*path, index, "rungs", number, "text"))


def _text_problems(text: Text, path: Path) -> Iterator[Problem]:
    """Places that nothing fills, and braces that make none; a doubled brace is one to be read."""
    known = ", ".join(f"{{{place}}}" for place in RUNG_PLACES)
    for language, said in (("zh", text.zh), ("en", text.en)):
        left = (said or "").replace("{{", "").replace("}}", "")
        for place in dict.fromkeys(_PLACE.findall(left)):
            if place not in RUNG_PLACES:
                params = {"place": echo(place), "known": known}
                yield Problem(code="text_place_unknown", params=params, path=(*path, language))
        if set(_PLACE.sub("", left)) & {"{", "}"}:
            params = {"known": known}
            yield Problem(code="text_brace_alone", params=params, path=(*path, language))
