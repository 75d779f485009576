"""To whom an entry of the journal is news: what, to whom, of what, and how soon."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any, get_args

import pytest

from rules.ladder import moment_of
from rules.notice_words import addressee
from rules.notices import notices_of
from schemas.notice import Notice, NoticeKind
from schemas.quantities import Days, WorkingDays
from schemas.roster import Members, PersonRole
from schemas.unit_rules import UnitRules
from tests.rules import publishing, soliciting, surveys
from tests.rules.ladders import reminding, rung, starting
from tests.rules.news import news, told
from tests.rules.reference import CALENDAR, RULES, STUDY, with_rules, with_unit
from tests.rules.stories import (
    CITY,
    COORDINATOR,
    COUNTY,
    SUPERVISOR,
    SYSTEM,
    Story,
    closing,
    local,
    opening,
)
from tests.rules.waiting import (
    ABSENCE,
    ITEM,
    MOBILISE,
    SURVEY,
    WAITING,
    absent,
    asked,
    fall_short,
    handed_up,
    promised,
    short,
    to_confirm,
    without_items,
)

C1, C2, SG1, SG2 = "coordinator:c-001", "coordinator:c-002", "supervisor:SG-01", "supervisor:SG-02"
D1, OFFICE = "county:D1", "city:office"
STUDY_PHASE = "phase:study"


def reported() -> Story:
    return Story().start().report("study")


def solicited_and_suspended() -> Story:
    """One that is closed, and waits for its count while work stands still."""
    story = soliciting.opened().at("2026-03-09")
    story.do("close_solicitation", step="solicit")
    story.do("suspend", CITY, reason="-")
    return story


def short_and_suspended() -> Story:
    """One of which it has turned out meanwhile that too few have said something."""
    story = solicited_and_suspended()
    soliciting.count(story, box=1)
    return story


def ended_with_a_survey() -> Story:
    """A unit whose campaign was closed while a survey was open."""
    story = surveys.opened()
    story.do("close", SYSTEM)
    return story


def struck_off() -> Story:
    """One whose item is struck off."""
    story = to_confirm()
    story.do("confirm_item", SUPERVISOR, number=1)
    return story


def asked_and_suspended() -> Story:
    """A unit that has asked for more time, and stands still."""
    story = asked()
    story.do("suspend", COUNTY, reason="-")
    return story


def suspended() -> Story:
    story = Story().start()
    story.do("suspend", COUNTY, reason="-")
    return story


def published_twice() -> Story:
    """A unit that has reported a phase of which its plan and its results are published."""
    story = publishing.begun()
    for subject in ("plan", "results"):
        story.do("publish", subject=subject, phase="study", text="-")
    return story.complete("lecture")


def stopped() -> Story:
    """One that is suspended in a reported phase of which nothing is published."""
    story = publishing.reported()
    story.do("suspend", COUNTY, reason="-")
    return story


def stopped_and_reassigned() -> Story:
    """The same, with another coordinator."""
    story = stopped()
    story.do("reassign", COUNTY, coordinator="c-002")
    return story


def held() -> Story:
    story = Story().start()
    story.do("hold", SYSTEM, reason="-")
    return story


def withdrawn() -> Story:
    story = Story().start()
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    return story


def overdue() -> Story:
    """On the morning of the rung that tells the supervision group."""
    story = Story(
        reminding(
            rung("eve", "1 working day before"), rung("above", "3 working days after", "supervisor")
        )
    )
    return story.start().at("2026-03-11")


def longer(phase: str) -> UnitRules:
    """The story's rules with one phase made longer."""
    tracks = tuple(
        track.model_copy(
            update={
                "phases": tuple(
                    one.model_copy(update={"length": Days(70)}) if one.id == phase else one
                    for one in track.phases
                )
            }
        )
        for track in RULES.tracks
    )
    return with_rules(tracks=tracks)


def off_on(day: date) -> UnitRules:
    """The story's rules with one more day off."""
    calendar = CALENDAR.model_copy(update={"days_off": (day, *CALENDAR.days_off)})
    return with_rules(calendar=calendar)


Told = list[tuple[str, str, str | None]]

