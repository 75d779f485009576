"""Any valid plan, calendar and unit, and any command to it, sensible or not."""

from datetime import date, time, timedelta
from typing import Any, Final, get_args

from hypothesis import strategies as st

from rules.authority import actors_of
from rules.compilation import compile_rules
from rules.course import track
from rules.mobilization import CATEGORIES, FLOATING
from rules.plan import check_plan
from rules.plan_steps import step_problems, working_days_within
from schemas.actor import CLOCK, Actor
from schemas.calendar import Break, WorkingCalendar, WorkingHours
from schemas.commands import COMMANDS
from schemas.opinions import Problem
from schemas.plan import (
    CalendarSource,
    ExtensionRules,
    Lights,
    Plan,
    ReadinessItem,
    UnitType,
    Window,
)
from schemas.quantities import Days, Minutes, Percent, When, WorkingDays
from schemas.reminders import Ladder, Reminders, Rung
from schemas.roster import Category, Level, Members, Unit
from schemas.state import UnitState
from schemas.step import (
    Content,
    Gate,
    MeetingStep,
    MobilizationStep,
    OpinionsStep,
    Phase,
    RectificationStep,
    Step,
    SurveyStep,
    TaskStep,
    Track,
)
from schemas.survey import Verdict
from schemas.target import UNIT, Target, item_target, phase_target, step_target
from schemas.text import Text
from schemas.unit_rules import EDITION, UnitRules
from tests.rules.ledger_offers import ledger_fields

FIRST: Final = date(2026, 3, 2)
TIMEZONES: Final = (
    "Asia/Shanghai",
    "UTC",
    "America/New_York",
    "Asia/Kathmandu",
    "Europe/Lisbon",
    "Pacific/Apia",
)
_NINETY: Final = Percent.parse("90 %")
_TEXT: Final = Text(en="-")
_LATER_PROBLEMS: Final = {
    "due_before_earlier",
    "due_before_opinions_close",
    "phase_too_short_for_turns",
    "polled_without_sign_off",
}
"""What `check_plan` finds by now, and did not when campaigns that still run were launched."""

_WITH_LUNCH: Final = WorkingHours(
    open=time(8), close=time(16, 30), lunch=Break(begins=time(12), ends=time(13, 30))
)


def working_days(most: int) -> st.SearchStrategy[WorkingDays]:
    """Up to `most` working days."""
    return st.integers(0, most).map(WorkingDays)


@st.composite
def steps(draw: st.DrawFn, id_: str, length: Days, earlier: tuple[Step, ...]) -> Step:
    """A step after some of the earlier ones of its phase, of any kind but a survey."""
    required = draw(st.booleans()) or not earlier
    may_follow = [step.id for step in earlier if step.required or not required]
    shared: dict[str, Any] = {
        "id": id_,
        "title": _TEXT,
        "required": required,
        "after": tuple(draw(st.lists(st.sampled_from(may_follow), unique=True, max_size=2)))
        if may_follow
        else (),
        "due": draw(
            st.just("phase end") | working_days(working_days_within(length).count),
        ),
    }
    kinds: tuple[Step, ...] = (
        TaskStep(kind="task", **shared),
        MobilizationStep(kind="mobilization", coverage=_NINETY, **shared),
        OpinionsStep(kind="opinions", channels=("box",), open_for=Days(1), **shared),
        MeetingStep(kind="meeting", quorum=_NINETY, **shared),
        RectificationStep(kind="rectification", closed_share=_NINETY, **shared),
    )
    return draw(st.sampled_from(kinds))


def gates() -> st.SearchStrategy[Gate]:
    """With a sign-off that lapses or does not, or without one."""
    with_sign_off = st.builds(Gate, lapse=st.none() | working_days(6), redo=working_days(5))
    return with_sign_off | st.builds(Gate, sign_off=st.just(False), redo=working_days(5))


