"""What the command line says around the labels, lines and refusals that have catalogues of their own."""

from typing import Final

from texts import (
    amendments,
    attachments,
    demo,
    dossiers,
    ledger,
    mechanism,
    meeting,
    mobilization,
    opinions,
    programme,
    publication,
    responsibility,
    survey_cli,
    turns,
    visits,
)
from texts.catalogue import Catalogue, Entry

_HEADINGS: Final = {
    "unit": Entry(zh="单位", en="unit"),
    "name": Entry(zh="名称", en="name"),
    "type": Entry(zh="类型", en="type"),
    "types": Entry(zh="单位类型", en="Types of unit"),
    "district": Entry(zh="区县", en="district"),
    "phase": Entry(zh="阶段", en="phase"),
    "standing": Entry(zh="状态", en="standing"),
    "next_due": Entry(zh="下一时点", en="next event"),
    "coordinator": Entry(zh="联络员", en="coordinator"),
    "group": Entry(zh="督导组", en="group"),
    "campaign": Entry(zh="活动", en="campaign"),
    "title": Entry(zh="标题", en="title"),
    "status": Entry(zh="状态", en="status"),
    "from": Entry(zh="起", en="from"),
    "to": Entry(zh="止", en="to"),
    "rehearsal": Entry(zh="预演", en="rehearsal"),
    "when": Entry(zh="时间", en="when"),
    "who": Entry(zh="谁", en="who"),
    "what": Entry(zh="什么", en="what"),
    "why": Entry(zh="为什么", en="why"),
    "units": Entry(zh="单位", en="units"),
    "organisations": Entry(zh="党组织", en="organisations"),
    "members": Entry(zh="党员", en="members"),
    "floating": Entry(zh="流动党员", en="floating"),
    "declared": Entry(zh="方案单位数", en="declared"),
    "difference": Entry(zh="相差", en="difference"),
    "total": Entry(zh="合计", en="total"),
    "person_id": Entry(zh="编号", en="id"),
    "role": Entry(zh="角色", en="role"),
    "scope": Entry(zh="督导组或区县", en="group or district"),
    "contact": Entry(zh="联系方式", en="contact"),
    "channel": Entry(zh="渠道", en="channel"),
    "person_language": Entry(zh="语言", en="language"),
    "away": Entry(zh="请假", en="away"),
    "away_with_substitute": Entry(
        zh="{first}至{last}，由{substitute}代理", en="{first} to {last}, {substitute} stands in"
    ),
}

_HELP: Final = {
    "usage": Entry(zh="用法：{usage}", en="Usage: {usage}"),
    "arguments": Entry(zh="参数", en="Arguments"),
    "options": Entry(zh="选项", en="Options"),
    "commands": Entry(zh="命令", en="Commands"),
    "required": Entry(zh="必填", en="required"),
    "or_variable": Entry(zh="或环境变量 {name}", en="or the variable {name}"),
    "by_default": Entry(zh="缺省 {value}", en="by default {value}"),
}

_PLAN: Final = {
    "window": Entry(zh="活动期限：{first}至{last}", en="Window: {first} to {last}"),
    "readiness": Entry(zh="启动前的准备", en="Readiness before the start"),
    "or_track": Entry(zh="，可改用 {tracks}", en=", or {tracks} if chosen"),
    "starts_at_latest": Entry(zh=" · 最迟 {date} 启动", en=" · latest start {date}"),
    "published": Entry(zh="公示", en="published"),
    "polled": Entry(zh="测评", en="polled"),
    "gate_none": Entry(zh="必做环节完成即结束", en="closes when its required steps are done"),
    "gate_sign_off": Entry(zh="须经验收", en="closes by sign-off"),
    "gate_lapse": Entry(
        zh="须经验收，{lapse}内无结论即自动结束", en="closes by sign-off, or {lapse} without one"
    ),
    "due_after": Entry(zh="{length}内", en="due after {length}"),
    "due_at_phase_end": Entry(zh="阶段结束前", en="due at the phase's end"),
    "after": Entry(zh="在 {steps} 之后", en="after {steps}"),
    "optional": Entry(zh="选做", en="optional"),
    "plan_good": Entry(zh="{file}：方案 {plan} 没有问题。", en="{file}: the plan {plan} is good."),
    "and_more": Entry(
        zh="……另有 {count} 条；加 --json，或输出到文件、管道，可得全部。",
        en="… and {count} more: all of them with --json, or into a file or pipe.",
    ),
    "problems_found": Entry(zh="共 {count} 处问题。", en="Problems found: {count}."),
    "problem_row": Entry(zh="第 {row} 行", en="row {row}"),
    "problem_value": Entry(zh="（原文：{value}）", en="(it says: {value})"),
}

