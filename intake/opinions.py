"""Reading a list of opinions: good rows become opinions, everything wrong is said, bad rows are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from intake.fields import Choice, RowReader
from intake.grid import UnreadableTable
from intake.rejects import Rejects
from intake.table import Column, read_table
from schemas.opinions import Intake, NewOpinion
from schemas.problem import Problem
from schemas.step import Channel

OPINION_COLUMNS: Final = (
    Column(key="text", zh="意见", en="opinion", required=True, private=True),
    Column(key="channel", zh="方式", en="channel"),
    Column(key="day", zh="日期", en="day"),
    Column(key="topic", zh="主题", en="topic"),
)
"""The columns of a list of opinions. Without a channel or day an opinion has that of the others."""

_CHANNELS: Final = (
    Choice.of("box", "意见箱"),
    Choice.of("hotline", "热线电话", "热线"),
    Choice.of("forum", "座谈会"),
    Choice.of("visit", "走访"),
    Choice.of("web_form", "网上征求", "web form"),
    Choice.of("letter", "来信"),
)
_LONGEST: Final = 2000
_LONGEST_TOPIC: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsReading:
    """What a list of opinions holds: every row that is not blank is in `opinions` or in `rejects`."""

    opinions: Sequence[NewOpinion] = ()
    numbers: Sequence[int] = ()
    """The places of the opinions among all that can be read, whether they can be taken or not yet."""

    problems: Sequence[Problem] = ()
    rejects: Rejects = field(default_factory=Rejects)


def read_opinions(path: Path, *, channel: Channel, day: date, intake: Intake) -> OpinionsReading:
    """Read a list of opinions; `channel` and `day` are those of rows that name none.

    A row that names a channel or day of its own that is not one of the `intake` is a bad one.

    An opinion may have several lines. A file that is no table at all gives a reading with that one
    problem. What people said is never echoed.
    """
    try:
        table = read_table(path, OPINION_COLUMNS)
    except UnreadableTable as error:
        return OpinionsReading(problems=(error.problem,))
    if not table.is_readable:
        return OpinionsReading(
            problems=table.problems,
            rejects=Rejects.of(table, ((row, table.problems) for row in table.rows)),
        )
    columns = {column.key: column for column in OPINION_COLUMNS}
    readers = [RowReader(table, columns, row) for row in table.rows]
    opinions = ((reader, _opinion(reader, channel, day)) for reader in readers)
    read = [(reader, one) for reader, one in opinions if one is not None]
    taken = {
        number: one for number, (reader, one) in enumerate(read) if _is_taken(reader, one, intake)
    }
    bad = [reader for reader in readers if reader.problems]
    return OpinionsReading(
        opinions=tuple(taken.values()),
        numbers=tuple(taken),
        problems=(*table.problems, *(problem for reader in bad for problem in reader.problems)),
        rejects=Rejects.of(table, ((reader.row, reader.problems) for reader in bad)),
    )


def _opinion(reader: RowReader, channel: Channel, day: date) -> NewOpinion | None:
    if not reader.is_in_place():
        return None
    read = {
        "text": reader.prose("text", _LONGEST),
        "channel": reader.choice("channel", _CHANNELS, "unknown_channel") or channel,
        "day": reader.day("day") or day,
        "topic": reader.prose("topic", _LONGEST_TOPIC),
    }
    return None if reader.problems else NewOpinion.model_validate(read)


def _is_taken(reader: RowReader, opinion: NewOpinion, intake: Intake) -> bool:
    """Whether a row that can be read may be registered, by what it says itself."""
    if reader.says("channel") and opinion.channel not in intake.channels:
        reader.report("channel", "channel_not_taken", known=", ".join(intake.channels) or "–")
    if reader.says("day") and not intake.first <= opinion.day <= intake.last:
        reader.report("day", "day_not_taken", first=intake.first, last=intake.last)
    return not reader.problems
