"""A plan drawn as a tree: what a unit goes through, by when, and what closes each phase."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from cli.output import Output, named
from schemas.plan import Plan
from schemas.step import Gate, Phase, Step, Track
from texts.labels import label
from texts.values import say_length


def plan_tree(out: Output, plan: Plan) -> Iterator[RenderableType]:
    """The plan's title and window, its tracks as trees, its types and what it declares."""
    language = out.language
    yield named(plan.title.in_(language), plan.plan, "bold")
    window = out.text("window", first=plan.window.first, last=plan.window.last)
    yield Text(f"{window} · {plan.timezone}")
    if plan.readiness:
        readiness = Tree(Text(out.text("readiness"), "bold"))
        for item in plan.readiness:
            readiness.add(named(item.title.in_(language), item.id))
        yield readiness
    for track in plan.tracks:
        yield _track(out, track)
    types = Tree(Text(out.text("types"), "bold"))
    for type_ in plan.types:
        line = named(type_.title.in_(language), type_.id)
        if type_.level != "unit":
            line.append(f" · {label('level', type_.level, language)}")
        line.append(f" · {type_.track}")
        if type_.may_choose:
            line.append(out.text("or_track", tracks=", ".join(type_.may_choose)))
        if type_.latest_start is not None:
            line.append(out.text("starts_at_latest", date=type_.latest_start))
        node = types.add(line)
        if type_.focus is not None:
            node.add(Text(type_.focus.in_(language), "dim"))
    yield types


def _track(out: Output, track: Track) -> Tree:
    tree = Tree(named(track.title.in_(out.language), track.id, "bold"))
    for phase in track.phases:
        node = tree.add(_phase(out, phase))
        for step in phase.steps:
            node.add(_step(out, step))
    return tree


def _phase(out: Output, phase: Phase) -> Text:
    facts = [say_length(str(phase.length), out.language), _gate(out, phase.gate)]
    facts += [out.text("published")] if phase.published else []
    facts += [out.text("polled")] if phase.polled else []
    line = named(phase.title.in_(out.language), phase.id, "bold")
    return line.append(" · " + " · ".join(facts))


def _gate(out: Output, gate: Gate) -> str:
    if not gate.sign_off:
        return out.text("gate_none")
    if gate.lapse is None:
        return out.text("gate_sign_off")
    return out.text("gate_lapse", lapse=say_length(str(gate.lapse), out.language))


def _step(out: Output, step: Step) -> Text:
    line = named(step.title.in_(out.language), step.id)
    facts = [] if step.kind == "task" else [label("step_kind", step.kind, out.language)]
    facts.append(
        out.text("due_at_phase_end")
        if step.due == "phase end"
        else out.text("due_after", length=say_length(str(step.due), out.language))
    )
    facts += [out.text("after", steps=", ".join(step.after))] if step.after else []
    facts += [] if step.required else [out.text("optional")]
    return line.append(" · " + " · ".join(facts))
