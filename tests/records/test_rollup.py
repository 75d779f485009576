"""Roll-ups: of every set of units what the list of them says, and all of one moment."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

import pytest

from client.reporting import report_on
from client.reports import Reports
from records.counted import Counted
from records.reporting import Gathered
from records.store import Records
from rules.amendment import amended, is_for
from rules.polls import inquiry_of
from rules.scoring import WHOLE
from rules.snapshot import snapshot
from schemas.amendment import Amendment
from schemas.ledger_rows import ItemLine
from schemas.plan import UnitType
from schemas.quantities import Percent
from schemas.report import ReportKind, UnitLine
from schemas.rollup import Figures, PhaseFigures, Rollup
from schemas.roster import Level, Unit
from schemas.state import Standing
from schemas.survey import GradeCounts, Sealed, SurveyState
from tests.records.city import ByTheCity, city_units, launch_city
from tests.records.launched import (
    AT,
    PLAN,
    RULES,
    TYPES,
    initial,
    launch,
    new_campaign,
    record,
    story,
)
from tests.rules.amendments import amendment
from tests.rules.reference import UNIT
from tests.rules.stories import CITY, SUPERVISOR, local
from tests.rules.surveys import BAD, FEW, GOOD, counted, opened, survey_of

COUNTED = Counted.of(PLAN, RULES)
PHASES = COUNTED.phases


@pytest.fixture(scope="module")
async def city(records: Records) -> str:
    return await launch_city(records, seed=2007)


async def gather(
    records: Records, campaign: str, kind: ReportKind = ReportKind.BULLETIN
) -> Gathered:
    """What a report is made of."""
    inquire = partial(inquiry_of, PLAN)
    return await records.reporting.gather(
        campaign, PLAN, kind, inquire=inquire, now=local("2026-12-31")
    )


def summed(lines: Iterable[UnitLine]) -> Figures:
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
            for one in line.phases:
                if one.phase == phase and one.closed_how is not None:
                    figures[one.closed_how] += 1
    return Figures(
        **count,
        bands=(0,) * (len(COUNTED.bands) + 1),
        phases=tuple(
            PhaseFigures(track=track, phase=phase, **figures)
            for (track, phase), figures in of_phase.items()
        ),
    )


async def test_every_set_of_units_is_summed_up_as_its_list_says(
    records: Records, city: str
) -> None:
    gathered = await gather(records, city)
    assert {line.row.standing for line in gathered.units} >= {
        Standing.FINISHED,
        Standing.WITHDRAWN,
        Standing.SENT_BACK,
        Standing.AWAITING_SIGN_OFF,
    }
    assert gathered.rollup.city == summed(gathered.units)
    for name in ("district", "type", "supervision_group"):
        sets = getattr(gathered.rollup, f"by_{name}")
        assert list(sets) == sorted({getattr(line.row, name) for line in gathered.units})
        for code, figures in sets.items():
            of_set = [line for line in gathered.units if getattr(line.row, name) == code]
            assert figures == summed(of_set), (name, code)


async def test_every_unit_is_one_of_four(records: Records, city: str) -> None:
    city_ = (await gather(records, city)).rollup.city
    assert city_.units == 66
    assert city_.units == city_.not_started + city_.at_work + city_.finished + city_.withdrawn
    assert city_.finished == city_.in_time + city_.late > 0


async def test_a_phase_that_was_sent_back_is_open_again(records: Records) -> None:
    told = story(await launch(records)).start().report("study").sign_off("study")
    await record(records, told)
    campaign = told.state.campaign

    async def study() -> PhaseFigures:
        return (await gather(records, campaign)).rollup.city.phases[0]

    assert await study() == PhaseFigures(track="phased", phase="study", units=1, signed_off=1)
    recorded = len(told.journal)
    told.report("analysis").send_back("analysis", "talks")
    await record(records, told, after=recorded)
    analysis = (await gather(records, campaign)).rollup.city.phases[1]
    assert analysis == PhaseFigures(track="phased", phase="analysis", units=1, open=1)


async def test_the_overdue_ones_come_with_their_states(records: Records, city: str) -> None:
    gathered = await gather(records, city)
    late = [line.row.code for line in gathered.units if line.row.standing is Standing.OVERDUE]
    assert [state.unit.code for state in gathered.overdue] == late != []


async def test_no_units_are_no_figures(records: Records) -> None:
    gathered = await gather(records, await launch(records, units=()))
    assert gathered.rollup.city.model_copy(update={"phases": ()}) == Figures(bands=(0, 0, 0))
    assert (gathered.rollup.by_type, gathered.units, gathered.overdue) == ({}, (), ())


async def test_a_unit_that_finishes_late_is_counted_as_such(records: Records) -> None:
    told = story(await launch(records)).start().report("study").sign_off("study")
    told.at("2026-11-30").report("analysis").sign_off("analysis").report("rectification")
    await record(records, told)
    figures = (await gather(records, told.state.campaign)).rollup.city
    assert (figures.finished, figures.in_time, figures.late) == (1, 0, 1)


async def test_only_what_a_kind_tells_is_read(records: Records, city: str) -> None:
    found = {kind: await gather(records, city, kind) for kind in ReportKind}
    assert len({repr(one.rollup) for one in found.values()}) == 1
    assert [kind for kind in ReportKind if found[kind].units] == [ReportKind.BULLETIN]
    with_people = [kind for kind in ReportKind if found[kind].participation is not None]
    assert with_people == [ReportKind.BULLETIN, ReportKind.CLOSING]
    assert [kind for kind in ReportKind if found[kind].satisfaction is not None] == with_people
    assert [kind for kind in ReportKind if found[kind].short] == [ReportKind.BULLETIN]
    assert [kind for kind in ReportKind if found[kind].overdue] == [
        ReportKind.BULLETIN,
        ReportKind.LATE,
    ]


def result(score: str | None, *, cast: int = 40, band: str | None = None) -> SurveyState:
    """A survey that was counted; without a score too few voted."""
    status: Any = "too_small" if score is None else "passed" if band else "below"
    return SurveyState(
        round=1,
        until=date(2026, 5, 20),
        ballots=cast,
        status=status,
        cast=cast,
        score=None if score is None else Percent.parse(score),
        band=None if band is None else Percent.parse(band),
    )


async def launch_measured(
    records: Records, results: Sequence[tuple[str, SurveyState]]
) -> tuple[str, Rollup]:
    """A campaign of units on those tracks with those surveys behind them, and its roll-up."""
    new = new_campaign()
    units = [
        UNIT.model_copy(update={"code": f"U{number:03}", "type": TYPES[number % 3]})
        for number in range(len(results))
    ]
    steps = {"phased": "survey", "key_links": "judgement"}
    snapshots = [
        unit.model_copy(
            update={
                "state": unit.state.model_copy(
                    update={"track": track, "surveys": {steps[track]: survey}}
                )
            }
        )
        for unit, (track, survey) in zip(initial(new.campaign, units), results, strict=True)
    ]
    assert await records.launching.launch(new, snapshots, ())
    gathered = await gather(records, new.campaign)
    return new.campaign, gathered.rollup


async def test_the_first_batch_gives_its_printed_percentages(records: Records) -> None:
    """771 units: 639 at 95 and over, 122 from 90 up to 95; together 761, printed as 98.7 %."""
    high, middle = result("96.5 %", band="95 %"), result("94.99 %", band="90 %")
    low = result("89.99 %")
    results = [("phased", one) for one in (high,) * 639 + (middle,) * 122 + (low,) * 10]
    campaign, rollup = await launch_measured(records, results)
    assert rollup.city.bands == (639, 122, 10)
    columns = zip(*(figures.bands for figures in rollup.by_type.values()), strict=True)
    assert [sum(column) for column in columns] == [639, 122, 10]
    report = await report_on(records, campaign, ReportKind.CLOSING)
    shares = [(str(one.share.percent), str(one.together.percent)) for one in report.bands]
    assert shares == [("82.88 %", "82.88 %"), ("15.82 %", "98.7 %"), ("1.3 %", "100 %")]
    assert (report.bands[1].together.part, report.bands[1].together.whole) == (761, 771)
    assert report.offices == ()
    # The city's own public commitments, printed as 91.5, are beside all that and change none of it.
    await record_office(records, campaign, THE_CITY, COMMITMENTS)
    with_city = await report_on(records, campaign, ReportKind.CLOSING)
    (city,) = with_city.offices
    assert (city.figures.unit, city.figures.level) == ("CITY", "city")
    assert (str(city.figures.score), str(city.figures.at_least), str(city.figures.below)) == (
        "91.5 %",
        "90 %",
        "95 %",
    )
    assert (city.struck_off.part, city.struck_off.whole) == (3, 4)
    assert (with_city.city, with_city.bands) == (report.city, report.bands)
    assert with_city.by_district == report.by_district
    assert with_city.differences == report.differences


async def test_offices_are_told_of_by_themselves_in_their_order(records: Records) -> None:
    campaign = await launch(records)
    await record_office(records, campaign, office("Z", "county", "D1"), BAD)
    await record_office(records, campaign, office("A", "county", "D2"), FEW)
    await record_office(records, campaign, THE_CITY, GOOD)
    left = story(campaign, office("B", "county", "D3"))
    await records.units.add([snapshot(left.state, left.now)])
    left.do("withdraw", CITY, cause="closed", reason="It is one with another.")
    await record(records, left)
    city, first, second = (await gather(records, campaign)).rollup.offices
    assert [one.unit for one in (city, first, second)] == ["CITY", "Z", "A"]
    assert (city.at_least, city.below) == (Percent.parse("95 %"), None)
    assert (first.score, first.at_least, first.below) == (
        Percent.parse("50 %"),
        None,
        Percent.parse("90 %"),
    )
    assert (second.survey, second.score, second.at_least) == ("too_small", None, None)


def office(code: str, level: Level, district: str) -> Unit:
    """The row of an office."""
    changes = {"code": code, "name": f"Office {code}", "level": level, "district": district}
    return UNIT.model_copy(update=changes)


THE_CITY = office("CITY", "city", "whole-city")
COMMITMENTS = Sealed(
    cast=40,
    tally={WHOLE: GradeCounts(very_satisfied=25, fairly_satisfied=13, basically_satisfied=2)},
)
"""25 at 100 %, 13 at 80 % and 2 at 60 %: 91.5 %, exactly."""


async def record_office(records: Records, campaign: str, unit: Unit, sealed: Sealed) -> None:
    """Have an office strike off three of its four items and be measured like this."""
    told = story(campaign, unit)
    assert await records.units.add([snapshot(told.state, told.now)]) == (unit.code,)
    told.start().report("study").sign_off("study").report("analysis").sign_off("analysis")
    for number in (1, 2, 3, 4):
        told.do("add_item", measure="a road", owner="works", due=local("2026-05-20").date())
        if number < 4:
            told.do("close_item", number=number, evidence="photo")
            told.do("confirm_item", SUPERVISOR, number=number)
    told.complete("rectify")
    counted(opened(told), sealed)
    await record(records, told)


async def test_what_the_rules_make_of_ballots_is_counted(records: Records) -> None:
    surveys = [survey_of(counted(opened(), sealed)) for sealed in (GOOD, BAD, FEW)]
    _, rollup = await launch_measured(records, [("phased", survey) for survey in surveys])
    assert (rollup.city.bands, rollup.city.too_small) == ((1, 0, 1), 1)


async def test_every_unit_that_has_not_left_is_counted_once(records: Records) -> None:
    """Measured, too small, or without a survey that is counted: also in the loop of making up."""
    bad = counted(opened(), BAD)
    again = opened(bad, until=date(2026, 3, 20), made_up="It is done.")
    judged = counted(opened(), FEW)
    judged.do("judge_survey", SUPERVISOR, step="survey", verdict="passed", reason="All heard.")
    without_mark = result("91 %", band="90 %").model_copy(update={"status": "measured"})
    surveys = [survey_of(counted(opened(), sealed)) for sealed in (GOOD, BAD, FEW)]
    surveys += [survey_of(again), survey_of(judged), without_mark]
    _, rollup = await launch_measured(records, [("phased", survey) for survey in surveys])
    city = rollup.city
    assert (city.bands, city.too_small, city.judged) == ((1, 1, 1), 2, 1)
    assert city.unmeasured == 1
    for figures in (city, *rollup.by_type.values()):
        counted_once = sum(figures.bands) + figures.too_small + figures.unmeasured
        assert counted_once == figures.units - figures.withdrawn


async def test_only_last_surveys_with_a_result_are_in_a_band(records: Records) -> None:
    open_again = result("96 %", band="95 %").model_copy(update={"status": "open"})
    void = result("96 %", band="95 %").model_copy(update={"status": "void"})
    _, rollup = await launch_measured(
        records,
        [("phased", open_again), ("phased", void), ("phased", result(None, cast=3))],
    )
    assert (rollup.city.bands, rollup.city.too_small) == ((0, 0, 0), 1)


async def test_tracks_with_other_bands_are_counted_by_their_scores(records: Records) -> None:
    """The key links' survey knows 95 only; 92 is in the band from 90 all the same."""
    _, rollup = await launch_measured(
        records,
        [
            ("key_links", result("92 %").model_copy(update={"status": "passed"})),
            ("key_links", result("95 %", band="95 %")),
            ("key_links", result("12.5 %")),
            # The exact score was 95; what is shown of it is rounded down.
            ("phased", result("94.99 %", band="95 %")),
        ],
    )
    assert rollup.city.bands == (2, 1, 1)


