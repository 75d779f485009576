"""The console that everything is written on: its lines break well, end without blanks, hide nothing."""

import os
from collections.abc import Iterable
from typing import IO, Any, Final

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.containers import Lines
from rich.segment import Segment
from rich.text import Text

from cli.exits import ExitCode
from cli.wrapping import line_breaks

UNBOUNDED: Final = 1_000_000
"""Columns of what is piped: nothing is cut off or wrapped there."""

_SHOWN: Final = {
    **{code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
}
"""Signs for control characters: what people wrote must not command somebody else's terminal."""


_TAB: Final = 8


class OutputLost(Exception):
    """What was to be written could not be: a full disk, or a terminal that is gone."""

    def __init__(self, error: OSError) -> None:
        self.reason = error.strerror
        super().__init__(f"The output cannot be written: {error.strerror}.")


class Paper(Console):
    """A console for stdout or stderr, as wide as the terminal; a pipe has no end.

    Texts wrap between Chinese characters and between words, never within an id. A reader who
    leaves (`| head`) ends the process quietly.
    """

    def __init__(
        self, *, stderr: bool = False, file: IO[str] | None = None, width: int | None = None
    ) -> None:
        super().__init__(
            stderr=stderr, file=file, width=width, highlight=False, markup=False, emoji=False
        )
        if width is None and not self.is_terminal:
            self.width = UNBOUNDED

    @property
    def is_unicode(self) -> bool:
        """Whether every character can be written."""
        return self.encoding.startswith("utf")

    def print(self, *objects: Any, **options: Any) -> None:
        """Print for people.

        Raises:
            OutputLost: it cannot be written.
        """
        try:
            super().print(*objects, **options)
        except OSError as error:
            raise OutputLost(error) from error

    def print_raw(self, text: str) -> None:
        """Print a line as it is.

        Raises:
            OutputLost: it cannot be written.
        """
        try:
            self.file.write(text + "\n")
            self.file.flush()
        except BrokenPipeError:
            self.on_broken_pipe()
        except OSError as error:
            raise OutputLost(error) from error

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render texts, wherever they stand, so that they flow."""
        if isinstance(renderable, Text) and not isinstance(renderable, Flowing):
            renderable = Flowing.of(renderable)
        return super().render(renderable, options)

    def on_broken_pipe(self) -> None:
        """End the process; what is still to be written goes nowhere."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())
        raise SystemExit(ExitCode.UNREAD)


class Trimmed:
    """Something whose lines end where their last word ends."""

    def __init__(self, content: RenderableType) -> None:
        self.content = content

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in console.render_lines(self.content, options, pad=False):
            while line and not line[-1].text.strip():
                line.pop()
            if line:
                last = line.pop()
                line.append(Segment(last.text.rstrip(), last.style))
            yield from line
            yield Segment.line()


class Flowing(Text):
    """A text that wraps as people would, and in which control characters are seen."""

    @classmethod
    def of(cls, text: Text) -> "Flowing":
        """Make a text flow."""
        flowing = cls(
            text.plain.translate(_SHOWN),
            text.style,
            justify=text.justify,
            overflow=text.overflow,
            no_wrap=text.no_wrap,
            end=text.end,
            tab_size=text.tab_size,
            spans=text.spans,
        )
        flowing.expand_tabs(_TAB)
        return flowing

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        """Break it into lines of a width."""
        if options.get("no_wrap"):
            return super().wrap(console, width, **options)
        lines = Lines()
        for line in self.split(allow_blank=True):
            pieces = line.divide(line_breaks(line.plain, width))
            for piece in pieces:
                piece.rstrip()
            pieces.justify(console, width, options["justify"], options["overflow"])
            lines.extend(pieces)
        return lines
