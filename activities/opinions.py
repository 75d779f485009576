"""Counting what people have said to a unit."""

from temporalio import activity

from records.opinions import Opinions as OpinionsTable
from schemas.effects import CountOpinions, OpinionsCounted


class Opinions:
    """Counts the opinions of a solicitation that takes in no more of them."""

    def __init__(self, opinions: OpinionsTable) -> None:
        self._opinions = opinions

    @activity.defn(name="count_opinions")
    async def count(self, effect: CountOpinions) -> OpinionsCounted:
        """Count the opinions by channel.

        Raises whatever the records raise; the workflow tries again for as long as it takes.
        """
        return await self._opinions.count(effect)
