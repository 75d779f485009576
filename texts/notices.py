"""What a notice says: a label, one line, and the sentences that are added where they are known.

A key is the notice's kind, with its voice, its reader's role or both behind it where these make a
difference: `reminder.late`, `latest_start_passed.county`, `reassigned.to_you.supervisor`.
"""

from collections.abc import Mapping
from typing import Final

from texts import ledger_notices, opinions, publication, survey
from texts.catalogue import Catalogue, Entry, Language

LABELS: Final[Catalogue] = {
    "reminder.before": Entry(zh="提醒", en="Due soon"),
    "reminder.today": Entry(zh="今日到期", en="Due today"),
    "reminder.late": Entry(zh="逾期", en="Overdue"),
    "escalation.before": Entry(zh="督办", en="Due soon"),
    "escalation.today": Entry(zh="督办·今日到期", en="Due today"),
    "escalation.late": Entry(zh="督办·逾期", en="Overdue"),
    "escalated.before": Entry(zh="提醒", en="Due soon"),
    "escalated.today": Entry(zh="今日到期", en="Due today"),
    "escalated.late": Entry(zh="逾期·已报督办", en="Overdue, escalated"),
    "urged": Entry(zh="催办", en="Reminder by hand"),
    "start_due.before": Entry(zh="尚未启动", en="Start soon"),
    "start_due.today": Entry(zh="今日应启动", en="Start today"),
    "start_due.late": Entry(zh="逾期未启动", en="Not started in time"),
    "latest_start_passed": Entry(zh="逾期未启动", en="Not started in time"),
    "awaiting_sign_off": Entry(zh="待验收", en="Awaiting sign-off"),
    "signed_off": Entry(zh="验收通过", en="Signed off"),
    "lapsed": Entry(zh="验收期满", en="Closed without a verdict"),
    "sent_back": Entry(zh="退回补课", en="Sent back"),
    "visited": Entry(zh="调研检查", en="Visit"),
    "extension_requested": Entry(zh="延期申请", en="More time asked for"),
    "extension_granted": Entry(zh="同意延期", en="More time granted"),
    "extension_declined": Entry(zh="不同意延期", en="More time declined"),
    "extension_lapsed": Entry(zh="延期申请失效", en="Request for more time lapsed"),
    "absence_explained": Entry(zh="缺席说明", en="Absence explained"),
    "absence_accepted": Entry(zh="认可缺席", en="Absence accepted"),
    "absence_declined": Entry(zh="不认可缺席", en="Absence not accepted"),
    "suspended": Entry(zh="中止", en="Suspended"),
    "resumed": Entry(zh="恢复", en="Resumed"),
    "held": Entry(zh="活动暂停", en="Campaign paused"),
    "released": Entry(zh="活动恢复", en="Campaign goes on"),
    "reassigned": Entry(zh="分工调整", en="Reassigned"),
    "withdrawn": Entry(zh="退出活动", en="Left the campaign"),
    "reopened": Entry(zh="重新开启", en="Reopened"),
    "amended": Entry(zh="规则调整", en="Rules changed"),
    **ledger_notices.LABELS,
    **opinions.NOTICE_TITLES,
    **publication.NOTICE_TITLES,
    **survey.NOTICE_TITLES,
}
"""The word or two by which a notice is known at once."""

