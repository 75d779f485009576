"""The worker as a process of its own: `python -m bench.worker_process TEMPORAL DATABASE CACHED`.

Says `ready` when it polls, and ends when its standard input does: with whoever started it.
"""

import asyncio
import sys

import uvloop
from temporalio.client import Client
from temporalio.plugin import SimplePlugin
from temporalio.runtime import Runtime

from bench.yardstick import Yardstick
from records.store import open_records
from worker.build import build_worker
from worker.channels import open_channels
from worker.garbage import GARBAGE
from worker.logs import configure_logs
from worker.metrics import Metrics, new_runtime
from worker.plugin import phaseline_plugin
from worker.settings import Settings
from workflows.policies import EFFECT_TIMEOUT


async def _work(temporal: str, database: str, cached_units: int) -> None:
    runtime = new_runtime(None)
    Runtime.set_default(runtime)
    # The yardstick runs on the very worker that the product runs on.
    yardstick = SimplePlugin("yardstick", workflows=[Yardstick])
    client = await Client.connect(temporal, plugins=[phaseline_plugin(), yardstick])
    async with (
        open_records(database, patience=EFFECT_TIMEOUT) as records,
        build_worker(
            client,
            records,
            Metrics(runtime.metric_meter),
            open_channels(Settings()),
            store_url="memory://",
            cached_units=cached_units,
        ),
    ):
        with GARBAGE.spared():
            print("ready", flush=True)
            await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    configure_logs("json")
    uvloop.run(_work(sys.argv[1], sys.argv[2], int(sys.argv[3])))
