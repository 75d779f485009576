"""What came of calls while something was down: which answer, and how long it was waited for."""

from collections import defaultdict
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Final, TypeVar

from client.errors import CannotConnect, DatabaseUnavailable, NoAnswer, NoOutcome
from rules.refused import Refused

T = TypeVar("T")

CALM: Final = "nothing"
"""What is down while nothing is."""

NOT_NOW: Final = (CannotConnect, DatabaseUnavailable, NoAnswer, NoOutcome)
"""What says plainly that there is no answer now, and what to do."""

LONGEST: Final = 45.0
"""Seconds after which every call has an answer, whatever is down and for how long.

A command is sent again for half a minute, and its last try takes 12 s.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one call of a kind: `outcome` is `done`, the code of a refusal or an error's class.

    `said` is what an error or refusal says.
    """

    kind: str
    outcome: str
    said: str
    seconds: float
    down: str


class Answers:
    """Takes the answers of all calls; `down` is what is down at the moment."""

    def __init__(self) -> None:
        self.given: list[Answer] = []
        self.down = CALM

    async def of(self, kind: str, call: Awaitable[T]) -> T:
        """Wait for what comes of a call, and note it; what it raises is raised."""
        begun, down = perf_counter(), self.down
        outcome, said = "done", ""
        try:
            return await call
        except Refused as refused:
            outcome, said = refused.refusal.code, str(refused)
            raise
        except Exception as error:
            outcome, said = type(error).__name__, str(error)
            raise
        finally:
            seconds = perf_counter() - begun
            down = self.down if down == CALM else down
            self.given.append(Answer(kind, outcome, said, seconds, down))

    def table(self) -> Iterator[str]:
        """How often which answer came and how long it was waited for at most, by what was down."""
        alike: dict[tuple[str, str, str], list[float]] = defaultdict(list)
        for one in self.given:
            alike[one.down, one.kind, one.outcome].append(one.seconds)
        for (down, kind, outcome), waits in sorted(alike.items()):
            yield (
                f"{down:20} {kind:22} {outcome:24} {len(waits):6,} times, longest {max(waits):6.2f} s"
            )


def faults_of(answers: list[Answer]) -> Iterator[str]:
    """What was wrong with answers: too late, or not said in one line."""
    for one in answers:
        if one.seconds > LONGEST:
            yield f"{one.kind} had its answer, {one.outcome}, after {one.seconds:.0f} s only"
        if "\n" in one.said or (one.outcome != "done" and not one.said.strip()):
            yield f"{one.kind} met {one.outcome}, which is not said in one line: {one.said!r}"
