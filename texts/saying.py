"""A notice said: its label, its line, the sentences beside it, advice and commands, in one language."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Protocol, TypeVar

from texts.catalogue import Language, fill, places
from texts.mobilization import say_categories
from texts.moments import say_day, say_moment
from texts.notice_advice import ADVICE, COMMANDS
from texts.notices import DETAILS, LABELS, LINES
from texts.values import CATALOGUE as WORDS
from texts.values import say_actor, say_length, say_target

_T = TypeVar("_T")


class Told(Protocol):
    """What a notice tells; `rules.notice_facts.NoticeFacts` is one."""

    @property
    def kind(self) -> str:
        """The notice's kind."""

    @property
    def voice(self) -> str:
        """Which of the kind's texts it is, where there are several."""

    @property
    def role(self) -> str:
        """The role of the reader."""

    @property
    def year(self) -> int:
        """The reader's year; days of another are said with theirs."""

    @property
    def values(self) -> Mapping[str, str]:
        """What fills the texts, in written form; what is not there is not known."""

    @property
    def own_text(self) -> str | None:
        """What the plan says in the place of the catalogue."""


def label(told: Told, language: Language) -> str:
    """The word or two by which the notice is known at once.

    Raises KeyError for a notice without a text: a bug, not a user's fault.
    """
    entry = _find(LABELS, told, None)
    if entry is None:
        raise KeyError(told.kind)
    return entry.in_(language)


def line(told: Told, language: Language) -> str:
    """What everybody reads: the plan's own text, else the catalogue's."""
    words = _words(told, language)
    if told.own_text is not None:
        return fill(told.own_text, words)
    entry = _find(LINES, told, None)
    if entry is None or not places(entry.en) <= words.keys():
        return label(told, language)
    return _sentence(entry.in_(language).format_map(words))


def details(told: Told, language: Language) -> Iterator[str]:
    """The sentences beside the line, those whose places are all known."""
    if told.own_text is not None:
        return
    words = _words(told, language)
    for entry in _find(DETAILS, told, ()):
        if places(entry.en) <= words.keys():
            yield _sentence(entry.in_(language).format_map(words))


def advice(told: Told, language: Language) -> str | None:
    """What the notice asks of its reader; nothing where the plan's own text says it."""
    entry = None if told.own_text is not None else _find(ADVICE, told, None)
    return None if entry is None else entry.in_(language)


def commands(told: Told) -> Iterator[str]:
    """The command lines by which the reader does it."""
    for command in _find(COMMANDS, told, ()):
        if places(command) <= told.values.keys():
            yield command.format_map(told.values)


def _find(texts: Mapping[str, _T], told: Told, otherwise: _T) -> _T:
    """The text of a notice: that of its kind, voice and role, or of as many of them as make one."""
    kind, voice, role = told.kind, told.voice, told.role
    for key in (f"{kind}.{voice}.{role}", f"{kind}.{voice}", f"{kind}.{role}", kind):
        if key in texts:
            return texts[key]
    return otherwise


def about(told: Told, language: Language) -> str:
    """What the notice is about, in a word or two; nothing where it is about the unit."""
    return _words(told, language).get("what", "")


def _words(told: Told, language: Language) -> dict[str, str]:
    words = {name: _say(name, value, told.year, language) for name, value in told.values.items()}
    if "item" in words:
        words["what"] = say_target(f"item:{words['item']}", language)
    return words


def _say(name: str, value: str, year: int, language: Language) -> str:
    if name in _DAYS:
        return say_day(value, language, year)
    if name in _MOMENTS:
        return say_moment(value, language, year)
    if name in _CODES:
        return WORDS[f"{name}.{value}"].in_(language)
    said = _SAID.get(name)
    return value if said is None else said(value, language)


def _say_actors(people: str, language: Language) -> str:
    said = [say_actor(actor, language) for actor in people.split()]
    return ("、" if language == "zh" else " and ").join(said)


_DAYS: Final = frozenset({"until", "on", "next_on", "answer_by", "make_up_by", "taken_until"})
_CODES: Final = frozenset({"cause", "verdict"})
_MOMENTS: Final = frozenset({"due", "lapses", "next_due"})
_SAID: Final[Mapping[str, Callable[[str, Language], str]]] = {
    "category": say_categories,
    "again_for": say_length,
    "days": say_length,
    "late": say_length,
    "lost": say_length,
    "by": say_actor,
    "told": _say_actors,
    "next_to": _say_actors,
}


def _sentence(text: str) -> str:
    """A sentence begins with a capital, also where it begins with somebody's role."""
    return text[:1].upper() + text[1:]
