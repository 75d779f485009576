"""What the READMEs quote is what the last full run measured."""

import json

import pytest

from bench.quote import quote_of, quoted
from bench.report import Report
from tests.docs.pages import ROOT


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readme_quotes_the_last_run(readme: str) -> None:
    kept = json.loads((ROOT / "bench/results/latest.json").read_text())
    for line in kept["lines"]:  # computed, and so not to be read
        line.pop("ratio", None)
        line.pop("verdict", None)
    report = Report.model_validate_json(json.dumps(kept))
    assert not report.is_quick
    assert quote_of(ROOT / readme) == quoted(report, readme)
