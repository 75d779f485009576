"""`phaseline survey`: a published result, counted again by anybody, with nothing but its file."""

from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import ValidationError

from cli.command import Call, command
from cli.exits import ExitCode, Mistake
from cli.files import reading
from cli.help import new_app
from cli.output import Output, shown_path
from rules.survey_check import faults_of
from schemas.survey import PublishedSurvey
from texts.labels import label
from texts.survey import say_tally

app: Final = new_app()


@command(app, "verify")
def verify(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    receipt: Annotated[str | None, typer.Option("--receipt", metavar="CODE")] = None,
) -> None:
    """Count a published result again, and look for a receipt in it."""
    with reading(file):
        text = file.read_bytes()
    try:
        published = PublishedSurvey.model_validate_json(text)
    except ValidationError:
        raise Mistake("not_a_published_survey", file=shown_path(file)) from None
    faults = faults_of(published)
    if faults:
        said = [label("survey_fault", fault, call.out.language) for fault in faults]
        comma = "、" if call.out.language == "zh" else "; "
        raise Mistake(
            "survey_does_not_hold", ExitCode.REFUSED, file=shown_path(file), faults=comma.join(said)
        )
    if receipt is not None and receipt.strip().lower() not in published.receipts:
        raise Mistake("receipt_unknown", ExitCode.REFUSED, receipt=receipt)
    call.out.show(published.result, lambda: _draw(call.out, published, has_receipt=bool(receipt)))


def _draw(out: Output, published: PublishedSurvey, *, has_receipt: bool) -> None:
    result = published.result
    out.say("survey_holds", "green", ballots=result.cast, score=result.score)
    titles = {one.id: one.title.in_(out.language) for one in published.asked.questions}
    out.print(say_tally(published.model_dump()["result"]["tally"], titles, out.language))
    if has_receipt:
        out.say("receipt_found", "green")
