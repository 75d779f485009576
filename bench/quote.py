"""What the READMEs quote of the last full runs: every figure that has a bar, in a table between two marks."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.keeping import kept
from bench.report import Line, Report, told

_HEADINGS: Final = {
    "README.md": ("measured", "figure", "Phaseline", "yardstick", "ratio", "must be", ""),
    "README.zh.md": ("测量内容", "指标", "Phaseline", "对照", "比值", "要求", ""),
}
_PLACE: Final = re.compile(r"(?<=<!-- bench -->\n).*?(?=<!-- /bench -->)", re.DOTALL)


def quote_in_readmes(root: Path) -> None:
    """Put the table of the reports that are kept into both READMEs of a checkout."""
    reports = kept()
    for name in _HEADINGS:
        readme = root / name
        before, after = _PLACE.split(readme.read_text("utf-8"))
        readme.write_text(f"{before}{quoted(reports, name)}{after}", "utf-8")


def quote_of(readme: Path) -> str:
    """What a README quotes at present.

    Raises LookupError where it has no place for it.
    """
    found = _PLACE.search(readme.read_text("utf-8"))
    if found is None:
        raise LookupError(f"{readme} has no marks for the bench's table")
    return found[0]


def quoted(reports: Sequence[Report], readme: str) -> str:
    """The table of reports for the README of that name, with when and on what each ran below."""
    headings = _HEADINGS[readme]
    rows = [headings, ("---",) * len(headings)]
    rows += (_row(line) for report in reports for line in report.lines if line.bar is not None)
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    ran = "\n\n".join(dict.fromkeys(map(_ran, reports)))
    return f"\n{table}\n\n{ran}\n\n"


def _row(line: Line) -> tuple[str, ...]:
    value, yardstick, ratio, bar = told(line)
    return (
        line.subject,
        line.figure,
        f"{value} {line.unit}".strip(),
        f"{yardstick} {line.unit}".strip() if yardstick else "",
        ratio,
        bar,
        line.verdict or "",
    )


def _ran(report: Report) -> str:
    machine = report.machine
    return (
        f"{report.at:%Y-%m-%d}, {machine.processor}, {machine.cores} cores; "
        f"{machine.temporal_server}; {machine.postgres}; Python {machine.python}."
    )
