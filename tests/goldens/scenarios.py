"""What happens in each golden history, as told by a driver."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import time, timedelta
from typing import Any, Final

from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from rules.amendment import amend_command
from rules.calendar import local_date
from rules.course import track
from rules.opinions import wanted
from rules.survey import wanted as surveys_wanted
from schemas.amendment import Amendment
from schemas.effects import OpinionsCounted, SurveySealed
from schemas.opinions import Problem
from schemas.quantities import When
from schemas.reminders import Ladder, Reminders, Rung
from schemas.roster import Members
from schemas.state import Standing, UnitState
from schemas.step import Phase
from schemas.survey import Sealed
from schemas.unit_rules import UnitRules
from schemas.visits import FindingItem
from tests.workflows.driver import Driver

Scenario = Callable[[Driver], Awaitable[None]]


async def phased(unit: Driver) -> None:
    """All phases in time, to the outcome."""
    await unit.start()
    await unit.pass_phase()
    await unit.pass_phase()
    await unit.report()
    assert unit.kinds[-1] == "finished"
    await unit.do("close", "city", reason="Over.")
    await unit.end()


async def key_links(unit: Driver) -> None:
    """The track without phases, to the outcome."""
    await unit.start()
    await unit.pass_phase()
    await unit.do("close", "city")
    await unit.end()


async def send_back(unit: Driver) -> None:
    """A phase is sent back, made up late, and signed off."""
    await unit.start()
    await unit.report()
    await unit.do(
        "send_back", "supervisor", phase="study", redo=("lecture",), reason="Only the motions."
    )
    await unit.stands(Standing.SENT_BACK)
    await unit.until_next("overdue", "phase:study")
    await unit.pass_phase()


async def lapse(unit: Driver) -> None:
    """The start comes late, a step comes late, and nobody signs the phase off."""
    await unit.until_next("latest_start_passed")
    await unit.start()
    await unit.until_next("overdue", "step:mobilise")
    await unit.report()
    await unit.until_next("phase_closed")


async def extension(unit: Driver) -> None:
    """Asked and granted, asked and declined, asked and never answered."""
    await unit.start()
    for target, answer in (
        ("step:mobilise", "extend"),
        ("phase:study", "decline_extension"),
        ("unit", None),
    ):
        until = unit.day(9 if answer else 120)
        asked: dict[str, Any] = {"target": target, "until": until, "reason": "We are few."}
        if target == "phase:study":
            asked["until"] = unit.day(60)
        await unit.do("request_extension", **asked)
        if answer == "extend":
            await unit.do(answer, "supervisor", **asked)
        elif answer is not None:
            await unit.do(answer, "county", target=target, reason="There is time.")
    await unit.until_next("extension_request_lapsed")


async def suspension(unit: Driver) -> None:
    """The unit stands still, and the campaign holds it meanwhile."""
    await unit.start()
    await unit.do("suspend", "county", reason="Floods.")
    await unit.until_day(unit.day(3))
    await unit.do("hold", "system", reason="Floods everywhere.")
    await unit.do("resume", "county")
    await unit.until_day(unit.day(2))
    await unit.do("release", "system")
    await unit.until_next("due_soon")


async def changes(unit: Driver) -> None:
    """Another track, another coordinator, an amendment, a way out and back."""
    await unit.start()
    await unit.do("complete_step", step="mobilise")
    await unit.do("switch_track", "county", track="key_links", reason="It fits better.")
    await unit.do("reassign", "county", coordinator="P-2")
    moved = unit.state.unit.model_copy(update={"district": "D2"})
    await unit.do("amend", "city", unit=moved, reason="The district was redrawn.")
    await unit.do("withdraw", "city", cause="closed", reason="Closed.")
    await unit.do("reopen", "city", reason="Not closed after all.")
    await unit.do("comment", text="We go on.")


async def refused_signals(unit: Driver) -> None:
    """Signals that are carried out, with an id and without, and signals that are refused."""
    ready = unit.command("complete_readiness", item="counted")
    await unit.handle.signal("complete_readiness", ready)
    await unit.absorb(ready)
    await unit.handle.signal("complete_readiness", ready)
    by = str(unit.actor("coordinator"))
    await unit.handle.signal("comment", {"by": by, "text": "Without an id."})
    for name, args in _REFUSED.items():
        await unit.handle.signal(name, args=args)
    await unit.handle.signal("complete_step", {"by": by, "step": "lecture"})
    await unit.handle.signal("comment", {"by": "city:office", "text": "The last one."})
    refusals = await unit.world.gateway.refusals(unit.campaign, unit.unit)
    assert len(refusals) == len(_REFUSED) + 1


_REFUSED: Final[Mapping[str, list[Any]]] = {
    "comment": [],
    "start": [1, 2],
    "nonsense": [{"by": "city:office"}],
    "suspend": [RawValue(Payload(metadata={"encoding": b"json/plain"}, data=b"{broken"))],
    "close": [{"by": "coordinator:stranger"}],
}


async def supervised(unit: Driver) -> None:
    """A letter is signed, and anew by others; a visit fills the ledger and sends the phase back."""
    await unit.do("acknowledge_letter")
    await unit.start()
    await unit.do("reassign", "county", coordinator="P-9")
    await unit.do("acknowledge_letter")
    await unit.report()
    item = FindingItem(finding=2, owner="Logistics", due=unit.day(10))
    await unit.do(
        "record_visit",
        "supervisor",
        on=local_date(unit.state.rules.calendar, unit.at),
        verdict="poor",
        findings=("Nobody was there.", "The hall is too small."),
        items=(item,),
        redo=("lecture",),
    )
    await unit.do("set_mechanism", text="What stays.", keeps=("A lecture a quarter.",))
    required = unit.state.rules.model_copy(update={"mechanism": "required"})
    await unit.do("amend", "city", rules=required, reason="It is asked for.")
    await unit.pass_phase()


async def ledger(unit: Driver) -> None:
    """Items are worked off, sent back, reopened and handed up; one of them outlives the phases."""
    await unit.start()
    promise = {"measure": "Mend the roof.", "owner": "Works office"}
    await unit.do("report_no_items", reason="Nothing was found.")
    await unit.do("accept_no_items", "supervisor")
    await unit.do("add_item", **promise, due=unit.day(3), is_commitment=True)
    await unit.do("add_item", **promise, due=unit.day(60), solvable="higher_level")
    await unit.do("add_item", **promise, due=unit.day(90))
    await unit.do("close_item", number=1, evidence="A photograph.")
    await unit.do("return_item", "supervisor", number=1, reason="Of the old roof.")
    await unit.do("amend_item", number=1, owner="Building office", reason="It is theirs.")
    await unit.until_next("overdue", "item:1")
    await unit.stands(Standing.OVERDUE)
    await unit.do("close_item", number=1, evidence="Another photograph.")
    await unit.do("confirm_item", "supervisor", number=1, note="Seen.")
    await unit.do("suspend", "county", reason="Flood.")
    await unit.until_day(unit.day(2))
    await unit.do("resume", "county")
    await unit.until_next("answer_overdue", "item:2")
    await unit.do("answer_item", "county", number=2, answer="The road is built next year.")
    await unit.do("escalate_item", number=3, reason="No money.")
    await unit.do("answer_item", "county", number=3, answer="Yes.", due=unit.day(60))
    await unit.pass_phase()
    await unit.pass_phase()
    await unit.report()
    assert unit.kinds[-1] == "finished"
    await unit.do("reopen_item", "county", number=1, reason="It leaks.", due=unit.day(10))
    await unit.until_next("overdue", "item:1")
    await unit.do("close_item", number=1, evidence="Dry.")
    await unit.stands(Standing.FINISHED)


async def by_appointment(unit: Driver) -> None:
    """A start and a date of the unit's own; it is reminded by a ladder and by hand, of a step anew."""
    ladder = Ladder(id="usual", rungs=(Rung(id="day_before", when=When(-1)),))
    rules = unit.state.rules.model_copy(update={"reminders": Reminders(ladders=(ladder,))})
    await unit.do("amend", "city", rules=rules, reason="They asked for reminders.")
    await unit.get_ready()
    await unit.do("start", on=unit.day(3))
    await unit.until_day(unit.day(3))
    await unit.do("schedule_step", step="lecture", on=unit.day(4))
    await unit.do("complete_step", step="mobilise")
    await unit.do("reopen_step", step="mobilise", reason="Half of them were away.")
    await unit.do("remind", "supervisor", target="step:mobilise", note="Before the week is over.")
    await unit.until_next("reminded")
    await unit.report()


