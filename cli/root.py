"""The `phaseline` command: its subcommands and groups, each loaded when it is called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from typer.main import get_group

from cli.help import Command, Group, new_app

_GROUPS: Final[Mapping[str, str]] = {
    "plan": "cli.plan",
    "roster": "cli.roster",
    "people": "cli.people",
    "campaign": "cli.campaign",
    "calendar": "cli.calendar",
    "unit": "cli.unit_commands",
    "letters": "cli.letters",
    "visits": "cli.visits",
    "publish": "cli.publish",
    "ledger": "cli.ledger",
    "survey": "cli.survey",
    "notice": "cli.notice",
    "channel": "cli.channel",
    "dossier": "cli.dossier",
}
_COMMANDS: Final[Mapping[str, str]] = {
    "up": "cli.server",
    "worker": "cli.server",
    "demo": "cli.demo",
    "launch": "cli.launch",
    "submit": "cli.submit",
    "feed": "cli.feed",
    "doctor": "cli.doctor",
}
"""Where commands live. A module is imported when it is called: some take a second to load."""


class Root(Group):
    """The commands, each in the place of which a stand-in is until it is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called, from its module."""
        name, stand_in, rest = super().resolve_command(ctx, args)
        return name, stand_in if name is None else load(name), rest


def load(name: str) -> Any:
    """The command or group of commands of that name. Raises KeyError for one that there is not."""
    if name in _GROUPS:
        group = get_group(import_module(_GROUPS[name]).app)
        group.name = name
        return group
    return get_group(import_module(_COMMANDS[name]).app).commands[name]


app: Final = new_app(Root)
for _name in (*_COMMANDS, *_GROUPS):
    app.command(_name, cls=Command)(lambda: None)
