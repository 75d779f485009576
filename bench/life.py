"""What the whole life of a punctual unit costs: every required step in time, no reminder needed."""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg

from bench.histories import Size, quiet_size
from bench.reference import (
    COORDINATOR,
    SUPERVISOR,
    launch_units,
    made_up_units,
    new_id,
    reference_plan,
)
from bench.report import Line, at_most
from bench.sides import Bare, start_bare
from bench.stage import Stage
from schemas.actor import CAMPAIGN_OFFICE
from schemas.commands import Close, Command, CompleteReadiness, CompleteStep, SignOff, Start
from schemas.identity import unit_workflow_id
from schemas.plan import Plan
from schemas.units import UnitRow

_CAMPAIGN = "life"


@dataclass(frozen=True, slots=True)
class _Life:
    """What a life came to: how many commands, what history, and the dearest of the commands.

    `dearest` are its events, less what may be added where standing, phase or next instant changed.
    """

    commands: int
    history: Size
    dearest: int
    dearest_kind: str


async def measure(stage: Stage, *, is_quick: bool) -> list[Line]:
    """History and records of one life on the phased track, each command given to a quiet unit."""
    del is_quick
    (unit,) = made_up_units(1)
    await launch_units(stage, _CAMPAIGN, [unit])
    life = await _live(stage, unit.code)
    yardstick = await _orders(stage, life.commands)
    subject = "whole life of a punctual unit, phased"
    return [
        Line(
            subject=subject,
            figure=f"history, {life.commands} commands",
            unit="KB",
            value=life.history.bytes / 1e3,
            yardstick=yardstick.bytes / 1e3,
            bar=at_most(90),
        ),
        Line(
            subject=subject,
            figure="events",
            unit="",
            value=life.history.events,
            yardstick=yardstick.events,
        ),
        Line(
            subject=subject,
            figure=f"events of its dearest command ({life.dearest_kind}), less what it may add",
            unit="",
            value=life.dearest,
            bar=at_most(11),
        ),
        Line(
            subject=subject,
            figure="in the records",
            unit="KB",
            value=await _recorded_bytes(stage, unit.code) / 1e3,
        ),
    ]


async def _live(stage: Stage, unit: str) -> _Life:
    handle = stage.client.get_workflow_handle(unit_workflow_id(_CAMPAIGN, unit))
    events: list[tuple[int, str]] = []
    size, row = await quiet_size(handle), (await stage.gateway.unit(_CAMPAIGN, unit)).row
    for command in _course(reference_plan().plan):
        await stage.gateway.submit(_CAMPAIGN, unit, command)
        before, was = size, row
        size, row = await quiet_size(handle), (await stage.gateway.unit(_CAMPAIGN, unit)).row
        events.append(((size - before).events - _may_add(was, row), command.kind))
    return _Life(len(events), size, *max(events))


def _course(plan: Plan) -> Iterator[Command]:
    """The commands of a life, in the order of the plan, which keeps to what is `after` what."""
    (track,) = (track for track in plan.tracks if track.id == "phased")
    for item in plan.readiness:
        yield CompleteReadiness(
            id=new_id(), by=COORDINATOR, kind="complete_readiness", item=item.id
        )
    yield Start(id=new_id(), by=COORDINATOR, kind="start")
    for phase in track.phases:
        for step in phase.steps:
            if step.required:
                yield CompleteStep(id=new_id(), by=COORDINATOR, kind="complete_step", step=step.id)
        yield SignOff(id=new_id(), by=SUPERVISOR, kind="sign_off", phase=phase.id)
    yield Close(id=new_id(), by=CAMPAIGN_OFFICE, kind="close")


def _may_add(was: UnitRow, row: UnitRow) -> int:
    """One event where standing or phase has changed, two where the next due instant has moved.

    And one at the end of the workflow, which is no command's doing.
    """
    is_shown = (was.standing, was.phase) != (row.standing, row.phase)
    has_moved = was.next_due != row.next_due
    return int(is_shown) + 2 * int(has_moved) + int(row.closed_at is not None)


async def _orders(stage: Stage, count: int) -> Size:
    """The history of a yardstick that has taken as many orders."""
    side = Bare([await start_bare(stage)])
    for _ in range(count):
        await side.command(0)
    return await quiet_size(side.handles[0])


async def _recorded_bytes(stage: Stage, unit: str) -> int:
    async with await psycopg.AsyncConnection.connect(stage.postgres.url) as connection:
        found = await connection.execute(
            """
            SELECT (SELECT sum(pg_column_size(journal)) FROM journal
                    WHERE campaign = %(campaign)s AND unit = %(unit)s)
                 + (SELECT pg_column_size(units) FROM units
                    WHERE campaign = %(campaign)s AND code = %(unit)s)
            """,
            {"campaign": _CAMPAIGN, "unit": unit},
        )
        row = await found.fetchone()
    if row is None:
        raise LookupError(unit)
    return int(row[0])
