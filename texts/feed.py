"""What a date in somebody's calendar says: a line, and beneath it when, why and how to report."""

from collections.abc import Mapping, Sequence
from typing import Final

from texts.catalogue import Catalogue, Entry, Language, say

CATALOGUE: Final[Catalogue] = {
    "name": Entry(zh="{campaign} · 期限", en="{campaign}: deadlines"),
    "name_of": Entry(zh="{campaign} · {whose}", en="{campaign}: {whose}"),
    "rehearsal": Entry(zh="【预演】{text}", en="[Rehearsal] {text}"),
    "summary.start": Entry(zh="最迟启动日：{unit}", en="Latest start: {unit}"),
    "summary.step": Entry(zh="“{title}”到期：{unit}", en="Due: {title} – {unit}"),
    "summary.phase": Entry(zh="阶段“{title}”到期：{unit}", en="Phase due: {title} – {unit}"),
    "summary.sign_off": Entry(
        zh="“{title}”验收期满：{unit}", en="Sign-off lapses: {title} – {unit}"
    ),
    "summary.item": Entry(
        zh="整改事项第{title}项到期：{unit}", en="Due: item {title} of the ledger – {unit}"
    ),
    "summary.answer": Entry(
        zh="上报的整改事项第{title}项待答复：{unit}",
        en="Answer due: item {title}, handed up – {unit}",
    ),
    "summary.unit": Entry(zh="全程到期：{unit}", en="Due as a whole: {unit}"),
    "summary.survey": Entry(zh="“{title}”投票截止：{unit}", en="Voting ends: {title} – {unit}"),
    "summary.solicitation": Entry(
        zh="“{title}”征求意见截止：{unit}", en="Opinions until: {title} – {unit}"
    ),
    "summary.meeting": Entry(
        zh="{branch}召开“{title}”：{unit}", en="Meeting of {branch}: {title} – {unit}"
    ),
    "gone.called_off": Entry(zh="（已取消）{text}", en="(called off) {text}"),
    "gone.done": Entry(zh="（已办结）{text}", en="(done) {text}"),
    "gone.suspended": Entry(zh="（已中止）{text}", en="(suspended) {text}"),
    "gone.withdrawn": Entry(zh="（已退出活动）{text}", en="(withdrawn) {text}"),
    "gone.closed": Entry(zh="（活动已结束）{text}", en="(campaign ended) {text}"),
    "gone.dropped": Entry(zh="（不再要求）{text}", en="(no longer due) {text}"),
    "gone.reassigned": Entry(zh="（已移交他人）{text}", en="(handed over) {text}"),
    "meets": Entry(zh="时间：{at}（{timezone}）", en="At {at} ({timezone})."),
    "due": Entry(zh="期限：{at}（{timezone}）", en="Due {at} ({timezone})."),
    "why": Entry(zh="依据：{reasons}", en="Why then: {reasons}."),
    "report.start": Entry(
        zh="准备完毕后启动：{command}", en="Start it once it is ready: {command}"
    ),
    "report.step": Entry(zh="办结后报告：{command}", en="Report it done: {command}"),
    "report.phase": Entry(zh="还缺什么：{command}", en="See what is missing: {command}"),
    "report.sign_off": Entry(
        zh="验收：{command}；到期无结论即自动结束。",
        en="Sign it off: {command} – without a verdict the phase closes by itself.",
    ),
    "report.item": Entry(
        zh="完成后报告：{command}，并附依据。", en="Report it done, with evidence: {command}"
    ),
    "report.survey": Entry(
        zh="截止后计票：{command}", en="Have the ballots counted after that: {command}"
    ),
    "report.solicitation": Entry(
        zh="截止后结束征求：{command}", en="Close it after that: {command}"
    ),
    "report.meeting": Entry(
        zh="会后登记到会人数：{command}", en="Record afterwards who was there: {command}"
    ),
    "report.answer": Entry(zh="上级答复：{command}", en="The office above answers it: {command}"),
    "report.unit": Entry(zh="还缺什么：{command}", en="See what is missing: {command}"),
}
"""By what the date is about, and by why it is gone."""


def feed_name(campaign: str, whose: str | None, language: Language) -> str:
    """The name of a feed: of one addressee's, or of the whole campaign's."""
    if whose is None:
        return say(CATALOGUE, "name", {"campaign": campaign}, language)
    return say(CATALOGUE, "name_of", {"campaign": campaign, "whose": whose}, language)


def feed_summary(
    matter: str, fields: Mapping[str, str], gone: str | None, language: Language
) -> str:
    """The line of a date, with why it is gone where it is; `fields` are `unit`, `title`, `branch`."""
    text = say(CATALOGUE, f"summary.{matter}", fields, language)
    return text if gone is None else say(CATALOGUE, f"gone.{gone}", {"text": text}, language)


def feed_description(
    matter: str,
    *,
    at: str,
    timezone: str,
    reasons: Sequence[str],
    command: str,
    language: Language,
) -> str:
    """What stands beneath the line: when it is due, why then, and how to report it."""
    due = "meets" if matter == "meeting" else "due"
    lines = [say(CATALOGUE, due, {"at": at, "timezone": timezone}, language)]
    if reasons:
        semicolon = "；" if language == "zh" else "; "
        lines.append(say(CATALOGUE, "why", {"reasons": semicolon.join(reasons)}, language))
    lines.append(say(CATALOGUE, f"report.{matter}", {"command": command}, language))
    return "\n".join(lines)


def mark_rehearsal(text: str, language: Language) -> str:
    """A text that says of itself that it belongs to a rehearsal."""
    return say(CATALOGUE, "rehearsal", {"text": text}, language)
