"""Four units that go through the reference plan: punctual, late, extended and suspended.

Their stories are data: on which working day of the campaign who gives which command. So the same
four are told of the window of 2005 by the rules alone, and of any other window, also by workflows.
Day 0 is the first working day of the window; a `Day` among a command's fields is a date.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from itertools import chain
from typing import Any, Final
from zoneinfo import ZoneInfo

from rules.calendar import add_working_days, on_or_after
from rules.notice_words import addressee
from schemas.calendar import WorkingCalendar
from schemas.commands import Command, CommandAdapter
from schemas.plan import Window
from schemas.quantities import WorkingDays
from schemas.roster import PersonRole, Unit

READINESS: Final = ("members_counted", "own_plan", "organisers_trained", "leading_group")
MORNING: Final = time(10, 7)


@dataclass(frozen=True)
class Day:
    """The working day of that number from the campaign's first, which is 0."""

    number: int


@dataclass(frozen=True)
class Move:
    """A command of a story: on which day, by which role, at what time of the campaign's clock."""

    day: int
    by: PersonRole
    kind: str
    fields: Mapping[str, Any]
    at: time


def unit(code: str) -> Unit:
    """A school; all four have the same supervision group and county office."""
    return Unit(
        code=code,
        name=f"The {code} school",
        type="school",
        district="D1",
        coordinator=f"c-{code}",
        supervision_group="SG-01",
    )


def move(day: int, by: PersonRole, kind: str, at: time = MORNING, **fields: Any) -> Move:
    """A command in the middle of the morning, unless it says otherwise."""
    return Move(day, by, kind, fields, at)


def ready(day: int) -> tuple[Move, ...]:
    """Every readiness item is so, one after the other."""
    return tuple(
        move(day, "coordinator", "complete_readiness", time(9, minute), item=item)
        for minute, item in enumerate(READINESS)
    )


def start(day: int) -> tuple[Move, ...]:
    """The unit starts in the afternoon."""
    return (move(day, "coordinator", "start", time(14, 20)),)


def done(day: int, *steps: str, at: time = MORNING) -> tuple[Move, ...]:
    """The coordinator reports steps done."""
    return tuple(move(day, "coordinator", "complete_step", at, step=step) for step in steps)


def signed_off(day: int, phase: str) -> tuple[Move, ...]:
    """The supervision group signs a phase off."""
    return (move(day, "supervisor", "sign_off", time(15, 10), phase=phase),)


def in_time(phase: str, opens: int) -> tuple[Move, ...]:
    """A phase whose every step is done on the day before it is due, and which is signed off."""
    steps = IN_TIME[phase]
    made = chain.from_iterable(done(opens + days, step) for step, days in steps.items())
    return (*made, *signed_off(opens + max(steps.values()) + 2, phase))


IN_TIME: Final[Mapping[str, Mapping[str, int]]] = {
    "study": {
        "mobilization_meeting": 4,
        "party_lecture": 9,
        "required_reading": 11,
        "case_education": 14,
        "publicity": 15,
        "great_discussion": 16,
    },
    "analysis": {
        "opinion_solicitation": 6,
        "heart_to_heart_talks": 7,
        "self_analysis": 10,
        "life_meeting": 13,
        "branch_appraisal": 15,
        "problems_published": 16,
    },
    "rectification": {
        "rectification_plan": 4,
        "public_commitments": 7,
        "rectification_ledger": 14,
        "themed_practice": 15,
        "concentrated_action": 16,
    },
    "conclusion": {
        "satisfaction_survey": 9,
        "results_published": 12,
        "unfinished_items": 14,
        "long_term_mechanism": 16,
    },
}
"""How many working days after a phase has opened somebody punctual does each step."""

PUNCTUAL: Final = (
    *ready(18),
    *start(20),
    *in_time("study", 20),
    *in_time("analysis", 38),
    *in_time("rectification", 56),
    *in_time("conclusion", 74),
)

