"""When what is ready may go, how a message is tried again, and over which channel a rung is said."""

from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest

from rules.notices import notices_of
from rules.sending import may_go_at, messages, tried_again_after
from schemas.calendar import Break, WorkingHours
from schemas.notice import Notice
from schemas.quantities import Minutes, When
from schemas.reminders import Ladder, Reminders, Rung
from tests.rules.reference import CALENDAR, with_rules
from tests.rules.stories import Story, local, opening

LUNCH = WorkingHours(lunch=Break(begins=time(12), ends=time(13, 30)))
RULES = with_rules(
    calendar=CALENDAR.model_copy(update={"hours": LUNCH}),
    reminders=Reminders(
        spread=Minutes(4),
        ladders=(
            Ladder(
                id="usual",
                rungs=(
                    Rung(id="soon", when=When(-1)),
                    Rung(id="late", when=When(1), to=("supervisor", "county"), channel="pager"),
                ),
            ),
        ),
    ),
)
SPREAD = timedelta(minutes=4)


def test_what_is_urgent_goes_whenever_people_are_at_work() -> None:
    def goes(day: str, clock: time) -> datetime:
        return may_go_at(RULES, local(day, clock), is_urgent=True, has_gone_today=True)

    assert goes("2026-09-30", time(8, 30)) == opening("2026-09-30")
    assert goes("2026-09-30", time(12)) == local("2026-09-30", time(13, 30))
    assert goes("2026-09-30", time(17, 29)) == local("2026-09-30", time(17, 29))
    assert goes("2026-09-30", time(17, 30)) == opening("2026-10-08")
    assert goes("2026-10-10", time(7)) == opening("2026-10-10")


@pytest.mark.parametrize("has_reminders", [True, False])
def test_the_rest_goes_in_the_days_message_or_the_next_ones(has_reminders: bool) -> None:
    rules = RULES if has_reminders else RULES.model_copy(update={"reminders": None})
    # A minute longer than the spread: the clock may be heeded late.
    gathered = timedelta(minutes=1) + (SPREAD if has_reminders else timedelta(0))

    def goes(day: str, clock: time, *, has_gone_today: bool = False) -> datetime:
        return may_go_at(rules, local(day, clock), is_urgent=False, has_gone_today=has_gone_today)

    assert goes("2026-09-30", time(8)) == opening("2026-09-30") + gathered
    assert goes("2026-09-30", time(9)) == local("2026-09-30", time(9))
    assert goes("2026-09-30", time(9), has_gone_today=True) == opening("2026-10-08") + gathered
    assert goes("2026-09-30", time(18)) == opening("2026-10-08") + gathered


def test_the_pauses_between_attempts_grow_and_end() -> None:
    pauses = [tried_again_after(attempts) for attempts in range(1, 26)]
    assert pauses[-2:] == [None, None]
    real = [pause for pause in pauses if pause is not None]
    assert (real[0], real[-1], len(real)) == (timedelta(minutes=1), timedelta(hours=1), 23)
    assert all(shorter <= longer for shorter, longer in pairwise(real))


def said(story: Story, kind: str) -> list[Notice]:
    """All that a story's last entry says, of one kind."""
    return [
        notice
        for notice in notices_of(story.state, story.state, story.journal[-1])
        if notice.kind == kind
    ]


def test_a_rungs_channel_is_that_of_those_whom_it_names() -> None:
    story = Story(RULES).start().until(opening("2026-03-10") + SPREAD)
    assert {notice.channel for notice in said(story, "escalation")} == {"pager"}
    assert [notice.channel for notice in said(story, "escalated")] == [None]


def test_each_channel_has_its_own_message_of_a_day() -> None:
    story = Story(RULES).start().until(opening("2026-03-10") + SPREAD)
    (first, _) = said(story, "escalation")
    plain = first.model_copy(update={"channel": None})
    again = first.model_copy(update={"target": None})
    made = messages([first, plain, again], RULES.calendar, Minutes(4))
    assert sorted(len(message.notices) for message in made) == [1, 2]