WAYS: dict[str, tuple[Callable[[], Story], Callable[[Story], object], Told]] = {
    "a rung for the coordinator": (
        lambda: Story(reminding(rung("eve", "1 working day before"))).start(),
        lambda story: story.at("2026-03-06"),
        [("reminder", C1, MOBILISE)],
    ),
    "a rung for those above": (
        overdue,
        lambda story: story.at("2026-03-12"),
        [("escalation", SG1, MOBILISE), ("escalated", C1, MOBILISE)],
    ),
    "urged": (
        lambda: Story().start(),
        lambda story: story.do("remind", SUPERVISOR, target=MOBILISE),
        [("urged", C1, MOBILISE)],
    ),
    "urged of all": (
        lambda: Story().start(),
        lambda story: story.do("remind", CITY),
        [("urged", C1, None)],
    ),
    "the latest start comes near": (
        lambda: Story(starting(rung("eve", "1 working day before", "coordinator", "county"))),
        lambda story: story.at("2026-09-29"),
        [("start_due", C1, "unit"), ("start_due", D1, "unit")],
    ),
    "the latest start has passed": (
        Story,
        lambda story: story.until(closing("2026-09-30")),
        [("latest_start_passed", C1, None), ("latest_start_passed", D1, None)],
    ),
    "reported": (
        lambda: Story().start().complete("mobilise", "lecture"),
        lambda story: story.complete("discussion"),
        [("awaiting_sign_off", SG1, STUDY_PHASE)],
    ),
    "reported before its poll was held": (
        surveys.nearly_reported,
        lambda story: story.complete("survey"),
        [
            ("awaiting_sign_off", SG1, "phase:rectification"),
            ("poll_missing", C1, "phase:rectification"),
        ],
    ),
    "reported before anything of it was published": (
        publishing.begun,
        lambda story: story.complete("lecture"),
        [("awaiting_sign_off", SG1, STUDY_PHASE), ("publication_missing", C1, STUDY_PHASE)],
    ),
    "reported while its poll is under way": (
        lambda: surveys.poll_open(surveys.nearly_reported()),
        lambda story: story.complete("survey"),
        [("awaiting_sign_off", SG1, "phase:rectification")],
    ),
    "what a reported phase has published is taken back": (
        publishing.published,
        lambda story: story.do(
            "withdraw_publication", subject="results", phase="study", reason="-"
        ),
        [("publication_missing", C1, STUDY_PHASE)],
    ),
    "one of two things that a reported phase has published is taken back": (
        published_twice,
        lambda story: story.do("withdraw_publication", subject="plan", phase="study", reason="-"),
        [],
    ),
    "a reported phase is to be published": (
        lambda: Story(publishing.rules(published=False)).start().complete("lecture"),
        lambda story: story.do("amend", CITY, rules=publishing.rules(), reason="-"),
        [("amended", C1, None), ("publication_missing", C1, STUDY_PHASE)],
    ),
    "a reported phase is to be polled": (
        lambda: surveys.nearly_reported(surveys.poll_rules(polled=False)).complete("survey"),
        lambda story: story.do("amend", CITY, rules=surveys.poll_rules(), reason="-"),
        [("amended", C1, None), ("poll_missing", C1, "phase:rectification")],
    ),
    "another coordinator of a reported phase of which nothing is published": (
        publishing.reported,
        lambda story: story.do("reassign", COUNTY, coordinator="c-002"),
        [
            ("reassigned", C1, None),
            ("reassigned", C2, None),
            ("publication_missing", C2, STUDY_PHASE),
        ],
    ),
    "another group for a reported phase": (
        publishing.reported,
        lambda story: story.do("reassign", COUNTY, supervision_group="SG-02"),
        [
            ("reassigned", SG1, None),
            ("reassigned", SG2, None),
            ("awaiting_sign_off", SG2, STUDY_PHASE),
        ],
    ),
    **{
        f"another group has to say: {kind}": (
            begin,
            lambda story: story.do("reassign", COUNTY, supervision_group="SG-02"),
            [("reassigned", SG1, None), ("reassigned", SG2, None), (kind, SG2, target)],
        )
        for kind, (begin, target) in WAITING.items()
        if kind not in {"solicitation_fell_short", "item_handed_up"}
    },
    "another county has to answer": (
        handed_up,
        lambda story: story.do("amend", CITY, unit=with_unit(district="D2"), reason="-"),
        [("item_handed_up", "county:D2", ITEM)],
    ),
    "work goes on where more time is asked for": (
        asked_and_suspended,
        lambda story: story.do("resume", CITY),
        [
            ("resumed", C1, None),
            ("resumed", SG1, None),
            ("extension_requested", SG1, MOBILISE),
        ],
    ),
    "other people while work stands still": (
        stopped,
        lambda story: story.do("reassign", COUNTY, coordinator="c-002"),
        [("reassigned", C1, None), ("reassigned", C2, None)],
    ),
    "work goes on with another coordinator": (
        stopped_and_reassigned,
        lambda story: story.do("resume", CITY),
        [
            ("resumed", C2, None),
            ("resumed", SG1, None),
            ("awaiting_sign_off", SG1, STUDY_PHASE),
            ("publication_missing", C2, STUDY_PHASE),
        ],
    ),
    "signed off": (
        reported,
        lambda story: story.sign_off("study"),
        [("signed_off", C1, STUDY_PHASE)],
    ),
    "the sign-off has lapsed": (
        reported,
        lambda story: story.until(closing("2026-03-09")),
        [("lapsed", C1, STUDY_PHASE), ("lapsed", SG1, STUDY_PHASE)],
    ),
    "sent back": (
        reported,
        lambda story: story.send_back("study", "lecture"),
        [("sent_back", C1, STUDY_PHASE)],
    ),
    "visited": (
        lambda: Story().start(),
        lambda story: story.do("record_visit", SUPERVISOR, on=date(2026, 3, 2), verdict="good"),
        [("visited", C1, STUDY_PHASE)],
    ),
    "more time is asked for": (
        lambda: Story().start(),
        lambda story: story.do(
            "request_extension", target=MOBILISE, until=date(2026, 3, 12), reason="-"
        ),
        [("extension_requested", SG1, MOBILISE)],
    ),
    "more time is granted": (
        asked,
        lambda story: story.do(
            "extend", SUPERVISOR, target=MOBILISE, until=date(2026, 3, 12), reason="-"
        ),
        [("extension_granted", C1, MOBILISE)],
    ),
    "more time is not granted": (
        asked,
        lambda story: story.do("decline_extension", COUNTY, target=MOBILISE, reason="-"),
        [("extension_declined", C1, MOBILISE)],
    ),
    "an absence is explained": (
        lambda: Story(unit=with_unit(members=Members(retired=3))).start(),
        lambda story: story.do("explain_absence", **ABSENCE, reason="-"),
        [("absence_explained", SG1, MOBILISE)],
    ),
    "an absence is accepted": (
        absent,
        lambda story: story.do("accept_absence", SUPERVISOR, **ABSENCE),
        [("absence_accepted", C1, MOBILISE)],
    ),
    "an absence is not accepted": (
        absent,
        lambda story: story.do("decline_absence", CITY, **ABSENCE, reason="-"),
        [("absence_declined", C1, MOBILISE)],
    ),
    "fewer have said something than the plan asks for": (
        soliciting.opened,
        fall_short,
        [("solicitation_fell_short", C1, "step:solicit")],
    ),
    "it turns out so while work stands still": (
        solicited_and_suspended,
        lambda story: soliciting.count(story, box=1),
        [],
    ),
    "work goes on where it turned out so": (
        short_and_suspended,
        lambda story: story.do("resume", CITY),
        [
            ("resumed", C1, None),
            ("resumed", SG1, None),
            ("solicitation_fell_short", C1, "step:solicit"),
        ],
    ),
    "another coordinator where it turned out so": (
        short,
        lambda story: story.do("reassign", COUNTY, coordinator="c-002"),
        [
            ("reassigned", C1, None),
            ("reassigned", C2, None),
            ("solicitation_fell_short", C2, "step:solicit"),
        ],
    ),
    "too few have voted when the campaign ends": (
        ended_with_a_survey,
        lambda story: surveys.taken(story, surveys.FEW),
        [],
    ),
    "a survey is below the mark": (
        surveys.opened,
        lambda story: surveys.counted(story, surveys.BAD),
        [("survey_below", C1, SURVEY)],
    ),
    "a survey is below the mark for the last time": (
        lambda: surveys.opened(surveys.begun(make_up_limit=0)),
        lambda story: surveys.counted(story, surveys.BAD),
        [("survey_unjudged", SG1, SURVEY)],
    ),
    "too few have voted": (
        surveys.opened,
        lambda story: surveys.counted(story, surveys.FEW),
        [("survey_unjudged", SG1, SURVEY)],
    ),
    "the group decides in a survey's place": (
        lambda: surveys.counted(surveys.opened(), surveys.FEW),
        lambda story: story.do("judge_survey", SUPERVISOR, **surveys.verdict()),
        [("survey_judged", C1, SURVEY)],
    ),
    "a survey passes": (
        surveys.opened,
        lambda story: surveys.counted(story, surveys.GOOD),
        [],
    ),
    "an item is amended": (
        promised,
        lambda story: story.do("amend_item", SUPERVISOR, number=1, owner="Else", reason="-"),
        [("item_amended", C1, ITEM)],
    ),
    "an item is closed": (
        promised,
        lambda story: story.do("close_item", number=1, evidence="-"),
        [("item_closed", SG1, ITEM)],
    ),
    "an item is struck off": (
        to_confirm,
        lambda story: story.do("confirm_item", SUPERVISOR, number=1),
        [("item_confirmed", C1, ITEM)],
    ),
    "an item is sent back": (
        to_confirm,
        lambda story: story.do("return_item", CITY, number=1, reason="-"),
        [("item_returned", C1, ITEM)],
    ),
    "an item is reopened": (
        struck_off,
        lambda story: story.do("reopen_item", COUNTY, number=1, reason="-", due=date(2026, 4, 10)),
        [("item_reopened", C1, ITEM)],
    ),
    "an item is handed up": (
        promised,
        lambda story: story.do("escalate_item", number=1, reason="-"),
        [("item_handed_up", D1, ITEM)],
    ),
    "the county has answered": (
        handed_up,
        lambda story: story.do("answer_item", COUNTY, number=1, answer="-"),
        [("item_answered", C1, ITEM)],
    ),
    "the county has not answered": (
        lambda: handed_up().until(closing("2026-03-13")),
        lambda story: story.until(closing("2026-03-16")),
        [("answer_overdue", D1, ITEM), ("answer_overdue", OFFICE, ITEM)],
    ),
    "nothing is to be put right": (
        lambda: Story().start(),
        lambda story: story.do("report_no_items", reason="-"),
        [("no_items_reported", SG1, None)],
    ),
    "it is agreed that nothing is": (
        without_items,
        lambda story: story.do("accept_no_items", SUPERVISOR),
        [("no_items_accepted", C1, None)],
    ),
    "nobody has answered": (
        asked,
        lambda story: story.until(closing("2026-03-09")),
        [("extension_lapsed", C1, MOBILISE)],
    ),
    "suspended": (
        lambda: Story().start(),
        lambda story: story.do("suspend", COUNTY, reason="-"),
        [("suspended", C1, None), ("suspended", SG1, None)],
    ),
    "resumed": (
        suspended,
        lambda story: story.do("resume", CITY),
        [("resumed", C1, None), ("resumed", SG1, None)],
    ),
    "held": (
        lambda: Story().start(),
        lambda story: story.do("hold", SYSTEM, reason="-"),
        [("held", C1, None)],
    ),
    "released": (held, lambda story: story.do("release", SYSTEM), [("released", C1, None)]),
    "another coordinator": (
        Story,
        lambda story: story.do("reassign", COUNTY, coordinator="c-002"),
        [("reassigned", C1, None), ("reassigned", C2, None)],
    ),
    "another group": (
        Story,
        lambda story: story.do("reassign", COUNTY, supervision_group="SG-02"),
        [("reassigned", SG1, None), ("reassigned", SG2, None)],
    ),
    "withdrawn": (
        lambda: Story().start(),
        lambda story: story.do("withdraw", COUNTY, cause="closed", reason="-"),
        [("withdrawn", C1, None), ("withdrawn", SG1, None)],
    ),
    "back again": (
        withdrawn,
        lambda story: story.do("reopen", COUNTY, reason="a mistake"),
        [("reopened", C1, None), ("reopened", SG1, None)],
    ),
    "finished and reopened": (
        lambda: Story().finish(),
        lambda story: story.do("reopen", CITY, redo=("survey",), reason="-"),
        [("reopened", C1, None), ("reopened", SG1, None)],
    ),
    "a longer phase": (
        lambda: Story().start(),
        lambda story: story.do("amend", CITY, rules=longer("study"), reason="-"),
        [("amended", C1, None)],
    ),
    "a longer phase that lies ahead": (
        lambda: Story().start(),
        lambda story: story.do("amend", CITY, rules=longer("analysis"), reason="-"),
        [("amended", C1, None)],
    ),
    "a storm on a day before what is due": (
        lambda: Story().start(),
        lambda story: story.do("amend", CITY, rules=off_on(date(2026, 3, 5)), reason="-"),
        [("amended", C1, None)],
    ),
    "an earlier latest start": (
        Story,
        lambda story: story.do(
            "amend", CITY, rules=with_rules(latest_start=date(2026, 8, 3)), reason="-"
        ),
        [("amended", C1, None)],
    ),
    "an earlier latest start of a unit that has started": (
        lambda: Story().start(),
        lambda story: story.do(
            "amend", CITY, rules=with_rules(latest_start=date(2026, 8, 3)), reason="-"
        ),
        [],
    ),
    "a longer phase of a track that it does not take": (
        lambda: Story().start(),
        lambda story: story.do("amend", CITY, rules=longer("links"), reason="-"),
        [],
    ),
    "another ladder": (
        lambda: Story(reminding()).start(),
        lambda story: story.do(
            "amend", CITY, rules=reminding(rung("eve", "1 working day before")), reason="-"
        ),
        [],
    ),
    "yellow from another day": (
        lambda: Story().start(),
        lambda story: story.do(
            "amend", CITY, rules=with_rules(due_soon=WorkingDays(1)), reason="-"
        ),
        [],
    ),
    "another track": (
        Story,
        lambda story: story.do("switch_track", COUNTY, track="key_links", reason="-"),
        [("amended", C1, None)],
    ),
    "another name": (
        Story,
        lambda story: story.do("amend", CITY, unit=with_unit(name="New"), reason="-"),
        [],
    ),
    "other people by the roster": (
        Story,
        lambda story: story.do(
            "amend",
            CITY,
            unit=with_unit(coordinator="c-002", supervision_group="SG-02"),
            reason="-",
        ),
        [
            ("reassigned", C1, None),
            ("reassigned", C2, None),
            ("reassigned", SG1, None),
            ("reassigned", SG2, None),
        ],
    ),
    "all that is the unit's own doing": (
        Story,
        lambda story: story.start().complete("mobilise").do("comment", COUNTY, text="-"),
        [],
    ),
    "closed": (Story, lambda story: story.do("close", SYSTEM), []),
}


