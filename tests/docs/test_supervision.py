"""`docs/supervision.md` says what the code says: the verdicts, and the sample of a programme."""

import json
import re
from typing import Final, get_args

from intake.yaml_positions import read_yaml
from schemas.plan import UnitType
from schemas.programme import Programme
from schemas.visits import Verdict
from tests.docs.pages import Page

SUPERVISION: Final = Page.read("docs/supervision.md")


def test_every_verdict_is_told() -> None:
    line = SUPERVISION.line("`--verdict` is")
    told = set(re.findall(r"`(\w+)`", line.partition("A visit")[0]))
    assert told == set(get_args(Verdict))


def test_the_sample_of_a_type_is_one_of_the_citys() -> None:
    (block,) = SUPERVISION.blocks("yaml types")
    yaml = read_yaml(block)
    assert not yaml.problems
    (type_,) = yaml.data["types"]
    assert UnitType.model_validate_json(json.dumps(type_)).level == "city"


def test_the_sample_of_a_programme_is_one() -> None:
    (block,) = SUPERVISION.blocks("yaml programme")
    yaml = read_yaml(block)
    assert not yaml.problems
    assert Programme.model_validate_json(json.dumps(yaml.data["programme"])).batch == 2
