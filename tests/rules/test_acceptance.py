"""How a unit takes in what reaches it: once, into the journal, into the outbox."""

import hashlib
from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from rules.acceptance import (
    accept,
    confirm_recorded,
    heed_clock,
    initial_state,
    refuse_signal,
    require_acceptable,
)
from rules.chain import first_break, first_head, hash_entry
from rules.evolve import evolve
from rules.fingerprints import fingerprint
from rules.refused import Refused
from schemas.actor import CLOCK
from schemas.commands import CommandAdapter
from schemas.events import Commented, Entry
from schemas.limits import RECEIPTS, REFUSALS
from schemas.memory import UnitMemory
from schemas.refusal import ECHO_LIMIT, Refusal, RefusedSignal
from schemas.state import Standing
from schemas.views import Receipt
from tests.rules.reference import RULES, with_rules, with_unit
from tests.rules.stories import CITY, COORDINATOR, COUNTY, SUPERVISOR, Story, closing, local


def test_a_unit_is_launched_preparing_on_its_types_track() -> None:
    now = local("2026-03-02")
    state = initial_state("c2026", with_unit(), RULES, now)
    assert (state.campaign, state.unit, state.rules) == ("c2026", with_unit(), RULES)
    assert (state.revision, state.head) == (0, first_head("c2026", "SCH-001"))
    assert (state.launched_at, state.flagged) == (now, {})
    assert (state.track, state.start_on, state.started_at) == ("phased", None, None)


def test_a_unit_is_launched_on_the_track_that_the_roster_chose() -> None:
    now = local("2026-03-02")
    unit = with_unit(track="key_links", wanted_start=now.date())
    state = initial_state("c2026", unit, RULES, now)
    assert (state.track, state.start_on) == ("key_links", now.date())
    with pytest.raises(ValueError, match=r"'SCH-001'.*'fast'.*'phased', 'key_links'"):
        initial_state("c2026", with_unit(track="fast"), RULES, now)


def test_an_accepted_command_gets_a_receipt() -> None:
    story = Story().get_ready()
    receipt = story.do("start", id="start-1")
    assert receipt == Receipt(
        command="start-1",
        by=COORDINATOR,
        kind="start",
        revision=4,
        at=story.now,
        events=("started", "phase_opened"),
        standing=Standing.ON_TRACK,
        fingerprint=fingerprint(story.command("start")),
    )
    assert story.memory.receipts["start-1"] == receipt


def test_its_events_are_entered_with_who_when_and_why() -> None:
    story = Story()
    story.do("complete_readiness", item="counted", id="r-1", principal="p-9")
    story.do("complete_readiness", COUNTY, item="trained", id="r-2")
    first, second = story.journal
    assert first == Entry(
        revision=1,
        at=story.now,
        by=COORDINATOR,
        principal="p-9",
        command="r-1",
        fingerprint=fingerprint(story.command("complete_readiness", item="counted")),
        previous=first_head("c2026", "SCH-001"),
        event=first.event,
    )
    assert (second.revision, second.by, second.principal) == (2, COUNTY, None)
    assert second.previous == hash_entry(first)
    assert (story.state.revision, story.state.head) == (2, hash_entry(second))


def test_what_the_clock_does_is_entered_as_the_clocks() -> None:
    story = Story().start().at("2026-03-04")
    entry = story.journal[-1]
    assert (entry.event.kind, entry.by, entry.command) == ("due_soon", CLOCK, None)
    assert entry.at == local("2026-03-04")


def test_the_same_id_is_carried_out_once() -> None:
    story = Story()
    receipt = story.do("complete_readiness", item="counted", id="same")
    memory = story.memory
    story.at("2026-03-09")
    assert story.do("complete_readiness", item="counted", id="same") == receipt
    assert story.memory == memory


def test_a_refused_id_may_be_tried_again() -> None:
    story = Story()
    assert story.refuse("start", id="again").code == "not_ready"
    assert "again" not in story.memory.receipts
    story.get_ready()
    assert story.do("start", id="again").events == ("started", "phase_opened")


