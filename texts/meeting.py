"""The texts about life meetings: refusals, labels, and what is said of a meeting."""

from collections.abc import Sequence
from typing import Final

from texts.catalogue import Catalogue, Entry, Language, say

REFUSALS: Final[Catalogue] = {
    "meeting_outside_campaign": Entry(
        zh="{date}不在活动期间之内。请选择{first}至{last}之间的日期。",
        en="{date} lies outside the campaign. Please choose a day from {first} to {last}.",
    ),
    "no_more_branches": Entry(
        zh="按名册，该单位有{branches}个支部需要召开，已登记的有：{known}。"
        "请核对支部名称；名册有误的，请先更正名册。",
        en="By the roster the unit has {branches} to hold a meeting, and these are known: {known}. "
        "Please check how the branch is spelt, or have the roster corrected first.",
    ),
    "branches_too_large": Entry(
        zh="支部“{branch}”最多还能有{left}名党员：名册上该单位共有{members}名，其余已计入其他支部。",
        en="Branch {branch} can have no more members than {left}: the unit has {members} by its roster, "
        "and the others are counted in other branches.",
    ),
    "meeting_not_convened": Entry(
        zh="环节“{step}”中，支部“{branch}”没有待召开的会议。请先召集。",
        en="In step {step} no meeting of branch {branch} is to be held. Please convene it first.",
    ),
    "more_than_branch": Entry(
        zh="支部“{branch}”到会{there}人，超过召集时登记的{members}名党员。请核对人数，或重新召集并更正支部人数。",
        en="More are said to have come than are in the branch: {there}, where {branch} had {members} when "
        "it was convened. Please check the numbers, or convene it again with its right size.",
    ),
    "meetings_missing": Entry(
        zh="环节“{step}”须每个支部都按规定人数（{quorum}）召开会议；目前{branches}个支部中有{met}个已召开。",
        en="Step {step} is done once every branch has met with its quorum of {quorum}; "
        "{met} of {branches} have.",
    ),
}

LABELS: Final[Catalogue] = {
    "command.convene_meeting": Entry(zh="召集会议", en="convene a meeting"),
    "command.call_off_meeting": Entry(zh="取消会议", en="call a meeting off"),
    "command.record_meeting": Entry(zh="登记会议情况", en="record a meeting"),
    "event.meeting_convened": Entry(
        zh="环节“{step}”：支部“{branch}”（{members}人）定于{on} {starts}在{place}开会",
        en="Step {step}: branch {branch} of {members} is to meet on {on} at {starts}: {place}",
    ),
    "event.meeting_called_off": Entry(
        zh="环节“{step}”：支部“{branch}”的会议取消：{reason}",
        en="Step {step}: the meeting of branch {branch} called off: {reason}",
    ),
    "event.meeting_recorded": Entry(
        zh="环节“{step}”：支部“{branch}”{on}开会，到会{attended}，{quorate}",
        en="Step {step}: branch {branch} met on {on} {quorate}, attended by {attended}",
    ),
    "added.outsiders": Entry(zh="邀请{outsiders}", en="invited: {outsiders}"),
    "added.came": Entry(zh="外来人员到会{came}人", en="from outside came: {came}"),
    "added.talks": Entry(zh="会前谈心{talks}次", en="heart-to-heart talks: {talks}"),
    "added.minutes": Entry(zh="会议记录{minutes}", en="minutes: {minutes}"),
}

VALUES: Final[Catalogue] = {
    "quorate.True": Entry(zh="达到规定人数", en="with its quorum"),
    "quorate.False": Entry(zh="未达到规定人数", en="without its quorum"),
}

