"""The digests of a morning as one short workflow: a Schedule starts it every day."""

from pydantic import TypeAdapter
from temporalio import workflow

from activities.digesting import Digesting
from rules.refused import Refused
from schemas.digest import DigestOrder, DigestOutcome
from schemas.identity import DIGEST
from workflows import policies
from workflows.doors import read_only_argument
from workflows.refusals import refusal_error

_OrderAdapter = TypeAdapter(DigestOrder)


@workflow.defn(name=DIGEST)
class Digest:
    """Has digests written for the mornings of a `DigestOrder`; results in a `DigestOutcome`.

    The working calendar decides whether a morning has any: the Schedule knows no days off.
    """

    @workflow.init
    def __init__(self, *args: object) -> None:
        self._start: DigestOrder | Refused
        try:
            self._start = read_only_argument(_OrderAdapter, args)
        except Refused as refused:
            self._start = refused

    @workflow.run
    async def run(self, *args: object) -> DigestOutcome:
        """Have the digests written, of this very morning where the order names none."""
        del args
        if isinstance(self._start, Refused):
            raise refusal_error(self._start)
        order = self._start
        if not order.mornings:
            order = order.model_copy(update={"mornings": (workflow.now(),)})
        return await workflow.execute_activity_method(
            Digesting.digest,
            order,
            summary=f"{len(order.mornings)} mornings",
            start_to_close_timeout=policies.DIGEST_TIMEOUT,
            heartbeat_timeout=policies.DIGEST_HEARTBEAT,
            schedule_to_close_timeout=policies.DIGEST_PATIENCE,
            retry_policy=policies.DIGEST_RETRIES,
        )
