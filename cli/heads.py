"""The heads of a campaign's units, as they are published when it is over."""

from rich.text import Text

from cli.output import Output, indented
from cli.table import Column, print_table
from schemas.heads import Heads


def show_heads(out: Output, heads: Heads) -> None:
    """The list, and the one line that vouches for it."""
    columns = (
        Column(out.text("unit")),
        Column(out.text("entries"), right=True),
        Column(out.text("head"), wrapped=True),
    )
    rows = [(one.unit, str(one.revision), one.head) for one in heads.units]
    print_table(out.paper, columns, out.fitting(rows))
    out.say_rest(rows)
    out.say("heads_of", count=len(rows))
    out.print(indented(Text(heads.digest, "bold")))
