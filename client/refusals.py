"""What the gateway sees refused is noted in the access log, by ids and codes alone."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from records.errors import DatabaseUnavailable
from records.store import Records
from rules.refused import Refused
from schemas.actor import Actor


@asynccontextmanager
async def noting_refusals(
    records: Records,
    campaign: str,
    kind: str,
    by: Actor,
    *,
    unit: str | None = None,
    principal: str | None = None,
    command: str | None = None,
) -> AsyncGenerator[None]:
    """Note the refusal that ends this, and let it go on; it is the same while no database answers."""
    try:
        yield
    except Refused as refused:
        with suppress(DatabaseUnavailable):
            await records.access.note(
                at=datetime.now(UTC),
                campaign=campaign,
                unit=unit,
                kind=kind,
                outcome=refused.refusal.code,
                actor=by,
                principal=principal,
                command=command,
            )
        raise