@st.composite
def phases(draw: st.DrawFn, id_: str, *, with_survey: bool) -> Phase:
    """One to five steps in an order without circles; a survey, if there is one, is the last."""
    length = Days(draw(st.integers(1, 21)))
    made: tuple[Step, ...] = ()
    for number in range(draw(st.integers(1, 5))):
        # Tasks share ids across tracks, so that some carry over by id.
        made = (*made, draw(steps(f"{id_}-{number}", length, made)))
    if with_survey:
        survey = SurveyStep(
            id=f"{id_}-survey",
            kind="survey",
            title=_TEXT,
            after=tuple(step.id for step in made if step.required),
            bands=(_NINETY,),
            pass_mark=_NINETY,
            make_up_limit=draw(st.none() | st.integers(0, 2)),
        )
        made = (*made, survey)
    order = draw(st.permutations(made))
    return Phase(
        id=id_,
        title=_TEXT,
        length=length,
        gate=draw(gates()),
        polled=draw(st.booleans()),
        steps=tuple(order),
    )


@st.composite
def tracks(draw: st.DrawFn, id_: str) -> Track:
    """One to four phases."""
    count = draw(st.integers(1, 4))
    made = [
        draw(phases(f"p{number}", with_survey=number == count - 1 and draw(st.booleans())))
        for number in range(count)
    ]
    return Track(id=id_, title=_TEXT, phases=tuple(made))


@st.composite
def calendars(draw: st.DrawFn, timezone: str) -> WorkingCalendar:
    """Holidays of up to nine days, some of them paid for with a worked weekend."""
    off: set[date] = set()
    for start in draw(st.lists(st.integers(0, 150), max_size=3)):
        off |= {FIRST + timedelta(days=start + n) for n in range(draw(st.integers(1, 9)))}
    weekends = [FIRST + timedelta(days=7 * week + 5) for week in range(20)]
    worked = draw(st.lists(st.sampled_from(weekends), unique=True, max_size=3))
    return WorkingCalendar(
        timezone=timezone,
        first=date(2026, 1, 1),
        last=date(2027, 12, 31),
        days_off=tuple(sorted(off)),
        workdays=tuple(sorted(set(worked) - off)),
        hours=draw(st.sampled_from((WorkingHours(), _WITH_LUNCH))),
    )


@st.composite
def reminders(draw: st.DrawFn) -> Reminders:
    """A ladder for all steps, and perhaps others for some kinds and for the start."""
    usual = Ladder(id="usual", rungs=draw(rungs("usual")))
    own = Ladder(id="own", kinds=("meeting", "survey"), rungs=draw(rungs("own")))
    start = Ladder(id="start", kinds=("start",), rungs=draw(rungs("start")))
    others = (one for one in (own, start) if draw(st.booleans()))
    return Reminders(spread=Minutes(draw(st.sampled_from((0, 4, 30)))), ladders=(usual, *others))