CLI: Final[Catalogue] = {
    "branch": Entry(zh="支部", en="branch"),
    "branch_of": Entry(zh="{branch}（{members}人）", en="{branch} ({members})"),
    "place": Entry(zh="地点", en="place"),
    "outcome": Entry(zh="结果", en="outcome"),
    "attended": Entry(zh="到会", en="attended"),
    "minutes": Entry(zh="会议记录", en="minutes"),
    "meetings_met": Entry(
        zh="{branches}个支部中有{met}个已按规定人数（{quorum}）召开。",
        en="{met} of {branches} have met with the quorum of {quorum}.",
    ),
    "no_meeting_steps": Entry(
        zh="该单位没有组织生活会环节。", en="The unit has no step that is a meeting."
    ),
    "meeting_convened": Entry(zh="待召开", en="to be held"),
    "meeting_held": Entry(zh="已召开", en="held"),
    "meeting_inquorate": Entry(zh="人数不足", en="too few came"),
    "meeting_called_off": Entry(zh="已取消", en="called off"),
    "meeting_moved": Entry(zh="已改期", en="moved"),
    "came_from_outside": Entry(zh="外来人员{count}人", en="from outside: {count}"),
    "talks_before": Entry(zh="会前谈心{count}次", en="talks before: {count}"),
}

HELP: Final[Catalogue] = {
    "unit meeting": Entry(
        zh="专题组织生活会：召集、登记、查看。", en="Life meetings: convene, record, look."
    ),
    "unit meeting convene": Entry(
        zh="召集一个支部开会，或改期。", en="Convene a branch, or convene it for another time."
    ),
    "unit meeting call-off": Entry(zh="取消一次会议。", en="Call a meeting off."),
    "unit meeting record": Entry(
        zh="登记一个支部的会议：到会人数、会前谈心、会议记录。",
        en="Record that a branch has met: who attended, the talks before, the minutes.",
    ),
    "unit meeting show": Entry(
        zh="一个单位的会议，以及还差几个支部。",
        en="Show a unit's meetings, and how many branches are still to meet.",
    ),
    "unit meeting invitation": Entry(
        zh="把会议邀请输出为日历文件（iCalendar）。",
        en="Print the invitation to a meeting as a file for calendars (iCalendar).",
    ),
}

PARAMETERS: Final[Catalogue] = {
    "branch": Entry(zh="支部名称，不含空格。", en="What the branch is called, without blanks."),
    "branch_members": Entry(zh="支部党员人数。", en="How many members the branch has."),
    "starts": Entry(
        zh="开会时间，按活动所在地，如 15:30。",
        en="When it begins, on the campaign's clock, such as 15:30.",
    ),
    "place": Entry(zh="地点。", en="Where."),
    "outsiders": Entry(
        zh="邀请的单位或职务，不写姓名；可多次给出。",
        en="An office or organisation to invite, never a name; may be given several times.",
    ),
    "unit meeting record:on": Entry(zh="实际开会的日期。", en="The day on which it was held."),
    "came": Entry(zh="外来人员到会人数。", en="How many from outside came."),
    "talks": Entry(zh="会前谈心次数。", en="How many heart-to-heart talks went before."),
    "minutes": Entry(
        zh="会议记录文件：pdf、docx、xlsx、jpg、png 或 txt，最多 20 MB。",
        en="The file of the minutes: pdf, docx, xlsx, jpg, png or txt, at most 20 MB.",
    ),
}

_INVITATION: Final[Catalogue] = {
    "summary": Entry(zh="{title}：{unit}（{branch}）", en="{title}: {unit} ({branch})"),
    "invited": Entry(zh="邀请：{outsiders}", en="Invited: {outsiders}"),
}


def invitation_summary(*, unit: str, branch: str, title: str, language: Language) -> str:
    """What a meeting is called in a calendar."""
    return say(_INVITATION, "summary", {"unit": unit, "branch": branch, "title": title}, language)


def invited(outsiders: Sequence[str], language: Language) -> str:
    """Who is invited from outside."""
    said = ("、" if language == "zh" else ", ").join(outsiders)
    return say(_INVITATION, "invited", {"outsiders": said}, language)