@pytest.mark.parametrize("way", WAYS)
def test_who_is_told_of_what(way: str) -> None:
    begin, happen, expected = WAYS[way]
    story = begin()
    since = story.state.revision
    happen(story)
    assert told(story, since) == expected


def test_every_kind_of_notice_is_told_of() -> None:
    kinds = {kind for _, _, expected in WAYS.values() for kind, _, _ in expected}
    assert kinds == set(get_args(NoticeKind))


AT_ONCE = {
    "urged",
    "awaiting_sign_off",
    "signed_off",
    "sent_back",
    "extension_requested",
    "extension_granted",
    "extension_declined",
    "extension_lapsed",
    "item_returned",
    "item_reopened",
    "item_handed_up",
    "item_answered",
    "no_items_reported",
    "no_items_accepted",
    "absence_explained",
    "absence_accepted",
    "absence_declined",
    "solicitation_fell_short",
    "poll_missing",
    "publication_missing",
    "survey_below",
    "survey_unjudged",
    "survey_judged",
    "suspended",
    "resumed",
    "reassigned",
    "withdrawn",
    "reopened",
}


@pytest.mark.parametrize("way", WAYS)
def test_what_waits_for_somebody_is_said_at_once_and_the_rest_with_the_day(way: str) -> None:
    begin, happen, _ = WAYS[way]
    story = begin()
    since = story.state.revision
    happen(story)
    for notice in news(story, since):
        # That a phase is closed by itself opens the next for the unit; to the group it is late.
        expected = notice.kind in AT_ONCE or (notice.kind, str(notice.audience)) == ("lapsed", C1)
        assert notice.is_urgent is expected, notice.kind


