"""What a storm has said to people, held against what it should have."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.mailbox import Mail
from bench.storm_campaign import contact_of, unit_code
from schemas.dispatch import LogLine
from texts.messages import CATALOGUE

_MARK = CATALOGUE["twice"].en


@dataclass(frozen=True, slots=True, kw_only=True)
class Stormed:
    """What came of a storm over so many `units`.

    `mails` are what reached the mail server, `lines` what the delivery log says of reminders,
    `reminded` is how many entries of that kind the journals have, and `log` is what the workers have
    logged. Units by whose numbers something is `done` had nothing left to be reminded of from that
    instant on (seconds since 1970).
    """

    units: int
    reminded: int
    mails: Sequence[Mail]
    lines: Sequence[LogLine]
    done: Mapping[int, float]
    log: str
    seconds: float

    @property
    def doubles(self) -> int:
        """How many mails were somebody's second."""
        return len(self.mails) - len({mail.to for mail in self.mails})


def judge_storm(stormed: Stormed) -> list[str]:
    """What was found wrong, each in a sentence.

    What is still true must have arrived, once, or twice where both the second mail and the log say
    that it may be double; and what is not true any more must not. Logs tell of nobody.
    """
    mails: dict[str, list[Mail]] = defaultdict(list)
    for mail in stormed.mails:
        mails[mail.to].append(mail)
    lines: dict[str | None, list[LogLine]] = defaultdict(list)
    for line in stormed.lines:
        lines[line.unit].append(line)
    findings = []
    if stormed.reminded != stormed.units:
        findings.append(f"{stormed.reminded} of {stormed.units} units have said something")
    for number in range(stormed.units):
        unit, to = unit_code(number), contact_of(number)
        wrong = _of_unit(mails.pop(to, []), lines.pop(unit, []), stormed.done.get(number))
        findings += [f"{unit}: {finding}" for finding in wrong]
    findings += [f"a mail to {to}, who is nobody" for to in mails]
    findings += [f"a line of {unit}, which is no unit" for unit in lines]
    findings += [
        f"{contact_of(number)} is in the log"
        for number in range(stormed.units)
        if contact_of(number) in stormed.log
    ]
    return findings


def _of_unit(mails: list[Mail], lines: list[LogLine], done: float | None) -> Iterator[str]:
    if len(lines) != 1:
        yield f"{len(lines)} lines in the log"
        return
    (line,) = lines
    if line.outcome not in {"sent", "unconfirmed"} and (line.outcome != "untrue" or done is None):
        yield f"the log says {line.outcome}"
    if not mails and done is None:
        yield "LOST: its message never came"
    if not mails and line.outcome == "sent":
        yield "the log says sent, and nothing came"
    if mails and line.outcome == "untrue":
        yield "it came, and the log says untrue"
    if len(mails) > 2:
        yield f"it came {len(mails)} times"
    if len(mails) == 2 and not (line.is_possibly_double and mails[1].subject.endswith(_MARK)):
        yield "it came twice, and is not marked"
    if done is not None and any(mail.at > done for mail in mails):
        yield "it came when it was not true any more"
