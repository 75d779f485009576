"""What is said of visits on the spot: labels, refusals, and the lines of the command line."""

from typing import Final

from texts.catalogue import Catalogue, Entry

LABELS: Final[Catalogue] = {
    "command.record_visit": Entry(zh="记录调研检查", en="record a visit"),
    "event.visited": Entry(zh="{on}到场调研检查：{verdict}", en="Visited on {on}: {verdict}"),
    "added.phase": Entry(zh="阶段“{phase}”", en="phase {phase}"),
    "added.findings": Entry(zh="发现的问题：{findings}", en="found: {findings}"),
}

VALUES: Final[Catalogue] = {
    "verdict.good": Entry(zh="工作扎实", en="done in earnest"),
    "verdict.to_improve": Entry(zh="需要改进", en="to be improved"),
    "verdict.poor": Entry(zh="走过场", en="only through the motions"),
}

REFUSALS: Final[Catalogue] = {
    "visit_not_then": Entry(
        zh="检查日期{date}不对：应在单位纳入活动之日（{first}）至今天（{last}）之间。",
        en="The visit cannot have been on {date}: it must lie between the unit's launch, {first}, "
        "and today, {last}.",
    ),
    "visit_of_phase_ahead": Entry(
        zh="阶段“{phase}”尚未开始或不存在，检查不能记在其名下。已开始的有：{known}。",
        en="Phase {phase} has not begun or is not there, so nobody could look at it. "
        "Those that have begun: {known}.",
    ),
}

CLI: Final[Catalogue] = {
    "visit_day": Entry(zh="检查日期", en="visited"),
    "verdict": Entry(zh="结论", en="verdict"),
    "findings": Entry(zh="发现的问题", en="found"),
    "no_visits": Entry(zh="没有这样的检查记录。", en="There are no such visits."),
    "more_visits": Entry(
        zh="还有更早的：--after {next}", en="There are earlier ones: --after {next}"
    ),
    "visited_times": Entry(zh="已检查{count}次", en="visited {count}×"),
    "not_visited": Entry(zh="未检查", en="not visited"),
}

HELP: Final[Catalogue] = {
    "visits": Entry(zh="调研检查：全部单位的检查记录。", en="Visits on the spot, of all units."),
    "visits list": Entry(
        zh="列出检查记录，最近的在前。", en="List visits, those of the newest day first."
    ),
    "unit visit": Entry(zh="调研检查：记录、查看。", en="Visits on the spot: record them, look."),
    "unit visit record": Entry(
        zh="记录督导组的一次检查；需要补课的同时退回，需要整改的同时列入台账。",
        en="Write down a visit; in the same act steps are sent back and findings go into the ledger.",
    ),
    "unit visit list": Entry(zh="一个单位的检查记录。", en="List the visits to a unit."),
}

PARAMETERS: Final[Catalogue] = {
    "lacking": Entry(
        zh="只看尚缺这一项的：签收的责任书、对当前阶段的检查、方案要求的长效机制。",
        en="Only those that lack it still: their letter acknowledged, a visit to the phase that is "
        "open, or the mechanism that the plan asks for.",
    ),
    "verdict": Entry(
        zh="结论：扎实、需改进或走过场。",
        en="The verdict: done in earnest, to be improved, or only through the motions.",
    ),
    "visits list:verdict": Entry(zh="只看这种结论的。", en="Only those of this verdict."),
    "visits list:phase": Entry(zh="只看对这个阶段的。", en="Only those to this phase."),
    "findings": Entry(
        zh="发现的一个问题；可多次给出。",
        en="Something that was found; may be given several times.",
    ),
    "items": Entry(
        zh="列入整改台账的问题：序号、责任部门、期限，如 1,总务处,2026-07-01；可多次给出。",
        en="A finding for the ledger: its number, the office, the day, such as "
        "1,Logistics,2026-07-01; may be given several times.",
    ),
    "unit visit record:on": Entry(zh="检查的日期。", en="The day of the visit."),
    "unit visit record:phase": Entry(
        zh="所查的阶段；缺省为正在进行的。",
        en="The phase that was looked at; by default the one that is open.",
    ),
}
