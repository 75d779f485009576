"""The texts about life meetings: refusals, labels, and what is said of a meeting."""

from typing import Final

from texts.catalogue import Catalogue, Entry

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
        en="Branch {branch} can have {left} members at most: the unit has {members} by its roster, "
        "and the others are counted in other branches.",
    ),
    "meeting_not_convened": Entry(
        zh="环节“{step}”中，支部“{branch}”没有待召开的会议。请先召集。",
        en="In step {step} no meeting of branch {branch} is to be held. Please convene it first.",
    ),
    "more_than_branch": Entry(
        zh="支部“{branch}”到会{there}人，超过召集时登记的{members}名党员。请核对人数，或重新召集并更正支部人数。",
        en="{there} are said to have come, more than the {members} members that branch {branch} had "
        "when it was convened. Please check the numbers, or convene it again with its right size.",
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
