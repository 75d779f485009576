"""How a unit solicited opinions, in its dossier, and the problems that it owned up to.

The opinions themselves are not in it: they were given to be counted and heard, not to be handed on.
"""

from collections.abc import Iterator
from typing import Final

from reports.document import Cell, Section
from reports.dossier.part import Part, lines, table
from reports.dossier.rows import rows_of_type
from reports.telling import Telling
from schemas.dossier import KeptUnit
from schemas.opinions import OwnedProblem, ProblemRow, SolicitationClosed, SolicitationRow
from texts.dossiers import heading
from texts.labels import label

TOPICS_FILE: Final = "topics.jsonl"
"""How many opinions were about what, one line a topic; not there where there were none."""

OWNED_FILE: Final = "owned_problems.jsonl"
"""The problems that the unit owns up to, with how many opinions stand behind each; where there are any."""


def _files(kept: KeptUnit) -> Iterator[tuple[str, bytes]]:
    if kept.topics:
        yield TOPICS_FILE, lines(kept.topics)
    if kept.problems:
        yield OWNED_FILE, lines(owned for owned, _ in _owned(kept))


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    solicitations = rows_of_type(kept, SolicitationRow)
    problems = tuple(_owned(kept))
    if solicitations:
        yield _solicitations(solicitations, kept.state.track, telling)
    counts = tuple(_counts(kept, telling))
    if counts:
        yield table(
            "counts",
            telling,
            (("step", "text"), ("round", "count"), ("by", "text"), ("opinions", "count")),
            counts,
        )
    if problems:
        yield table(
            "problems",
            telling,
            (("number", "count"), ("what", "text"), ("topics", "text"), ("linked", "count")),
            (
                (one.number, one.text, "\n".join(named.topics), one.opinions)
                for one, named in problems
            ),
        )


def _owned(kept: KeptUnit) -> Iterator[tuple[OwnedProblem, ProblemRow]]:
    """The problems that the journal has the unit own up to; only the records know what is behind each.

    Those that were dropped, since too little came, are none of the unit's.
    """
    behind = {one.number: one.opinions for one in kept.problems}
    closed = {
        (one.step, one.round): range(one.first_problem, one.first_problem + one.problems)
        for one in rows_of_type(kept, SolicitationRow)
        if one.status == "closed" and one.first_problem is not None
    }
    for row in rows_of_type(kept, ProblemRow):
        if row.number in closed.get((row.step, row.round), ()):
            yield (
                OwnedProblem(
                    number=row.number,
                    step=row.step,
                    round=row.round,
                    text=row.text,
                    opinions=behind.get(row.number, 0),
                ),
                row,
            )


def _solicitations(
    solicitations: tuple[SolicitationRow, ...], track: str, telling: Telling
) -> Section:
    return table(
        "opinions",
        telling,
        (
            ("step", "text"),
            ("round", "count"),
            ("channels", "text"),
            ("opened_on", "day"),
            ("until", "day"),
            ("opinions", "count"),
            ("problems", "count"),
        ),
        (
            (
                telling.step(one.step, track),
                one.round,
                "\n".join(label("channel", channel, telling.language) for channel in one.channels),
                one.opened_on,
                one.until,
                one.opinions,
                one.problems,
            )
            for one in solicitations
        ),
    )


def _counts(kept: KeptUnit, telling: Telling) -> Iterator[tuple[Cell, ...]]:
    """How many came by each channel, and how many were about what."""
    language, taken = telling.language, kept.state.track
    for entry in kept.journal:
        if isinstance(entry.event, SolicitationClosed):
            step = telling.step(entry.event.step, taken)
            for channel, count in entry.event.by_channel.items():
                yield step, entry.event.round, label("channel", channel, language), count
    for one in kept.topics:
        topic = heading("no_topic", language) if one.topic is None else one.topic
        yield telling.step(one.step, taken), one.round, topic, one.opinions


OPINIONS: Final = Part(_files, _sections)