def rungs(ladder: str) -> st.SearchStrategy[tuple[Rung, ...]]:
    """One to four rungs, before and after, some said again and again."""
    roles = st.sampled_from(("coordinator", "supervisor", "county", "city"))
    rung = st.builds(
        Rung,
        id=st.sampled_from([f"{ladder}-{number}" for number in range(9)]),
        when=st.integers(-6, 6).map(When),
        to=st.lists(roles, min_size=1, max_size=2, unique=True).map(tuple),
        every=st.none() | st.integers(1, 5).map(WorkingDays),
    )
    several = st.lists(rung, min_size=1, max_size=4, unique_by=lambda one: one.id)
    return several.map(tuple)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan that `check_plan` finds good in some release, with one to three tracks."""
    made = tuple(draw(tracks(f"t{number}")) for number in range(draw(st.integers(1, 3))))
    longest = max(sum(phase.length.count for phase in one.phases) for one in made)
    plan = Plan(
        plan="any",
        title=_TEXT,
        timezone=draw(st.sampled_from(TIMEZONES)),
        calendar=CalendarSource(country="CN"),
        window=Window(first=FIRST, last=FIRST + timedelta(days=longest + draw(st.integers(1, 40)))),
        readiness=tuple(
            ReadinessItem(id=f"r{number}", title=_TEXT) for number in range(draw(st.integers(0, 2)))
        ),
        tracks=made,
        types=(
            UnitType(
                id="any",
                title=_TEXT,
                track=made[0].id,
                may_choose=tuple(one.id for one in made[1:]),
            ),
        ),
        lights=Lights(due_soon=draw(working_days(4))),
        extensions=ExtensionRules(request_lapse=draw(working_days(5))),
        reminders=draw(st.none() | reminders()),
        mechanism=draw(st.sampled_from((None, None, "required"))),
        content=draw(st.sampled_from(get_args(Content))),
    )
    assert {problem.code for problem in check_plan(plan)} <= _LATER_PROBLEMS
    return plan


@st.composite
def unit_rules(draw: st.DrawFn) -> UnitRules:
    """The compiled rules of a unit under any valid plan and calendar, as any release made them."""
    plan = draw(plans())
    rules = compile_rules(plan, draw(calendars(plan.timezone)))["any"]
    return rules.model_copy(update={"edition": draw(st.integers(1, EDITION))})


@st.composite
def members(draw: st.DrawFn) -> Members:
    """A few members of some categories, some of them floating."""
    counts = {one: draw(st.integers(0, 3)) for one in CATEGORIES}
    return Members.model_validate({**counts, FLOATING: draw(st.integers(0, sum(counts.values())))})


@st.composite
def units(draw: st.DrawFn, rules: UnitRules) -> Unit:
    """A unit that may have chosen its track and its start."""
    return Unit(
        code="U-1",
        name="A unit",
        type="any",
        level=draw(st.sampled_from(get_args(Level))),
        district="D1",
        coordinator="c-1",
        supervision_group="SG-1",
        members=draw(st.just(Members()) | members()),
        organisations=draw(st.integers(0, 3)),
        track=draw(st.none() | st.sampled_from([one.id for one in rules.tracks])),
        wanted_start=draw(st.none() | st.dates(rules.window.first, rules.window.last)),
    )


def actors(state: UnitState) -> st.SearchStrategy[Actor]:
    """Everybody who answers for the unit, and some who do not."""
    strangers = ("coordinator:nobody", "supervisor:SG-9", "county:D9")
    return st.sampled_from((*actors_of(state.unit), CLOCK, *map(Actor.parse, strangers)))


def targets(state: UnitState) -> tuple[Target, ...]:
    """The unit, every phase and step of its track, and every open item of its ledger."""
    course = track(state).phases
    return (
        UNIT,
        *(phase_target(phase.id) for phase in course),
        *(step_target(step.id) for phase in course for step in phase.steps),
        *(item_target(item.number) for item in state.ledger.open),
    )


def fields(state: UnitState, kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """What a command of that kind carries: mostly of the unit's own, sometimes of nowhere."""
    course = track(state)
    nowhere = st.just("nowhere")
    step = st.sampled_from([step.id for phase in course.phases for step in phase.steps]) | nowhere
    phase = st.sampled_from([phase.id for phase in course.phases]) | nowhere
    some = st.lists(step, min_size=1, max_size=3, unique=True).map(tuple)
    day = st.dates(FIRST - timedelta(days=3), state.rules.window.last + timedelta(days=5))
    target = st.sampled_from(targets(state)) | st.just(step_target("nowhere"))
    items = [item.id for item in state.rules.readiness]
    reason = st.just("-")
    subject = st.sampled_from(("plan", "progress", "problems"))
    category = st.sampled_from(get_args(Category))
    branch = st.sampled_from(("first", "second", "third"))
    by_kind: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "complete_readiness": {"item": st.sampled_from([*items, "nowhere"])},
        "start": {"on": st.none() | day},
        "complete_step": {"step": step},
        "reopen_step": {"step": step, "reason": reason},
        "sign_off": {"phase": phase},
        "send_back": {"phase": phase, "redo": some, "reason": reason},
        "set_mechanism": {"text": reason, "keeps": st.just(("-",))},
        "publish": {
            "subject": subject,
            "phase": st.none() | phase,
            "text": reason,
            "correction": st.none() | reason,
        },
        "withdraw_publication": {
            "subject": subject,
            "phase": st.none() | phase,
            "reason": reason,
        },
        "record_visit": {
            "on": day,
            "verdict": st.sampled_from(("good", "to_improve", "poor")),
            "phase": st.none() | phase,
            "findings": st.just(("-",)),
            "redo": st.just(()) | some,
            "items": st.just(()) | day.map(lambda due: ({"finding": 1, "owner": "-", "due": due},)),
        },
        "schedule_step": {"step": step, "on": day},
        "request_extension": {"target": target, "until": day, "reason": reason},
        "extend": {"target": target, "until": day, "reason": reason},
        "decline_extension": {"target": target, "reason": reason},
        "suspend": {"reason": reason},
        "hold": {"reason": reason},
        "switch_track": {
            "track": st.sampled_from([one.id for one in state.rules.tracks]) | nowhere,
            "reason": reason,
        },
        "withdraw": {"cause": st.just("closed"), "reason": reason},
        "reopen": {"redo": st.just(()) | some, "reason": reason},
        "reassign": {"coordinator": st.sampled_from(("c-1", "c-2"))},
        "comment": {"text": reason},
        "remind": {"target": st.none() | target},
        "open_solicitation": {
            "step": step,
            "channels": st.sampled_from((("box",), ("box", "letter"), ("web_form",))),
            "until": day,
        },
        "close_solicitation": {
            "step": step,
            "problems": st.just(()) | st.just((Problem(text="-"),)),
            "explanation": st.none() | reason,
        },
        **ledger_fields(state, day),
        "open_survey": {
            "step": step | phase,
            "until": day,
            "ballots": st.just(9),
            "made_up": st.none() | reason,
        },
        "close_survey": {"step": step | phase},
        "judge_survey": {
            "step": step,
            "verdict": st.sampled_from(get_args(Verdict)),
            "reason": reason,
        },
        "amend": {"unit": st.just(state.unit), "reason": reason},
        "record_participation": {
            "step": step,
            "on": day,
            "reached": members(),
            "make_up": st.booleans(),
        },
        "correct_participation": {"step": step, "reached": members(), "reason": reason},
        "explain_absence": {"step": step, "category": category, "reason": reason},
        "accept_absence": {"step": step, "category": category},
        "decline_absence": {"step": step, "category": category, "reason": reason},
        "convene_meeting": {
            "step": step,
            "branch": branch,
            "members": st.integers(1, 9),
            "on": day,
            "starts": st.just(time(15)),
            "place": reason,
            "outsiders": st.sampled_from(((), ("the school board",))),
        },
        "call_off_meeting": {"step": step, "branch": branch, "reason": reason},
        "record_meeting": {"step": step, "branch": branch, "on": day, "attended": members()},
    }
    return st.fixed_dictionaries(by_kind.get(kind, {}))


