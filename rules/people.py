"""What files say of people, held against what a campaign knows of them."""

from collections.abc import Iterable

from schemas.roster import Person


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
