"""`docs/reminders.md` says what the code says: every table and every sample."""

import json
import re
from pathlib import Path
from typing import Final, get_args

from activities.channel import AT_ONCE
from intake.channels import BUILT_IN, read_channels
from intake.yaml_positions import read_yaml
from rules import wording
from rules.plan_ladders import RUNG_PLACES, ladder_problems
from schemas.channel import ChannelConfig, Outcome
from schemas.notice import NoticeKind
from schemas.reminders import Reminders, Rung
from tests.docs.pages import Page
from tests.rules.told import plan_of, samples_of
from texts import messages

REMINDERS: Final = Page.read("docs/reminders.md")


def test_the_sample_of_a_ladder_is_one() -> None:
    (block,) = REMINDERS.blocks("yaml reminders")
    yaml = read_yaml(block)
    assert not yaml.problems
    reminders = Reminders.model_validate_json(json.dumps(yaml.data["reminders"]))
    plan = plan_of("reference-2005").model_copy(update={"reminders": reminders})
    assert list(ladder_problems(plan.reminders, plan.calendar.hours)) == []


def test_every_key_of_a_rung_is_told() -> None:
    rows = REMINDERS.table("of a rung", "")
    assert [key for row in rows for key in re.findall(r"`(\w+)`", row[0])] == list(
        Rung.model_fields
    )


def test_every_place_of_a_rungs_text_is_told() -> None:
    rows = REMINDERS.table("place", "what stands there")
    assert tuple(place for row in rows for place in re.findall(r"`\{(\w+)\}`", row[0])) == (
        RUNG_PLACES
    )


def test_who_is_told_what_and_when() -> None:
    told = {
        (kind.strip("`"), role): when.partition(f"; to the {role} ")[2] or when.partition(";")[0]
        for kind, who, when in REMINDERS.table("notice", "told", "when")
        for role in who.split(", ")
    }
    samples = (*samples_of(plan_of("reference-2005")), *samples_of(plan_of("safety-inspection")))
    assert told == {
        (one.notice.kind, str(one.notice.audience.role)): (
            "at once" if one.notice.is_urgent else "in the day's message"
        )
        for one in samples
    }
    assert {kind for kind, _ in told} == set(get_args(NoticeKind))


def test_the_sample_of_channels_is_one(tmp_path: Path) -> None:
    (block,) = REMINDERS.blocks("yaml channels")
    file = tmp_path / "channels.yaml"
    file.write_text(block)
    names = dict.fromkeys(re.findall(r"\$\{(\w+)\}", block), "x")
    assert list(read_channels(file, names)) == ["email", "group_chat", "office_system"]


def test_every_key_of_a_channel_is_told_with_its_default() -> None:
    rows = REMINDERS.table("of a channel", "default", "")
    assert {key.strip("`"): default for key, default, _ in rows} == {
        name: "–" if field.is_required() else str(field.default)
        for name, field in ChannelConfig.model_fields.items()
    }


def test_built_in_channels_and_outcomes_are_told() -> None:
    assert [row[0].strip("`") for row in REMINDERS.table("channel", "")] == list(BUILT_IN)
    told = [row[0].strip("`") for row in REMINDERS.table("outcome", "when", "then")]
    assert told == list(get_args(Outcome))


def test_its_numbers_are_those_of_the_code() -> None:
    text = " ".join(REMINDERS.text.split())
    assert (AT_ONCE, messages._FEW, messages._MOST, wording._LIMIT) == (8, 3, 200, 200)
    assert messages._MOST_OF_A_UNIT == 50
    assert "eight are on their way at a time" in text
    assert "With more than three units it is one line a thing, and from the 201st unit" in text
    assert "of one unit at most 50 things are named" in text
    assert "the first 200 characters of a reason" in text
