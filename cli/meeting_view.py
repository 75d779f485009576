"""How the meetings of a unit are shown."""

from collections.abc import Sequence

from rich.text import Text

from cli.output import Output, named
from cli.table import Cell, Column, print_table
from schemas.attachment import Attachment
from schemas.meeting import MeetingStepView, MeetingView
from texts.mobilization import say_counts


def draw_meetings(
    out: Output, views: Sequence[MeetingStepView], files: Sequence[Attachment]
) -> None:
    """Each step with how many branches have met, and its meetings in the order of their convening."""
    if not views:
        out.say("no_meeting_steps")
    names = {file.digest: file.name for file in files}
    columns = [
        Column(out.text("when")),
        Column(out.text("branch"), wrapped=True),
        Column(out.text("place"), wrapped=True),
        Column(out.text("outcome"), wrapped=True),
        Column(out.text("attended"), prose=True),
        Column(out.text("minutes"), wrapped=True),
    ]
    for view in views:
        out.print(named(view.title.in_(out.language), view.step, "bold"))
        out.say("meetings_met", met=view.met, branches=view.branches, quorum=view.quorum)
        rows = [_row(out, one, names) for one in view.meetings]
        if rows:
            print_table(out.paper, columns, rows, lead=2)


def _row(out: Output, one: MeetingView, names: dict[str, str]) -> list[Cell]:
    outcome = out.text(f"meeting_{one.outcome or 'convened'}")
    style = {"held": "green", "inquorate": "red"}.get(one.outcome or "", "")
    attended = "" if one.attended is None else _attended(out, one)
    return [
        f"{one.day:%Y-%m-%d} {one.starts:%H:%M}",
        out.text("branch_of", branch=one.branch, members=one.members),
        one.place,
        Text(outcome, style),
        attended,
        "" if one.minutes is None else names.get(one.minutes, one.minutes[:12]),
    ]


def _attended(out: Output, one: MeetingView) -> str:
    counts = {} if one.attended is None else one.attended.model_dump()
    said = [say_counts(counts, out.language)]
    said += [out.text("came_from_outside", count=one.came)] if one.came else []
    said += [out.text("talks_before", count=one.talks)] if one.talks else []
    return ("；" if out.language == "zh" else "; ").join(said)
