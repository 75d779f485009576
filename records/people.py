"""People: the one table of names and contacts."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from records.database import Database
from records.notices import adopt_notices
from records.tables import PEOPLE
from schemas.people import PeopleChange
from schemas.roster import Person, PersonRole

_STILL_NEWS: Final = timedelta(days=7)
"""How old what was for nobody may be: as a rule, what the last five working days have brought."""

_PROFILE = [name for name in Person.model_fields if name != "id"]


class People:
    """The people of a campaign. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, campaign: str) -> tuple[Person, ...]:
        """Everybody, by id."""
        return await self._people(_of(campaign))

    async def get(self, campaign: str, ids: Collection[str]) -> dict[str, Person]:
        """Those of the given ids who are known."""
        people = await self._people(_of(campaign).where(PEOPLE.c.id.in_(ids)))
        return {person.id: person for person in people}

    async def with_role(
        self, campaign: str, role: PersonRole, scope: str | None = None
    ) -> tuple[Person, ...]:
        """Those who have a role, in one group or district where `scope` names it, by id."""
        statement = _of(campaign).where(PEOPLE.c.role == role)
        if scope is not None:
            statement = statement.where(PEOPLE.c.scope == scope)
        return await self._people(statement)

    async def put(self, campaign: str, people: Sequence[Person], now: datetime) -> PeopleChange:
        """Add people, or change those of the same id; nobody is taken away.

        Whoever is the first to answer for something also hears what was for nobody in the week
        before `now`, the campaign's time, as far as it is still true.

        The campaign must exist, and an id stand in `people` once. To preview it, compare with `all`.
        """
        if not people:
            return PeopleChange(added=(), changed=(), unchanged=())
        ids = [person.id for person in people]
        async with self._database.transaction() as connection:
            locked = await connection.execute(
                _of(campaign).where(PEOPLE.c.id.in_(ids)).with_for_update()
            )
            before = {row.id: _person(row) for row in locked}
            statement = insert(PEOPLE)
            await connection.execute(
                statement.on_conflict_do_update(
                    index_elements=[PEOPLE.c.campaign, PEOPLE.c.id],
                    set_={name: statement.excluded[name] for name in _PROFILE},
                ),
                [person_columns(campaign, person) for person in people],
            )
            await adopt_notices(connection, campaign, since=now - _STILL_NEWS)
        return PeopleChange(
            added=tuple(id_ for id_ in ids if id_ not in before),
            changed=tuple(
                person.id for person in people if before.get(person.id, person) != person
            ),
            unchanged=tuple(person.id for person in people if before.get(person.id) == person),
        )

    async def _people(self, statement: Select[Any]) -> tuple[Person, ...]:
        async with self._database.statements() as connection:
            return tuple(_person(row) for row in await connection.execute(statement))


async def fetch_people(
    connection: AsyncConnection, keys: Collection[tuple[str, str]]
) -> dict[tuple[str, str], Person]:
    """Those of the given people who are known, by campaign and id."""
    found = await connection.execute(
        select(PEOPLE).where(tuple_(PEOPLE.c.campaign, PEOPLE.c.id).in_(keys))
    )
    return {(row.campaign, row.id): _person(row) for row in found}


def person_columns(campaign: str, person: Person) -> dict[str, Any]:
    """The columns of a person's row."""
    return {"campaign": campaign, **{name: getattr(person, name) for name in ("id", *_PROFILE)}}


def _of(campaign: str) -> Select[Any]:
    columns = [PEOPLE.c[name] for name in Person.model_fields]
    return select(*columns).where(PEOPLE.c.campaign == campaign).order_by(PEOPLE.c.id)


def _person(row: Any) -> Person:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Person(**{name: values[name] for name in Person.model_fields})
