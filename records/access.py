"""The access log: who signed in, and what was refused to whom."""

from datetime import datetime

from sqlalchemy import insert

from records.database import Database
from records.tables import ACCESS_LOG
from schemas.actor import Actor


class AccessLog:
    """Takes notes by ids and codes alone: no texts, no names."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(
        self,
        *,
        at: datetime,
        campaign: str,
        kind: str,
        outcome: str,
        unit: str | None = None,
        actor: Actor | None = None,
        principal: str | None = None,
        command: str | None = None,
    ) -> None:
        """Note what somebody tried (`kind`, such as a command's) and what came of it (a code).

        Raises DatabaseUnavailable.
        """
        async with self._database.statements() as connection:
            await connection.execute(
                insert(ACCESS_LOG).values(
                    at=at,
                    campaign=campaign,
                    unit=unit,
                    actor=None if actor is None else str(actor),
                    principal=principal,
                    kind=kind,
                    outcome=outcome,
                    command=command,
                )
            )
