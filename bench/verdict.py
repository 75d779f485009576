"""Whether everything still fits together: acknowledgements, histories, journal, row and query."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from temporalio.client import WorkflowHandle

from bench.acknowledged import Acknowledged
from bench.chain import Told, hear_all_runs
from bench.histories import quiet_size
from bench.stage import Stage
from rules.chain import first_break
from rules.evolve import evolve
from rules.progress import progress
from rules.standing import standing
from schemas.events import Entry
from schemas.identity import campaign_workflow_id, unit_workflow_id
from schemas.state import UnitState
from schemas.units import StoredUnit
from schemas.views import Receipt

T = TypeVar("T")

_AT_ONCE: Final = 8

_PROBLEMS: Final = "TemporalReportedProblems"


@dataclass(slots=True)
class Verdict:
    """What was found wrong, each in a sentence; and how much was looked at."""

    findings: list[str] = field(default_factory=list)
    entries: int = 0
    commands: int = 0
    signals: int = 0
    runs: int = 0
    failures: Counter[str] = field(default_factory=Counter)


async def judge(stage: Stage, load: Acknowledged) -> Verdict:
    """Wait until nothing is pending, and hold everything that tells of a unit against the rest.

    Then once more against the workflows of a worker that has replayed them all.
    """
    verdict = Verdict(findings=[*load.surprises])
    await _each(load.units, lambda unit: _settle(_handle(stage, load, unit)))
    heads = await _each(load.units, lambda unit: judge_unit(stage, load, unit, verdict))
    await stage.worker.restart()
    replayed = await _each(load.units, lambda unit: stage.gateway.progress(load.campaign, unit))
    for unit, head, progress_ in zip(load.units, heads, replayed, strict=True):
        if progress_.head != head:
            verdict.findings.append(f"{unit}: a worker that replays it has another state")
    campaign = stage.client.get_workflow_handle(campaign_workflow_id(load.campaign))
    verdict.findings += [problem async for problem in _stuck(campaign)]
    return verdict


async def _settle(handle: WorkflowHandle[Any, Any]) -> None:
    # Where it does not come to rest, `_stuck` says so.
    with suppress(TimeoutError):
        await quiet_size(handle)


async def judge_unit(stage: Stage, load: Acknowledged, unit: str, verdict: Verdict) -> str:
    """Add what is wrong with a unit; the head of its journal."""
    handle = _handle(stage, load, unit)
    told = await hear_all_runs(stage.client, handle.id)
    journal = await _journal(stage, load.campaign, unit)
    stored = await stage.gateway.unit(load.campaign, unit)
    first = await stage.records.units.initial_state(load.campaign, unit)
    queried = await stage.gateway.progress(load.campaign, unit)
    refused = await stage.gateway.refusals(load.campaign, unit)
    wrong = [
        *told.contradictions,
        *_of_the_journal(first, journal, told),
        *_of_the_acknowledgements(load, unit, journal, told),
        *_of_the_row(first, journal, stored),
        *(f"the signal {signal.signal} was refused: {signal.refusal!r}" for signal in refused),
        *[problem async for problem in _stuck(handle)],
    ]
    if queried != progress(stored.state, datetime.now(UTC)):
        wrong.append("the query and the row tell of different states")
    verdict.findings += [f"{unit}: {finding}" for finding in wrong]
    verdict.entries += len(journal)
    verdict.commands += len(load.receipts[unit])
    verdict.signals += len(load.signals[unit])
    verdict.runs += told.runs
    verdict.failures += told.failures
    return queried.head


def _of_the_journal(first: UnitState, journal: Sequence[Entry], told: Told) -> Iterator[str]:
    """The journal is a chain, and holds what the history holds: no entry more, none less."""
    broken = first_break(first.campaign, first.unit.code, journal)
    if broken is not None:
        yield f"the journal is no chain from revision {broken}"
    recorded = {entry.revision: entry for entry in journal}
    for revision in sorted(recorded.keys() | told.entries.keys()):
        if recorded.get(revision) != told.entries.get(revision):
            yield f"journal and history differ at revision {revision}"
    journalled = {entry.command for entry in journal if entry.command is not None}
    for command in sorted(journalled ^ told.commands):
        where = "journal" if command in journalled else "history"
        yield f"command {command} is in the {where} alone"
    for command in sorted(told.unanswered):
        yield f"command {command} was accepted and never answered"


def _of_the_acknowledgements(
    load: Acknowledged, unit: str, journal: Sequence[Entry], told: Told
) -> Iterator[str]:
    """Every command and signal that was acknowledged is there once, as its receipt says.

    One that was given up is there once, as the answer that nobody heard says, or not at all.
    """
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in journal:
        if entry.command is not None:
            entries[entry.command].append(entry)
    receipts, signals = load.receipts[unit], load.signals[unit]
    given_up = load.given_up[unit]
    for command in sorted(entries.keys() - receipts.keys() - signals - given_up):
        yield f"command {command} is in the journal and was never acknowledged"
    for command, receipt in receipts.items():
        if not _is_once(entries[command], receipt):
            yield f"command {command} is not in the journal once as its receipt says"
        # An answer that was looked up in the journal has no receipt in the history of its own.
        if command not in told.commands or told.receipts.get(command, receipt) != receipt:
            yield f"command {command} has another receipt in the history"
    for command in given_up & entries.keys():
        if command not in told.receipts or not _is_once(entries[command], told.receipts[command]):
            yield f"command {command} was given up, and is not in the journal once"
    for command in signals:
        if len(entries[command]) != 1:
            yield f"signal {command} is in the journal {len(entries[command])} times"


def _is_once(entries: Sequence[Entry], receipt: Receipt) -> bool:
    last = receipt.revision
    return [entry.revision for entry in entries] == [
        *range(last - len(receipt.events) + 1, last + 1)
    ] and tuple(entry.event.kind for entry in entries) == receipt.events


def _of_the_row(first: UnitState, journal: Sequence[Entry], stored: StoredUnit) -> Iterator[str]:
    """The row is the journal folded, and says so."""
    state = first
    for entry in journal:
        state = evolve(state, entry)
    if stored.state != state:
        yield f"the row at revision {stored.state.revision} is not the journal folded"
    row = stored.row
    if (row.revision, row.head) != (state.revision, state.head):
        yield f"the row says revision {row.revision}, the journal {state.revision}"
    if row.standing != standing(state, journal[-1].at):
        yield f"the row says {row.standing}, which it is not"


async def _stuck(handle: WorkflowHandle[Any, Any]) -> AsyncIterator[str]:
    description = await handle.describe()
    raw = description.raw_description
    if raw.pending_activities or raw.HasField("pending_workflow_task"):
        yield f"{handle.id} has something pending"
    if _PROBLEMS in raw.workflow_execution_info.search_attributes.indexed_fields:
        yield f"{handle.id} is reported to have problems"


async def _journal(stage: Stage, campaign: str, unit: str) -> list[Entry]:
    journal: list[Entry] = []
    while page := await stage.gateway.journal(campaign, unit, after=len(journal)):
        journal += page
    return journal


def _handle(stage: Stage, load: Acknowledged, unit: str) -> WorkflowHandle[Any, Any]:
    return stage.client.get_workflow_handle(unit_workflow_id(load.campaign, unit))


async def _each(units: Sequence[str], look: Callable[[str], Awaitable[T]]) -> list[T]:
    turn = asyncio.Semaphore(_AT_ONCE)

    async def in_turn(unit: str) -> T:
        async with turn:
            return await look(unit)

    return await asyncio.gather(*map(in_turn, units))
