"""YAML read into plain data that remembers at which line and column everything stands.

A plan is data: one document of mappings, lists and scalars. What YAML has beyond that (anchors,
aliases, tags, several documents) is refused, so that a small file cannot grow large when it is
read. Scalars follow the core schema of YAML 1.2; dates and times stay text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)
from ruamel.yaml.reader import ReaderError

from schemas.problem import Problem
from schemas.refusal import echo

DataPath = tuple[str | int, ...]
"""The way to a place in the data: keys and list indices from the root."""

MAX_CHARACTERS: Final = 1_000_000
"""A longer text is refused unread."""

MAX_DEPTH: Final = 20
"""How many mappings and lists may stand within each other."""

_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,18}|[0-9]{1,18}(\.[0-9]{0,18})?)([eE][-+]?[0-9]{1,2})?")


class Position(NamedTuple):
    """A place in a text; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Positions:
    """Where the keys and values of a text stand."""

    keys: Mapping[DataPath, Position]
    values: Mapping[DataPath, Position]

    def of_value(self, path: DataPath) -> Position:
        """Where the value at `path` begins, or what it is missing from."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Position(1, 1))

    def of_key(self, path: DataPath) -> Position:
        """Where the last key of `path` stands, or the value where it is not a key of the text."""
        return self.keys.get(path) or self.of_value(path)

    def renamed(self, names: Mapping[DataPath, str]) -> "Positions":
        """The same where the keys at these paths, which are those of the text, have other names."""

        def moved(path: DataPath) -> DataPath:
            return tuple(names.get(path[: i + 1], part) for i, part in enumerate(path))

        return Positions(
            {moved(path): at for path, at in self.keys.items()},
            {moved(path): at for path, at in self.values.items()},
        )


@dataclass(frozen=True, slots=True)
class YamlText:
    """What a YAML text says.

    `data` is made of dict, list, str, int, float, bool and None. `problems` have their line and
    column. `complete` is False where reading broke off, so that `data` is not what was meant.
    """

    data: Any
    positions: Positions
    problems: tuple[Problem, ...]
    complete: bool


def read_yaml(text: str) -> YamlText:
    """Read one YAML document. Never raises: what is wrong is among the `problems`."""
    reading = _Reading()
    complete = False
    if len(text) > MAX_CHARACTERS:
        reading.report("yaml_too_long", Position(1, 1), limit=str(MAX_CHARACTERS))
    else:
        try:
            for event in YAML(typ="safe", pure=True).parse(text):
                reading.take(event)
            complete = True
        except MarkedYAMLError as error:
            reading.report("yaml_syntax", _start(error), reason=str(error.problem))
        except ReaderError as error:
            before = text[: error.position]
            column = error.position - before.rfind("\n")
            position = Position(before.count("\n") + 1, column)
            reading.report("yaml_character", position, character=f"U+{error.character:04X}")
        except _BrokenOff:
            pass
    positions = Positions(reading.keys, reading.values)
    return YamlText(reading.root, positions, tuple(reading.problems), complete)


class _BrokenOff(Exception):
    """Reading on would only lead to problems that are none; the true one is reported."""


@dataclass(slots=True)
class _Open:
    """A mapping or list that has begun and has not ended.

    `place` leads to the value that a mapping awaits; it is None while the mapping awaits a key.
    """

    path: DataPath
    into: dict[str, Any] | list[Any]
    place: DataPath | None = None


@dataclass(slots=True)
class _Reading:
    root: Any = None
    keys: dict[DataPath, Position] = field(default_factory=dict)
    values: dict[DataPath, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    documents: int = 0
    opened: list[_Open] = field(default_factory=list)

    def report(self, code: str, position: Position, path: DataPath = (), **params: str) -> None:
        self.problems.append(
            Problem(code=code, params=params, path=path, line=position.line, column=position.column)
        )

    def take(self, event: Event) -> None:
        match event:
            case DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self.report("yaml_second_document", _start(event))
                    raise _BrokenOff
            case CollectionEndEvent():
                self.opened.pop()
            case NodeEvent():
                top = self.opened[-1] if self.opened else None
                if top and isinstance(top.into, dict) and top.place is None:
                    self._take_key(event, top)
                else:
                    self._take_value(event)

    def _take_key(self, event: NodeEvent, top: _Open) -> None:
        position = _start(event)
        if not isinstance(event, ScalarEvent):
            self.report("yaml_key", position, top.path)
            raise _BrokenOff
        self._refuse_decoration(event, top.path)
        key = str(event.value)
        top.place = (*top.path, key)
        first = self.keys.setdefault(top.place, position)
        if first != position:
            self.report("duplicate_key", position, top.place, key=echo(key), line=str(first.line))
            # What stands under it is read at a place of its own, beside the data.
            top.place = (*top.place, len(self.problems))

    def _take_value(self, event: NodeEvent) -> None:
        path = self._next_path()
        # A value that is left out would stand wherever the next thing begins.
        left_out = isinstance(event, ScalarEvent) and event.start_mark == event.end_mark
        self.values[path] = self.keys.get(path, _start(event)) if left_out else _start(event)
        self._refuse_decoration(event, path)
        value: Any = None
        if isinstance(event, ScalarEvent):
            text = str(event.value)
            value = _scalar(text) if event.implicit[0] else text
        elif isinstance(event, CollectionStartEvent):
            value = {} if isinstance(event, MappingStartEvent) else []
        self._put(path, value)
        if isinstance(event, CollectionStartEvent):
            if len(self.opened) >= MAX_DEPTH:
                self.report("yaml_too_deep", _start(event), path, limit=str(MAX_DEPTH))
                raise _BrokenOff
            self.opened.append(_Open(path, value))

    def _next_path(self) -> DataPath:
        if not self.opened:
            return ()
        top = self.opened[-1]
        return (*top.path, len(top.into)) if top.place is None else top.place

    def _put(self, path: DataPath, value: Any) -> None:
        if not self.opened:
            self.root = value
            return
        top = self.opened[-1]
        top.place = None
        if isinstance(top.into, list):
            top.into.append(value)
        elif path[:-1] == top.path:
            top.into[str(path[-1])] = value

    def _refuse_decoration(self, event: NodeEvent, path: DataPath) -> None:
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self.report("yaml_alias", _start(event), path, name=echo(event.anchor))
        elif isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag is not None:
            self.report("yaml_tag", _start(event), path, tag=echo(event.tag))


def _start(at: Event | MarkedYAMLError) -> Position:
    mark = at.problem_mark if isinstance(at, MarkedYAMLError) else at.start_mark
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)


def _scalar(text: str) -> str | int | float | bool | None:
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text):
        return True
    if _FALSE.fullmatch(text):
        return False
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