def test_a_notice_says_of_which_entry_of_which_unit_it_is() -> None:
    story = reported()
    story.sign_off("study")
    signed_off = next(one for one in news(story) if one.kind == "signed_off")
    assert signed_off == Notice(
        campaign="c2026",
        unit="SCH-001",
        revision=next(
            entry.revision for entry in story.journal if entry.event.kind == "phase_closed"
        ),
        at=story.now,
        audience=addressee(story.state.unit, "coordinator"),
        kind="signed_off",
        is_urgent=True,
        say_at=story.now,
        day=date(2026, 3, 2),
        target=signed_off.target,
    )
    assert str(signed_off.target) == STUDY_PHASE


def test_a_reminder_says_when_it_is_due_and_by_which_rung() -> None:
    story = overdue()
    since = story.state.revision
    story.until(opening("2026-03-12"))
    for notice in news(story, since):
        assert (notice.rung, notice.due) == ("above", closing("2026-03-09"))
        assert (notice.at, notice.day) == (opening("2026-03-12"), date(2026, 3, 12))
        assert notice.say_at > notice.at, "it waits for what else the morning brings"


@pytest.mark.parametrize(("spread", "minutes"), [(0, 1), (4, 5), (30, 31)])
def test_a_reminder_waits_for_what_else_the_morning_brings(spread: int, minutes: int) -> None:
    rules = reminding(rung("eve", "1 working day before"), spread=spread)
    assert rules.reminders is not None
    story, morning = Story(rules).start(), opening("2026-03-06")
    story.until(morning + moment_of(story.state))
    (notice,) = news(story)
    assert notice.say_at == morning + timedelta(minutes=minutes)


