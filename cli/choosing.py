"""The options by which the rows of a list are chosen, and its pages are turned."""

from typing import Annotated

import typer

District = Annotated[str | None, typer.Option("--district", metavar="CODE")]
Type = Annotated[str | None, typer.Option("--type", metavar="CODE")]
Group = Annotated[str | None, typer.Option("--group", metavar="CODE")]
Phase = Annotated[str | None, typer.Option("--phase", metavar="CODE")]
Step = Annotated[str | None, typer.Option("--step", metavar="CODE")]

After = Annotated[str | None, typer.Option("--after", metavar="NEXT")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000)]
