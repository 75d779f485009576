"""How a delivery log is shown: what was said to whom, when, by which channel, and what came of it."""

from collections.abc import Sequence

from rich.text import Text

from cli.output import Output
from cli.table import Column, print_table
from cli.words import Words
from schemas.dispatch import LogLine, LogPage
from texts.deliveries import say_fate
from texts.notices import notice_label
from texts.values import say_actor, say_target

_STYLES = {
    "sent": "green",
    "failed": "yellow",
    "undeliverable": "red",
    "unconfirmed": "red",
    "nobody": "red",
}


def show_log(out: Output, words: Words, page: LogPage) -> None:
    """The lines of a page, newest first, and how to go on."""
    if not page.lines:
        out.say("log_empty")
        return
    columns = [
        Column(out.text("when")),
        Column(out.text("unit")),
        Column(out.text("what"), prose=True),
        Column(out.text("told"), wrapped=True),
        Column(out.text("delivery"), prose=True),
    ]
    print_table(out.paper, columns, _rows(out, words, page.lines), lead=2)
    if page.next is not None:
        out.say("more_lines", "dim", next=page.next)


def _rows(
    out: Output, words: Words, lines: Sequence[LogLine]
) -> list[tuple[str, str, str, str, Text]]:
    return [
        (
            words.at(line.at),
            line.unit or "",
            _what(out, line),
            line.recipient or line.person or say_actor(str(line.audience), out.language),
            _fate(out, line),
        )
        for line in lines
    ]


def _what(out: Output, line: LogLine) -> str:
    is_late = line.due is not None and line.due < line.at
    label = notice_label(line.kind, out.language, is_late=is_late) or out.text("digest")
    if line.target is None:
        return label
    return f"{label} {say_target(str(line.target), out.language)}"


def _fate(out: Output, line: LogLine) -> Text:
    facts = [say_fate(line.outcome, out.language)]
    facts += [] if line.channel is None else [line.channel]
    if line.attempts is not None and line.attempts > 1:
        facts.append(out.text("attempts", count=line.attempts))
    facts += [out.text("possibly_double")] if line.is_possibly_double else []
    facts += [] if line.error is None else [line.error]
    return Text(" · ".join(facts), _STYLES.get(line.outcome, ""))