_ROSTER: Final = {
    "totals_by_type": Entry(zh="分类型合计", en="Totals by type"),
    "totals_by_district": Entry(zh="分区县合计", en="Totals by district"),
    "against_declared": Entry(zh="与方案公布数对照", en="Held against what the plan declares"),
    "no_differences": Entry(zh="完全一致。", en="No differences."),
    "roster_read": Entry(
        zh="合格 {units} 个单位，不合格 {rejected} 行。",
        en="Good units: {units}. Bad rows: {rejected}.",
    ),
    "and_offices": Entry(
        zh="另有市、区县机关 {offices} 个，不计入单位数。",
        en="And offices of the city and its counties, which are counted as no units: {offices}.",
    ),
    "nothing_done": Entry(
        zh="文件有 {count} 处问题，什么也没有做。请改正；名册也可用 --rejects FILE 把不合格的行另存、其余照办。",
        en="The file has problems: {count}. Nothing was done. Correct them, or put the bad rows "
        "aside with --rejects FILE and go on with the good ones.",
    ),
    "rejects_written": Entry(
        zh="{count} 行不合格，已连同原因写入 {file}。",
        en="Bad rows, written to {file} with their reasons: {count}.",
    ),
    "change_nothing": Entry(zh="名册没有变化。", en="The roster is the same."),
    "change_added": Entry(zh="新增 {count} 个单位", en="Added: {count}"),
    "change_removed": Entry(
        zh="名册中不再有 {count} 个单位（未列入合并的不作处理，确需退出请用 unit withdraw）",
        en="No longer in the roster: {count} (left as they are unless merged below; "
        "`unit withdraw` takes one out)",
    ),
    "change_merged": Entry(zh="合并 {count} 处", en="Merged: {count}"),
    "change_renamed": Entry(zh="更名 {count} 个单位", en="Renamed: {count}"),
    "change_moved": Entry(zh="调整区县 {count} 个单位", en="Moved to another district: {count}"),
    "change_other": Entry(zh="其他变化 {count} 个单位", en="Changed otherwise: {count}"),
    "aspect_name": Entry(zh="名称", en="name"),
    "aspect_type": Entry(zh="类型", en="type"),
    "aspect_district": Entry(zh="区县", en="district"),
    "aspect_parent": Entry(zh="主管单位", en="parent"),
    "aspect_coordinator": Entry(zh="联络员", en="coordinator"),
    "aspect_post": Entry(zh="第一责任人职务", en="post"),
    "aspect_supervision_group": Entry(zh="督导组", en="supervision group"),
    "aspect_organisations": Entry(zh="党组织", en="organisations"),
    "aspect_members": Entry(zh="党员（其中流动）", en="members (floating)"),
    "aspect_wanted_start": Entry(zh="计划启动日期", en="wanted start"),
    "aspect_track": Entry(zh="方式", en="track"),
    "apply_with_yes": Entry(
        zh="以上是预览，尚未改动；确认无误请加 --yes。",
        en="This is a preview; nothing was changed. Add --yes to apply it.",
    ),
    "roster_applied": Entry(
        zh="已应用：新增 {added}，修改 {amended}，合并 {merged}。",
        en="Applied. Added: {added}, amended: {amended}, merged: {merged}.",
    ),
    "no_contact": Entry(
        zh="{person} 没有登记联系方式；可用 phaseline people set 补上。",
        en="No contact is known of {person}; `phaseline people set` gives one.",
    ),
    "known_otherwise": Entry(
        zh="文件中有 {count} 人与登记的不同，以登记为准；要改请用 phaseline people import 导入人员表。",
        en="People who are not known as the files have them, and stay as known: {count}. "
        "`phaseline people import` takes them over from a list of people.",
    ),
    "roster_reason": Entry(zh="名册更新：{file}", en="Changed roster: {file}"),
    "people_changed": Entry(
        zh="人员：新增 {added}，修改 {changed}，未变 {unchanged}。",
        en="People added: {added}, changed: {changed}, unchanged: {unchanged}.",
    ),
    "people_shown": Entry(zh="共 {count} 人", en="People: {count}"),
}

