"""What full runs have measured last, kept as JSON in `bench/results`."""

import json
from typing import Final

from bench.report import Report
from bench.stage import ROOT

_RESULTS: Final = ROOT / "bench" / "results"

_RUNS: Final = ("latest", "crowd")


def keep(report: Report, run: str) -> None:
    """Keep the report of a run instead of the one before."""
    _RESULTS.mkdir(exist_ok=True)
    (_RESULTS / f"{run}.json").write_text(report.model_dump_json(indent=2) + "\n")


def kept() -> tuple[Report, ...]:
    """The reports that are kept, the usual one first."""
    files = (_RESULTS / f"{run}.json" for run in _RUNS)
    return tuple(_read(file.read_text()) for file in files if file.exists())


def _read(text: str) -> Report:
    written = json.loads(text)
    for line in written["lines"]:  # computed, and so not to be read
        line.pop("ratio", None)
        line.pop("verdict", None)
    return Report.model_validate_json(json.dumps(written))
