"""Responsibility letters (责任书) as they are read: paragraphs, and a page to print and sign."""

from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from schemas.responsibility import CityLetter, CountyLetter, UnitLetter
from texts.catalogue import Language, say
from texts.responsibility import LETTER
from texts.values import say_length

_PAGE: Final = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<title>{heading}</title>
<style>
@page {{ size: A4; margin: 25mm }}
body {{ font: 12pt/1.8 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; max-width: 40em; margin: 2em auto }}
h1 {{ font-size: 18pt; text-align: center }}
</style>
</head>
<body>
<h1>{heading}</h1>
{paragraphs}
</body>
</html>
"""


def letter_page(paragraphs: list[str], language: Language) -> str:
    """A letter's paragraphs, the heading first, as one HTML file with a line to sign on."""
    heading, *rest = (escape(one) for one in (*paragraphs, _say("signature", language)))
    body = "\n".join(f"<p>{one}</p>" for one in rest)
    lang = "zh-CN" if language == "zh" else "en"
    return _PAGE.format(lang=lang, heading=heading, paragraphs=body)


def paragraphs(
    letter: UnitLetter | CountyLetter | CityLetter, zone: ZoneInfo, language: Language
) -> list[str]:
    """What a letter says, its heading first; instants are told in `zone`."""
    match letter:
        case UnitLetter():
            return _of_unit(letter, zone, language)
        case CountyLetter():
            return _of_county(letter, zone, language)
        case CityLetter():
            return _of_city(letter, zone, language)


def _of_unit(letter: UnitLetter, zone: ZoneInfo, language: Language) -> list[str]:
    comma = "、" if language == "zh" else "; "
    who = letter.coordinator
    if letter.coordinator_name is not None:
        left, right = "（）" if language == "zh" else (" (", ")")
        who = f"{letter.coordinator_name}{left}{letter.coordinator}{right}"
    return [
        _say("unit_heading", language, title=letter.title.in_(language)),
        _say("for_unit", language, name=letter.name, unit=letter.unit),
        _say("answers_unit", language, post=letter.post or _say("no_post", language)),
        _say("coordinator", language, coordinator=who),
        _say("group", language, group=letter.supervision_group),
        _say("county_above", language, district=letter.district),
        _say(
            "by_when",
            language,
            latest_start=letter.latest_start.isoformat(),
            last=letter.last.isoformat(),
            track=letter.track.in_(language),
        ),
        *(
            _say(
                "duty",
                language,
                phase=duty.phase.in_(language),
                length=say_length(str(duty.length), language),
                steps=comma.join(step.in_(language) for step in duty.steps),
            )
            for duty in letter.duties
        ),
        _signed(letter, zone, language),
    ]


def _of_county(letter: CountyLetter, zone: ZoneInfo, language: Language) -> list[str]:
    return [
        _say("county_heading", language, title=letter.title.in_(language)),
        _say("for_county", language, district=letter.district),
        *_first_responsible(letter, language),
        _say("county_answers", language, units=str(letter.units), members=str(letter.members)),
        _say("county_duty", language, last=letter.last.isoformat()),
        _signed(letter, zone, language),
    ]


def _of_city(letter: CityLetter, zone: ZoneInfo, language: Language) -> list[str]:
    counts = {name: str(getattr(letter, name)) for name in ("counties", "units", "members")}
    return [
        _say("city_heading", language, title=letter.title.in_(language)),
        *_first_responsible(letter, language),
        _say("city_answers", language, **counts),
        _say("city_duty", language, last=letter.last.isoformat()),
        _signed(letter, zone, language),
    ]


def _first_responsible(letter: CountyLetter | CityLetter, language: Language) -> list[str]:
    """Who answers in the first place, where the roster says it."""
    return [] if letter.post is None else [_say("answers_office", language, post=letter.post)]


def _signed(
    letter: UnitLetter | CountyLetter | CityLetter, zone: ZoneInfo, language: Language
) -> str:
    if letter.acknowledged_at is None:
        return _say("unsigned", language)
    return _say("signed", language, at=f"{letter.acknowledged_at.astimezone(zone):%Y-%m-%d %H:%M}")


def _say(code: str, language: Language, **params: str) -> str:
    return say(LETTER, code, params, language)