async def published(unit: Driver) -> None:
    """A text is published, corrected and withdrawn, and another one is published for its phase."""
    await unit.start()
    plan: dict[str, Any] = {"subject": "plan"}
    await unit.do("publish", **plan, text="A lecture a week.")
    await unit.do("publish", **plan, text="Two lectures a week.", correction="One was not enough.")
    await unit.do("withdraw_publication", **plan, reason="It was the draft.")
    await unit.do("publish", subject="progress", phase="study", text="All have been there.")


async def sealed(unit: Driver) -> None:
    """A survey that the new track does not have is sealed, and one that an amendment takes away."""
    await unit.start()
    await unit.pass_phase()
    await unit.pass_phase()
    await unit.report("survey")
    await unit.do("open_survey", step="survey", until=unit.day(5), ballots=20)
    await unit.do("switch_track", "county", track="key_links", reason="It fits better.")
    (effect,) = surveys_wanted(unit.state)
    await unit.take(SurveySealed(effect=effect, sealed=Sealed(cast=0)))
    await unit.do("open_survey", step="judgement", until=unit.day(5), ballots=20)
    phase = track(unit.state).phases[0]
    steps = tuple(step for step in phase.steps if step.id != "judgement")
    rules = with_only_phase(unit.state, phase.model_copy(update={"steps": steps}))
    await unit.do("amend", "city", rules=rules, reason="Too much.")
    (effect,) = surveys_wanted(unit.state)
    await unit.take(SurveySealed(effect=effect, sealed=Sealed(cast=0)))
    await unit.do("sign_off", "supervisor", phase="links")
    assert unit.kinds[-1] == "finished"


