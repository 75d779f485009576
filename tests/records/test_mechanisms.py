"""Long-term mechanisms in the records: every version, the one that holds first."""

from records.store import Records
from schemas.mechanism import Mechanism
from tests.records.launched import launch_story, record
from tests.rules.stories import COORDINATOR


async def test_every_version_is_kept(records: Records) -> None:
    told = (await launch_story(records)).start()
    for version in range(1, 4):
        told.do("set_mechanism", text=f"version {version}", keeps=("一", "b"))
    await record(records, told)
    await record(records, told)
    campaign, unit = told.state.campaign, told.state.unit.code
    found = await records.mechanisms.versions(campaign, unit)
    assert [one.version for one in found] == [3, 2, 1]
    assert found[0] == Mechanism(
        campaign=campaign,
        unit=unit,
        version=3,
        at=told.now,
        by=COORDINATOR,
        text="version 3",
        keeps=("一", "b"),
    )
    assert await records.mechanisms.versions(campaign, unit, limit=1) == found[:1]
    assert await records.mechanisms.versions(campaign, "nobody") == ()