async def amend_measured(
    records: Records, results: Sequence[tuple[str, SurveyState]], given: Amendment
) -> str:
    """A campaign of units in those districts with those surveys, which takes an amendment."""
    new = new_campaign()
    units = [
        UNIT.model_copy(update={"code": f"U{number:03}", "district": district})
        for number, (district, _) in enumerate(results)
    ]
    snapshots = []
    for unit, (_, survey) in zip(initial(new.campaign, units), results, strict=True):
        is_meant = is_for(given, unit.state.unit, unit.state.track)
        rules = amended(unit.state.rules, given) if is_meant else unit.state.rules
        surveys = {"survey": survey, "again": survey}
        state = unit.state.model_copy(update={"rules": rules, "surveys": surveys})
        snapshots.append(unit.model_copy(update={"state": state}))
    assert await records.launching.launch(new, snapshots, ())
    return new.campaign


MIXED: Final = (
    ("D1", result("94 %", band="93 %")),
    ("D1", result("86 %", band="85 %")),
    ("D1", result("84.99 %")),
    ("D2", result("94 %", band="90 %")),
    ("D2", result("91 %", band="90 %")),
    ("D2", result("86 %")),
)
OTHERS: Final = {"kind": "step", "step": "survey", "bands": ["93 %", "85 %"], "pass_mark": "85 %"}