def with_only_phase(state: UnitState, phase: Phase, **changes: Any) -> UnitRules:
    """A unit's rules with this as the one phase of its track."""
    course = track(state).model_copy(update={"phases": (phase,)})
    tracks = tuple(course if one.id == course.id else one for one in state.rules.tracks)
    return state.rules.model_copy(update={"tracks": tracks, **changes})


SCHOOLS: Final[Mapping[str, Scenario]] = {
    "phased": phased,
    "send_back": send_back,
    "lapse": lapse,
    "extension": extension,
    "suspension": suspension,
    "changes": changes,
    "refused_signals": refused_signals,
    "supervised": supervised,
    "ledger": ledger,
    "by_appointment": by_appointment,
    "published": published,
    "sealed": sealed,
}
"""Scenarios of a unit of the phased track."""


async def opinions(unit: Driver) -> None:
    """Opinions are solicited, and counted by an effect."""
    await unit.start()
    until = unit.day(0) + timedelta(days=9)
    await unit.do("open_solicitation", step="opinions", channels=("box",), until=until)
    await unit.until_day(unit.day(7))
    problem = Problem(text="Nobody knows where the box is.")
    await unit.do("close_solicitation", step="opinions", problems=(problem,))
    (effect,) = wanted(unit.state)
    await unit.take(OpinionsCounted(effect=effect))
    await unit.do("complete_step", step="opinions")


async def fell_short(unit: Driver) -> None:
    """Nobody has an opinion, which does not suffice until it is explained."""
    own, other = unit.state.rules.tracks
    (links,) = own.phases
    solicit = links.steps[1].model_copy(update={"minimum": 2})
    links = links.model_copy(update={"steps": (links.steps[0], solicit, *links.steps[2:])})
    tracks = (own.model_copy(update={"phases": (links,)}), other)
    rules = unit.state.rules.model_copy(update={"tracks": tracks, "content": "recorded"})
    await unit.do("amend", "city", rules=rules, reason="Two at least.")
    await unit.start()
    until = unit.day(0) + timedelta(days=9)
    await unit.do("open_solicitation", step="opinions", channels=("box",), until=until)
    await unit.until_day(unit.day(7))
    for explanation in (None, "All were asked, and none had anything to say."):
        await unit.do("close_solicitation", step="opinions", explanation=explanation)
        (effect,) = wanted(unit.state)
        await unit.take(OpinionsCounted(effect=effect))
    assert "solicitation_closed" in unit.kinds


async def survey(unit: Driver) -> None:
    """A survey in which nobody votes: counted by an effect, judged by the supervision group."""
    await unit.start()
    await unit.report("judgement")
    await unit.do("open_survey", step="judgement", until=unit.day(5), ballots=20)
    await unit.until_day(unit.day(6))
    await unit.do("close_survey", step="judgement")
    (effect,) = surveys_wanted(unit.state)
    await unit.take(SurveySealed(effect=effect, sealed=Sealed(cast=0)))
    judged: dict[str, Any] = {"verdict": "passed", "reason": "Everybody was heard in person."}
    await unit.do("judge_survey", "supervisor", step="judgement", **judged)
    await unit.do("complete_step", step="judgement")


async def survey_amended(unit: Driver) -> None:
    """The rules of a survey change while it is open; it ends as it began, and the next goes by them."""
    await unit.start()
    await unit.report("judgement")
    await unit.do("open_survey", step="judgement", until=unit.day(5), ballots=20)
    changes: list[dict[str, Any]] = [
        {"kind": "step", "step": "judgement", "minimum_group": 2, "pass_mark": "80 %"}
    ]
    amended = Amendment.model_validate({"reason": "Few came.", "changes": changes}, strict=False)
    command = amend_command(unit.state, amended)
    await unit.do("amend", "city", rules=command.rules, reason=command.reason)
    await unit.until_day(unit.day(6))
    await unit.do("close_survey", step="judgement")
    (effect,) = surveys_wanted(unit.state)
    await unit.take(SurveySealed(effect=effect, sealed=Sealed(cast=0)))
    lacking: dict[str, Any] = {"verdict": "to_make_up", "reason": "Ask them again."}
    await unit.do("judge_survey", "supervisor", step="judgement", **lacking)
    again: dict[str, Any] = {"until": unit.day(5), "ballots": 20, "made_up": "Everybody was told."}
    await unit.do("open_survey", step="judgement", **again)
    await unit.do("close", "city", reason="Over.")
    (effect,) = surveys_wanted(unit.state)
    await unit.take(SurveySealed(effect=effect, sealed=Sealed(cast=0)))
    await unit.end()


