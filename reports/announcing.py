"""What a unit puts in the open (公示), composed from its records, line by line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports.cells import say_band
from reports.fitting import Line, Room, fitted, shortened
from reports.telling import Telling
from rules.bands import edges
from rules.scoring import score_of, shown
from schemas.ledger_rows import ItemLine
from schemas.mechanism import Mechanism
from schemas.opinions import OwnedProblem
from schemas.publication import Subject
from schemas.quantities import Percent
from schemas.step import Phase, Step, SurveyStep
from schemas.survey import PublishedSurvey, SurveyView
from schemas.views import PhaseView, Progress, StepView
from texts.announcing import CATALOGUE
from texts.catalogue import Language, say
from texts.reports import bound
from texts.values import localise, say_length


@dataclass(frozen=True, slots=True)
class Counted:
    """A survey whose ballots are counted, what it is called, and its result where it shows one."""

    title: str
    survey: SurveyView
    published: PublishedSurvey | None


def composed(subject: Subject, lines: Sequence[Line], room: Room, language: Language) -> str:
    """The text of a subject; where it has no room, it says so, and where everything stands."""
    where = _say(f"where.{subject}", language)

    def ending(left_out: int) -> str:
        if left_out:
            return _say("left_out", language, count=left_out, where=where)
        return _say("shortened", language, where=where)

    return fitted(lines, ending, room)


def problem_lines(problems: Iterable[OwnedProblem], language: Language) -> Iterator[Line]:
    """The problems that a unit owns up to, by their numbers."""
    for one in problems:
        yield _line("numbered", language, number=one.number, text=one.text)


def commitment_lines(items: Iterable[ItemLine], language: Language) -> Iterator[Line]:
    """What a unit has promised in public, who answers for it and by when, by its number in the ledger."""
    for one in items:
        fixed = {"number": one.number, "due": one.due}
        yield _line("commitment", language, **fixed, measure=one.measure, owner=one.owner)


def mechanism_lines(mechanism: Mechanism, language: Language) -> Iterator[Line]:
    """What a unit keeps to from now on."""
    yield _text(mechanism.text)
    for number, rule in enumerate(mechanism.keeps, start=1):
        yield _line("numbered", language, number=number, text=rule)


def result_lines(results: Iterable[Counted], telling: Telling) -> Iterator[Line]:
    """What surveys have shown, or that too few have voted; where the group has judged, its verdict."""
    language = telling.language
    for one in results:
        turnout = {"issued": one.survey.turnout.issued, "cast": one.survey.turnout.cast}
        if one.published is None:
            yield _line("result_too_small", language, title=one.title, **turnout)
        else:
            yield from _shown(one.title, one.published, turnout, telling)
        if one.survey.state.verdict is not None:
            said = localise({"verdict": one.survey.state.verdict}, language)["verdict"]
            yield _line("verdict", language, verdict=said)


def plan_lines(phases: Sequence[Phase], unit: Progress, telling: Telling) -> Iterator[Line]:
    """The phases of a unit's track and their steps, with the days by which they are to be done."""
    language = telling.language
    views = {view.phase: view for view in unit.phases}
    for phase in phases:
        view = views[phase.id]
        fixed = {
            "length": say_length(str(phase.length), language),
            "opened": telling.day(view.opened_at),
        }
        code = "plan_phase" if view.opened_at is None else "plan_phase_opened"
        yield _line(code, language, title=phase.title.in_(language), **fixed)
        for number, (step, seen) in enumerate(zip(phase.steps, view.steps, strict=True), start=1):
            yield _due(number, step, seen, telling)


def progress_lines(phases: Iterable[PhaseView], unit: Progress, telling: Telling) -> Iterator[Line]:
    """What is done of those phases that have begun, and when; of the rest, by when it will be."""
    language, has_ledger = telling.language, False
    for phase in phases:
        if phase.status == "ahead":
            continue
        days = {
            name: telling.day(getattr(phase, f"{name}_at"))
            for name in ("opened", "reported", "closed")
        }
        title = phase.title.in_(language)
        yield _line(f"phase_{phase.status}", language, title=title, **days)
        for number, step in enumerate(phase.steps, start=1):
            yield _so_far(number, step, telling)
        has_ledger = has_ledger or any(step.kind == "rectification" for step in phase.steps)
    if has_ledger and unit.ledger is not None and unit.ledger.added > 0:
        figures = {"added": unit.ledger.added, "struck_off": unit.ledger.struck_off}
        yield _line("ledger", language, **figures)


def _shown(
    title: str, published: PublishedSurvey, turnout: dict[str, int], telling: Telling
) -> Iterator[Line]:
    language, asked, result = telling.language, published.asked, published.result
    if result.tally is None or result.score is None:
        return
    band = _band(asked, result.band, telling)
    code = "result" if band is None else "result_in_band"
    figures = {**turnout, "score": bound(str(result.score), language), "band": band}
    yield _line(code, language, title=title, **figures)
    if result.result != "measured":
        mark = "pass_mark_reached" if result.result == "passed" else "pass_mark_missed"
        yield _line(mark, language, pass_mark=bound(str(asked.pass_mark), language))
    for number, question in enumerate(asked.questions, start=1):
        score = shown(score_of(asked, {question.id: result.tally[question.id]}))
        named = {"number": number, "title": question.title.in_(language)}
        yield _line("question", language, **named, score=bound(str(score), language))


def _band(asked: SurveyStep, reached: Percent | None, telling: Telling) -> str | None:
    """The band that was reached, by its bounds; None where everything is in one."""
    bounds = [band for band in asked.bands if band.value > 0]
    found = reached if reached in bounds else None
    return next(
        (say_band(*band, telling.language) for band in edges(bounds) if band[0] == found),
        None,
    )


def _due(number: int, step: Step, seen: StepView, telling: Telling) -> Line:
    language, title = telling.language, step.title.in_(telling.language)
    if seen.deadline is not None:
        day = telling.day(seen.deadline.at)
        return _line("step_by", language, number=number, title=title, day=day)
    if step.due == "phase end":
        return _line("step_by_phase_end", language, number=number, title=title)
    length = say_length(str(step.due), language)
    return _line("step_within", language, number=number, title=title, length=length)


def _so_far(number: int, step: StepView, telling: Telling) -> Line:
    language, title = telling.language, step.title.in_(telling.language)
    if step.done_at is not None:
        day = telling.day(step.done_at)
        return _line("step_done", language, number=number, title=title, day=day)
    if step.deadline is not None:
        day = telling.day(step.deadline.at)
        return _line("step_by", language, number=number, title=title, day=day)
    return _line("step_undone", language, number=number, title=title)


def _text(text: str) -> Line:
    return lambda characters: shortened(text, characters)


def _line(code: str, language: Language, **params: object) -> Line:
    """A line of which nothing is cut but what somebody has written; days and figures are short."""

    def line(characters: int) -> str:
        cut = {name: shortened(str(value), characters) for name, value in params.items()}
        return say(CATALOGUE, code, cut, language)

    return line


def _say(code: str, language: Language, **params: object) -> str:
    return say(CATALOGUE, code, {name: str(value) for name, value in params.items()}, language)