LINES: Final[Catalogue] = {
    "reminder.before": Entry(
        zh="“{what}”应于{due}前完成，还有{days}。", en="‘{what}’ is due {due}, in {days}."
    ),
    "reminder.today": Entry(
        zh="“{what}”今天到期，请于{due}前完成并报告。", en="‘{what}’ is due today, {due}."
    ),
    "reminder.late": Entry(
        zh="“{what}”应于{due}前完成，已逾期{days}。",
        en="‘{what}’ was due {due} and is {days} overdue.",
    ),
    "escalation.before": Entry(
        zh="“{what}”应于{due}前完成，还有{days}，尚未报告完成。",
        en="‘{what}’ is due {due}, in {days}, and is not reported done.",
    ),
    "escalation.today": Entry(
        zh="“{what}”今天到期（{due}），尚未报告完成。",
        en="‘{what}’ is due today, {due}, and is not reported done.",
    ),
    "escalation.late": Entry(
        zh="“{what}”应于{due}前完成，已逾期{days}，仍未报告完成。",
        en="‘{what}’ was due {due}, is {days} overdue and still not reported done.",
    ),
    "escalated.before": Entry(
        zh="“{what}”应于{due}前完成，还有{days}；已同时告知{told}。",
        en="‘{what}’ is due {due}, in {days}; also told: {told}.",
    ),
    "escalated.today": Entry(
        zh="“{what}”今天到期，请于{due}前完成并报告；已同时告知{told}。",
        en="‘{what}’ is due today, {due}; also told: {told}.",
    ),
    "escalated.late": Entry(
        zh="“{what}”应于{due}前完成，已逾期{days}，现已报{told}督办。",
        en="‘{what}’ was due {due} and is {days} overdue; it has now gone to {told}.",
    ),
    "urged.one": Entry(
        zh="{by}催办：“{what}”应于{due}前完成，请抓紧办理并报告。",
        en="{by} reminds you of ‘{what}’, due {due}.",
    ),
    "urged.all": Entry(
        zh="{by}催办：请抓紧办理尚未完成的事项。",
        en="{by} reminds you of what you still have to do.",
    ),
    "start_due.before": Entry(
        zh="最迟应于{on}启动，还有{days}，尚未启动。",
        en="The latest day for the start is {on}, in {days}; the unit has not started.",
    ),
    "start_due.today": Entry(
        zh="最迟应于今天（{on}）启动，尚未启动。",
        en="Today, {on}, is the latest day for the start; the unit has not started.",
    ),
    "start_due.late": Entry(
        zh="最迟应于{on}启动，已逾期{days}，仍未启动。",
        en="The latest day for the start was {on}, {days} ago; the unit has still not started.",
    ),
    "latest_start_passed": Entry(
        zh="最迟应于{on}启动，至今尚未启动。",
        en="The latest day for the start was {on}; the unit has not started.",
    ),
    "awaiting_sign_off": Entry(
        zh="阶段“{phase}”已上报完成，请验收。",
        en="Phase ‘{phase}’ is reported done and waits for your sign-off.",
    ),
    "signed_off": Entry(
        zh="阶段“{phase}”已由{by}验收通过。", en="Phase ‘{phase}’ is signed off by {by}."
    ),
    "signed_off.finished": Entry(
        zh="阶段“{phase}”已由{by}验收通过，全部阶段至此完成。",
        en="Phase ‘{phase}’ is signed off by {by}; that was the last one.",
    ),
    "lapsed": Entry(
        zh="阶段“{phase}”在规定时间内没有验收结论，已自动结束。",
        en="Phase ‘{phase}’ got no verdict within its time and has closed by itself.",
    ),
    "lapsed.finished": Entry(
        zh="阶段“{phase}”在规定时间内没有验收结论，已自动结束，全部阶段至此完成。",
        en="Phase ‘{phase}’ got no verdict within its time and has closed by itself; "
        "that was the last one.",
    ),
    "sent_back": Entry(
        zh="阶段“{phase}”退回补课，请于{due}前补齐“{redo}”。",
        en="Phase ‘{phase}’ is sent back: redo ‘{redo}’ by {due}.",
    ),
    "visited": Entry(
        zh="{by}{on}的调研检查已记录，结论：{verdict}。",
        en="The visit of {by} on {on} is written down; its verdict: {verdict}.",
    ),
    "extension_requested": Entry(
        zh="{by}申请将“{what}”延期至{until}，请答复。",
        en="{by} asks for more time for ‘{what}’, until {until}.",
    ),
    "extension_granted": Entry(
        zh="同意“{what}”延期至{until}。", en="‘{what}’ may take until {until}."
    ),
    "extension_declined": Entry(
        zh="“{what}”的延期申请未获同意。", en="More time for ‘{what}’ was declined."
    ),
    "extension_lapsed": Entry(
        zh="“{what}”的延期申请期满未获答复，已失效。",
        en="Nobody answered your request for more time for ‘{what}’; it has lapsed.",
    ),
    "absence_explained": Entry(
        zh="{by}说明了“{what}”中{category}{absent}人未能参加的原因，请答复。",
        en="{by} says why {absent} of the category {category} could not be reached for ‘{what}’.",
    ),
    "absence_explained.again": Entry(
        zh="“{what}”中有人未能参加，原因已作说明，请答复。",
        en="It was said why some could not be reached for ‘{what}’; that waits for your answer.",
    ),
    "absence_accepted": Entry(
        zh="“{what}”中{category}{absent}人的缺席已获认可。",
        en="That {absent} of the category {category} are missing from ‘{what}’ was accepted.",
    ),
    "absence_declined": Entry(
        zh="“{what}”中{category}的缺席未获认可，请继续组织补课。",
        en="That some of the category {category} are missing from ‘{what}’ was not accepted; "
        "they are still to be reached.",
    ),
    "suspended": Entry(
        zh="该单位的活动即日起中止，期限相应顺延，其间不再提醒。",
        en="The unit stands still from now on; its deadlines move, and nobody is reminded meanwhile.",
    ),
    "resumed": Entry(zh="该单位的活动恢复进行。", en="The unit goes on."),
    "held": Entry(
        zh="整个活动即日起暂停，期限相应顺延，其间不再提醒。",
        en="The whole campaign is paused; deadlines move, and nobody is reminded meanwhile.",
    ),
    "released": Entry(zh="整个活动恢复进行。", en="The whole campaign goes on."),
    "reassigned.to_you.coordinator": Entry(
        zh="即日起由您担任该单位联络员。", en="You are the unit's coordinator from now on."
    ),
    "reassigned.to_you.supervisor": Entry(
        zh="该单位即日起由本组督导。", en="Your group supervises the unit from now on."
    ),
    "reassigned.from_you.coordinator": Entry(
        zh="该单位联络员已调整，您不再负责联络。",
        en="The unit has another coordinator now; you are no longer asked for it.",
    ),
    "reassigned.from_you.supervisor": Entry(
        zh="该单位已改由其他督导组督导。", en="Another group supervises the unit now."
    ),
    "withdrawn": Entry(
        zh="该单位已退出活动（{cause}），今后不再提醒。",
        en="The unit has left the campaign ({cause}); nothing more is asked of it.",
    ),
    "reopened.redo": Entry(
        zh="该单位重新开启，请于{due}前补齐“{redo}”。",
        en="The unit is reopened: redo ‘{redo}’ by {due}.",
    ),
    "reopened.back": Entry(zh="该单位恢复参加活动。", en="The unit is back in the campaign."),
    "amended": Entry(
        zh="该单位适用的规则已调整，请查看各项期限有无变化。",
        en="The unit's rules have changed; please see whether its deadlines have.",
    ),
    **ledger_notices.LINES,
    **opinions.NOTICES,
    **publication.NOTICES,
    **survey.NOTICES,
}
"""The one line that everybody reads. All of its places are always known."""