_CAMPAIGN: Final = {
    "writing_units": Entry(zh="写入单位", en="Writing units"),
    "launching_units": Entry(zh="启动单位", en="Launching units"),
    "reaching_units": Entry(zh="通知各单位", en="Reaching units"),
    "submitting": Entry(zh="提交命令", en="Submitting"),
    "launched": Entry(
        zh="活动 {campaign} 已启动，共 {units} 个单位。",
        en="Campaign {campaign} is launched, with {units} units.",
    ),
    "exceptions_left_out": Entry(
        zh="方案日历中的例外（exceptions）共 {count} 天，说的是原定日期；移期后不再采用。新期限内的例外请写进方案。",
        en="The exceptions of the plan's calendar are of its own dates, and do not hold once it is "
        "moved; left out: {count}. Write those of the new dates into the plan.",
    ),
    "no_track_fits": Entry(
        zh="期限到 {last} 为止，最短的方式也要在 {latest} 前启动才能按期完成，今天已是 {today}："
        "各单位都将逾期。可用 --from DATE 平移方案。",
        en="The window ends on {last}: even the shortest track would have had to start by {latest}, "
        "and today is {today}. Every unit will be overdue; --from DATE moves the plan.",
    ),
    "actor_from_environment": Entry(
        zh="办理人取自环境变量 PHASELINE_AS；可用 --as 另行指定，或 unset PHASELINE_AS。",
        en="Who acts was said by the environment variable PHASELINE_AS; --as says otherwise, and "
        "unset PHASELINE_AS ends it.",
    ),
    "unit_missed": Entry(zh="单位 {unit} 未成功：{reason}", en="Unit {unit} was missed: {reason}"),
    "units_missed": Entry(
        zh="共 {missed} 个单位未成功。问题排除后，再次执行同一命令即可通知到它们。",
        en="Units missed: {missed}. The same command, given again, reaches them once what kept "
        "them is put right.",
    ),
    "units_missed_for_good": Entry(zh="共 {missed} 个单位未成功。", en="Units missed: {missed}."),
    "stays_closing": Entry(
        zh="其中 {open} 个单位还没有结束，活动因此尚未结束：须再次执行 close。",
        en="{open} of them are still open, and so the campaign stays open until another close "
        "reaches them.",
    ),
    "campaign_is": Entry(zh="活动 {campaign}：{status}。", en="Campaign {campaign} is {status}."),
    "units_reached": Entry(zh="已通知 {reached} 个单位。", en="Units reached: {reached}."),
    "report_saved": Entry(zh="报告已存为 {file}。", en="The report is saved as {file}."),
    "no_campaigns_yet": Entry(
        zh="还没有活动。用 phaseline launch 启动一个。",
        en="There is no campaign yet. Launch one with `phaseline launch`.",
    ),
    "clock_reads": Entry(zh="时钟 {now}", en="clock at {now}"),
    "campaign_facts": Entry(zh="{status} · {first}至{last}", en="{status} · {first} to {last}"),
    "campaign_now": Entry(
        zh="活动时间：{now}（{timezone}）", en="The campaign's clock: {now} ({timezone})"
    ),
    "closed_notice": Entry(
        zh="活动已经结束，不再有任何变化。",
        en="The campaign is closed; nothing changes any more.",
    ),
    "rehearsal_notice": Entry(
        zh="这是预演，按其时钟现在是 {now}。",
        en="This is a rehearsal: by its clock it is {now} now.",
    ),
    "campaign_totals": Entry(
        zh="单位 {units}，党组织 {organisations}，党员 {members}（其中流动 {floating}）",
        en="Units {units}, organisations {organisations}, members {members} (floating {floating})",
    ),
    "no_summary": Entry(
        zh="活动流程没有应答（可能没有 worker 在运行），以下仅来自记录。",
        en="The campaign's workflow gives no answer (is a worker running?); "
        "what follows is from the records.",
    ),
    "sweep_under_way": Entry(
        zh="正在进行：{kind}，已到 {done}/{units} 个单位",
        en="Under way: {kind}, {done} of {units} units so far",
    ),
    "sweep_missed": Entry(
        zh="{kind}：{missed} 个单位未成功：{units}。再次执行同一命令即可通知到它们。",
        en="{kind}: missed {missed} units: {units}. The same command, given again, reaches them.",
    ),
    "sweep_missed_for_good": Entry(
        zh="{kind}：{missed} 个单位未成功：{units}。", en="{kind}: missed {missed} units: {units}."
    ),
    "by_district": Entry(zh="区县 × 状态", en="District by standing"),
    "by_type": Entry(zh="类型 × 状态", en="Type by standing"),
    "track": Entry(zh="方式", en="track"),
    "overdue": Entry(zh="是否逾期", en="overdue"),
    "overdue_yes": Entry(zh="逾期", en="overdue"),
    "overdue_no": Entry(zh="未逾期", en="not overdue"),
    "no_phase": Entry(zh="无", en="none"),
    "overdue_units": Entry(zh="逾期单位", en="Overdue"),
}

