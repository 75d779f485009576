"""The demo's walker takes units through their whole lives, by what their states say alone."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from cli.acting import read_command
from cli.acts import Announcement, Ballots, Move, Opinions
from cli.demo_data import DemoData, demo_data
from cli.walk import next_acts
from intake.holidays import working_calendar
from rules.acceptance import accept, heed_clock, initial_state, take_outcome
from rules.compilation import compile_rules
from rules.course import is_done, phase_plan, track
from rules.effects import wanted
from rules.scoring import WHOLE
from schemas.effects import CountOpinions, Effect, EffectOutcome, OpinionsCounted, SurveySealed
from schemas.events import StepCompleted
from schemas.memory import UnitMemory
from schemas.publication import Published
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.survey import Grade, GradeCounts, Sealed
from texts.demo import CATALOGUE


@pytest.fixture(scope="module")
def data() -> DemoData:
    """A small demo."""
    return demo_data(20)


def say(code: str, **params: object) -> str:
    return CATALOGUE[code].en.format(**params)


class World:
    """What opinions and ballots have come, as the records would count them."""

    def __init__(self) -> None:
        self.opinions = 0
        self.ballots = dict[str, tuple[Grade, ...]]()

    def has_recorded(self, state: UnitState, act: Announcement) -> bool:
        """Whether there is anything to publish of a subject."""
        course, phase = track(state), phase_plan(state, act.phase)
        asked = {act.phase, *(step.id for step in phase.steps)} & set(state.surveys)
        return {
            "plan": bool(course.phases),
            "progress": any(is_done(state, step.id) for step in phase.steps),
            "problems": bool(state.problems),
            "commitments": state.ledger.added > 0,
            "results": any(state.surveys[step].cast is not None for step in asked),
            "mechanism": state.mechanism > 0,
        }[act.subject]

    def outcome(self, effect: Effect) -> EffectOutcome:
        if isinstance(effect, CountOpinions):
            return OpinionsCounted(effect=effect, by_channel={"box": self.opinions}, merged=0)
        grades = self.ballots[effect.step]
        tally = {WHOLE: GradeCounts(**Counter[str](grades))}
        return SurveySealed(effect=effect, sealed=Sealed(cast=len(grades), tally=tally))


def live(data: DemoData, unit: Unit, *, sends_back: bool) -> UnitMemory:
    """A unit's whole life by the rules alone, a visit every other day."""
    plan, world = data.plan, World()
    rules = compile_rules(plan, working_calendar(plan.calendar, plan.timezone, plan.window))
    now = data.first_morning
    memory = UnitMemory(state=initial_state("demo", unit, rules[unit.type], now))
    for number in range(100):
        acts = next_acts(memory.state, now, say, sends_back=sends_back)
        for index, act in enumerate(acts):
            match act:
                case Move():
                    fields = {"id": f"{number}-{index}", "by": act.by, "kind": act.kind}
                    command = read_command({**fields, **act.fields})
                    memory, _ = accept(memory, command, now)
                case Announcement():
                    assert world.has_recorded(memory.state, act), act
                    fields = {"id": f"{number}-{index}", "by": act.by, "kind": "publish"}
                    about = {"subject": act.subject, "phase": act.phase, "text": "…"}
                    memory, _ = accept(memory, read_command({**fields, **about}), now)
                case Opinions():
                    world.opinions += len(act.texts)
                case Ballots():
                    world.ballots[act.step] = act.grades
        for effect in wanted(memory.state):
            memory = take_outcome(memory, world.outcome(effect), now)
        if memory.state.finished_at is not None:
            return memory
        now += timedelta(days=2)
        memory = heed_clock(memory, now)
    raise AssertionError("it never ends")


def test_a_phased_unit_is_sent_back_once_and_ends_in_time(data: DemoData) -> None:
    memory = live(data, data.phased, sends_back=True)

    kinds = Counter(entry.event.kind for entry in memory.outbox)
    assert kinds["phase_sent_back"] == 1
    assert kinds["phase_closed"] == 4
    assert kinds["finished"] == 1
    assert memory.state.finished_at is not None
    assert memory.state.finished_at < memory.state.rules.ends_at


@pytest.mark.parametrize("is_phased", [True, False])
def test_what_each_kind_asks_for_is_there_in_the_end(data: DemoData, *, is_phased: bool) -> None:
    unit = data.phased if is_phased else data.key_links
    memory = live(data, unit, sends_back=is_phased)

    state = memory.state
    kinds = Counter(entry.event.kind for entry in memory.outbox)
    assert (
        sum(one.participation.reached.total for one in state.steps.values() if one.participation)
        == unit.members.total
    )
    assert [one.opinions for one in state.solicitations.values()] == [2]
    assert kinds["meeting_recorded"] == max(unit.organisations, 1)
    assert (state.ledger.added, state.ledger.struck_off) == (2, 2)
    *polls, survey = ((one.status, one.cast) for one in state.surveys.values())
    assert survey == ("passed", 18)
    assert polls == [("measured", 18)] * sum(phase.polled for phase in track(state).phases)
    assert set(state.visits) == {phase.phase for phase in state.phases}
    assert state.mechanism == 1
    assert {one.phase for one in state.publications.values()} == set(state.visits)
    assert {one.subject for one in state.publications.values()} >= {
        "progress",
        "results",
        "mechanism",
    }
    assert kinds["letter_acknowledged"] == 1


def test_what_steps_say_is_published_before_they_are_done(data: DemoData) -> None:
    journal = [entry.event for entry in live(data, data.phased, sends_back=True).outbox]
    done = {one.step: at for at, one in enumerate(journal) if isinstance(one, StepCompleted)}
    published = {
        f"{one.subject} of {one.phase}": at
        for at, one in enumerate(journal)
        if isinstance(one, Published)
    }

    assert done["branch_appraisal"] < published["problems of analysis"] < done["problems_published"]
    assert published["commitments of rectification"] < done["public_commitments"]
    results = published["results of conclusion"]
    assert done["satisfaction_survey"] < results < done["results_published"]
    assert published["mechanism of conclusion"] < done["long_term_mechanism"]


def test_the_city_keeps_its_promises_as_far_as_the_reference_case_says(data: DemoData) -> None:
    memory = live(data, data.city, sends_back=False)

    (survey,) = memory.state.surveys.values()
    assert (survey.cast, str(survey.score), str(survey.band)) == (20, "91.5 %", "90 %")
    assert (memory.state.ledger.added, memory.state.ledger.struck_off) == (2, 2)
    kinds = {entry.event.kind for entry in memory.outbox}
    assert "letter_acknowledged" not in kinds, "its office has one letter"


def test_the_demo_takes_units_of_all_kinds(data: DemoData) -> None:
    assert len(data.units) == 20
    assert len({unit.type for unit in data.units}) > 6
    assert len({unit.code for unit in data.rehearsed}) == len(data.rehearsed) == 7
    zone = ZoneInfo(data.plan.timezone)
    assert data.first_morning.astimezone(zone).weekday() == 0
    assert data.first_morning > datetime.now(UTC) - timedelta(days=1)
    assert data.first_morning.astimezone(zone).time() == time(9)
