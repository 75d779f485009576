"""What is said of amendments and of working calendars on the command line."""

from typing import Final

from texts.catalogue import Catalogue, Entry

_AMENDMENT: Final = {
    "previewing": Entry(zh="逐个单位预览", en="Previewing every unit"),
    "amendment_units": Entry(
        zh="{units} 个单位，{changed} 个状态改变，{overdue} 个新逾期，{messages}",
        en="{units} units, {changed} change standing, {overdue} newly overdue, {messages}",
    ),
    "messages_fewer": Entry(zh="本周少 {count} 条消息", en="{count} messages fewer this week"),
    "messages_more": Entry(zh="本周多 {count} 条消息", en="{count} messages more this week"),
    "messages_as_many": Entry(
        zh="本周消息数不变（{count} 条）", en="as many messages this week ({count})"
    ),
    "standing_change": Entry(
        zh="{before} → {after}：{units} 个单位", en="{before} → {after}: {units} units"
    ),
    "amendment_moves": Entry(
        zh="{units} 个单位的期限移动：", en="Units whose deadlines move: {units}"
    ),
    "deadline_moves": Entry(
        zh="{unit}，{target}：{before} → {after}", en="{unit}, {target}: {before} → {after}"
    ),
    "latest_start": Entry(zh="最迟启动日", en="the latest start"),
    "surveys_as_opened": Entry(
        zh="{units} 个单位正在测评，仍按开始时的内容和计分办法，下一次起按新规则：{codes}",
        en="Units with a survey under way, which goes on as it was opened, and the next one by the "
        "new rules: {units}, {codes}",
    ),
    "amendment_taken": Entry(
        zh="{units} 个单位此前已接受同一修订，不再改动。",
        en="Units that have taken this very amendment before and are left alone: {units}.",
    ),
    "amendment_refused": Entry(
        zh="{units} 个单位不能接受（{reason}）：{codes}",
        en="Units that cannot take it ({reason}): {units}, {codes}",
    ),
    "amended": Entry(zh="已修订 {units} 个单位。", en="Units amended: {units}."),
}

_CALENDAR: Final = {
    "month": Entry(zh="月份", en="month"),
    "days_off": Entry(zh="工作日放假", en="off"),
    "worked_weekends": Entry(zh="周末上班", en="worked weekends"),
    "provisional": Entry(zh="暂定", en="provisional"),
    "calendar_span": Entry(zh="{first}至{last}", en="{first} to {last}"),
    "calendar_provisional": Entry(
        zh="{years} 年的放假安排尚未公布，暂按周末和固定节假日推算。",
        en="The holidays of {years} are not announced yet: weekends and fixed holidays only.",
    ),
    "calendar_others": Entry(
        zh="另有 {units} 个单位使用不同的日历。", en="{units} units have another calendar."
    ),
    "calendar_good": Entry(
        zh="活动 {campaign} 的日历与现在所知一致。",
        en="The calendar of campaign {campaign} is as it is known now.",
    ),
    "calendar_differs": Entry(
        zh="活动 {campaign} 的日历与现在所知不同：",
        en="The calendar of campaign {campaign} differs from what is known now:",
    ),
    "day_is_worked": Entry(zh="{day}：应为工作日", en="{day} is worked"),
    "day_is_off": Entry(zh="{day}：应为休息日", en="{day} is off"),
    "calendar_announced": Entry(
        zh="{years} 年的放假安排已经公布。", en="The holidays of {years} are announced now."
    ),
    "update_the_calendar": Entry(
        zh="请用 phaseline calendar update 更新。",
        en="Bring it up to date with `phaseline calendar update`.",
    ),
    "calendar_reason": Entry(
        zh="按现在所知更新工作日历", en="The working calendar as it is known now"
    ),
    "no_campaigns_running": Entry(zh="没有进行中的活动。", en="No campaign is running."),
}

CATALOGUE: Final[Catalogue] = {**_AMENDMENT, **_CALENDAR}
"""By code; part of the texts of the command line."""
