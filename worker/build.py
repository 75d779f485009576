"""The worker: which workflows and activities it runs, tuned for thousands of idle units."""

from datetime import timedelta
from typing import Final

from temporalio.client import Client
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import PollerBehaviorAutoscaling, Worker, WorkerDeploymentConfig

from activities.channel import Channels
from activities.digesting import Digesting
from activities.dispatching import Dispatching
from activities.exporting import Exporting
from activities.opinions import Opinions
from activities.recording import Recording
from activities.survey import Surveys
from activities.sweeping import Sweeping
from records.store import Records
from schemas.identity import TASK_QUEUE
from worker.metrics import Metrics
from workflows.dispatch import UpgradingDispatch

DEPLOYMENT: Final = "phaseline"
"""The name of the worker deployment."""

_NO_BUILD: Final = "unversioned"

_CACHED_UNITS: Final = 5_000
"""More than the open units of a city: beyond the cache every command would replay a history."""

_TASKS_AT_ONCE: Final = 20
"""How many workflow tasks a worker has in hand. One process decides one after the other, and each must
be begun within ten seconds: with a hundred in hand, as by default, those of a city that is replayed
after a crash would time out, and be handed out and time out again."""

_POLLERS: Final = 5
"""How many ask for tasks of each kind. Each holds one of the tasks in hand, even while none comes."""

_SILENCE_AFTER_A_CRASH: Final = timedelta(seconds=3)
"""How long a unit's next task waits for a worker that has died before another one gets it."""

_GRACE: Final = timedelta(seconds=10)


def build_worker(
    client: Client,
    records: Records,
    metrics: Metrics,
    channels: Channels,
    *,
    store_url: str,
    link: str | None = None,
    build: str | None = None,
    cached_units: int = _CACHED_UNITS,
) -> Worker:
    """A worker on the task queue `phaseline`; `client` must have Phaseline's plugin.

    What is said to people goes over `channels`; `link` leads from there to a unit's page.
    Attachments and dossiers are in the store of `store_url`.
    With `build`, a name of the release, workflows stay with the build that began their run and
    move on when they continue as new, and the dispatcher as soon as that build's workers leave;
    without one, any worker takes any task.
    """
    recording = Recording(records.recording, metrics)
    opinions = Opinions(records.opinions)
    surveys = Surveys(records.surveys)
    sweeping = Sweeping(client, records)
    exporting = Exporting(client, records, store_url)
    digesting = Digesting(records)
    dispatching = Dispatching(records, channels, metrics, link=link)
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=() if build is None else (UpgradingDispatch,),
        activities=[
            recording.record,
            opinions.count,
            surveys.seal,
            sweeping.sweep,
            exporting.export,
            digesting.digest,
            dispatching.dispatch,
        ],
        deployment_config=WorkerDeploymentConfig(
            version=WorkerDeploymentVersion(DEPLOYMENT, build or _NO_BUILD),
            use_worker_versioning=build is not None,
            default_versioning_behavior=VersioningBehavior.UNSPECIFIED
            if build is None
            else VersioningBehavior.PINNED,
        ),
        max_cached_workflows=cached_units,
        max_concurrent_workflow_tasks=_TASKS_AT_ONCE,
        workflow_task_poller_behavior=PollerBehaviorAutoscaling(initial=2, maximum=_POLLERS),
        activity_task_poller_behavior=PollerBehaviorAutoscaling(),
        sticky_queue_schedule_to_start_timeout=_SILENCE_AFTER_A_CRASH,
        graceful_shutdown_timeout=_GRACE,
    )
