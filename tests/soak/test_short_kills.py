"""Worker, Temporal server and PostgreSQL are killed under load; nothing is lost, doubled or stuck."""

from collections import Counter

import psycopg
import pytest

from bench.kills import Victim
from bench.load import Load
from bench.soak import kill_under_load, open_soak
from bench.stage import Stage
from bench.verdict import Verdict, judge, judge_unit
from schemas.views import Receipt
from tests.discretion import DISCRETION

UNITS = 6
SEED = 2005


async def findings(stage: Stage, load: Load, unit: str) -> str:
    verdict = Verdict()
    await judge_unit(stage, load, unit, verdict)
    return "\n".join(verdict.findings)


async def tamper(stage: Stage, statement: str, unit: str) -> None:
    async with await psycopg.AsyncConnection.connect(stage.postgres.url) as connection:
        await connection.execute("SET session_replication_role = replica")  # past the triggers
        changed = await connection.execute(statement.encode(), {"unit": unit})
        assert changed.rowcount == 1


@pytest.mark.timeout(300)
async def test_each_is_killed_twice_and_the_verdict_tells_right_from_wrong() -> None:
    async with open_soak(units=UNITS, seed=SEED) as (stage, load):
        killed = await kill_under_load(stage, load, kills=2 * len(Victim), seed=SEED)
        verdict = await judge(stage, load)

        assert verdict.findings == []
        assert killed == Counter(dict.fromkeys(Victim, 2))
        assert verdict.commands > UNITS * 10
        assert verdict.signals > UNITS
        assert verdict.runs > UNITS, "no unit has continued as new"

        altered, shortened, invented, signalled, misstated, _ = load.units
        await tamper(
            stage,
            """UPDATE journal SET body = jsonb_set(body, '{at}', '"2005-07-01T00:00:00Z"')
               WHERE unit = %(unit)s AND revision = 3""",
            altered,
        )
        told = await findings(stage, load, altered)
        assert "the journal is no chain from revision 4" in told
        assert "journal and history differ at revision 3" in told

        await tamper(
            stage,
            """DELETE FROM journal WHERE unit = %(unit)s AND revision =
               (SELECT max(revision) FROM journal WHERE unit = %(unit)s)""",
            shortened,
        )
        told = await findings(stage, load, shortened)
        assert "is not the journal folded" in told
        assert "journal and history differ at revision" in told

        receipt: Receipt = next(iter(load.receipts[invented].values()))
        load.receipts[invented]["never-carried-out"] = receipt
        told = await findings(stage, load, invented)
        assert "command never-carried-out is not in the journal once" in told

        load.signals[signalled].add("never-arrived")
        told = await findings(stage, load, signalled)
        assert "signal never-arrived is in the journal 0 times" in told

        await tamper(
            stage, "UPDATE units SET standing = 'finished' WHERE code = %(unit)s", misstated
        )
        assert "the row says finished, which it is not" in await findings(stage, load, misstated)
        DISCRETION.hear("a worker", stage.worker.log.read_text())
        DISCRETION.hear_files(stage.postgres.folder)
