"""The options by which members are counted, one for each category."""

from typing import Annotated

import typer

from cli.exits import Mistake
from cli.wrong_values import fitting
from schemas.roster import Members

ProductionLine = Annotated[int, typer.Option("--production-line", min=0, metavar="N")]
Intellectual = Annotated[int, typer.Option("--intellectual", min=0, metavar="N")]
Retired = Annotated[int, typer.Option("--retired", min=0, metavar="N")]
NewEconomy = Annotated[int, typer.Option("--new-economy", min=0, metavar="N")]
Other = Annotated[int, typer.Option("--other", min=0, metavar="N")]
Floating = Annotated[int, typer.Option("--floating", min=0, metavar="N")]


def members(**counts: int) -> Members:
    """The members of these counts.

    Raises:
        Mistake: more of them are floating than there are, or one count is beyond all bounds.
    """
    total = sum(count for category, count in counts.items() if category != "floating")
    if counts["floating"] > total:
        raise Mistake("too_many_floating", floating=counts["floating"], total=total)
    return fitting(Members, **counts)
