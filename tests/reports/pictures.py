"""Makes the pictures of PDF reports in `docs/pictures` anew: `python -m tests.reports.pictures`.

They are of the reference roster with made-up progress, the same every time but for the day.
"""

import asyncio
import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

import psycopg
import pypdfium2
from sqlalchemy import insert

import plans
from client.reporting import report_on
from intake.holidays import working_calendar
from intake.plan import read_plan
from intake.roster import read_roster
from records.ledger import ITEMS
from records.migration import migrate
from records.store import Records, open_records
from reports.composing import compose
from reports.pdf import pdf
from reports.telling import Telling
from rules.acceptance import initial_state
from rules.bands import bands
from rules.compilation import compile_rules, rebase
from rules.course import track
from rules.folding import with_
from rules.polls import poll_of
from rules.rollup import standings
from rules.roster import rebase_units
from rules.snapshot import snapshot
from schemas.actor import CAMPAIGN_ITSELF
from schemas.campaign_row import NewCampaign
from schemas.ledger import Ledger, OpenItem
from schemas.mobilization import Participation
from schemas.quantities import Percent
from schemas.report import Report, ReportKind
from schemas.roster import Members, Unit
from schemas.state import PhaseState, StepState, UnitState, Withdrawal
from schemas.step import MobilizationStep, Phase, SurveyStep
from schemas.survey import SurveyState
from schemas.units import UnitSnapshot
from worker.postgres import EmbeddedPostgres

_PLANS: Final = Path(plans.__file__).parent
_PICTURES: Final = Path(__file__).parents[2] / "docs" / "pictures"
_CAMPAIGN: Final = "reference-2005"
_DAYS_IN: Final = 80
_WIDTH: Final = 927
_FEWER_SHADES: Final = bytes(min(255, (shade + 8) // 16 * 16) for shade in range(256))
_SHOWN: Final[tuple[tuple[ReportKind, str, str], ...]] = (
    (ReportKind.BULLETIN, "bulletin", "各阶段"),
    (ReportKind.BULLETIN, "taking-part", "各区县参学情况"),
    (ReportKind.LATE, "late", "逾期单位"),
    (ReportKind.LEDGER, "ledger", "各区县台账"),
    (ReportKind.CLOSING, "closing", "82.88%"),
)
"""Of which report, under which name, the first page is shown on which this stands."""


def progress(state: UnitState, chance: Random, now: datetime) -> UnitState:
    """A unit somewhere on its way: phases closed one after the other, people asked, promises kept."""
    is_city = state.unit.level == "city"
    if chance.random() < 0.01 and not is_city:
        return with_(state, withdrawn=Withdrawal(at=now, cause="closed"))
    if chance.random() < 0.05 and not is_city:
        return state
    opened = state.launched_at + timedelta(days=0 if is_city else chance.randrange(25))
    course, phases = track(state), list[PhaseState]()
    steps, surveys = dict[str, StepState](), dict[str, SurveyState]()
    started = opened
    for phase in course.phases:
        took = timedelta(days=phase.length.count * (0.8 if is_city else chance.uniform(0.6, 1.1)))
        closed = min(opened + took, now)
        is_closed = opened + took <= now
        steps |= dict(_done(state, phase, chance, closed, is_closed=is_closed))
        surveys |= dict(_asked(state, phase, chance)) if is_closed else {}
        phases.append(
            PhaseState(
                phase=phase.id,
                opened_at=opened,
                reported_at=closed if is_closed else None,
                closed_at=closed if is_closed else None,
                closed_how="signed_off" if is_closed else None,
                closed_by=CAMPAIGN_ITSELF if is_closed else None,
            )
        )
        if not is_closed:
            break
        opened = closed
    is_over = len(phases) == len(course.phases) and phases[-1].closed_at is not None
    added = 4 if is_city else chance.randrange(5)
    due = now.date() + timedelta(days=chance.randrange(5, 30))
    left = tuple(
        OpenItem(number=number, due=due)
        for number in range(1, (1 if is_city else chance.randint(0, added)) + 1)
    )
    return with_(
        state,
        started_at=started,
        phases=tuple(phases),
        steps=steps,
        surveys=surveys,
        ledger=Ledger(added=added, open=left),
        finished_at=phases[-1].closed_at if is_over else None,
    )


def _done(
    state: UnitState, phase: Phase, chance: Random, at: datetime, *, is_closed: bool
) -> Iterator[tuple[str, StepState]]:
    for step in phase.steps:
        is_done = is_closed or chance.random() < 0.7
        reached = None
        if isinstance(step, MobilizationStep):
            members = state.unit.members.model_dump()
            came = {name: round(count * chance.uniform(0.9, 1)) for name, count in members.items()}
            reached = Participation(reached=Members(**came))
        if is_done or reached is not None:
            yield step.id, StepState(done_at=at if is_done else None, participation=reached)


def _asked(state: UnitState, phase: Phase, chance: Random) -> Iterator[tuple[str, SurveyState]]:
    poll = poll_of(track(state), phase)
    surveys = [step for step in phase.steps if isinstance(step, SurveyStep)]
    for step in (*surveys, *([] if poll is None else [poll])):
        asked = SurveyState(round=1, until=state.launched_at.date(), ballots=40)
        if 0 < state.unit.members.total < 4:
            yield step.id, with_(asked, status="too_small", cast=3)
            continue
        some = f"{chance.choice((88, 91, 93, 96, 97, 98, 99)) + chance.random():.2f} %"
        score = Percent.parse("91.5 %" if state.unit.level == "city" else some)
        band = next((one for one in step.bands if score >= one), None)
        status = "measured" if step is poll else "passed" if band else "below"
        yield step.id, with_(asked, status=status, cast=38, score=score, band=band)


async def launch(records: Records, now: datetime) -> None:
    """The reference campaign, some eighty days old."""
    file = read_plan(_PLANS / "reference-2005.yaml")
    first = now.date() - timedelta(days=_DAYS_IN)
    plan = rebase(file.plan, first)
    units = rebase_units(
        read_roster(_PLANS / "reference-2005-roster.csv", file.plan).units,
        first - file.plan.window.first,
    )
    rules = compile_rules(plan, working_calendar(plan.calendar, plan.timezone, plan.window))
    at, chance = now - timedelta(days=_DAYS_IN), Random(2005)  # noqa: S311 - the same every time
    begun = {unit.code: initial_state(_CAMPAIGN, unit, rules[unit.type], at) for unit in units}
    states = {code: progress(state, chance, now) for code, state in begun.items()}
    new = NewCampaign(campaign=_CAMPAIGN, source=file.text, plan=plan, at=at)
    snapshots: list[UnitSnapshot] = [snapshot(state, now) for state in states.values()]
    assert await records.launching.launch(new, snapshots, ())
    rows = [row for state in states.values() for row in _items(state.unit, state.ledger, at)]
    async with records.database.transaction() as connection:
        await connection.execute(insert(ITEMS), rows)


def _items(unit: Unit, ledger: Ledger, at: datetime) -> Iterator[dict[str, Any]]:
    still = {item.number: item.due for item in ledger.open}
    for number in range(1, ledger.added + 1):
        yield {
            "campaign": _CAMPAIGN,
            "unit": unit.code,
            "number": number,
            "measure": (
                "窗口中午安排轮流值班",
                "在门口公示全部收费标准",
                "修缮危旧房屋",
                "每月走访困难群众",
            )[number % 4],
            "owner": ("办公室", "总务处", "财务科")[number % 3],
            "is_commitment": number % 2 == 1,
            "status": "open" if number in still else "struck_off",
            "due": still.get(number, date(at.year, at.month, at.day) + timedelta(days=60)),
            "evidence": None if number in still else "现场照片",
            "added_at": at,
            "changed_at": at,
        }


def as_the_first_batch(report: Report) -> Report:
    """The same with the bands of the first batch, whose percentages the page explains."""
    figures = report.city.figures.model_copy(update={"bands": (639, 122, 10)})
    bounds = tuple(band.at_least for band in report.bands if band.at_least is not None)
    measured = {"city": standings(figures), "bands": bands(bounds, figures.bands)}
    return report.model_copy(update=measured)


def png(bitmap: Any) -> bytes:
    """A page that was drawn, as PNG."""
    height, width, stride = bitmap.height, bitmap.width, bitmap.stride
    buffer = bytes(bitmap.buffer).translate(_FEWER_SHADES)
    rows = b"".join(
        b"\0" + buffer[row * stride : row * stride + 3 * width] for row in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b""))
    )