def test_a_unit_remembers_its_last_receipts() -> None:
    story = Story()
    for number in range(RECEIPTS + 2):
        story.memory = confirm_recorded(story.memory, story.state.revision)
        story.do("comment", text="-", id=f"c-{number}")
    kept = list(story.memory.receipts)
    assert len(kept) == RECEIPTS
    assert (kept[0], kept[-1]) == ("c-2", f"c-{RECEIPTS + 1}")
    story.do("comment", text="-", id="c-0")
    assert list(story.memory.receipts)[-1] == "c-0"
    assert story.state.revision == RECEIPTS + 3


def test_a_unit_forgets_no_id_that_its_journal_does_not_have_yet() -> None:
    story = Story()
    receipts = [story.do("comment", text="-", id=f"c-{n}") for n in range(RECEIPTS + 10)]
    assert list(story.memory.receipts.values()) == receipts
    story.memory = confirm_recorded(story.memory, 4)
    story.do("comment", text="-", id="once-more")
    assert list(story.memory.receipts.values())[:-1] == receipts[4:]


def test_the_clock_is_heeded_before_a_command() -> None:
    story = Story().start().report("study")
    story.now = closing("2026-03-09")  # the sign-off lapses at this very instant
    receipt = story.do("comment", COUNTY, text="late")
    assert story.kinds[-3:] == ["phase_closed", "phase_opened", "commented"]
    assert receipt.events == ("commented",)
    assert receipt.revision == story.state.revision


def test_a_refusal_leaves_the_clock_unheeded_for_now() -> None:
    story = Story().start()
    story.now = closing("2026-03-09")
    story.refuse("complete_step", step="lecture")
    assert story.kinds[-1] == "phase_opened"


def test_heeding_the_clock_in_vain_changes_nothing() -> None:
    story = Story().start()
    assert heed_clock(story.memory, story.now + timedelta(hours=1)) is story.memory


def test_a_command_for_another_revision_is_refused() -> None:
    story = Story()
    story.do("complete_readiness", item="counted", if_revision=0)
    refusal = story.refuse("complete_readiness", item="trained", if_revision=0)
    assert (refusal.code, refusal.params) == ("stale_revision", {"expected": "0", "revision": "1"})
    story.do("complete_readiness", item="trained", if_revision=1)


class TestWhetherACommandWouldBeAccepted:
    def test_what_would_be_accepted_is_not_refused_and_changes_nothing(self) -> None:
        story = Story()
        memory = story.memory
        command = story.command("complete_readiness", item="counted")
        require_acceptable(memory, command, story.now)
        assert story.memory is memory
        assert accept(memory, command, story.now)[1].events == ("readiness_completed",)

    def test_what_would_be_refused_is_refused_for_the_same_reason(self) -> None:
        story = Story()
        with pytest.raises(Refused, match="not_ready"):
            require_acceptable(story.memory, story.command("start"), story.now)

    def test_the_clock_is_heeded_before_it_is_judged(self) -> None:
        story = Story().start().report("study")
        command = story.command("sign_off", SUPERVISOR, phase="study")
        require_acceptable(story.memory, command, closing("2026-03-09") - timedelta(seconds=1))
        with pytest.raises(Refused, match="phase_not_open"):
            require_acceptable(story.memory, command, closing("2026-03-09"))

    def test_an_accepted_command_may_come_again_and_another_of_its_id_may_not(self) -> None:
        story = Story()
        story.do("complete_readiness", item="counted", id="once")
        again = story.command("complete_readiness", item="counted", id="once")
        require_acceptable(story.memory, again, story.now)
        for other in (
            story.command("comment", text="-", id="once"),
            story.command("complete_readiness", COUNTY, item="counted", id="once"),
        ):
            with pytest.raises(Refused) as refused:
                require_acceptable(story.memory, other, story.now)
            assert refused.value.refusal.code == "id_reused"
            assert refused.value.refusal.params == {"id": "once", "kind": "complete_readiness"}


@pytest.mark.parametrize(("launched", "kept"), [(6, 8), (7, 7)])
def test_a_unit_keeps_its_edition_from_the_seventh_on(launched: int, kept: int) -> None:
    """A roster that makes it one of another type brings rules that were compiled today."""
    story = Story(with_rules(edition=launched))
    receipt = story.do("amend", CITY, rules=with_rules(edition=8), reason="-", id="once")
    assert story.state.rules.edition == kept
    assert story.journal[0].fingerprint == receipt.fingerprint


