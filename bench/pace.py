"""Commands at a steady pace, as people give them: whether those before are answered or not."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

A_SECOND: Final = 20

Command = Callable[[int], Awaitable[float]]
"""Gives one of the open units a command; the milliseconds that it took."""


async def steadily(command: Command, *, units: int, seconds: int) -> list[float]:
    """`A_SECOND` commands a second, to each of so many units in turn; what each of them took."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with asyncio.TaskGroup() as group:
        tasks = []
        for number in range(seconds * A_SECOND):
            await asyncio.sleep(begun + number / A_SECOND - loop.time())
            tasks.append(group.create_task(_awaited(command(number % units))))
    return [task.result() for task in tasks]


async def _awaited(sample: Awaitable[float]) -> float:
    return await sample
