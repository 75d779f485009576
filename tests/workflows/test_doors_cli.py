"""The stock `temporal` command line at the doors: it moves a unit, and does no harm."""

import json

from schemas.commands import CompleteStep
from schemas.identity import campaign_workflow_id
from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.soundness import assert_sound
from tests.workflows.temporal_cli import TemporalCli

STEP = "mobilization_meeting"


async def test_an_engineer_moves_a_unit(world: World) -> None:
    code = new_code("cli")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    await school.start()
    cli, of = TemporalCli(world.temporal), ("--workflow-id", school.handle.id)
    by = str(school.actor("coordinator"))

    said = await cli.workflow(
        "signal", *of, "--name", "complete_step", "--input", json.dumps({"step": STEP, "by": by})
    )
    assert said.code == 0
    entry = (await school.entries_to(school.state.revision + 1))[0]
    assert entry.command is not None
    await school.absorb(
        CompleteStep(id=entry.command, by=entry.by, kind="complete_step", step=STEP)
    )

    answers = (await cli.workflow("query", *of, "--type", "progress")).json["queryResult"]
    assert answers[0]["revision"] == school.state.revision

    comment = school.command("comment", text="By the command line.")
    said = await cli.workflow(
        *("update", "execute", *of, "--name", "submit"),
        *("--update-id", comment.id, "--input", comment.model_dump_json()),
    )
    assert said.json["result"]["revision"] == school.state.revision + 1
    await school.absorb(comment)
    await school.verify()
    await assert_sound(school.handle)


async def test_what_is_wrong_is_said_clearly(world: World) -> None:
    code = new_code("cli")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    cli, of = TemporalCli(world.temporal), ("--workflow-id", school.handle.id)
    submit = ("update", "execute", *of, "--name", "submit")
    by = str(school.actor("coordinator"))
    step = {"id": "c", "kind": "complete_step", "step": STEP, "by": by}
    for inputs, words in (
        ([], "Exactly one argument is expected, but 0 came"),
        (["{}", "{}"], "but 2 came"),
        (["{}", "1", "null"], "but 3 came"),
        (["null"], "malformed"),
        ([json.dumps({**step, "colour": "red"})], "/complete_step/colour"),
        ([json.dumps({**step, "kind": "dance"})], "There is no command named 'dance'"),
        ([json.dumps({**step, "evidence": "x" * 100_000})], "at most 16384"),
        ([json.dumps(step)], "has not started yet"),
        ([json.dumps({**step, "by": "city:\x00"})], "malformed"),
    ):
        said = await cli.workflow(*submit, *(part for one in inputs for part in ("--input", one)))
        assert said.code == 1
        assert words in said.err
        assert "x" * 81 not in said.err
    said = await cli.workflow(
        *(*submit, "--input-meta", "encoding=binary/plain", "--input-base64", "--input", "AAEC")
    )
    assert "malformed" in said.err
    assert (await school.progress()).revision == 0

    for name, inputs in (("comment", []), ("dance", ["{}"]), ("start", ["1", "2"])):
        given = (part for one in inputs for part in ("--input", one))
        assert (await cli.workflow("signal", *of, "--name", name, *given)).code == 0
    answers = (await cli.workflow("query", *of, "--type", "refusals")).json["queryResult"]
    codes = [refused["refusal"]["code"] for refused in answers[0]]
    assert codes == ["wrong_argument_count", "unknown_kind", "wrong_argument_count"]

    said = await cli.workflow("query", *of, "--type", "everything")
    assert "known queries" in said.err
    nobody = ("--workflow-id", f"{school.handle.id}-nobody")
    said = await cli.workflow("signal", *nobody, "--name", "comment", "--input", "{}")
    assert "not found" in said.err
    await school.do("comment", text="All is well.")
    await school.verify()
    await assert_sound(school.handle)


async def test_the_office_pauses_a_campaign(world: World) -> None:
    code = new_code("cli")
    await launch(world.gateway, code, unit("S-1"))
    cli, of = TemporalCli(world.temporal), ("--workflow-id", campaign_workflow_id(code))
    pause = json.dumps({"by": "city:office", "reason": "Floods."})
    said = await cli.workflow("signal", *of, "--name", "pause", "--input", pause)
    assert said.code == 0
    summary = (await cli.workflow("query", *of, "--type", "summary")).json["queryResult"][0]
    assert summary["status"] == "paused"
    again = json.dumps({"id": "p2", "kind": "pause", "by": "city:office", "reason": "Again."})
    submit = ("update", "execute", *of, "--name", "submit", "--input")
    assert (await cli.workflow(*submit, again)).code == 0
    launch_now = json.dumps({"id": "l2", "kind": "launch", "by": "city:office"})
    said = await cli.workflow(*submit, launch_now)
    assert "The campaign is paused" in said.err
    await assert_sound(world.client.get_workflow_handle(campaign_workflow_id(code)))