@st.composite
def commands(draw: st.DrawFn, state: UnitState) -> dict[str, Any]:
    """Any command by anybody, without its id; closing is left to the end."""
    kind = draw(st.sampled_from(sorted(set(COMMANDS) - {"close"})))
    stale = draw(st.none() | st.sampled_from((state.revision, state.revision + 1)))
    return {
        "kind": kind,
        "by": draw(actors(state)),
        "if_revision": stale,
        **draw(fields(state, kind)),
    }


@st.composite
def amended_rules(draw: st.DrawFn, state: UnitState) -> UnitRules:
    """Rules much like the unit's own: other lengths, gates and days, or a step left out or added."""
    rules, course = state.rules, track(state)
    number = draw(st.integers(0, len(course.phases) - 1))
    phase = course.phases[number]
    left_out = draw(st.sampled_from(phase.steps)).id
    fewer = tuple(
        step.model_copy(update={"after": tuple(id_ for id_ in step.after if id_ != left_out)})
        for step in phase.steps
        if step.id != left_out
    )
    more = (*phase.steps, TaskStep(id="new", kind="task", title=_TEXT))
    change: dict[str, Any] = draw(
        st.fixed_dictionaries({"gate": gates()})
        | st.fixed_dictionaries({"length": st.integers(1, 30).map(Days)})
        | st.fixed_dictionaries({"steps": st.sampled_from((fewer, more))})
    )
    changed = phase.model_copy(update=change)
    amended = course.model_copy(
        update={"phases": (*course.phases[:number], changed, *course.phases[number + 1 :])}
    )
    if any(step_problems(amended, ())):
        amended = course
    return rules.model_copy(
        update={
            "due_soon": draw(working_days(4)),
            "reminders": draw(st.just(rules.reminders) | reminders() | st.none()),
            "tracks": tuple(amended if one.id == course.id else one for one in rules.tracks),
        }
    )
