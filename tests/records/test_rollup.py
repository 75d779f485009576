"""Roll-ups: of every set of units what the list of them says, and all of one moment."""

from collections import Counter
from collections.abc import Iterable

import pytest

from records.store import Records
from schemas.report import UnitLine
from schemas.rollup import Figures, PhaseFigures
from schemas.state import Standing
from tests.records.city import launch_city
from tests.records.launched import PLAN, launch, record, story

PHASES = [(track.id, phase.id) for track in PLAN.tracks for phase in track.phases]


@pytest.fixture(scope="module")
async def city(records: Records) -> str:
    return await launch_city(records, seed=2007)


def counted(lines: Iterable[UnitLine]) -> Figures:
    """The same figures, made of the list."""
    count = Counter[str]()
    of_phase = {key: Counter[str]() for key in PHASES}
    for line in lines:
        row, standing = line.row, line.row.standing
        count.update(
            units=1,
            organisations=row.organisations,
            members=row.members.total,
            floating=row.members.floating,
        )
        over = standing in (Standing.FINISHED, Standing.WITHDRAWN)
        count[standing if over else "at_work" if row.started_at else "not_started"] += 1
        if not over and standing in Figures.model_fields:
            count[standing] += 1
        if standing is Standing.FINISHED:
            count["in_time" if line.in_time else "late"] += 1
        if standing is Standing.WITHDRAWN:
            continue
        for (track, phase), figures in of_phase.items():
            if track != row.track:
                continue
            figures["units"] += 1
            figures["open"] += row.phase == phase
            for opened in line.phases:
                if opened.phase == phase and opened.closed_how is not None:
                    figures[opened.closed_how] += 1
    return Figures(
        **count,
        phases=tuple(
            PhaseFigures(track=track, phase=phase, **figures)
            for (track, phase), figures in of_phase.items()
        ),
    )


async def test_every_set_of_units_is_summed_up_as_its_list_says(
    records: Records, city: str
) -> None:
    gathered = await records.reporting.gather(city, PHASES)
    assert {line.row.standing for line in gathered.units} >= {
        Standing.FINISHED,
        Standing.WITHDRAWN,
        Standing.SENT_BACK,
        Standing.AWAITING_SIGN_OFF,
    }
    assert gathered.rollup.city == counted(gathered.units)
    for name in ("district", "type", "supervision_group"):
        sets = getattr(gathered.rollup, f"by_{name}")
        assert list(sets) == sorted({getattr(line.row, name) for line in gathered.units})
        for code, figures in sets.items():
            of_set = [line for line in gathered.units if getattr(line.row, name) == code]
            assert figures == counted(of_set), (name, code)


async def test_every_unit_is_one_of_four(records: Records, city: str) -> None:
    city_ = (await records.reporting.gather(city, PHASES)).rollup.city
    assert city_.units == 66
    assert city_.units == city_.not_started + city_.at_work + city_.finished + city_.withdrawn
    assert city_.finished == city_.in_time + city_.late > 0


async def test_a_phase_that_was_sent_back_is_open_again(records: Records) -> None:
    told = story(await launch(records)).start().report("study").sign_off("study")
    await record(records, told)
    campaign = told.state.campaign

    async def study() -> PhaseFigures:
        return (await records.reporting.gather(campaign, PHASES)).rollup.city.phases[0]

    assert await study() == PhaseFigures(track="phased", phase="study", units=1, signed_off=1)
    recorded = len(told.journal)
    told.report("analysis").send_back("analysis", "talks")
    await record(records, told, after=recorded)
    analysis = (await records.reporting.gather(campaign, PHASES)).rollup.city.phases[1]
    assert analysis == PhaseFigures(track="phased", phase="analysis", units=1, open=1)


async def test_the_overdue_ones_come_with_their_states(records: Records, city: str) -> None:
    gathered = await records.reporting.gather(city, PHASES)
    late = [line.row.code for line in gathered.units if line.row.standing is Standing.OVERDUE]
    assert [state.unit.code for state in gathered.overdue] == late != []


async def test_no_units_are_no_figures(records: Records) -> None:
    gathered = await records.reporting.gather(await launch(records, units=()), [])
    assert gathered.rollup.city == Figures()
    assert (gathered.rollup.by_type, gathered.units, gathered.overdue) == ({}, (), ())


async def test_a_unit_that_finishes_late_is_counted_as_such(records: Records) -> None:
    told = story(await launch(records)).start().report("study").sign_off("study")
    told.at("2026-11-30").report("analysis").sign_off("analysis").report("rectification")
    await record(records, told)
    figures = (await records.reporting.gather(told.state.campaign, PHASES)).rollup.city
    assert (figures.finished, figures.in_time, figures.late) == (1, 0, 1)


async def test_only_what_is_asked_for_is_read(records: Records, city: str) -> None:
    whole = await records.reporting.gather(city, PHASES)
    bare = await records.reporting.gather(city, PHASES, with_units=False, with_overdue=False)
    assert (bare.rollup, bare.units, bare.overdue) == (whole.rollup, (), ())
