"""The digests of a rehearsal: its clock is moved, so no Schedule of the wall clock can start them."""

from datetime import datetime

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from records.store import Records
from rules.amendment import rules_in_common
from rules.digest import mornings_between
from schemas.digest import DigestOrder, DigestOutcome
from schemas.identity import DIGEST, TASK_QUEUE, digest_workflow_id


async def write_digests(
    client: Client, records: Records, campaign: str, after: datetime, until: datetime
) -> None:
    """Have the digests written of every working morning that a rehearsal has passed.

    A worker must be there; the same again writes nothing twice.
    """
    if not (await records.campaigns.get(campaign)).totals.units:
        return
    calendar = (await records.units.rules_in_common(campaign, rules_in_common)).calendar
    mornings = tuple(mornings_between(calendar, after, until))
    if mornings:
        await client.execute_workflow(
            DIGEST,
            DigestOrder(campaign=campaign, mornings=mornings),
            id=digest_workflow_id(campaign, mornings[0]),
            task_queue=TASK_QUEUE,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            result_type=DigestOutcome,
        )
