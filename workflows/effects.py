"""What a unit wants of the world, done beside its loop: each effect by an activity of its own.

An effect reads what the records tell of its cause, so none is started while they are behind. Those
that are under way when a run hands over are started again by the next one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any, Final

from temporalio import workflow
from temporalio.exceptions import ActivityError

from activities.opinions import Opinions
from activities.survey import Surveys
from rules.effects import wanted
from schemas.effects import Effect, EffectOutcome
from schemas.memory import UnitMemory
from workflows import policies

_ACTIVITIES: Final[Mapping[str, Callable[[Any, Any], Awaitable[EffectOutcome]]]] = {
    "count_opinions": Opinions.count,
    "seal_survey": Surveys.seal,
}
"""By the kind of effect."""


class Effects:
    """Starts the effects that a unit's memory asks for, each once at a time."""

    def __init__(self) -> None:
        self._running: dict[Effect, asyncio.Task[EffectOutcome]] = {}

    @property
    def are_running(self) -> bool:
        """Whether an effect is under way."""
        return bool(self._running)

    @property
    def have_arrived(self) -> bool:
        """Whether something has come of an effect that was under way."""
        return any(task.done() for task in self._running.values())

    def start(self, memory: UnitMemory) -> bool:
        """Start what is wanted and not under way, once the records tell everything; whether it was so."""
        if memory.outbox:
            return False
        new = [effect for effect in wanted(memory.state) if effect not in self._running]
        for effect in new:
            self._running[effect] = asyncio.create_task(_do(effect))
        return bool(new)

    def take_outcomes(self) -> Iterator[EffectOutcome]:
        """What has come of effects, in the order in which they were started.

        One that an operator has failed by hand has no outcome, and is started again.
        """
        for effect, task in list(self._running.items()):
            if task.done():
                del self._running[effect]
                try:
                    yield task.result()
                except ActivityError:
                    continue


async def _do(effect: Effect) -> EffectOutcome:
    return await workflow.execute_activity_method(
        _ACTIVITIES[effect.kind],
        effect,
        start_to_close_timeout=policies.EFFECT_TIMEOUT,
        retry_policy=policies.EFFECT_RETRIES,
    )
