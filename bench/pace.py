"""Commands at a steady pace, as people give them: whether those before are answered or not."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

T = TypeVar("T")

A_SECOND: Final = 20

Command = Callable[[int], Awaitable[float]]
"""Gives one of the open units a command; the milliseconds that it took."""


async def steadily(command: Command, *, units: int, seconds: int) -> list[float]:
    """`A_SECOND` commands a second, to each of so many units in turn; what each of them took."""
    return await at_a_pace(command, units=units, count=seconds * A_SECOND, a_second=A_SECOND)


async def at_a_pace(command: Command, *, units: int, count: int, a_second: int) -> list[float]:
    """The same of so many commands, at another pace."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with asyncio.TaskGroup() as group:
        tasks = []
        for number in range(count):
            await asyncio.sleep(begun + number / a_second - loop.time())
            tasks.append(group.create_task(_awaited(command(number % units))))
    return [task.result() for task in tasks]


async def steadily_while(
    command: Command, work: Awaitable[object], *, units: int
) -> tuple[list[float], float]:
    """`A_SECOND` commands a second while some work lasts; what each took (ms), and the work (s)."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with asyncio.TaskGroup() as group:
        working = group.create_task(_awaited(work))
        tasks, number = [], 0
        while not working.done():
            tasks.append(group.create_task(_awaited(command(number % units))))
            number += 1
            pause = begun + number / A_SECOND - loop.time()
            await asyncio.wait([working], timeout=max(pause, 0))
        took = loop.time() - begun
    return [task.result() for task in tasks], took


async def _awaited(sample: Awaitable[T]) -> T:
    return await sample
