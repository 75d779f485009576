"""How one unit's progress is shown."""

from datetime import datetime

from rich.text import Text
from rich.tree import Tree

from cli.output import Output, named
from cli.words import Words
from schemas.ledger import LedgerView
from schemas.views import Inquiry, PhaseView, Progress, StepView
from texts.labels import label
from texts.values import localise, say_actor, say_target


def show_progress(out: Output, words: Words, unit: Progress) -> None:
    """Who the unit is and where it stands, then its readiness and every phase with its steps."""
    out.print(named(unit.name, unit.unit, "bold"))
    facts = [
        Text(words.type(unit.type)),
        Text(f"{out.text('district')} {unit.district}"),
        Text(f"{out.text('coordinator')} {unit.coordinator}"),
        Text(f"{out.text('group')} {unit.supervision_group}"),
    ]
    out.print(Text(" · ").join(facts))
    out.print(Text.assemble(words.stands(unit), " · ", words.track(unit.track)))
    for line in _times(out, words, unit):
        out.print(line)
    if unit.started_at is None and unit.readiness:
        tree = Tree(Text(out.text("readiness"), "bold"))
        for item in unit.readiness:
            line = _mark(is_done=item.done_at is not None)
            line.append_text(named(item.title.in_(out.language), item.item))
            tree.add(line.append_text(_done(words, item.done_at)))
        out.print(tree)
    for phase in unit.phases:
        tree = Tree(_phase(out, words, phase))
        for step in phase.steps:
            tree.add(_step(out, words, step))
        out.print(tree)
    if unit.done_before:
        out.print(_done_before(out, words, unit))
    if unit.turns:
        out.print(_turns(out, words, unit))


def _times(out: Output, words: Words, unit: Progress) -> list[Text]:
    lines = []
    if unit.started_at is not None:
        lines.append(Text(out.text("started_at", at=words.at(unit.started_at))))
    elif unit.starts_at is not None:
        is_that_day = words.day(unit.starts_at) == str(unit.start_on)
        code = "starts_at" if is_that_day else "starts_after"
        lines.append(Text(out.text(code, at=words.at(unit.starts_at), date=unit.start_on)))
    if unit.deadline is not None and unit.finished_at is None and unit.withdrawn is None:
        due = out.text("unit_due", at=words.at(unit.deadline.at))
        lines.append(Text.assemble(due, (f" ({words.why(unit.deadline)})", "dim")))
    if unit.finished_at is not None:
        finished = Text(out.text("finished_at", at=words.at(unit.finished_at)), "green")
        if unit.in_time is not None:
            code, style = ("in_time", "green") if unit.in_time else ("not_in_time", "yellow")
            finished.append(f" · {out.text(code)}", style)
        lines.append(finished)
    if unit.suspended_since is not None:
        lines.append(Text(out.text("suspended_since", at=words.at(unit.suspended_since))))
    if unit.held_since is not None:
        lines.append(Text(out.text("held_since", at=words.at(unit.held_since))))
    if unit.withdrawn is not None:
        lines.append(Text(out.text("withdrawn_at", at=words.at(unit.withdrawn.at))))
    if unit.closed_at is not None:
        lines.append(Text(out.text("ended_at", at=words.at(unit.closed_at))))
    if unit.letter_acknowledged_at is not None:
        at = words.at(unit.letter_acknowledged_at)
        lines.append(Text(out.text("letter_signed", at=at)))
    if unit.mechanism:
        lines.append(Text(out.text("mechanism_version", version=unit.mechanism)))
    if "mechanism" in unit.lacking and unit.started_at is not None:
        lines.append(Text(out.text("mechanism_lacking"), "yellow"))
    lines.append(Text(out.text("head_of_unit", revision=unit.revision, head=unit.head), "dim"))
    if unit.ledger is not None:
        lines.append(_ledger(out, unit.ledger))
    for request in unit.requests:
        text = out.text(
            "open_request",
            target=say_target(str(request.target), out.language),
            until=request.until,
            by=say_actor(str(request.by), out.language),
            at=words.at(request.at),
        )
        lines.append(Text(text, "yellow"))
    return lines


