"""What the READMEs quote is what the last full runs measured."""

import pytest

from bench.keeping import kept
from bench.quote import quote_of, quoted
from tests.docs.pages import ROOT


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readme_quotes_the_last_runs(readme: str) -> None:
    reports = kept()
    assert reports
    assert not any(report.is_quick for report in reports)
    assert quote_of(ROOT / readme) == quoted(reports, readme)
