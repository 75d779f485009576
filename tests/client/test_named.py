"""What a command names beside its unit is there, or the command is not given."""

from typing import Any

import pytest

from client.named import require_named
from records.errors import NoUnitsMeant, UnknownCoordinator, UnknownUnit
from records.store import Records
from schemas.commands import Command, CommandAdapter
from schemas.roster import Person
from tests.records.launched import launch
from tests.rules.reference import with_unit

UNITS = [
    with_unit(code="A-1", coordinator="P-01", supervision_group="SG-01"),
    with_unit(code="A-2", coordinator="P-02", supervision_group="SG-02"),
]
PEOPLE = [
    Person(id="P-01", name="Sample A", contact="a@example.org", role="coordinator"),
    Person(id="P-03", name="Sample C", role="coordinator"),
    Person(id="S-03", name="Sample S", role="supervisor", scope="SG-03"),
]


def asked(kind: str, **fields: Any) -> Command:
    """A command of the county's."""
    given = {"id": "c-1", "by": "county:D1", "kind": kind, "reason": "-"}
    return CommandAdapter.validate_python({**given, **fields})


@pytest.fixture
async def campaign(records: Records) -> str:
    return await launch(records, UNITS, people=PEOPLE)


@pytest.mark.parametrize(
    "command",
    [
        asked("withdraw", cause="merged", into="A-2"),
        asked("withdraw", cause="closed"),
        asked("reassign", coordinator="P-01", supervision_group="SG-02"),
        asked("reassign", supervision_group="SG-03"),
        asked("suspend"),
    ],
)
async def test_what_is_there_may_be_named(
    records: Records, campaign: str, command: Command
) -> None:
    assert await require_named(records, campaign, command) == ()


@pytest.mark.parametrize("person", ["P-02", "P-03"])
async def test_of_whom_no_contact_is_known_is_told(
    records: Records, campaign: str, person: str
) -> None:
    command = asked("reassign", coordinator=person)
    assert await require_named(records, campaign, command) == (person,)


@pytest.mark.parametrize(
    ("command", "error", "near"),
    [
        (asked("withdraw", cause="merged", into="a-9"), UnknownUnit, {"A-1", "A-2"}),
        (asked("withdraw", cause="merged", into="NOPE"), UnknownUnit, set()),
        (asked("reassign", coordinator="p-1"), UnknownCoordinator, {"P-01"}),
        (asked("reassign", coordinator="NOBODY"), UnknownCoordinator, set()),
        (asked("reassign", supervision_group="SG-04"), NoUnitsMeant, {"SG-01", "SG-02"}),
    ],
)
async def test_what_nobody_knows_is_refused_with_what_was_meant(
    records: Records,
    campaign: str,
    command: Command,
    error: type[Any],
    near: set[str],
) -> None:
    with pytest.raises(error) as raised:
        await require_named(records, campaign, command)
    assert near <= set(raised.value.near)
    assert bool(raised.value.near) == bool(near)
    assert ("Did you mean" in str(raised.value)) == bool(near)