async def test_bands_that_one_district_was_given_are_counted_of_everybody(records: Records) -> None:
    campaign = await amend_measured(records, MIXED, amendment(OTHERS, districts=["D1"]))
    report = await report_on(records, campaign, ReportKind.CLOSING)
    printed = [(str(band.at_least), band.units) for band in report.bands]
    assert printed == [("95 %", 0), ("93 %", 2), ("90 %", 1), ("85 %", 2), ("None", 1)]
    assert report.city.figures.bands == tuple(band.units for band in report.bands)
    by_district = {one.code: one.standings.figures.bands for one in report.by_district}
    assert by_district == {"D1": (0, 1, 0, 1, 1), "D2": (0, 1, 1, 1, 0)}
    (compared,) = await Reports(records).compare([campaign])
    assert compared.city == report.city


def test_what_an_office_is_measured_by_cuts_no_band_of_the_units() -> None:
    strict = amended(RULES["school"], amendment({**OTHERS, "bands": ["98 %", "85 %"]}))
    office = strict.model_copy(update={"unit_type": "county_itself"})
    types = UnitType(id="county_itself", title=PLAN.title, track="phased", level="county")
    plan = PLAN.model_copy(update={"types": (*PLAN.types, types)})
    counted = Counted.of(plan, {"units": RULES["school"], "office": office})
    assert counted.bands == COUNTED.bands
    assert counted.office_bands[0] == Percent.parse("98 %")
    carried = {"units": RULES["school"], "office": office}
    assert inquiry_of(plan, carried).bounds == inquiry_of(plan, {"units": RULES["school"]}).bounds


