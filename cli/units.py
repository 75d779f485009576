"""`phaseline unit`: what is read of units and what is done to them, and where each of it is."""

from typing import Final

from cli.help import new_app

_READ: Final = ("list", "show", "journal", "upcoming", "allowed")
_DONE: Final = (
    *("ready", "start", "complete", "reopen-step", "sign-off", "send-back", "schedule"),
    *("request-extension", "extend", "decline-extension", "suspend", "resume", "switch-track"),
    *("withdraw", "reopen", "reassign", "comment", "remind"),
)
_PUBLISHED: Final = ("publish", "withdraw-publication")

app: Final = new_app(
    commands={
        **dict.fromkeys(_READ, "cli.unit"),
        **dict.fromkeys(_DONE, "cli.unit_commands"),
        **dict.fromkeys(_PUBLISHED, "cli.unit_publish"),
    },
    groups={
        "letter": "cli.unit_letter",
        "visit": "cli.unit_visits",
        "mechanism": "cli.unit_mechanism",
        "participation": "cli.mobilization",
        "meeting": "cli.meeting",
        "attachment": "cli.attachments",
        "ledger": "cli.unit_ledger",
        "opinions": "cli.unit_opinions",
        "survey": "cli.unit_survey",
    },
)