_UNIT: Final = {
    "no_units_found": Entry(zh="没有这样的单位。", en="No such units."),
    "more_units": Entry(zh="还有更多：--after {next}", en="There are more: --after {next}"),
    "started_at": Entry(zh="{at} 开始", en="Started {at}"),
    "starts_at": Entry(zh="约定于 {at} 开始", en="Starts {at}, once it is ready"),
    "starts_after": Entry(
        zh="于 {at} 开始：约定日期 {date} 起活动期间内的首个工作日",
        en="Starts {at}, once it is ready: the campaign's first working day from {date} on",
    ),
    "unit_due": Entry(zh="全程期限 {at}", en="Due as a whole {at}"),
    "finished_at": Entry(zh="{at} 完成", en="Finished {at}"),
    "suspended_since": Entry(zh="自 {at} 起中止", en="Suspended since {at}"),
    "held_since": Entry(zh="活动自 {at} 起暂停", en="The campaign is paused since {at}"),
    "withdrawn_at": Entry(zh="{at} 退出活动", en="Left the campaign {at}"),
    "open_request": Entry(
        zh="{by}于 {at} 申请将{target}延期至 {until}，尚未答复",
        en="On {at} {by} asked for more time for {target} until {until}; not answered yet",
    ),
    "round": Entry(zh="第 {round} 轮", en="round {round}"),
    "lapses_at": Entry(zh="{at} 无结论即自动结束", en="closes by itself {at} without a verdict"),
    "carried": Entry(zh="由原方式带入", en="carried over"),
    "to_redo": Entry(zh="须补课", en="to be redone"),
    "opinions_open": Entry(
        zh="征求意见至 {until}，之后结束", en="opinions solicited until {until}, then to be closed"
    ),
    "opinions_ended": Entry(zh="正在统计意见", en="opinions being counted"),
    "opinions_counted": Entry(zh="已统计意见 {opinions} 条", en="opinions counted: {opinions}"),
    "opinions_void": Entry(zh="须重新征求意见", en="opinions to be solicited again"),
    "votes": Entry(zh="测评 {status}，投票至 {until}", en="votes until {until}: {status}"),
    "due_at": Entry(zh="期限 {at}", en="due {at}"),
    "journal_empty": Entry(zh="还没有任何记录。", en="Nothing has happened yet."),
    "nothing_ahead": Entry(zh="没有会自动发生的事。", en="Nothing will happen by itself."),
    "may_do": Entry(zh="现在可以：", en="Possible now:"),
    "may_do_nothing": Entry(zh="现在没有可以办理的事。", en="Nothing is possible now."),
    "not_now": Entry(zh="现在不可以：", en="Not now:"),
    "unit_now": Entry(zh="单位 {unit} 现在：", en="Unit {unit} is now"),
}

