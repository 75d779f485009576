"""What is known of people stands in no log of anything that tests run, and in no history.

What a database knows of people is learned before it is gone, and a log is heard when it is
complete; at the end of the session nothing of the one may be found in the other.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

import psycopg
from temporalio.client import WorkflowHistory

from records.voting import new_code
from schemas.survey import Grade

_ADDRESS: Final = r"(?!\d+@)\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b"
"""Whatever has this shape reaches somebody; digits before the @ are a process of a machine."""

_CODE: Final = rf"(?<![\w-])(?=[a-z]*[2-7])[a-z2-7]{{{len(new_code())}}}(?![\w-])"
"""A ballot's token or receipt."""

_GRADE: Final = rf"\b(?:{'|'.join(get_args(Grade))})\b"
"""A word of a ballot."""

_PERSONAL: Final = re.compile("|".join((_ADDRESS, _CODE, _GRADE)))

_SHORTEST: Final = 4
"""Bytes of what can be looked for: two letters are anywhere, two Chinese characters are not."""

_LEARNED: Final = """
    SELECT campaign, name FROM people
    UNION SELECT campaign, contact FROM people WHERE contact IS NOT NULL
    UNION SELECT campaign, text FROM opinions WHERE octet_length(text) > 8
"""
_CALLED_LIKE_THEIR_IDS: Final = "SELECT id FROM people WHERE id IN (name, contact)"


class Discretion:
    """What was learned of people, by campaign, and what was heard, by whose log it is.

    `own` takes the log of this process.
    """

    def __init__(self) -> None:
        self.own = io.StringIO()
        self._known: dict[str, set[str]] = defaultdict(set)
        self._heard: dict[str, list[str]] = defaultdict(list)

    def hear(self, whose: str, log: str) -> None:
        """Take a log, or a part of it."""
        self._heard[whose].append(log)

    def hear_files(self, folder: Path) -> None:
        """Take the logs of the servers of a data folder."""
        for log in folder.glob("*.log"):
            self.hear(log.name, log.read_text(errors="replace"))

    async def learn(self, url: str) -> None:
        """Learn what a database knows of people; it may have no tables at all.

        Raises:
            ValueError: somebody's name or contact cannot be told from what stands anywhere.
        """
        async with await psycopg.AsyncConnection.connect(url) as connection:
            (tables,) = await (
                await connection.execute("SELECT to_regclass('people'), to_regclass('opinions')")
            ).fetchall()
            if None in tables:
                return
            learned = await (await connection.execute(_LEARNED)).fetchall()
            common = await (await connection.execute(_CALLED_LIKE_THEIR_IDS)).fetchall()
        common += [(value,) for _, value in learned if len(value.encode()) < _SHORTEST]
        if common:
            raise ValueError(f"cannot be looked for in logs, name them otherwise: {common}")
        for campaign, value in learned:
            self._known[campaign].add(value)

    def leaks(self) -> list[str]:
        """Every line of a log that tells of people, with what it tells and whose log it is."""
        known = set().union(*self._known.values())
        logs = {**self._heard, "this process": [self.own.getvalue()]}
        return [
            f"{found!r} in the log of {whose}: {line}"
            for whose, parts in logs.items()
            for line, found in _told("\n".join(parts), known)
        ]

    def told(self, history: WorkflowHistory) -> list[str]:
        """What a history tells of the people of its campaign."""
        _, _, within = history.workflow_id.partition(":")
        known = self._known.get(within.partition(":")[0], ())
        events = b"".join(event.SerializeToString() for event in history.events) if known else b""
        return [value for value in known if value.encode() in events]


DISCRETION: Final = Discretion()
"""That of the session."""


def _told(log: str, known: set[str]) -> Iterator[tuple[str, str]]:
    there = [value for value in known if value in log]
    for line in dict.fromkeys(log.splitlines()):
        for value in there:
            if value in line:
                yield line, value
        for found in _PERSONAL.finditer(line):
            yield line, found[0]
