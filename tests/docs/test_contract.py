"""`docs/contract.md` says what the code says: every table, every sample, and the verifier."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from pydantic import BaseModel, TypeAdapter

from cli.exits import ExitCode
from rules.authority import PERMISSIONS
from schemas.actor import Role
from schemas.amendment import Amendment
from schemas.campaign import (
    CampaignCommand,
    CampaignCommandBase,
    CampaignReceipt,
    CampaignStatus,
    CampaignSummary,
)
from schemas.command import CommandBase
from schemas.commands import COMMANDS, Command
from schemas.events import Entry, Event
from schemas.identity import (
    CAMPAIGN,
    DIGEST,
    DISPATCH,
    DISPATCH_WORKFLOW_ID,
    PROGRESS,
    REFUSALS,
    SEARCH_ATTRIBUTES,
    SUBMIT,
    SUMMARY,
    UNIT_CAMPAIGN,
    UPCOMING,
    campaign_workflow_id,
    digest_schedule_id,
    unit_workflow_id,
)
from schemas.outcome import Outcome
from schemas.refusal import Refusal, RefusedSignal
from schemas.state import Standing
from schemas.views import Progress, Receipt, Upcoming
from tests.docs.pages import Page
from tests.rules.stories import Story
from texts.refusals import CATALOGUE

CONTRACT: Final = Page.read("docs/contract.md")

SAMPLES: Final[dict[str, Any]] = {
    "command": Command,
    "receipt": Receipt,
    "refusal": Refusal,
    "refused_signal": RefusedSignal,
    "campaign_command": CampaignCommand,
    "campaign_receipt": CampaignReceipt,
    "campaign_summary": CampaignSummary,
    "amendment": Amendment,
    "upcoming": tuple[Upcoming, ...],
    "progress": Progress,
    "outcome": Outcome,
    "entry": Entry,
}


def fields(model: type[BaseModel], but: type[BaseModel] | None = None) -> set[str]:
    """The fields of a model beside `kind` and those of `but`, marked as the page marks them."""
    left_out = {"kind", *(but.model_fields if but else ())}
    return {
        name if field.exclude_if is None else f"{name}?"
        for name, field in model.model_fields.items()
        if name not in left_out
    }


def marked(cell: str) -> set[str]:
    """The fields that a cell names."""
    return set(re.sub(r"`(\w+)`(\?)?", r"\1\2", cell).split(", ")) - {"–"}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_one(name: str) -> None:
    (sample,) = CONTRACT.blocks(f"json {name}")
    model: TypeAdapter[Any] = TypeAdapter(SAMPLES[name])
    read = model.validate_json(sample)
    written = json.loads(model.dump_json(read))
    assert _is_part(json.loads(sample), written)


def _is_part(sample: Any, written: Any) -> bool:
    """Whether a sample says nothing but what the code writes; it may leave out what is usual."""
    if isinstance(sample, dict):
        return all(key in written and _is_part(sample[key], written[key]) for key in sample)
    if isinstance(sample, list):
        return len(sample) == len(written) and all(map(_is_part, sample, written))
    return bool(sample == written)


def test_there_is_no_other_sample() -> None:
    assert {label for label, _ in CONTRACT.fences if label.startswith("json")} == {
        f"json {name}" for name in SAMPLES
    }


def test_commands_and_who_may_give_them() -> None:
    told = {
        kind.strip("`"): (marked(cell), set(who.split(", ")))
        for kind, cell, who in CONTRACT.table("kind", "fields", "who")
    }
    assert told == {
        kind: (fields(model, CommandBase), {str(role) for role in PERMISSIONS[kind]})
        for kind, model in COMMANDS.items()
    }


def test_workflows_and_their_ids() -> None:
    rows = CONTRACT.table("workflow type", "id", "started by", "result")
    assert {type_.strip("`"): id_.strip("`") for type_, id_, *_ in rows} == {
        UNIT_CAMPAIGN: unit_workflow_id("{campaign}", "{unit}"),
        CAMPAIGN: campaign_workflow_id("{campaign}"),
        DIGEST: f"{digest_schedule_id('{campaign}')}-{{instant}}",
        DISPATCH: DISPATCH_WORKFLOW_ID,
    }


def test_updates_and_queries() -> None:
    rows = CONTRACT.table("type", "updates", "signals", "queries")
    told = {row[0].strip("`"): (marked(row[1]), marked(row[3])) for row in rows}
    assert told == {
        UNIT_CAMPAIGN: ({SUBMIT}, {PROGRESS, UPCOMING, REFUSALS}),
        CAMPAIGN: ({SUBMIT}, {SUMMARY, REFUSALS}),
        DIGEST: (set(), set()),
        DISPATCH: (set(), set()),
    }


def test_the_envelope() -> None:
    rows = CONTRACT.table("field of the envelope", "")
    assert {row[0].replace("`", "") for row in rows} == {"kind", *fields(CommandBase)}


def test_commands_to_a_campaign() -> None:
    rows = CONTRACT.table("kind", "fields", under="## Commands to a campaign")
    models = get_args(get_args(CampaignCommand)[0])
    assert {kind.strip("`"): marked(cell) for kind, cell in rows} == {
        _kind(model): fields(model, CampaignCommandBase) for model in models
    }
    statuses = re.findall(r"`(\w+)`", CONTRACT.line("A campaign's `status` is one of"))[1:]
    assert statuses == [str(status) for status in CampaignStatus]


def test_events() -> None:
    rows = CONTRACT.table("kind", "fields", under="## Events")
    assert {kind.strip("`"): marked(cell) for kind, cell in rows} == {
        model.model_fields["kind"].default: fields(model) for model in get_args(get_args(Event)[0])
    }


def test_standings() -> None:
    told = [row[0].strip("`") for row in CONTRACT.table("standing", "")]
    assert sorted(told) == sorted(str(standing) for standing in Standing)


def test_search_attributes() -> None:
    told = [row[0].strip("`") for row in CONTRACT.table("attribute", "value")]
    assert told == [key.name for key in SEARCH_ATTRIBUTES]


def test_roles_and_codes() -> None:
    (row,) = [row for row in CONTRACT.table("field of the envelope", "") if row[0] == "`by`"]
    assert set(re.findall(r"`(\w+):", row[1])) == {str(role) for role in Role}
    named = set(re.findall(r"(?:refused as|refuses .* as) `(\w+)`", CONTRACT.text))
    assert named
    assert named <= CATALOGUE.keys()


def test_exit_codes() -> None:
    told = {int(row[0]) for row in CONTRACT.table("exit code", "")}
    assert told == set(map(int, ExitCode))


def test_a_journal_is_verified_with_nothing_but_python(tmp_path: Path) -> None:
    (code,) = CONTRACT.blocks("python verify.py")
    file = tmp_path / "verify.py"
    file.write_text(code)
    story = Story().finish()
    journal = [json.loads(entry.model_dump_json()) for entry in story.journal]

    def verify(entries: list[Any]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-S", str(file), story.state.campaign, story.state.unit.code],
            input=json.dumps(entries),
            capture_output=True,
            text=True,
            check=False,
        )

    assert verify(journal).stdout.split() == [str(story.state.revision), story.state.head]
    tampered = [*journal[:3], {**journal[3], "by": "city:office"}, *journal[4:]]
    assert "broken at revision 5" in verify(tampered).stderr
    assert verify([*journal[:2], *journal[3:]]).returncode == 1


def _kind(model: type[BaseModel]) -> str:
    (kind,) = get_args(model.model_fields["kind"].annotation)
    return str(kind)
