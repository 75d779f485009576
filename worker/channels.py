"""The channels of messages that the settings make: two that are built in, and those of a file."""

import os

from activities.apprise_channel import AppriseChannel
from activities.channel import Channels
from activities.outbox import ConsoleChannel, FileChannel
from intake.channels import read_channels
from worker.settings import Settings


def open_channels(settings: Settings) -> Channels:
    """Every channel by its name: `file`, `console`, and those of the file that the settings name.

    Raises:
        ChannelErrors: the file has faults, or a secret is not there.
        OSError: the file cannot be opened.
    """
    named = {} if settings.channels is None else read_channels(settings.channels, os.environ)
    return Channels(
        {
            "file": FileChannel(settings.data / "outbox"),
            "console": ConsoleChannel(),
            **{name: AppriseChannel(config) for name, config in named.items()},
        }
    )
