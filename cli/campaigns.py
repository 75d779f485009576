"""`phaseline campaign`: what is read of campaigns and what is done to them, and where each of it is."""

from typing import Final

from cli.help import new_app

_READ: Final = ("list", "show", "counts", "dossiers", "report", "compare", "heads")
_DONE: Final = ("pause", "resume", "amend", "close", "forward")

app: Final = new_app(
    commands={
        **dict.fromkeys(_READ, "cli.campaign"),
        **dict.fromkeys(_DONE, "cli.campaign_commands"),
    }
)