_NEXT_PHASE: Final = Entry(
    zh="现进入阶段“{next_phase}”，应于{next_due}前完成。",
    en="Phase ‘{next_phase}’ has begun and is due {next_due}.",
)
_ESCALATES: Final = Entry(
    zh="到{next_on}仍未完成的，将报{next_to}督办。",
    en="If it is still open on {next_on}, it goes to {next_to}.",
)
_MATTERS: Final = Entry(
    zh="这一环节不完成，阶段“{needed_by}”就不能上报。",
    en="Phase ‘{needed_by}’ cannot be reported without it.",
)
_REASON: Final = Entry(zh="原因：{reason}", en="Why: {reason}")
_BY: Final = Entry(zh="决定：{by}。", en="Decided by {by}.")
_MOVED: Final = Entry(zh="未完成事项的期限顺延{lost}。", en="Its open deadlines move by {lost}.")
_STILL_DUE: Final = Entry(zh="仍应于{due}前完成。", en="It is still due {due}.")
_ROUND: Final = Entry(zh="这是第{round}轮。", en="This is round {round}.")
_MISSING: Final = Entry(
    zh="准备工作尚缺：“{missing}”。", en="Still missing before the start: ‘{missing}’."
)
_NOTE: Final = Entry(zh="意见：{note}", en="Note: {note}")
_OPEN: Final = Entry(zh="尚未完成（{count}项）：“{open}”。", en="Still open ({count}): ‘{open}’.")

