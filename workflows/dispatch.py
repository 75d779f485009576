"""Having what is to be said to people said, wherever a worker lives."""

from temporalio import workflow
from temporalio.common import VersioningBehavior
from temporalio.exceptions import ActivityError

from activities.dispatching import Dispatching
from schemas.identity import DISPATCH
from workflows import policies


@workflow.defn(name=DISPATCH)
class Dispatch:
    """Keeps one dispatcher going: an activity that works for a while, then the next one.

    What it has to say stands in the records, and so does what came of it: nothing is carried on.
    Takes any arguments, and has no handlers.
    """

    @workflow.run
    async def run(self, *args: object) -> None:
        """Run one dispatcher until its time is up, then go on as a new run, on the newest build."""
        del args
        try:
            await workflow.execute_activity_method(
                Dispatching.dispatch,
                summary="says what is due",
                start_to_close_timeout=policies.DISPATCH_TIMEOUT,
                heartbeat_timeout=policies.DISPATCH_HEARTBEAT,
                retry_policy=policies.DISPATCH_RETRIES,
            )
        except ActivityError:
            # An operator has ended it by hand; another one follows, but not at once.
            await workflow.sleep(policies.DISPATCH_PAUSE)
        workflow.continue_as_new(
            initial_versioning_behavior=workflow.ContinueAsNewVersioningBehavior.AUTO_UPGRADE
        )


@workflow.defn(name=DISPATCH, versioning_behavior=VersioningBehavior.AUTO_UPGRADE)
class UpgradingDispatch(Dispatch):
    """The same for workers with a build: it goes on with the current build as soon as its worker leaves.

    Pinned to the build that began it, it would stand still once that one's workers are gone. It is a
    class of its own, since a worker without a build may take no workflow that says how it moves.
    """

    @workflow.run
    async def run(self, *args: object) -> None:
        """Run one dispatcher until its time is up, then go on as a new run."""
        await super().run(*args)
