"""What an amendment would change: units judged one by one, by the rules that they judge by."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from rules.amendment import amend_command, has_taken, is_for
from rules.course import is_at_rest
from rules.deadlines import START, latest_start_at
from rules.decide import decide
from rules.foresight import heeded, imagine, notices_ahead
from rules.refused import Refused
from rules.sending import count_messages, spread_of
from rules.standing import standing
from rules.ticks import watched_deadlines
from schemas.actor import Actor
from schemas.amendment import Amendment
from schemas.amendment_preview import AmendmentPreview, Move, OpenSurvey, StandingChange
from schemas.campaign import Miss
from schemas.events import Amended
from schemas.notice import Notice
from schemas.state import Standing, UnitState
from schemas.unit_rules import UnitRules

AHEAD: Final = timedelta(days=7)
"""How far ahead messages are counted."""

LISTED: Final = 50
"""So many of what may be a unit each are listed; the rest is counted."""


class Previewing:
    """Takes in the units of a campaign, closed ones left out, and adds up what would change."""

    def __init__(self, amendment: Amendment, now: datetime) -> None:
        self._amendment = amendment
        self._now = now
        self._units = self._taken = self._moved = self._as_opened = 0
        self._surveys: list[OpenSurvey] = []
        self._refused = Counter[str]()
        self._misses: list[Miss] = []
        self._standings = Counter[tuple[Standing, Standing]]()
        self._moves: list[Move] = []
        self._before, self._after = Outgoing(), Outgoing()

    def take(self, stored: UnitState, *, is_behind: bool = True) -> None:
        """Judge one unit; `is_behind` unless it is known that nothing has fallen due meanwhile."""
        before = heeded(stored, self._now) if is_behind else stored
        ahead = tuple(notices_ahead(before, self._now, self._now + AHEAD))
        self._before.take(before.rules, ahead)
        if not is_for(self._amendment, before.unit, before.track):
            self._after.take(before.rules, ahead)
            return
        if has_taken(before.rules, self._amendment):
            self._taken += 1
            self._after.take(before.rules, ahead)
            return
        try:
            after, said, as_opened = _amended(before, self._amendment, self._now)
        except Refused as refused:
            self._miss(before.unit.code, refused.refusal.code)
            self._after.take(before.rules, ahead)
            return
        self._units += 1
        self._as_opened += bool(as_opened)
        found = [OpenSurvey(unit=before.unit.code, step=step) for step in as_opened]
        self._surveys += found[: LISTED - len(self._surveys)]
        self._compare(before, after)
        self._after.take(after.rules, (*said, *notices_ahead(after, self._now, self._now + AHEAD)))

    def outcome(self) -> AmendmentPreview:
        """What was found of the units that were taken in."""
        return AmendmentPreview(
            at=self._now,
            units=self._units,
            taken=self._taken,
            refused=dict(self._refused.most_common()),
            misses=tuple(self._misses),
            standings=tuple(
                StandingChange(before=before, after=after, units=units)
                for (before, after), units in self._standings.most_common()
            ),
            newly_overdue=sum(
                units for (_, after), units in self._standings.items() if after is Standing.OVERDUE
            ),
            moved=self._moved,
            moves=tuple(self._moves),
            as_opened=self._as_opened,
            surveys=tuple(self._surveys),
            messages_before=self._before.messages(),
            messages_after=self._after.messages(),
        )

    def _miss(self, unit: str, code: str) -> None:
        self._refused[code] += 1
        if len(self._misses) < LISTED:
            self._misses.append(Miss(unit=unit, code=code))

    def _compare(self, before: UnitState, after: UnitState) -> None:
        stands = standing(before, self._now), standing(after, self._now)
        if stands[0] is not stands[1]:
            self._standings[stands] += 1
        was, is_ = _deadlines(before), _deadlines(after)
        moves = [
            Move(unit=before.unit.code, target=target, before=at, after=is_[target])
            for target, at in was.items()
            if is_.get(target, at) != at
        ]
        self._moved += bool(moves)
        self._moves += moves[: LISTED - len(self._moves)]


def _amended(
    state: UnitState, amendment: Amendment, now: datetime
) -> tuple[UnitState, tuple[Notice, ...], tuple[str, ...]]:
    """The unit when it has taken the amendment, what that says to people, and surveys as opened."""
    command = amend_command(state, amendment)
    events = decide(state, command, now)
    imagined = list(imagine(state, events, now, command.by))
    said = tuple(notice for _, notices in imagined for notice in notices)
    as_opened = (step for event in events if isinstance(event, Amended) for step in event.as_opened)
    return imagined[-1][0], said, tuple(as_opened)


def _deadlines(state: UnitState) -> dict[str, datetime]:
    """What is due of a unit now, and the latest start of one that has not started."""
    if is_at_rest(state):
        return {}
    if state.started_at is None:
        return {START: latest_start_at(state)}
    return {str(deadline.target): deadline.at for deadline in watched_deadlines(state)}


class Outgoing:
    """What is said of many units, as the messages that people get."""

    def __init__(self) -> None:
        self._urgent = set[tuple[Actor, datetime]]()
        self._bundled = defaultdict[Actor, set[datetime]](set)
        self._rules: UnitRules | None = None

    def take(self, rules: UnitRules, notices: Iterable[Notice]) -> None:
        """Take in what is said of a unit with these rules; the first ones' calendar bundles all."""
        self._rules = self._rules or rules
        for notice in notices:
            if notice.is_urgent:
                self._urgent.add((notice.audience, notice.say_at))
            else:
                self._bundled[notice.audience].add(notice.say_at)

    def messages(self) -> int:
        """How many messages that makes."""
        if self._rules is None:
            return 0
        calendar, spread = self._rules.calendar, spread_of(self._rules)
        return len(self._urgent) + sum(
            count_messages(instants, calendar, spread) for instants in self._bundled.values()
        )
