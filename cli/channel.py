"""`phaseline channel`: whether messages get through."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated, Final

import typer
from rich.text import Text

from cli.command import Call, command
from cli.connection import read_settings
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.output import Output, shown_path
from cli.problems import SaidProblem, channel_problem, show_plan_problems
from intake.channels import ChannelErrors
from schemas.base import Code, Model
from schemas.channel import Delivery, Letter
from texts.deliveries import say_delivery
from worker.channels import open_channels
from worker.settings import Settings

app: Final = new_app()

_CAMPAIGN: Final = "channel-test"
_PERSON: Final = "test"


class ChannelTest(Model):
    """What became of the message that tested a channel."""

    channel: Code
    delivery: Delivery


class ChannelCheck(Model):
    """What is wrong with the file of channels."""

    file: str
    problems: tuple[SaidProblem, ...]


@command(app, "test")
def try_out(
    call: Call,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    contact: Annotated[str | None, typer.Option("--to", metavar="CONTACT")] = None,
) -> None:
    """Send one message over a channel and say what became of it."""
    settings = read_settings()
    delivery = asyncio.run(_send(call, settings, name, contact))
    tested = ChannelTest(channel=name, delivery=delivery)
    is_delivered = delivery.outcome == "delivered"
    call.out.show(tested, lambda: _draw(call.out, delivery, is_delivered=is_delivered))
    if not is_delivered:
        code = ExitCode.REFUSED if delivery.outcome == "refused" else ExitCode.NO_ANSWER
        raise typer.Exit(code)


async def _send(call: Call, settings: Settings, name: str, contact: str | None) -> Delivery:
    try:
        channels = open_channels(settings)
    except ChannelErrors as errors:
        _show_errors(call, errors)
        raise typer.Exit(ExitCode.REFUSED) from None
    except OSError as error:
        file = shown_path(settings.channels or settings.data)
        raise Mistake("file_unreadable", file=file, reason=error.strerror) from None
    if name not in channels.names:
        raise Mistake(
            "unknown_channel", ExitCode.UNKNOWN, channel=name, known=", ".join(channels.names)
        )
    letter = Letter(
        campaign=_CAMPAIGN,
        person=_PERSON,
        contact=contact,
        at=datetime.now(UTC).astimezone(),
        subject=call.out.text("channel_test_subject"),
        body=call.out.text("channel_test_body", channel=name),
    )
    return await channels.send(name, letter)


def _show_errors(call: Call, errors: ChannelErrors) -> None:
    problems = tuple(channel_problem(one, call.out.language) for one in errors.problems)
    found = ChannelCheck(file=shown_path(errors.file), problems=problems)
    call.out.show(found, lambda: show_plan_problems(call.out, errors.file, problems))
    call.out.say("problems_found", "red", count=len(problems))


def _draw(out: Output, delivery: Delivery, *, is_delivered: bool) -> None:
    said = say_delivery(delivery.outcome, delivery.reason, delivery.detail, out.language)
    out.print(Text(said, "green" if is_delivered else "red"))
