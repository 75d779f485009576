"""How a refusal leaves a workflow: as an error that a person can read and a program can take apart."""

from temporalio.exceptions import ApplicationError

from rules.refused import Refused
from schemas.refusal import Refusal
from texts.refusals import explain

REFUSED = "Refused"
"""The type of the ApplicationError that carries a refusal; its one detail is the Refusal."""


def refusal_error(refused: Refused) -> ApplicationError:
    """The error that answers a refused update: English for people, the refusal itself for programs."""
    return ApplicationError(
        explain_in_english(refused.refusal), refused.refusal, type=REFUSED, non_retryable=True
    )


def explain_in_english(refusal: Refusal) -> str:
    """The refusal in one or two sentences: why, who could, by when."""
    return explain(
        refusal.code,
        refusal.params,
        who=[str(actor) for actor in refusal.who],
        by=None if refusal.by is None else refusal.by.isoformat(),
        language="en",
    )