def test_nobody_is_told_of_his_own_act() -> None:
    story = Story().start()
    before, revision = story.state, story.state.revision
    story.do("suspend", COUNTY, reason="-")
    entry = story.journal[revision]
    for by, others in ((COUNTY, [C1, SG1]), (SUPERVISOR, [C1]), (COORDINATOR, [SG1])):
        made = notices_of(before, story.state, entry.model_copy(update={"by": by}))
        assert [str(one.audience) for one in made] == others


def test_what_the_city_completes_waits_for_the_group_all_the_same() -> None:
    story = Story().start().complete("mobilise", "lecture")
    since = story.state.revision
    story.do("complete_step", CITY, step="discussion")
    assert told(story, since) == [("awaiting_sign_off", SG1, STUDY_PHASE)]


def test_a_coordinator_is_told_whenever_somebody_above_is() -> None:
    both = reminding(rung("both", "1 working day before", "supervisor", "coordinator", "city"))
    story = Story(both).start().at("2026-03-06")
    assert told(story) == [
        ("escalation", SG1, MOBILISE),
        ("reminder", C1, MOBILISE),
        ("escalation", OFFICE, MOBILISE),
        ("escalated", C1, MOBILISE),
    ]


def test_a_gate_without_a_sign_off_waits_for_nobody() -> None:
    gate = STUDY.gate.model_copy(update={"sign_off": False, "lapse": None})
    study = STUDY.model_copy(update={"gate": gate})
    phased = RULES.tracks[0]
    track = phased.model_copy(update={"phases": (study, *phased.phases[1:])})
    assert told(Story(with_rules(tracks=(track,))).start().report("study")) == []