def test_refused_signals_are_remembered_up_to_a_bound() -> None:
    memory = Story().memory
    for number in range(REFUSALS + 3):
        refused = RefusedSignal(
            at=local("2026-03-02"), signal=f"s-{number}", refusal=Refusal(code="malformed")
        )
        memory = refuse_signal(memory, refused)
    assert len(memory.refusals) == REFUSALS
    assert (memory.refusals[0].signal, memory.refusals[-1].signal) == (
        "s-3",
        f"s-{REFUSALS + 2}",
    )


def test_what_is_recorded_leaves_the_outbox() -> None:
    story = Story().start()
    memory = confirm_recorded(story.memory, 3)
    assert [entry.revision for entry in memory.outbox] == [4]
    assert memory.state == story.state
    assert confirm_recorded(story.memory, 0).outbox == story.journal
    assert confirm_recorded(story.memory, 4).outbox == ()


def test_a_journal_gives_the_state_also_when_it_was_written_down() -> None:
    story = Story().start().report("study").at("2026-03-06").send_back("study", "lecture")
    adapter = TypeAdapter(tuple[Entry, ...])
    written = adapter.validate_json(adapter.dump_json(story.journal))
    assert written == story.journal
    state = initial_state("c2026", with_unit(), RULES, local("2026-03-02"))
    for entry in written:
        state = evolve(state, entry)
    assert state == story.state
    assert UnitMemory.model_validate_json(story.memory.model_dump_json()) == story.memory


def test_a_journal_is_a_chain_from_its_first_entry() -> None:
    story = Story().start()
    journal = story.journal
    assert first_break("c2026", "SCH-001", journal) is None
    assert first_break("c2026", "SCH-001", ()) is None
    assert first_break("c2026", "SCH-002", journal) == 1
    assert first_break("c2027", "SCH-001", journal) == 1
    assert first_break("c2026", "SCH-001", journal[1:]) == 1
    assert first_break("c2026", "SCH-001", (*journal[:1], *journal[2:])) == 2
    forged = journal[1].model_copy(update={"by": CITY})
    assert first_break("c2026", "SCH-001", (journal[0], forged, *journal[2:])) == 3
    renumbered = journal[2].model_copy(update={"revision": 9})
    assert first_break("c2026", "SCH-001", (*journal[:2], renumbered)) == 3


def test_a_hash_can_be_checked_without_this_code() -> None:
    def sha256(written: str) -> str:
        return hashlib.sha256(written.encode()).hexdigest()

    assert first_head("c2026", "SCH-001") == sha256("phaseline unit:c2026:SCH-001")
    entry = Entry(
        revision=1,
        at=local("2026-03-02"),
        by=COORDINATOR,
        previous="0" * 64,
        event=Commented(text="调研 visit"),
    )
    assert hash_entry(entry) == sha256(
        '{"at":"2026-03-02T02:00:00Z","by":"coordinator:c-001",'
        '"event":{"kind":"commented","text":"调研 visit"},'
        f'"previous":"{"0" * 64}","revision":1}}'
    )


def test_a_refusal_echoes_no_more_than_its_limit() -> None:
    refused = Refused("unknown_kind", who=[CITY], by=local("2026-03-02"), kind="x" * 1000)
    assert len(refused.refusal.params["kind"]) == ECHO_LIMIT
    assert refused.refusal.params["kind"].endswith("x…")
    assert refused.refusal.who == (CITY,)
    assert refused.refusal.by == local("2026-03-02")
    assert str(refused) == "unknown_kind"
    assert Refused("unknown_kind", kind="y" * ECHO_LIMIT).refusal.params["kind"] == "y" * ECHO_LIMIT


def test_a_refusal_made_elsewhere_is_raised_again() -> None:
    refusal = Refusal(code="not_ready", params={"missing": "counted"}, who=(CITY,))
    refused = Refused.because(refusal)
    assert refused.refusal is refusal
    assert str(refused) == "not_ready"


def test_accepting_takes_the_command_as_it_was_read() -> None:
    story = Story()
    command = CommandAdapter.validate_json(
        '{"id": "j-1", "by": "coordinator:c-001", "kind": "complete_readiness", "item": "counted"}'
    )
    memory, receipt = accept(story.memory, command, story.now)
    assert receipt.revision == memory.state.revision == 1
    assert story.memory.state.revision == 0