async def test_bands_that_everybody_was_given_take_the_place_of_the_plans(records: Records) -> None:
    everywhere = amendment(OTHERS, {**OTHERS, "step": "judgement"})
    campaign = await amend_measured(records, MIXED, everywhere)
    report = await report_on(records, campaign, ReportKind.CLOSING)
    assert [str(band.at_least) for band in report.bands] == ["93 %", "85 %", "None"]
    assert report.city.figures.bands == (2, 3, 1)


async def test_a_survey_that_one_district_was_given_last_says_its_result(records: Records) -> None:
    again = {"id": "again", "kind": "survey", "title": {"en": "Once more"}, "after": ["survey"]}
    again |= {"bands": ["95 %", "90 %"], "pass_mark": "90 %"}
    added = amendment(
        {"kind": "step_added", "phase": "rectification", "step": again}, districts=["D1"]
    )
    campaign = await amend_measured(records, MIXED, added)
    await change_surveys(records, campaign, "U000", {"survey": result("96 %", band="95 %")})
    report = await report_on(records, campaign, ReportKind.CLOSING)
    assert report.city.figures.bands == (0, 2, 3), "it has not yet been asked again"


async def change_surveys(
    records: Records, campaign: str, unit: str, surveys: dict[str, SurveyState]
) -> None:
    """Let a unit that was not launched have other surveys behind it."""
    state = (await records.units.get(campaign, unit)).state
    changed = state.model_copy(update={"surveys": surveys})
    assert await records.units.restate(snapshot(changed, AT))


