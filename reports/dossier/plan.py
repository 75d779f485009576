"""The plan in a dossier: as its office wrote it, as it was read, and what was amended since."""

from collections.abc import Iterator
from typing import Final

from reports.document import Cell, Section
from reports.dossier.part import Part, lines, table, written
from reports.telling import Telling
from rules.course import track
from rules.deadlines import latest_start
from schemas.dossier import KeptUnit
from schemas.quantities import WorkingDays
from schemas.state import UnitState
from schemas.step import (
    MeetingStep,
    MobilizationStep,
    OpinionsStep,
    Phase,
    RectificationStep,
    Step,
    StudyPack,
    SurveyStep,
    Track,
)
from schemas.text import Text
from texts.dossier_plan import say_asked
from texts.dossiers import heading
from texts.labels import label
from texts.mobilization import CATEGORIES
from texts.values import say_length

SOURCE_FILE: Final = "plan.yaml"
PLAN_FILE: Final = "plan.json"
AMENDMENTS_FILE: Final = "amendments.jsonl"


def _files(kept: KeptUnit) -> Iterator[tuple[str, bytes]]:
    yield SOURCE_FILE, kept.plan_source.encode()
    yield PLAN_FILE, written(kept.plan)
    yield AMENDMENTS_FILE, lines(kept.amendments)


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    """What the plan asks of the unit: as it was compiled for it, and amended since."""
    yield table(
        "rules",
        telling,
        (("fact", "text"), ("content", "text")),
        ((say_asked(code, telling.language), said) for code, said in _rules(kept.state, telling)),
    )
    yield table(
        "plan",
        telling,
        (*((code, "text") for code in ("phase", "step", "kind", "due", "asked")),),
        _phase_rows(track(kept.state), telling),
    )


def _rules(state: UnitState, telling: Telling) -> Iterator[tuple[str, Cell]]:
    rules, language = state.rules, telling.language
    yield "plan_id", rules.plan
    yield "window", f"{rules.window.first} – {rules.window.last}"
    yield "latest_start", latest_start(rules, state.track).isoformat()
    yield "due_soon", say_length(str(rules.due_soon), language)
    yield "request_lapse", say_length(str(rules.request_lapse), language)
    yield "content", say_asked(rules.content, language)
    for item in rules.readiness:
        yield "readiness", item.title.in_(language)
    if rules.mechanism is not None:
        yield "mechanism_required", heading("yes", language)
    if rules.amendments:
        yield "amended", str(len(rules.amendments))


def _phase_rows(taken: Track, telling: Telling) -> Iterator[tuple[Cell, ...]]:
    language = telling.language
    for phase in taken.phases:
        title = phase.title.in_(language)
        yield title, None, None, _say("long", telling, length=phase.length), _lines(phase, telling)
        for step in phase.steps:
            kind = label("step_kind", step.kind, language)
            yield (
                title,
                step.title.in_(language),
                kind,
                _due(step, telling),
                _asked(step, taken, telling),
            )


def _lines(phase: Phase, telling: Telling) -> str:
    """How a phase closes."""
    gate = phase.gate
    said = [_say("signed_off" if gate.sign_off else "not_signed_off", telling)]
    if gate.lapse is not None:
        said.append(_say("lapses", telling, length=gate.lapse))
    if gate.sign_off:
        said.append(_say("redone", telling, length=gate.redo))
    said += [_say(code, telling) for code in ("published", "polled") if getattr(phase, code)]
    return "\n".join(said)


def _due(step: Step, telling: Telling) -> str:
    if isinstance(step.due, WorkingDays):
        return _say("from_start", telling, length=step.due)
    return _say("phase_end", telling)


def _asked(step: Step, taken: Track, telling: Telling) -> str:
    """What makes a step done, beside somebody's word."""
    said = [_say("required" if step.required else "optional", telling)]
    if step.after:
        comma = "”“" if telling.language == "zh" else ", "
        titles = (telling.step(one, taken.id) for one in step.after)
        said.append(_say("after", telling, steps=comma.join(titles)))
    return "\n".join([*said, *_of_kind(step, telling)])


def _of_kind(step: Step, telling: Telling) -> Iterator[str]:
    match step:
        case MobilizationStep():
            yield _say("coverage", telling, share=step.coverage)
            yield from _materials(step, telling)
        case OpinionsStep():
            channels = (label("channel", one, telling.language) for one in step.channels)
            yield _say("channels", telling, channels=", ".join(channels))
            yield _say("open_for", telling, length=step.open_for)
            if step.minimum:
                yield _say("minimum", telling, count=step.minimum)
            if step.minimum_channels:
                yield _say("minimum_channels", telling, count=step.minimum_channels)
        case MeetingStep():
            yield _say("quorum", telling, share=step.quorum)
        case RectificationStep():
            yield _say("closed_share", telling, share=step.closed_share)
            yield _say("handed_up", telling, length=step.handed_up)
        case SurveyStep():
            yield _say("bands", telling, bands=", ".join(map(str, step.bands)))
            yield _say("pass_mark", telling, share=step.pass_mark)
            yield _say("minimum_group", telling, count=step.minimum_group)
            if step.make_up_limit is not None:
                yield _say("make_up_limit", telling, count=step.make_up_limit)


def _materials(step: MobilizationStep, telling: Telling) -> Iterator[str]:
    pack = StudyPack() if step.materials is None else step.materials
    for category in StudyPack.model_fields:
        material: Text | None = getattr(pack, category)
        if material is not None:
            name = CATEGORIES[f"category.{category}"].in_(telling.language)
            yield _say("study", telling, category=name, text=material.in_(telling.language))


def _say(code: str, telling: Telling, **params: object) -> str:
    """What is asked, with its lengths in words."""
    said = {
        name: say_length(str(value), telling.language) if name == "length" else value
        for name, value in params.items()
    }
    return say_asked(code, telling.language, **said)


PLAN: Final = Part(_files, _sections)
