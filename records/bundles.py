"""Bundles: what is to go to one person in one message, and whether it is true and may go now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from records.due_contents import Content
from records.in_common import RulesInCommon
from schemas.dispatch import DueDigest, DueNotice
from schemas.notice import Notice
from schemas.state import UnitState
from schemas.unit_rules import UnitRules


class IsStillTrue(Protocol):
    """Whether what a notice says holds in a unit's state: `rules.notice_truth.is_still_true`."""

    def __call__(self, state: UnitState, notice: Notice, /) -> bool: ...  # noqa: D102


class MayGoAt(Protocol):
    """When what is ready may go to somebody: `rules.sending.may_go_at`."""

    def __call__(  # noqa: D102
        self, rules: UnitRules, now: datetime, /, *, is_urgent: bool, has_gone_today: bool
    ) -> datetime: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Notices for one person by their ids; `tried` is the row of their message, if they have one."""

    campaign: str
    recipient: str
    is_urgent: bool
    notices: tuple[int, ...]
    tried: Row[Any] | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Who gets it, by campaign and id."""
        return self.campaign, self.recipient

    @property
    def is_in_doubt(self) -> bool:
        """Whether its last attempt was never settled: it may have been sent, or not."""
        return self.tried is not None and self.tried.settled_at is None

    @property
    def is_possibly_double(self) -> bool:
        """Whether it was in doubt at any attempt."""
        return self.tried is not None and (self.is_in_doubt or self.tried.is_possibly_double)


@dataclass(frozen=True, slots=True)
class Clock:
    """A campaign's row, and its time."""

    campaign: Row[Any]
    now: datetime

    @property
    def day(self) -> date:
        """The date where the campaign takes place."""
        return self.now.astimezone(ZoneInfo(self.campaign.timezone)).date()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is true in a bundle, and when that may go, by the campaign's clock.

    Of what is `unreadable` it is not known whether it is true.
    """

    bundle: Bundle
    clock: Clock
    true: tuple[int, ...]
    unreadable: tuple[int, ...]
    goes_at: datetime

    @property
    def untrue(self) -> set[int]:
        """The ids of what is not true."""
        return set(self.bundle.notices).difference(self.true, self.unreadable)

    @property
    def is_ready(self) -> bool:
        """Whether something is true, and may go now."""
        return bool(self.true) and self.goes_at <= self.clock.now


@dataclass(frozen=True, slots=True)
class Judge:
    """Weighs bundles by the rules, of which `in_common` gives those for what comes from no unit."""

    is_still_true: IsStillTrue
    may_go_at: MayGoAt
    in_common: RulesInCommon

    def weigh(
        self,
        bundle: Bundle,
        clock: Clock,
        contents: Mapping[int, Content],
        common: UnitRules | None,
        *,
        has_gone_today: bool,
    ) -> Verdict:
        """What is true in a bundle and when it may go.

        A digest is true on its day, and goes by the rules in `common`. `has_gone_today` says that this day's message has gone to that
        person over the same channel. What is not among the contents could not be read.
        """
        true, rules = [], common
        unreadable = tuple(id_ for id_ in bundle.notices if id_ not in contents)
        for id_ in bundle.notices:
            if id_ in unreadable:
                continue
            said = contents[id_].said
            if self._is_true(said, clock):
                true.append(id_)
                rules = said.state.rules if isinstance(said, DueNotice) else rules
        goes_at = clock.now
        if rules is not None:
            goes_at = self.may_go_at(
                rules, clock.now, is_urgent=bundle.is_urgent, has_gone_today=has_gone_today
            )
        return Verdict(bundle, clock, tuple(true), unreadable, goes_at)

    def _is_true(self, said: DueNotice | DueDigest, clock: Clock) -> bool:
        if isinstance(said, DueNotice):
            return self.is_still_true(said.state, said.notice)
        return said.digest.day == clock.day