def draw(file: bytes, heading: str, to: Path) -> None:
    """Draw the first page of a PDF on which the heading stands."""
    for page in pypdfium2.PdfDocument(file):
        if heading in "".join(page.get_textpage().get_text_bounded().split()):
            scale = _WIDTH / page.get_width()
            to.write_bytes(png(page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)))
            return
    raise LookupError(heading)


async def make(records: Records) -> None:
    """Make every picture, and say how long each report took."""
    now = datetime.now(UTC)
    await launch(records, now)
    plan = (await records.campaigns.plan(_CAMPAIGN)).plan
    for kind, name, heading in _SHOWN:
        began = perf_counter()
        report = await report_on(records, _CAMPAIGN, kind)
        gathered = perf_counter()
        if kind is ReportKind.CLOSING:
            report = as_the_first_batch(report)
        file = pdf(compose(report, Telling(plan, (), "zh")), _PLANS / "report.typ")
        took = perf_counter()
        print(f"{name}: gathered in {gathered - began:.2f} s, set in {took - gathered:.2f} s")  # noqa: T201
        draw(file, heading, _PICTURES / f"{name}-pdf.png")


async def main() -> None:
    """Make the pictures in a database of their own."""
    with TemporaryDirectory(prefix="phaseline-") as folder:
        async with EmbeddedPostgres(Path(folder)) as server:
            async with await psycopg.AsyncConnection.connect(
                server.url, autocommit=True
            ) as connection:
                await connection.execute("create database phaseline")
            url = server.url.replace("/postgres?", "/phaseline?")
            await migrate(url)
            async with open_records(url) as records:
                await make(records)


if __name__ == "__main__":
    asyncio.run(main())