DETAILS: Final[Mapping[str, tuple[Entry, ...]]] = {
    "reminder": (
        Entry(zh="已同时告知{told}。", en="Also told: {told}."),
        _MATTERS,
        _ESCALATES,
    ),
    "escalated": (_ESCALATES,),
    "urged.one": (Entry(zh="已逾期{late}。", en="It is {late} overdue."), _NOTE),
    "urged.all": (_OPEN, _NOTE),
    "start_due": (_MISSING,),
    "latest_start_passed": (_MISSING,),
    "awaiting_sign_off": (
        _ROUND,
        Entry(
            zh="到{lapses}没有结论的，该阶段自动结束。",
            en="Without a verdict it closes by itself {lapses}.",
        ),
    ),
    "signed_off": (_NEXT_PHASE, _NOTE),
    "lapsed": (_NEXT_PHASE,),
    "sent_back": (_ROUND, _REASON),
    "visited": (Entry(zh="发现的问题：{findings}", en="Found: {findings}"),),
    "extension_requested": (
        Entry(zh="现期限：{due}。", en="It is due {due} as things are."),
        Entry(
            zh="到{lapses}没有答复的，申请自动失效。",
            en="Without an answer the request lapses {lapses}.",
        ),
        Entry(zh="理由：{reason}", en="Why: {reason}"),
    ),
    "extension_granted": (
        Entry(zh="新期限：{due}。", en="It is due {due} now."),
        _BY,
        _REASON,
    ),
    "extension_declined": (_STILL_DUE, _BY, _REASON),
    "extension_lapsed": (
        _STILL_DUE,
        Entry(
            zh="仍需延期的，请与督导组{group}联系后重新申请。",
            en="If you still need it, speak to the supervision group {group} and ask again.",
        ),
    ),
    "absence_explained": (Entry(zh="原因：{reason}", en="Why: {reason}"),),
    "absence_accepted": (_BY, _NOTE),
    "absence_declined": (_STILL_DUE, _BY, _REASON),
    "survey_judged": (_REASON,),
    "suspended": (_BY, _REASON),
    "resumed": (_MOVED, _NOTE),
    "held": (_REASON,),
    "released": (_MOVED,),
    "reassigned.to_you": (
        Entry(zh="现处于阶段“{phase}”。", en="It is in phase ‘{phase}’."),
        _OPEN,
        _REASON,
    ),
    "reassigned.from_you": (_REASON,),
    "withdrawn": (Entry(zh="并入单位：{into}。", en="It was merged into {into}."), _REASON),
    "reopened": (_BY, _REASON),
    "amended": (_REASON,),
    **ledger_notices.DETAILS,
    **opinions.NOTICE_DETAILS,
}
"""What is added to the line, each sentence where all of its places are known.

What somebody wrote comes last, since it ends as they ended it.
"""


def notice_label(kind: str, language: Language, *, is_late: bool) -> str | None:
    """What a kind of notice is called in a list; None for one that is no notice of a unit."""
    entry = LABELS.get(kind) or LABELS.get(f"{kind}.{'late' if is_late else 'before'}")
    return None if entry is None else entry.in_(language)