def open_of(items: Iterable[ItemLine]) -> int:
    """How many items are not struck off."""
    return sum(item.status != "struck_off" for item in items)


async def test_ledgers_are_summed_up(records: Records) -> None:
    units = city_units(3, seed=1)
    campaign = await launch(records, units)
    for unit, count in zip(units, (0, 2, 3), strict=True):
        told = story(campaign, unit, ByTheCity).start()
        for _ in range(count):
            due = local("2026-05-20").date()
            told.do("add_item", measure="mend the roof", owner="office", due=due)
        if count == 3:
            told.do("close_item", number=2, evidence="photo")
            told.do("confirm_item", number=2)
        await record(records, told)
    found = await gather(records, campaign, ReportKind.LEDGER)
    figures = found.rollup.city
    assert (figures.items, figures.open_items) == (5, 4) == (len(found.items), open_of(found.items))


async def test_a_unit_that_has_left_is_in_no_band(records: Records) -> None:
    told = story(await launch(records)).start().report("study").sign_off("study")
    told.report("analysis").sign_off("analysis").complete("rectify")
    counted(opened(told), BAD)
    await record(records, told)
    campaign, known = told.state.campaign, told.state.revision
    assert (await gather(records, campaign)).rollup.city.bands == (0, 0, 1)
    told.do("withdraw", CITY, cause="closed", reason="It is no more.")
    await record(records, told, after=known)
    city = (await gather(records, campaign)).rollup.city
    assert (city.withdrawn, city.bands, city.too_small) == (1, (0, 0, 0), 0)
