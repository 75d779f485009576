"""How satisfied people are over all units: what each has shown by itself, and nothing that it has not."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import partial
from itertools import permutations
from typing import Any, Final

import pytest

from records.errors import MalformedCursor
from records.store import Records
from records.voting import new_code
from rules.polls import inquiry_of
from rules.scoring import WHOLE, result_of
from schemas.quantities import Percent
from schemas.satisfaction import (
    Asked,
    Inquiry,
    SatisfactionFigures,
    SatisfactionRollup,
    SurveyFilter,
    SurveyLine,
    SurveyPage,
)
from schemas.step import Phase, SurveyStep, Track
from schemas.survey import BallotBox, Grade, SurveyId, SurveyState
from schemas.units import UnitSnapshot
from tests.records.launched import PLAN, RULES, initial, launch, new_campaign, record, story
from tests.rules.reference import ANALYSIS, KEY_LINKS, PHASED, RECTIFICATION, STUDY, with_unit
from tests.rules.stories import CITY

EVERY: Final = 1000
SETS: Final = ("district", "type", "supervision_group")
MINIMUM_GROUP: Final = 5
UNTIL: Final = date(2026, 4, 1)


def polled(phase: Phase) -> Phase:
    """The same phase with a poll."""
    return phase.model_copy(update={"polled": True})


TRACK: Final = PHASED.model_copy(
    update={"phases": (polled(STUDY), polled(ANALYSIS), RECTIFICATION)}
)
POLLED: Final = PLAN.model_copy(update={"tracks": (TRACK, KEY_LINKS)})
INQUIRE: Final = partial(inquiry_of, POLLED)
INQUIRY: Final = INQUIRE({})


def survey_step() -> SurveyStep:
    """What polls of the track ask."""
    step = RECTIFICATION.steps[-1]
    assert isinstance(step, SurveyStep)
    return step.model_copy(update={"pass_mark": Percent.parse("0 %")})


def shown(score: str, *, band: str | None = None) -> SurveyState:
    """A poll with a result."""
    return SurveyState(
        round=1,
        until=UNTIL,
        ballots=20,
        status="measured",
        cast=18,
        score=Percent.parse(score),
        band=None if band is None else Percent.parse(band),
    )


UNDER_WAY: Final = SurveyState(round=2, until=UNTIL, ballots=20)
FEW: Final = SurveyState(round=1, until=UNTIL, ballots=20, status="too_small", cast=3)
VOID: Final = SurveyState(round=1, until=UNTIL, ballots=20, status="void")


def with_surveys(
    one: UnitSnapshot, held: Mapping[str, SurveyState], *tracks: Track
) -> UnitSnapshot:
    """The same unit with those surveys, under rules whose phases are polled, or with other tracks."""
    rules = one.state.rules.model_copy(update={"tracks": tracks or POLLED.tracks})
    state = one.state.model_copy(update={"surveys": dict(held), "rules": rules})
    return one.model_copy(update={"state": state})


async def launch_polled(
    records: Records, surveys: Sequence[Mapping[str, SurveyState]], places: Sequence[str] = ("D1",)
) -> str:
    """A campaign of units with those surveys, in those districts, one after the other."""
    new = new_campaign()
    units = [
        with_unit(code=f"U{number:02}", district=places[number % len(places)])
        for number in range(len(surveys))
    ]
    snapshots = [
        with_surveys(one, held)
        for one, held in zip(initial(new.campaign, units), surveys, strict=True)
    ]
    assert await records.launching.launch(new, snapshots, ())
    return new.campaign


def figures_of(rollup: SatisfactionRollup, step: str) -> SatisfactionFigures:
    """What was asked under an id, of all units."""
    (found,) = [one.city for one in rollup.asked if one.asked.step == step]
    return found


def test_what_is_asked_follows_from_the_plan_in_its_order() -> None:
    assert INQUIRY.asked == (
        Asked(track="phased", phase="study", step="study", is_poll=True),
        Asked(track="phased", phase="analysis", step="analysis", is_poll=True),
        Asked(track="phased", phase="rectification", step="survey"),
        Asked(track="key_links", phase="links", step="judgement"),
    )
    assert list(map(str, INQUIRY.bounds)) == ["95 %", "90 %"]
    stricter = survey_step().model_copy(update={"bands": (Percent.parse("97 %"),)})
    last = RECTIFICATION.model_copy(update={"steps": (stricter,), "polled": True})
    course = TRACK.model_copy(update={"phases": (*TRACK.phases[:2], last)})
    rules = RULES["school"].model_copy(update={"tracks": (course, KEY_LINKS)})
    amended = INQUIRE({"d1": rules})
    assert amended.asked == (
        *INQUIRY.asked,
        Asked(track="phased", phase="rectification", step="rectification", is_poll=True),
    )
    assert "97 %" in map(str, amended.bounds), "as the units are held to now"
    alone = Track(id="t", title=STUDY.title, phases=(polled(STUDY),))
    nothing = inquiry_of(PLAN.model_copy(update={"tracks": (alone,)}), {})
    assert nothing.bounds == (), "what everything reaches is no band"


def test_only_who_carries_a_poll_is_asked_it() -> None:
    """The plan says what is asked only where nobody carries rules."""
    without = RULES["school"]
    with_polls = without.model_copy(update={"tracks": POLLED.tracks})
    inquiry = inquiry_of(PLAN, {"some": with_polls, "others": without})
    asked_by = dict(zip((one.step for one in inquiry.asked), inquiry.asked_by, strict=True))
    assert asked_by == {
        "survey": {"some", "others"},
        "judgement": {"some", "others"},
        "study": {"some"},
        "analysis": {"some"},
    }
    taken_away = INQUIRE({"others": without})
    assert [one.step for one in taken_away.asked] == ["survey", "judgement"]


async def test_each_phase_is_summed_up(records: Records) -> None:
    campaign = await launch_polled(
        records,
        [
            {"study": shown("96 %", band="95 %"), "analysis": shown("80 %")},
            {"study": shown("94.99 %", band="95 %"), "analysis": UNDER_WAY},
            {"study": shown("91.5 %", band="90 %"), "analysis": VOID},
            {"study": FEW},
            {},
        ],
    )
    rollup = await records.satisfaction.rollup(campaign, INQUIRE)
    assert [one.asked for one in rollup.asked] == list(INQUIRY.asked)
    # 96, 94.99 and 91.5 are 282.49 in all, and a third of that is 94.1633…
    assert figures_of(rollup, "study") == SatisfactionFigures(
        units=5, measured=3, too_small=1, bands=(2, 1, 0), mean=Percent.parse("94.16 %")
    )
    assert figures_of(rollup, "analysis") == SatisfactionFigures(
        units=5, open=1, measured=1, bands=(0, 0, 1), mean=Percent.parse("80 %")
    )
    assert figures_of(rollup, "survey") == SatisfactionFigures(units=5, bands=(0, 0, 0))
    assert figures_of(rollup, "judgement") == SatisfactionFigures(bands=(0, 0, 0))


async def test_a_unit_counts_where_it_is_asked(records: Records) -> None:
    """An amendment has given polls to one district alone."""
    new = new_campaign()
    first, second = initial(new.campaign, [with_unit(code="U1"), with_unit(code="U2")])
    given = [
        with_surveys(first, {"study": shown("96 %", band="95 %")}),
        with_surveys(second, {}, *PLAN.tracks),
    ]
    assert await records.launching.launch(new, given, ())
    rollup = await records.satisfaction.rollup(new.campaign, partial(inquiry_of, PLAN))
    assert figures_of(rollup, "study").units == 1
    assert figures_of(rollup, "survey").units == 2
    page = await records.satisfaction.page(new.campaign, partial(inquiry_of, PLAN))
    assert [(line.unit, line.step) for line in page.lines] == [("U1", "study")]


async def test_surveys_are_listed_with_the_phase_that_they_are_of(records: Records) -> None:
    campaign = await launch_polled(
        records,
        [{"study": shown("96 %", band="95 %"), "survey": UNDER_WAY}, {"study": FEW}, {}],
        places=("D1", "D2"),
    )

    async def listed(**chosen: Any) -> list[tuple[str, str, str]]:
        page = await records.satisfaction.page(campaign, INQUIRE, SurveyFilter(**chosen))
        return [(line.unit, line.phase, line.step) for line in page.lines]

    study, survey, few = (
        ("U00", "study", "study"),
        ("U00", "rectification", "survey"),
        ("U01", "study", "study"),
    )
    assert await listed() == [study, survey, few]
    assert await listed(district="D2") == [few]
    assert await listed(step="study") == [study, few]
    assert await listed(status="open") == [survey]
    assert await listed(supervision_group="SG-99") == []
    line = (await records.satisfaction.page(campaign, INQUIRE)).lines[0]
    assert (line.round, line.until, line.ballots, line.cast) == (1, UNTIL, 20, 18)
    assert (str(line.score), str(line.band)) == ("96 %", "95 %")
    for limit in (1, 2, 3):
        found: list[SurveyLine] = []
        after = None
        while True:
            page = await records.satisfaction.page(campaign, INQUIRE, after=after, limit=limit)
            found += page.lines
            after = page.next
            if after is None:
                break
        assert [(one.unit, one.step) for one in found] == [
            ("U00", "study"),
            ("U00", "survey"),
            ("U01", "study"),
        ]
    with pytest.raises(MalformedCursor):
        await records.satisfaction.page(campaign, INQUIRE, after="U00")


async def test_nobody_asked_is_nothing(records: Records) -> None:
    campaign = await launch(records)
    rollup = await records.satisfaction.rollup(campaign, lambda _: Inquiry())
    assert rollup == SatisfactionRollup(bounds=(), asked=())
    assert (await records.satisfaction.page(campaign, lambda _: Inquiry())).lines == ()
    empty = await launch(records, units=())
    rollup = await records.satisfaction.rollup(empty, INQUIRE)
    assert figures_of(rollup, "study").units == 0, "the plan says what will be asked"


async def test_a_unit_that_has_left_counts_for_nothing(records: Records) -> None:
    told = story(await launch(records))
    told.do("withdraw", CITY, cause="closed", reason="It is no more.")
    await record(records, told)
    rollup = await records.satisfaction.rollup(told.state.campaign, INQUIRE)
    assert figures_of(rollup, "study").units == 0


# Who asks little enough people could tell who said what; here somebody tries.

Answers = Mapping[str, tuple[int, Grade]]
"""By unit, how many ballots are cast, and what all of them say."""

PLACES: Final[Mapping[str, tuple[str, str, str]]] = {
    # Alone in its district; alone in its group but for one; the only two of their type; and so on.
    "A": ("D1", "school", "SG-1"),
    "B": ("D1", "hospital", "SG-1"),
    "C": ("D2", "hospital", "SG-2"),
    "D": ("D3", "school", "SG-2"),
    "E": ("D3", "street", "SG-3"),
}
"""The district, type and supervision group of each unit."""


async def hold_polls(records: Records, answers: Answers) -> tuple[str, str]:
    """Hold polls with real ballots; all that anybody is shown of them, over all units."""
    new = new_campaign(plan=POLLED)
    units = [
        with_unit(code=code, district=district, type=type_, supervision_group=group)
        for code, (district, type_, group) in PLACES.items()
    ]
    snapshots = [with_surveys(one, {}) for one in initial(new.campaign, units)]
    assert await records.launching.launch(new, snapshots, ())
    step = survey_step().model_copy(update={"minimum_group": MINIMUM_GROUP})
    for one in snapshots:
        code = one.state.unit.code
        cast, grade = answers[code]
        survey = SurveyId(campaign=new.campaign, unit=code, step="study", round=1)
        box = BallotBox(
            survey=survey,
            questions=(WHOLE,),
            minimum_group=MINIMUM_GROUP,
            until=datetime.now(UTC) + timedelta(days=1),
            ballots=cast,
        )
        tokens = await records.surveys.issue(box)
        assert isinstance(tokens, tuple)
        for token in tokens:
            assert await records.surveys.vote(token, {WHOLE: grade}, new_code()) == "cast"
        closed = result_of(step, 1, await records.surveys.seal(survey, MINIMUM_GROUP))
        held = SurveyState(
            round=1,
            until=UNTIL,
            ballots=cast,
            status=closed.result,
            cast=closed.cast,
            score=closed.score,
            band=closed.band,
        )
        assert await records.units.restate(with_surveys(one, {"study": held}))
    rollup = await records.satisfaction.rollup(new.campaign, INQUIRE)
    page = await records.satisfaction.page(new.campaign, INQUIRE, limit=EVERY)
    return rollup.model_dump_json(), page.model_dump_json()


def answers(few: Grade, *, how_few: int = MINIMUM_GROUP - 1) -> Answers:
    """B and C have too few voters, who all say `few`."""
    return {
        "A": (7, "very_satisfied"),
        "B": (how_few, few),
        "C": (how_few, few),
        "D": (6, "fairly_satisfied"),
        "E": (5, "dissatisfied"),
    }


async def test_nothing_that_is_shown_hangs_on_what_too_few_have_said(records: Records) -> None:
    """The very same list and roll-up, whatever they said: nothing is left to be subtracted."""
    happy = await hold_polls(records, answers("very_satisfied"))
    assert happy == await hold_polls(records, answers("dissatisfied"))
    enough = await hold_polls(records, answers("very_satisfied", how_few=MINIMUM_GROUP))
    assert enough != await hold_polls(records, answers("dissatisfied", how_few=MINIMUM_GROUP))


def sums(lines: Iterable[SurveyLine]) -> tuple[int, int, Fraction]:
    """Of lines with a score: how many, how many reach 95 %, and what the scores come to."""
    scores = [line.score.value for line in lines if line.score is not None]
    return len(scores), sum(score >= 95 for score in scores), sum(scores, Fraction(0))


async def test_taking_sets_from_each_other_leaves_what_units_have_shown(records: Records) -> None:
    """Whoever subtracts a set's figures from another's finds the results that stand in the list."""
    rollup_json, page_json = await hold_polls(records, answers("basically_satisfied"))
    lines = SurveyPage.model_validate_json(page_json).lines
    assert {line.unit for line in lines if line.score is None} == {"B", "C"}
    rollup = SatisfactionRollup.model_validate_json(rollup_json)
    (polls,) = [one for one in rollup.asked if one.asked.step == "study"]
    told = [(set(PLACES), polls.city)]
    for at, name in enumerate(SETS):
        for code, figures in getattr(polls, f"by_{name}").items():
            told.append(({unit for unit, of in PLACES.items() if of[at] == code}, figures))
    within = [pair for pair in permutations(told, 2) if pair[1][0] < pair[0][0]]
    assert {"B"} in [units - fewer for (units, _), (fewer, _) in within], "as somebody might hope"
    for (units, larger), (fewer, smaller) in within:
        left = [line for line in lines if line.unit in units - fewer]
        count, high, total = sums(left)
        assert larger.measured - smaller.measured == count
        assert larger.bands[0] - smaller.bands[0] == high
        # Means are rounded down to hundredths; how much that hides is the only doubt left.
        doubt = Fraction(larger.measured + smaller.measured, 100)
        assert abs(_total(larger) - _total(smaller) - total) <= doubt


def _total(figures: SatisfactionFigures) -> Fraction:
    return Fraction(0) if figures.mean is None else figures.mean.value * figures.measured
