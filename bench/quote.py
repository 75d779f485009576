"""What the READMEs quote of the last full run: every figure that has a bar, in a table between two marks."""

import re
from pathlib import Path
from typing import Final

from bench.report import Report, shown

_HEADINGS: Final = {
    "README.md": ("measured", "figure", "Phaseline", "yardstick", "ratio", "must be", ""),
    "README.zh.md": ("测量内容", "指标", "Phaseline", "对照", "比值", "要求", ""),
}
_PLACE: Final = re.compile(r"(?<=<!-- bench -->\n).*?(?=<!-- /bench -->)", re.DOTALL)


def quote_in_readmes(report: Report, root: Path) -> None:
    """Put the table of a report into both READMEs of a checkout."""
    for name in _HEADINGS:
        readme = root / name
        before, after = _PLACE.split(readme.read_text("utf-8"))
        readme.write_text(f"{before}{quoted(report, name)}{after}", "utf-8")


def quote_of(readme: Path) -> str:
    """What a README quotes at present.

    Raises LookupError where it has no place for it.
    """
    found = _PLACE.search(readme.read_text("utf-8"))
    if found is None:
        raise LookupError(f"{readme} has no marks for the bench's table")
    return found[0]


def quoted(report: Report, readme: str) -> str:
    """The table of a report for the README of that name, with the machine below."""
    headings = _HEADINGS[readme]
    rows = [headings, ("---",) * len(headings)]
    for line in report.lines:
        if line.bar is None:
            continue
        judges_ratio = line.bar.of == "ratio"
        rows.append(
            (
                line.subject,
                line.figure,
                f"{shown(line.value, None if judges_ratio else line.bar)} {line.unit}".strip(),
                ""
                if line.yardstick is None
                else f"{shown(line.yardstick, None)} {line.unit}".strip(),
                ""
                if line.ratio is None
                else f"{shown(line.ratio, line.bar if judges_ratio else None)}×",
                str(line.bar),
                line.verdict or "",
            )
        )
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    machine = report.machine
    return (
        f"\n{table}\n\n"
        f"{report.at:%Y-%m-%d}, {machine.processor}, {machine.cores} cores; "
        f"{machine.temporal_server}; {machine.postgres}; Python {machine.python}.\n\n"
    )
