"""`phaseline up` and `phaseline worker`: the processes that campaigns live in."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Annotated, Final

import typer
import uvloop
from rich.text import Text

from cli.command import Call, command
from cli.connection import read_settings
from cli.help import new_app
from cli.output import Output
from worker.logs import configure_logs
from worker.serving import Places, servers, working
from worker.settings import Settings

app: Final = new_app()

_Metrics = Annotated[str | None, typer.Option("--metrics", metavar="IP:PORT")]


@command(app, "up")
def up(
    call: Call,
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 7233,
    ui_port: Annotated[int, typer.Option("--ui-port", min=1, max=65535)] = 8233,
    metrics: _Metrics = None,
) -> None:
    """Run the embedded servers and a worker until Ctrl-C."""
    settings = _settings(metrics)

    async def run() -> None:
        async with servers(settings, port=port, ui_port=ui_port) as places, working(settings):
            call.out.show(places, lambda: show_places(call.out, places))
            call.out.say("stop_with_ctrl_c", "dim")
            await forever()

    run_until_stopped(run())
    call.out.say("stopped")


@command(app, "worker")
def worker(call: Call, metrics: _Metrics = None) -> None:
    """Run a worker on the servers that the settings name, until Ctrl-C."""
    settings = _settings(metrics)

    async def run() -> None:
        async with working(settings):
            call.out.say("stop_with_ctrl_c", "dim")
            await forever()

    run_until_stopped(run())
    call.out.say("stopped")


def run_until_stopped(work: Coroutine[None, None, None]) -> None:
    """Do `work`; Ctrl-C, SIGTERM or the end of its terminal end it early, and it cleans up."""

    async def run() -> None:
        task = asyncio.ensure_future(work)
        loop = asyncio.get_running_loop()

        def stop() -> None:
            if not task.cancelling():  # again, out of impatience, would leave servers behind
                task.cancel()

        names = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup leaves it
            names.append(signal.SIGHUP)
        for name in names:
            loop.add_signal_handler(name, stop)
        with suppress(asyncio.CancelledError):
            await task

    uvloop.run(run())


async def forever() -> None:
    """Wait until stopped."""
    await asyncio.Event().wait()


def show_places(out: Output, places: Places) -> None:
    """Say to people where everything is."""
    for name, place in places.model_dump(exclude_none=True).items():
        out.print(Text.assemble((f"{out.text(f'place_{name}')} ", "dim"), place))


def _settings(metrics: str | None) -> Settings:
    settings = read_settings() if metrics is None else read_settings(metrics=metrics)
    configure_logs(settings.log_format, settings.log_level)
    return settings
