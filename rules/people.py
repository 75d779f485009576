"""People as files name them: in which language they are written to, and who is known otherwise."""

from collections.abc import Iterable, Mapping

from schemas.plan import Plan
from schemas.roster import Person

_NOBODY: Mapping[str, Person] = {}


def in_own_language(
    people: Iterable[Person], plan: Plan, known: Mapping[str, Person] = _NOBODY
) -> tuple[Person, ...]:
    """The people, where no language is named for somebody with the one that they are written to in.

    It is the language that they have already in `known`, by id, or else that of the plan's title:
    Chinese where it has that.
    """
    usual = "en" if plan.title.zh is None else "zh"
    return tuple(
        person
        if "language" in person.model_fields_set
        else person.model_copy(
            update={"language": known[person.id].language if person.id in known else usual}
        )
        for person in people
    )


def known_otherwise(written: Iterable[Person], known: Iterable[Person]) -> tuple[str, ...]:
    """The ids of those who are not known as files write them, in the order of the files.

    Only what is written counts: a roster, which tells a coordinator's name and contact, says
    nothing of channel or language.
    """
    there = {person.id: person for person in known}
    return tuple(
        dict.fromkeys(person.id for person in written if not _agrees(person, there.get(person.id)))
    )


def _agrees(written: Person, known: Person | None) -> bool:
    if known is None:
        return False
    said = written.model_dump(exclude_unset=True, exclude_none=True)
    return all(getattr(known, name) == value for name, value in said.items())
