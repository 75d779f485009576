"""What is kept is read from the records alone, and a dossier tells what was done to them."""

import pytest

from records.database import driver_of
from records.errors import UnknownCampaign, UnknownUnit
from records.store import Records
from reports.dossier.building import build
from reports.dossier.gathering import CampaignArchive
from reports.dossier.verification import check
from schemas.dossier import DossierCheck, KeptUnit
from schemas.opinions import Problem
from tests.records.launched import record
from tests.records.saying import REMINDED, Saying, begin, coordinator, morning
from tests.records.test_opinions import add, end, said, soliciting
from tests.reports.kept import Loose
from tests.rules.soliciting import count


@pytest.fixture
async def saying(records: Records) -> Saying:
    """A unit of which half a life is recorded; its coordinator was reminded."""
    saying = await begin(records, [coordinator(contact="secret@example.org")])
    await saying.pass_to(morning(REMINDED))
    saying.told.report("study").sign_off("study")
    await saying.record()
    return saying


async def kept(saying: Saying) -> KeptUnit:
    of_campaign = await CampaignArchive.of(saying.records, saying.campaign)
    return await of_campaign.kept(saying.told.state.unit.code)


async def checked(saying: Saying) -> DossierCheck:
    return check(Loose(build(await kept(saying)).files), head=saying.told.state.head)


async def tamper(saying: Saying, statement: str) -> None:
    """Change the unit's row or journal as only an administrator can, past every trigger."""
    codes = {"campaign": saying.campaign, "unit": saying.told.state.unit.code}
    async with (
        saying.records.database.transaction() as connection,
        driver_of(connection) as driver,
    ):
        await driver.execute("SET LOCAL session_replication_role = replica")
        changed = await driver.execute(statement.encode(), codes)
        assert changed.rowcount > 0


async def test_everything_that_is_kept_of_a_unit_is_read(saying: Saying) -> None:
    found, told = await kept(saying), saying.told
    assert (found.journal, found.state) == (told.journal, told.state)
    assert found.initial == told.launched.model_copy(
        update={"campaign": saying.campaign, "head": found.journal[0].previous}
    )
    assert {line.person for line in found.deliveries} >= {"c-001"}
    assert (await checked(saying)).findings == ()
    assert b"secret" not in b"".join(build(found).files.values())


async def test_a_dossier_counts_what_is_behind_a_problem_as_the_records_do(
    records: Records,
) -> None:
    told = await soliciting(records)
    await add(records, told, said(topic="lift"), said("letter", topic="lift"))
    await end(records, told, Problem(text="The lift.", topics=("lift",)))
    known = told.state.revision
    count(told, box=1, letter=1)
    await record(records, told, after=known)
    campaign, unit = told.state.campaign, told.state.unit.code
    found = await (await CampaignArchive.of(records, campaign)).kept(unit)
    owned = await records.opinions.problems(campaign, unit)
    assert [(one.number, one.opinions) for one in owned] == [(1, 2)]
    assert found.problems == owned
    assert check(Loose(build(found).files)).findings == ()


async def test_what_is_recorded_meanwhile_is_left_out(saying: Saying) -> None:
    before = (await kept(saying)).journal
    saying.told.report("analysis")
    told = saying.told
    await record(saying.records, told, after=before[-1].revision)
    after = await kept(saying)
    assert after.journal[: len(before)] == before
    assert after.state == told.state


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (
            """UPDATE journal SET body = jsonb_set(body, '{by}', '"city:office"') {of} = 3""",
            "entry_changed",
        ),
        ("DELETE FROM journal {of} = 4", "entry_out_of_order"),
        ("DELETE FROM journal {of} > 5", "tail_cut"),
    ],
)
async def test_a_journal_that_somebody_changed_in_the_database_is_found(
    saying: Saying, statement: str, code: str
) -> None:
    of = "WHERE campaign = %(campaign)s AND unit = %(unit)s AND revision"
    await tamper(saying, statement.replace("{of}", of))
    assert code in {one.code for one in (await checked(saying)).findings}


async def test_a_state_that_somebody_changed_in_the_database_is_found(saying: Saying) -> None:
    await tamper(
        saying,
        """UPDATE units SET state = jsonb_set(state, '{lost}', '"9 working days"')
        WHERE campaign = %(campaign)s AND code = %(unit)s""",
    )
    assert [one.code for one in (await checked(saying)).findings] == ["file_differs"]


async def test_what_is_not_there_is_said(saying: Saying) -> None:
    with pytest.raises(UnknownCampaign):
        await CampaignArchive.of(saying.records, "nonsense")
    of_campaign = await CampaignArchive.of(saying.records, saying.campaign)
    with pytest.raises(UnknownUnit):
        await of_campaign.kept("nonsense")