def _done_before(out: Output, words: Words, unit: Progress) -> Tree:
    tree = Tree(Text(out.text("done_before"), "bold"))
    for step, done_at in unit.done_before.items():
        line = _mark(is_done=True).append_text(named(words.step(step, unit.track), step))
        tree.add(line.append_text(_done(words, done_at)))
    return tree


def _turns(out: Output, words: Words, unit: Progress) -> Tree:
    """What was decided beside the plan, oldest first."""
    tree = Tree(Text(out.text("turns", unit=unit.unit), "bold"))
    if unit.earlier_turns:
        tree.add(Text(out.text("earlier_turns", count=unit.earlier_turns), "dim"))
    for turn in unit.turns:
        by = say_actor(str(turn.by), out.language)
        what = words.turn(turn, unit.track)
        tree.add(Text(f"{words.at(turn.at)} {what} · {by}"))
    return tree


def _ledger(out: Output, ledger: LedgerView) -> Text:
    if ledger.added == 0:
        return Text(out.text(f"ledger_nothing_{ledger.nothing}"))
    return Text(out.text("ledger_numbers", **dict(ledger)), "red" if ledger.overdue else "")


def _phase(out: Output, words: Words, phase: PhaseView) -> Text:
    line = named(phase.title.in_(out.language), phase.phase, "bold")
    facts = [Text(label("phase_status", phase.status, out.language))]
    if phase.round > 1:
        facts.append(Text(out.text("round", round=phase.round), "magenta"))
    if phase.closed_at is not None and phase.closed_how is not None:
        how = localise({"how": phase.closed_how}, out.language)["how"]
        facts.append(Text(f"{how} {words.at(phase.closed_at)}"))
    if phase.visits > 0:
        facts.append(Text(out.text("visited_times", count=phase.visits)))
    elif phase.status != "ahead":
        facts.append(Text(out.text("not_visited"), "dim"))
    if phase.deadline is not None:
        facts.append(_due(out, words, phase))
    if phase.lapses_at is not None:
        facts.append(Text(out.text("lapses_at", at=words.at(phase.lapses_at))))
    return line.append(" · ").append_text(Text(" · ").join(facts))


def _step(out: Output, words: Words, step: StepView) -> Text:
    line = _mark(is_done=step.done_at is not None)
    line.append_text(named(step.title.in_(out.language), step.step))
    line.append_text(_done(words, step.done_at))
    facts = []
    if step.so_far is not None:
        facts.append(Text(f"{step.so_far.there}/{step.so_far.of}"))
    if step.inquiry is not None:
        facts.append(_inquiry(out, step.inquiry))
    if step.carried:
        facts.append(Text(out.text("carried")))
    if step.redo and step.done_at is None:
        facts.append(Text(out.text("to_redo"), "magenta"))
    if step.deadline is not None:
        facts.append(_due(out, words, step))
    if step.after and step.done_at is None:
        facts.append(Text(out.text("after", steps=", ".join(step.after)), "dim"))
    if not step.required:
        facts.append(Text(out.text("optional"), "dim"))
    return line.append_text(Text("").join([Text(" · ").append_text(fact) for fact in facts]))


def _inquiry(out: Output, inquiry: Inquiry) -> Text:
    if inquiry.of == "votes":
        said = label("survey_status", inquiry.status, out.language)
        return Text(out.text("votes", status=said, until=inquiry.until), "cyan")
    code = f"opinions_{inquiry.status}"
    return Text(out.text(code, until=inquiry.until, opinions=inquiry.opinions), "cyan")


def _due(out: Output, words: Words, view: PhaseView | StepView) -> Text:
    if view.deadline is None:
        return Text()
    due = Text(out.text("due_at", at=words.at(view.deadline.at)))
    said, style = words.light(view.light)
    due.stylize(style)
    return due.append(f" ({said})", style) if said else due


def _mark(*, is_done: bool) -> Text:
    return Text("✓ ", "green") if is_done else Text("○ ", "dim")


def _done(words: Words, done_at: datetime | None) -> Text:
    return Text("" if done_at is None else f" {words.at(done_at)}", "green")
