"""The `phaseline` command: its subcommands and groups, and where each of them is."""

from typing import Final

from cli.help import new_app

app: Final = new_app(
    commands={
        "up": "cli.server",
        "worker": "cli.server",
        "demo": "cli.demo",
        "launch": "cli.launch",
        "submit": "cli.submit",
        "feed": "cli.feed",
        "doctor": "cli.doctor",
    },
    groups={
        "plan": "cli.plan",
        "roster": "cli.roster",
        "people": "cli.people",
        "campaign": "cli.campaigns",
        "calendar": "cli.calendar",
        "unit": "cli.units",
        "letters": "cli.letters",
        "visits": "cli.visits",
        "publish": "cli.publish",
        "ledger": "cli.ledger",
        "participation": "cli.participation",
        "satisfaction": "cli.satisfaction",
        "survey": "cli.survey",
        "notice": "cli.notice",
        "channel": "cli.channel",
        "dossier": "cli.dossier",
    },
)
