"""Where a call shows what it has to say: to people in a terminal or pipe, or to programs as JSON."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

from pydantic_core import to_json
from rich.console import RenderableType
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from cli.exits import Failure
from cli.paper import Paper, Trimmed
from texts.catalogue import Language, say
from texts.cli import CATALOGUE

_T = TypeVar("_T")

_AT_ONCE: Final = 50
"""Lines of one list that a terminal is given: what matters after them must not scroll away."""


class Output:
    """What one call shows, in one language; with `as_json` nothing but one document on stdout.

    Progress and failures go to stderr. On a terminal texts are laid out to its width. `asides` is where
    goes what was not asked for: to the same terminal, or to stderr, so that a file has it not.
    """

    def __init__(self, language: Language, *, as_json: bool = False) -> None:
        self.language = language
        self.as_json = as_json
        self.paper = Paper()
        self.notes = Paper(stderr=True)
        self.asides = self.paper if self.paper.is_terminal else self.notes

    def document(self, value: object) -> None:
        """Print a model, or a list or mapping of them, as one JSON document."""
        text = to_json(value, indent=2, ensure_ascii=not self.paper.is_unicode)
        self.paper.print_raw(text.decode())

    def show(self, value: object, draw: Callable[[], None]) -> None:
        """Print `value` as JSON where that was asked for, else let `draw` show it to people."""
        if self.as_json:
            self.document(value)
        else:
            draw()

    def text(self, code: str, **params: object) -> str:
        """A text of `texts/cli`."""
        filled = {name: str(value) for name, value in params.items()}
        return say(CATALOGUE, code, filled, self.language)

    def say(self, code: str, style: str = "", **params: object) -> None:
        """Print a text of `texts/cli` as a line for people; nothing where JSON was asked for."""
        self.print(Text(self.text(code, **params), style))

    def say_aside(self, code: str, style: str = "", **params: object) -> None:
        """Say to people what they should know of what they asked for, and what is no part of it."""
        if not self.as_json:
            self.asides.print(Text(self.text(code, **params), style))

    def heading(self, text: str) -> None:
        """Print a heading with a blank line above."""
        self.print()
        self.print(Text(text, "bold"))

    def print(self, *parts: RenderableType) -> None:
        """Print something for people; nothing where JSON was asked for."""
        if not self.as_json:
            self.paper.print(*parts)

    def fitting(self, things: Sequence[_T]) -> Sequence[_T]:
        """What of a long list is shown: all of it, but on a terminal only the first ones."""
        return things[:_AT_ONCE] if self.paper.is_terminal else things

    def say_rest(self, things: Sequence[object]) -> None:
        """Say how many things of a list were left out, and where they are."""
        left_out = len(things) - len(self.fitting(things))
        if left_out:
            self.say("and_more", "dim", count=left_out)

    def each(self, things: Sequence[_T]) -> Iterator[_T]:
        """The things of a list that are to be printed one by one; then the rest is said."""
        yield from self.fitting(things)
        self.say_rest(things)

    def fail(self, failure: Failure) -> None:
        """Say why the call failed: on stderr, or in the JSON document under `error`."""
        if self.as_json and failure.code != "output_lost":
            self.document({"error": failure})
        else:
            self.notes.print(Text(failure.message, "red"))

    def advise(self, code: str, **params: object) -> None:
        """Print a text of `texts/cli` below a failure; nothing where JSON was asked for."""
        if not self.as_json:
            self.notes.print(Text(self.text(code, **params), "yellow"))

    def progress(self) -> Progress:
        """A progress bar on stderr, silent where that is no terminal."""
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.notes,
            disable=not self.notes.is_terminal,
            expand=False,
        )


def named(title: str, id_: str, style: str = "") -> Text:
    """A title, with the id that commands use in brackets."""
    return Text.assemble((title, style), " ", (f"[{id_}]", "cyan"))


def indented(text: Text) -> Trimmed:
    """A text that stands a little to the right, in all of its lines."""
    return Trimmed(Padding(text, (0, 0, 0, 2), expand=False))


def shown_path(path: Path) -> str:
    """A path as short as it can be written from where the user stands."""
    here = Path.cwd()
    shown = str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
    # A name need not be a text; what is none of it is shown by its number.
    return os.fsencode(shown).decode(errors="backslashreplace")
