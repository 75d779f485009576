"""How a refusal leaves a workflow: as an error that a person can read and a program can take apart."""

from temporalio.exceptions import ApplicationError

from rules.refused import Refused
from schemas.campaign import CampaignCommand
from schemas.commands import Command
from schemas.refusal import Refusal
from texts.refusals import explain
from workflows.figures import count_command
from workflows.logs import about, workflow_logger

REFUSED = "Refused"
"""The type of the ApplicationError that carries a refusal; its one detail is the Refusal."""


def refusal_error(refused: Refused) -> ApplicationError:
    """The error that answers a refused update: English for people, the refusal itself for programs."""
    return ApplicationError(
        explain_in_english(refused.refusal), refused.refusal, type=REFUSED, non_retryable=True
    )


def note_refused_update(command: Command | CampaignCommand | None, refused: Refused) -> None:
    """Count and log a command that an update brought, None if malformed; on replay neither is done."""
    count_command(None if command is None else command.kind, "refused")
    workflow_logger().info("command_refused", **about(command), code=refused.refusal.code)


def explain_in_english(refusal: Refusal) -> str:
    """The refusal in one or two sentences: why, who could, by when."""
    return explain(
        refusal.code,
        refusal.params,
        who=[str(actor) for actor in refusal.who],
        by=None if refusal.by is None else refusal.by.isoformat(),
        language="en",
    )
