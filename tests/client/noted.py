"""What the access log has of a campaign."""

from records.store import Records


async def noted_refusals(records: Records, campaign: str) -> list[tuple[str | None, ...]]:
    """Unit, actor, kind, outcome and command of everything that was noted, oldest first."""
    async with records.database.statements() as connection:
        found = await connection.exec_driver_sql(
            "select unit, actor, kind, outcome, command from access_log "
            "where campaign = %s order by id",
            (campaign,),
        )
        return [tuple(row) for row in found]
