import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from intake.opinions import OPINION_COLUMNS, OpinionsReading, read_opinions
from intake.rejects import write_rejects
from schemas.opinions import Intake, NewOpinion
from schemas.problem import Problem
from schemas.step import Channel
from texts.catalogue import say
from texts.labels import label
from texts.roster_problems import CATALOGUE

HEADINGS = {column.key: column.zh for column in OPINION_COLUMNS}
DAY = date(2026, 3, 3)
INTAKE = Intake(first=DAY, last=date(2026, 3, 9), channels=get_args(Channel))


def read(folder: Path, *rows: Mapping[str, str]) -> OpinionsReading:
    """Read a list with these rows, whose opinions came by the box on 3 March unless they say so."""
    path = folder / "opinions.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS.values())
        writer.writerows([row.get(key, "") for key in HEADINGS] for row in rows)
    return read_opinions(path, channel="box", day=DAY, intake=INTAKE)


def test_a_row_says_what_was_said_and_may_say_how_and_when(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {"text": "电梯坏了。\n没人修。"},
        {"text": "灯不亮", "channel": "热线", "day": "2026-03-05", "topic": "照明"},
    )
    assert not reading.problems
    assert list(reading.opinions) == [
        NewOpinion(channel="box", day=DAY, text="电梯坏了。\n没人修。"),
        NewOpinion(channel="hotline", day=date(2026, 3, 5), text="灯不亮", topic="照明"),
    ]


@pytest.mark.parametrize("channel", get_args(Channel))
def test_channels_are_known_by_their_ids_and_in_both_languages(
    tmp_path: Path, channel: Channel
) -> None:
    names = (channel, label("channel", channel, "zh"), label("channel", channel, "en").upper())
    reading = read(tmp_path, *({"text": "-", "channel": name} for name in names))
    assert [one.channel for one in reading.opinions] == [channel] * 3


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"topic": "lift"}, "missing"),
        ({"text": "x" * 2001}, "too_long"),
        ({"text": "-", "topic": "x" * 41}, "too_long"),
        ({"text": "-", "channel": "gossip"}, "unknown_channel"),
        ({"text": "-", "day": "yesterday"}, "not_a_date"),
        ({"text": "-", "day": "2026-03-02"}, "day_not_taken"),
        ({"text": "-", "day": "2028-01-01"}, "day_not_taken"),
    ],
)
def test_what_is_wrong_is_said_and_put_aside(
    tmp_path: Path, row: Mapping[str, str], code: str
) -> None:
    reading = read(tmp_path, {"text": "Good."}, row)
    (problem,) = reading.problems
    assert (problem.code, problem.row) == (code, 3)
    assert [one.text for one in reading.opinions] == ["Good."]
    rejects = tmp_path / "rejects.csv"
    write_rejects(rejects, reading.rejects, lambda one: say(CATALOGUE, one.code, one.params, "zh"))
    assert len(read_opinions(rejects, channel="box", day=DAY, intake=INTAKE).problems) == 1


def test_a_channel_must_be_open_to_whoever_registers(tmp_path: Path) -> None:
    path = tmp_path / "opinions.csv"
    path.write_text("opinion,channel\nBy word.,hotline\nInto the box.,\nOn the web.,web form\n")
    narrow = INTAKE.model_copy(update={"channels": ("box",)})
    reading = read_opinions(path, channel="box", day=DAY, intake=narrow)
    assert [(one.code, one.row) for one in reading.problems] == [
        ("channel_not_taken", 2),
        ("channel_not_taken", 4),
    ]
    assert [one.text for one in reading.opinions] == ["Into the box."]


def test_a_place_stays_when_another_row_comes_to_be_taken(tmp_path: Path) -> None:
    rows = [
        {"text": "No day.", "day": "soon"},
        {"text": "Later.", "day": "2026-03-10"},
        {"text": "Now."},
    ]
    assert read(tmp_path, *rows).numbers == (1,)
    later = INTAKE.model_copy(update={"last": date(2026, 3, 10)})
    path = tmp_path / "opinions.csv"
    assert read_opinions(path, channel="box", day=DAY, intake=later).numbers == (0, 1)


def test_what_people_said_is_not_echoed(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, {"text": "A secret. " * 300}).problems
    assert problem.value is None


def test_a_file_that_is_no_table_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "opinions.csv"
    path.write_bytes(b"\x00\x01")
    (problem,) = read_opinions(path, channel="box", day=DAY, intake=INTAKE).problems
    assert isinstance(problem, Problem)