LATE: Final = (
    *ready(2),
    *start(3),
    # The mobilisation is four days late, and the group hears of it.
    move(10, "supervisor", "remind", time(11), target="step:mobilization_meeting"),
    *done(12, "mobilization_meeting"),
    *done(15, "party_lecture"),
    *done(16, "required_reading"),
    *done(19, "case_education"),
    *done(21, "great_discussion"),
    *done(24, "publicity"),
    # Nobody judges the phase: it closes by itself five working days later, at the end of day 29.
    *done(36, "heart_to_heart_talks"),
    # The solicitation is thirteen days late: all the way up to the city.
    move(41, "county", "remind", time(16), target="step:opinion_solicitation", note="Why?"),
    *done(50, "opinion_solicitation", "self_analysis"),
    *done(51, "life_meeting", "branch_appraisal"),
    *done(52, "problems_published", at=time(20, 30)),
    # Only the motions: the meeting and what follows it are made up.
    move(
        54,
        "supervisor",
        "send_back",
        time(11, 15),
        phase="analysis",
        redo=("life_meeting",),
        reason="The meeting was a formality.",
    ),
    *done(57, "life_meeting"),
    *done(58, "branch_appraisal", "problems_published"),
    *signed_off(59, "analysis"),
    # Late over the National Day holiday: due on day 64, the last but one before it in 2005.
    *done(70, "rectification_plan"),
    *done(71, "public_commitments"),
    *done(73, "rectification_ledger"),
    *done(74, "themed_practice"),
    *done(75, "concentrated_action"),
    *signed_off(77, "rectification"),
    *in_time("conclusion", 77),
)

EXTENDED: Final = (
    move(8, "coordinator", "start", on=Day(10)),
    *ready(9),
    # A date of its own, and more time for what was said to be due soon.
    move(11, "coordinator", "schedule_step", step="party_lecture", on=Day(24)),
    move(
        13,
        "coordinator",
        "request_extension",
        target="step:mobilization_meeting",
        until=Day(18),
        reason="The hall is under water.",
    ),
    move(
        14,
        "supervisor",
        "extend",
        time(9, 40),
        target="step:mobilization_meeting",
        until=Day(18),
        reason="Flood",
    ),
    *done(18, "mobilization_meeting"),
    *done(21, "required_reading"),
    *done(23, "party_lecture"),
    *done(24, "case_education"),
    move(
        24,
        "coordinator",
        "request_extension",
        time(18, 45),
        target="step:great_discussion",
        until=Day(28),
        reason="Holidays of many members",
    ),
    move(
        25,
        "county",
        "decline_extension",
        time(9, 30),
        target="step:great_discussion",
        reason="In small groups, please.",
    ),
    *done(26, "great_discussion", "publicity"),
    *signed_off(28, "study"),
    # Nobody answers that the unit as a whole needs more time; the county gives it for a step.
    move(
        30,
        "coordinator",
        "request_extension",
        target="unit",
        until=Day(110),
        reason="It will take longer.",
    ),
    *done(34, "opinion_solicitation"),
    move(
        36,
        "county",
        "extend",
        time(16, 30),
        target="step:heart_to_heart_talks",
        until=Day(40),
        reason="Harvest",
    ),
    *done(38, "heart_to_heart_talks"),
    *done(39, "self_analysis"),
    *done(41, "life_meeting"),
    *done(43, "branch_appraisal"),
    *done(44, "problems_published"),
    *signed_off(46, "analysis"),
    *in_time("rectification", 46),
    *in_time("conclusion", 64),
)

SUSPENDED: Final = (
    *ready(14),
    *start(15),
    *in_time("study", 15),
    *in_time("analysis", 33),
    *done(55, "rectification_plan"),
    # Ten working days are lost to the flood, which in 2005 lasts over the National Day holiday.
    move(59, "county", "suspend", time(16, 50), reason="Flood"),
    move(69, "county", "resume", time(9, 20), note="The water is gone."),
    *done(69, "public_commitments", at=time(15, 30)),
    *done(76, "themed_practice"),
    *done(77, "concentrated_action"),
    *done(78, "rectification_ledger"),
    *signed_off(79, "rectification"),
    *in_time("conclusion", 79),
)

STORIES: Final[Mapping[str, tuple[Move, ...]]] = {
    "punctual": PUNCTUAL,
    "late": LATE,
    "extended": EXTENDED,
    "suspended": SUSPENDED,
}
"""By the unit's code."""

UNITS: Final = tuple(unit(code) for code in STORIES)


def commands(
    unit: Unit, calendar: WorkingCalendar, window: Window
) -> Iterator[tuple[datetime, Command]]:
    """The instants and commands of a unit's story in that window, in their order."""
    first = on_or_after(calendar, window.first)
    zone = ZoneInfo(calendar.timezone)

    def in_window(value: Any) -> Any:
        if isinstance(value, Day):
            return add_working_days(calendar, first, WorkingDays(value.number))
        return value

    for number, one in enumerate(STORIES[unit.code], 1):
        command = {
            "id": f"{unit.code}-{number}",
            "by": addressee(unit, one.by),
            "kind": one.kind,
            **{name: in_window(value) for name, value in one.fields.items()},
        }
        day = in_window(Day(one.day))
        yield datetime.combine(day, one.at, zone), CommandAdapter.validate_python(command)
