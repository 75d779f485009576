"""The one exception that the rules raise for what a person asks."""

from collections.abc import Iterable
from datetime import datetime

from schemas.actor import Actor
from schemas.refusal import Refusal, echo


class Refused(Exception):
    """A command that cannot be carried out; `refusal` says why, who could, and by when."""

    refusal: Refusal

    def __init__(
        self,
        code: str,
        *,
        who: Iterable[Actor] = (),
        by: datetime | None = None,
        **params: object,
    ) -> None:
        self.refusal = Refusal(
            code=code,
            params={name: echo(value) for name, value in params.items()},
            who=tuple(who),
            by=by,
        )
        super().__init__(code)

    @classmethod
    def because(cls, refusal: Refusal) -> "Refused":
        """The exception for a refusal that was made elsewhere."""
        refused = cls(refusal.code)
        refused.refusal = refusal
        return refused
