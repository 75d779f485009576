"""The two sides of every comparison, commanded and asked alike: the product and the yardstick."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from time import perf_counter
from typing import Any, ClassVar

from temporalio.client import WorkflowHandle

from bench.reference import TEXT, comment, new_id, open_units
from bench.stage import Stage
from bench.yardstick import Yardstick
from bench.yardstick_models import Order, Slip, Tally
from schemas.identity import SUBMIT, TASK_QUEUE, unit_workflow_id

Handle = WorkflowHandle[Any, Any]


class Side(ABC):
    """Open units of one side, known by their numbers."""

    name: ClassVar[str]

    def __init__(self, handles: Sequence[Handle]) -> None:
        self.handles = handles

    @abstractmethod
    async def command(self, unit: int) -> None:
        """Give a unit one acceptable command and wait for its receipt."""

    @abstractmethod
    async def ask(self, unit: int) -> None:
        """Ask a unit for its progress."""

    async def timed_command(self, unit: int) -> float:
        """As `command`; the milliseconds that it took."""
        begun = perf_counter()
        await self.command(unit)
        return (perf_counter() - begun) * 1e3


class Product(Side):
    """Units of a campaign, through the gateway as every front end reaches them."""

    name = "product"

    def __init__(self, stage: Stage, campaign: str, units: Sequence[str]) -> None:
        super().__init__(
            [stage.client.get_workflow_handle(unit_workflow_id(campaign, unit)) for unit in units]
        )
        self.campaign, self.units = campaign, units
        self._gateway = stage.gateway

    async def command(self, unit: int) -> None:
        """Submit a comment and wait for the receipt alone, not for the records."""
        await self._gateway.submit(self.campaign, self.units[unit], comment(), is_awaited=False)

    async def ask(self, unit: int) -> None:
        """Query `progress`."""
        await self._gateway.progress(self.campaign, self.units[unit])


class Bare(Side):
    """Yardsticks, by Temporal's client alone."""

    name = "yardstick"

    async def command(self, unit: int) -> None:
        """Place an order of the same size."""
        order = Order(id=new_id(), by="coordinator:P-1", kind="comment", text=TEXT)
        await self.handles[unit].execute_update(SUBMIT, order, id=order.id, result_type=Slip)

    async def ask(self, unit: int) -> None:
        """Query the tally."""
        await self.handles[unit].query(Yardstick.progress)


async def open_product(stage: Stage, campaign: str, count: int) -> Product:
    """Units in their first phase."""
    return Product(stage, campaign, await open_units(stage, campaign, count))


async def open_bare(stage: Stage, count: int) -> Bare:
    """Yardsticks that have taken as many orders as units take until they are in their first phase."""
    side = Bare(await asyncio.gather(*(start_bare(stage) for _ in range(count))))
    for _ in range(6):
        await asyncio.gather(*map(side.command, range(count)))
    return side


async def start_bare(stage: Stage) -> Handle:
    """Start one yardstick."""
    return await stage.client.start_workflow(
        Yardstick.run,
        Tally(revision=0, last=None),
        id=f"yardstick:{new_id()}",
        task_queue=TASK_QUEUE,
    )