async def taking_part(unit: Driver) -> None:
    """Members are counted and their absence judged; a branch meets, too few at first."""
    await unit.start()
    members = unit.state.unit.model_copy(update={"members": Members(retired=10, floating=2)})
    recorded = unit.state.rules.model_copy(update={"content": "recorded"})
    await unit.do("amend", "city", unit=members, rules=recorded, reason="Counted.")
    today: dict[str, Any] = {"on": unit.day(0)}
    some: dict[str, Any] = {"step": "mobilise", "reached": Members(retired=8, floating=2)}
    await unit.do("record_participation", **some, **today)
    await unit.do("correct_participation", **some, reason="Counted again.")
    absence = {"step": "mobilise", "category": "retired"}
    for answer in ("decline_absence", "accept_absence"):
        await unit.do("explain_absence", **absence, reason="They are ill.")
        reason = {"reason": "Visit them."} if answer == "decline_absence" else {}
        await unit.do(answer, "supervisor", **absence, **reason)
    await unit.do("complete_step", step="mobilise")
    branch: dict[str, Any] = {"step": "meeting", "branch": "first"}
    called: dict[str, Any] = {**branch, **today, "members": 10, "starts": time(15), "place": "Hall"}
    await unit.do("convene_meeting", **called, outsiders=("The street office",))
    await unit.do("call_off_meeting", **branch, reason="The hall is taken.")
    for came in (7, 8):
        await unit.do("convene_meeting", **called)
        attended = Members(retired=came)
        await unit.do("record_meeting", **branch, **today, attended=attended, came=1, talks=9)
    await unit.do("complete_step", step="meeting")


async def asked_again(unit: Driver) -> None:
    """Opinions are solicited once more after a send-back, and the phase is polled before it closes."""
    await unit.start()
    phase = track(unit.state).phases[0]
    steps = tuple(step for step in phase.steps if step.id == "opinions")
    polled = phase.model_copy(update={"steps": steps, "polled": True})
    rules = with_only_phase(unit.state, polled, content="recorded")
    await unit.do("amend", "city", rules=rules, reason="Only what people say.")
    await ask(unit)
    await unit.do("complete_step", step="opinions")
    again: dict[str, Any] = {
        "phase": "links",
        "redo": ("opinions",),
        "reason": "Nobody knew of it.",
    }
    await unit.do("send_back", "supervisor", **again)
    await unit.refuse("complete_step", step="opinions")
    await ask(unit)
    await unit.do("complete_step", step="opinions")
    await unit.refuse("sign_off", "supervisor", phase="links")
    await unit.do("open_survey", step="links", until=unit.day(1), ballots=20)
    await unit.until_day(unit.day(2))
    await unit.do("close_survey", step="links")
    (effect,) = surveys_wanted(unit.state)
    await unit.take(SurveySealed(effect=effect, sealed=Sealed(cast=0)))
    await unit.do("sign_off", "supervisor", phase="links")
    assert unit.kinds[-1] == "finished"


async def ask(unit: Driver) -> None:
    """Opinions are solicited for the plan's days, and nobody says anything."""
    until = unit.day(0) + timedelta(days=7)
    await unit.do("open_solicitation", step="opinions", channels=("box",), until=until)
    await unit.until_day(unit.day(0, until))
    await unit.do("close_solicitation", step="opinions")
    (effect,) = wanted(unit.state)
    await unit.take(OpinionsCounted(effect=effect))


FIRMS: Final[Mapping[str, Scenario]] = {
    "key_links": key_links,
    "opinions": opinions,
    "fell_short": fell_short,
    "survey": survey,
    "survey_amended": survey_amended,
    "taking_part": taking_part,
    "asked_again": asked_again,
}
"""Scenarios of a unit of the key-links track."""


async def continued(unit: Driver) -> None:
    """So much happens that the run hands over, with receipts and refusals in its memory."""
    await unit.get_ready()
    await unit.handle.signal("nonsense", {"by": "city:office"})
    for number in range(_MANY):
        await unit.do("comment", text=f"Comment {number}.")


_MANY: Final = 8

SUGGESTED_AFTER: Final = 40
"""Events after which the server suggests to continue as new, in the scenario `continued`."""
