"""In which language somebody is written to, and who is known otherwise than files have them."""

import pytest

from rules.people import in_own_language, known_otherwise
from schemas.roster import Person
from schemas.text import Language, Text
from tests.records.launched import PLAN

SILENT = Person(id="p-1", name="Sample A", role="city")
OUTSPOKEN = Person(id="p-2", name="示例乙", role="city", language="zh")
ENGLISH = Person(id="p-3", name="示例丙", role="city", language="en")


@pytest.mark.parametrize(
    ("title", "language"),
    [
        (Text(en="Workplace safety drive"), "en"),
        (Text(zh="安全检查"), "zh"),
        (Text(zh="安全检查", en="Workplace safety drive"), "zh"),
    ],
)
def test_it_is_the_plan_s(title: Text, language: Language) -> None:
    plan = PLAN.model_copy(update={"title": title})
    everybody = in_own_language([SILENT, OUTSPOKEN, ENGLISH], plan)
    assert [person.language for person in everybody] == [language, "zh", "en"]


def test_who_is_known_keeps_the_language_that_they_have() -> None:
    known = {"p-1": SILENT.model_copy(update={"language": "zh"}), "p-3": OUTSPOKEN}
    everybody = in_own_language([SILENT, ENGLISH], PLAN, known)
    assert [person.language for person in everybody] == ["zh", "en"]


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