def test_what_comes_up_out_of_hours_is_said_when_people_are_at_work() -> None:
    story = Story().start().complete("mobilise", "lecture")
    story.at("2026-03-06", time(22)).complete("discussion")  # a Friday
    (notice,) = news(story)
    assert notice.at == local("2026-03-06", time(22))
    assert (notice.say_at, notice.day) == (opening("2026-03-09"), date(2026, 3, 9))


def test_the_addressee_of_every_role() -> None:
    unit = with_unit()
    roles = get_args(PersonRole)
    assert [str(addressee(unit, role)) for role in roles] == [C1, SG1, D1, OFFICE]
    county, city = with_unit(level="county"), with_unit(level="city")
    assert [str(addressee(county, role)) for role in roles] == [C1, SG1, D1, OFFICE]
    assert [str(addressee(city, role)) for role in roles] == [C1, SG1, OFFICE, OFFICE]


def test_the_city_hears_what_a_county_hands_up_and_that_it_is_late_itself() -> None:
    story = Story(unit=with_unit(level="county")).start()
    item: dict[str, Any] = {"measure": "A bridge", "owner": "Works", "due": date(2026, 5, 29)}
    story.do("add_item", **item, solvable="higher_level")
    story.until(closing("2026-03-16"))
    assert [one for one in told(story) if one[2] == "item:1"] == [
        ("item_handed_up", OFFICE, "item:1"),
        ("answer_overdue", OFFICE, "item:1"),
    ]
