"""What files say of people, held against what a campaign knows of them."""

from rules.people import known_otherwise
from schemas.roster import Person

KNOWN = (
    Person(id="p-1", name="Sample A", contact="a@example.org", channel="mail", role="coordinator"),
    Person(id="p-2", name="Sample B", role="supervisor", scope="SG-01"),
)


def test_who_is_written_otherwise_is_named_once() -> None:
    written = (
        Person(
            id="p-2", name="Sample B", contact="b@example.org", role="supervisor", scope="SG-01"
        ),
        Person(id="p-1", name="Sample A", contact="a1@example.org", role="coordinator"),
        Person(id="p-1", name="Sample Z", role="coordinator"),
    )
    assert known_otherwise(written, KNOWN) == ("p-2", "p-1")


def test_what_is_not_written_is_not_otherwise() -> None:
    written = Person(id="p-1", name="Sample A", contact=None, role="coordinator")
    assert known_otherwise([written], KNOWN) == ()


def test_who_is_not_known_is_not_known_as_written() -> None:
    written = Person(id="p-9", name="Sample I", role="coordinator")
    assert known_otherwise([written], KNOWN) == ("p-9",)