_NOTICES: Final = {
    "sample_unit": Entry(zh="示例单位", en="Example unit"),
    "sample_reason": Entry(zh="（此处是填写的理由）", en="(here stands the reason that was given)"),
    "notices_previewed": Entry(
        zh="共 {count} 条。单位、人员和日期都是示例。",
        en="Messages: {count}. Unit, people and days are examples.",
    ),
    "log_empty": Entry(zh="没有这样的通知。", en="There are no such notices."),
    "more_lines": Entry(
        zh="还有更早的：--after {next}", en="There are earlier ones: --after {next}"
    ),
    "told": Entry(zh="给谁", en="told"),
    "delivery": Entry(zh="送达", en="delivery"),
    "digest": Entry(zh="每日汇总", en="Daily digest"),
    "attempts": Entry(zh="第 {count} 次", en="attempt {count}"),
    "possibly_double": Entry(zh="可能重复", en="possibly double"),
    "channel_test_subject": Entry(zh="Phaseline 渠道测试", en="Phaseline: a test of the channel"),
    "channel_test_body": Entry(
        zh="收到这条消息，说明渠道“{channel}”可以使用。",
        en="That you read this means that the channel '{channel}' works.",
    ),
}

_SERVERS: Final = {
    "place_data": Entry(zh="数据目录", en="Data folder"),
    "place_temporal": Entry(zh="Temporal 地址", en="Temporal"),
    "place_namespace": Entry(zh="命名空间", en="Namespace"),
    "place_task_queue": Entry(zh="任务队列", en="Task queue"),
    "place_pages": Entry(zh="Temporal 页面", en="Temporal's pages"),
    "place_database": Entry(zh="数据库", en="Database"),
    "place_metrics": Entry(zh="指标", en="Metrics"),
    "stop_with_ctrl_c": Entry(zh="正在运行；按 Ctrl-C 停止。", en="Running; Ctrl-C stops it."),
    "stopped": Entry(zh="已停止。", en="Stopped."),
    "not_checked": Entry(
        zh="未检查：要先有“{first}”", en="not checked, because this comes first: {first}"
    ),
}

CATALOGUE: Final[Catalogue] = {
    **_HEADINGS,
    **_HELP,
    **_PLAN,
    **_ROSTER,
    **_CAMPAIGN,
    **_UNIT,
    **_NOTICES,
    **_SERVERS,
    **demo.CATALOGUE,
    **amendments.CATALOGUE,
    **dossiers.CLI,
    **attachments.CLI,
    **meeting.CLI,
    **mobilization.CLI,
    **visits.CLI,
    **programme.CLI,
    **responsibility.CLI,
    **mechanism.CLI,
    **ledger.CLI,
    **opinions.CLI,
    **publication.CLI,
    **survey_cli.CLI,
    **turns.CLI,
}
"""By code; headings of tables and of parts, and lines."""
