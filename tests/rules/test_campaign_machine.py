"""Whatever a sweep misses, the same command given again reaches; nothing is closed over open units."""

from contextlib import suppress
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rules.acceptance import accept, initial_state
from rules.amendment import amend_command
from rules.campaign import accept_campaign_command, next_page, turn_page
from rules.refused import Refused
from rules.sweeping import NOT_OPEN, is_so_already, left_open, status_after, unit_command
from schemas.campaign import AmendCampaign, CampaignStatus, Launch, Miss, SweptPage
from schemas.commands import Close
from schemas.memory import UnitMemory
from tests.rules.campaigns import FIELDS, NOW, campaign, command
from tests.rules.reference import RULES, UNIT
from tests.rules.stories import CITY

PAGE = 2
REPEATS = {
    CampaignStatus.PAUSED: "pause",
    CampaignStatus.RUNNING: "resume",
    CampaignStatus.CLOSING: "close",
}
"""The command that asks again for what a campaign is about."""

UNREACHED = st.sampled_from(["no_outcome", "records_behind"])


class CampaignMachine(RuleBasedStateMachine):
    """One campaign, its row, and a few units, some of which do not answer."""

    @initialize(count=st.integers(0, 5))
    def launch(self, count: int) -> None:
        self.memory = campaign(page_size=PAGE)
        self.row = self.memory.status
        state = initial_state("c2026", UNIT, RULES, NOW)
        self.units = {f"U-{number}": UnitMemory(state=state) for number in range(count)}
        self.lost: set[str] = set()
        self.amended: set[str] = set()
        self.given = 0

    # What happens.

    @rule(kind=st.sampled_from(sorted(FIELDS)))
    def give_a_command(self, kind: str) -> None:
        self.given += 1
        given = command(kind, f"c-{self.given}")
        with suppress(Refused):
            self.memory, _ = accept_campaign_command(self.memory, given, NOW)

    @precondition(lambda self: self.memory.sweeps)
    @rule(data=st.data())
    def sweep_a_page(self, data: st.DataObject) -> None:
        silent = data.draw(st.dictionaries(st.sampled_from(["U-0", "U-1", "U-4"]), UNREACHED))
        self._sweep(silent)

    @precondition(lambda self: self.units)
    @rule(data=st.data(), is_closed=st.booleans())
    def a_unit_ends_by_itself(self, data: st.DataObject, is_closed: bool) -> None:
        code = data.draw(st.sampled_from(sorted(self.units)))
        if is_closed:
            self._tell(code, Close(id="closed-alone", by=CITY, kind="close"))
        else:
            self.lost.add(code)

    @precondition(lambda self: self.memory.status in REPEATS)
    @rule()
    def the_same_command_again_reaches_all(self) -> None:
        kind = REPEATS[self.memory.status]
        self.give_a_command(kind)
        while self.memory.sweeps:
            self._sweep({})
        for memory in self._open_units():
            assert (memory.state.held_since is not None) is (kind == "pause")
        if kind == "close":
            assert self.memory.status is CampaignStatus.CLOSED

    # What must hold.

    @invariant()
    def no_unit_is_open_in_a_closed_campaign(self) -> None:
        if self.memory.status is CampaignStatus.CLOSED:
            assert self._open_units() == []
            assert self.memory.sweeps == ()

    @invariant()
    def the_row_agrees_once_all_is_done(self) -> None:
        if not self.memory.sweeps:
            assert self.row is self.memory.status

    @invariant()
    def a_unit_is_amended_once_however_often_the_campaign_is(self) -> None:
        for code, memory in self.units.items():
            length = memory.state.rules.tracks[0].phases[0].length.count
            assert length == (35 if code in self.amended else 30)

    def _open_units(self) -> list[UnitMemory]:
        return [
            memory
            for code, memory in self.units.items()
            if code not in self.lost and memory.state.closed_at is None
        ]

    def _sweep(self, silent: dict[str, str]) -> None:
        page = next_page(self.memory)
        assert page is not None
        codes = [code for code in sorted(self.units) if page.after is None or code > page.after]
        codes = codes[: page.limit]
        misses = [
            Miss(unit=code, code=reason)
            for code in codes
            if not isinstance(page.command, Launch)
            and (reason := self._reach(code, page.command, silent.get(code)))
        ]
        stay_open = left_open(page.command, misses)
        is_last = len(codes) < page.limit
        self.row = page.status if page.after is None else self.row
        self.row = status_after(page, stay_open) if is_last else self.row
        swept = SweptPage(
            reached=len(codes) - len(misses),
            misses=tuple(misses),
            left_open=stay_open,
            last=None if is_last else codes[-1],
        )
        self.memory = turn_page(self.memory, swept)

    def _reach(self, code: str, asked: Any, silence: str | None) -> str | None:
        """Why a unit was missed by the campaign's command; None where it was reached."""
        if not isinstance(asked, AmendCampaign):
            return self._tell(code, unit_command(asked), silence)
        state = self.units[code].state
        if state.closed_at is not None:
            return None
        if (reason := self._tell(code, amend_command(state, asked.amendment), silence)) is None:
            self.amended.add(code)
        return reason

    def _tell(self, code: str, told: Any, silence: str | None = None) -> str | None:
        """Why a unit was missed; None where it was reached."""
        if code in self.lost:
            return NOT_OPEN
        if silence is not None:
            return silence
        try:
            self.units[code], _ = accept(self.units[code], told, NOW)
        except Refused as refused:
            reason = refused.refusal.code
            return None if is_so_already(told.kind, reason) else reason
        return None


TestCampaign = CampaignMachine.TestCase
TestCampaign.settings = settings(max_examples=100, stateful_step_count=30)
