"""The help of the command line: what every command, argument and option is for."""

from typing import Final

from texts import (
    attachments,
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
    visits,
)
from texts.catalogue import Catalogue, Entry

COMMANDS: Final[Catalogue] = {
    "phaseline": Entry(
        zh="让一个活动在成千上万个单位中分阶段进行：谁该做什么、做到哪里、谁逾期，一目了然。"
        "退出码：0 成功，1 被拒绝或发现问题，2 用法有误，3 没有应答，4 没有这样的活动、单位、人员或文件。",
        en="Runs a phased campaign across thousands of units. "
        "Exit codes: 0 done, 1 refused or problems found, 2 wrong usage, 3 no answer, "
        "4 no such campaign, unit, person or file.",
    ),
    "up": Entry(
        zh="启动内置服务和一个 worker，直到按 Ctrl-C。",
        en="Run the embedded servers and a worker until Ctrl-C.",
    ),
    "worker": Entry(
        zh="只启动一个 worker，服务由环境变量指明。",
        en="Run only a worker, on the servers that the environment names.",
    ),
    "demo": Entry(
        zh="演示：在自己的数据目录中启动参考活动，并在预演中让两个单位走完全程。",
        en="Show it all: the reference campaign in a data folder of its own, and two units' whole "
        "lives in a rehearsal.",
    ),
    "launch": Entry(
        zh="用方案和名册启动一个活动。文件有问题时不会启动。",
        en="Launch a campaign from a plan and a roster; from files with problems nothing is launched.",
    ),
    "submit": Entry(
        zh="按文件（JSON）逐个向单位提交命令；“-”表示标准输入。",
        en="Give units the commands of a JSON file, in its order; '-' reads standard input.",
    ),
    "feed": Entry(
        zh="把一个联络员、督导组、区县或整个活动的期限输出为日历文件（iCalendar），供 Outlook、苹果和谷歌日历导入。",
        en="Print the deadlines of a coordinator, supervision group, county or the whole campaign as a "
        "file for Outlook's, Apple's and Google's calendars (iCalendar).",
    ),
    "doctor": Entry(
        zh="检查 Temporal、命名空间、检索属性、worker 和数据库，并说明该怎么办。",
        en="Check Temporal, namespace, search attributes, workers and database, and say what to do.",
    ),
    "plan": Entry(zh="方案：检查、查看。", en="Plans: check, draw."),
    "plan check": Entry(
        zh="检查方案，一次列出所有问题及其行、列。",
        en="Say everything that is wrong in a plan, with line and column.",
    ),
    "plan show": Entry(
        zh="画出方案：方式、阶段、环节，及其期限和结束条件。",
        en="Draw a plan: tracks, phases, steps, with dues and gates.",
    ),
    "plan schema": Entry(
        zh="输出方案的 JSON Schema，供编辑器补全和检查。",
        en="Print the JSON Schema of plans, for editors that complete and check.",
    ),
    "roster": Entry(zh="名册：检查、应用变化。", en="Rosters: check, apply a changed one."),
    "roster check": Entry(
        zh="列出每一个不合格的行，并与方案公布的总数对照。",
        en="Say every bad row, and how the totals compare with what the plan declares.",
    ),
    "roster apply": Entry(
        zh="预览新名册带来的变化；加 --yes 才应用到进行中的活动。",
        en="Preview what a changed roster would change in a running campaign; with --yes, change it.",
    ),
    "people": Entry(zh="人员：导入、查看、修改。", en="People: import, list, set."),
    "people import": Entry(
        zh="把文件中的人员加入活动，已有的按文件修改。",
        en="Add the people of a file to a campaign; who is there already is changed.",
    ),
    "people list": Entry(zh="列出活动的人员。", en="List the people of a campaign."),
    "people set": Entry(
        zh="修改一个人员；没有的则新增（须给出 --name 和 --role）。",
        en="Change a person, or add one (then with --name and --role).",
    ),
    "campaign": Entry(
        zh="活动整体：查看、报告、修订、暂停、恢复、结束。",
        en="Campaigns as a whole: look, report, amend, pause, resume, close.",
    ),
    "campaign list": Entry(zh="列出所有活动。", en="List all campaigns, newest first."),
    "campaign show": Entry(
        zh="查看活动：各区县、各类型单位的状态，以及逾期单位。",
        en="Show where a campaign's units stand, by district and type, and which are overdue.",
    ),
    "campaign report": Entry(
        zh="活动报告：进展通报、排行、逾期名单、整改台账或总结；显示出来，或存为 XLSX、DOCX、PDF 文件。",
        en="Report on a campaign: bulletin, league, late list, ledger or closing summary; on the screen, or as "
        "an XLSX, DOCX or PDF file.",
    ),
    "campaign pause": Entry(
        zh="暂停整个活动；再次执行，即可通知到上次未成功的单位。",
        en="Let all units stand still; given again, it reaches those that it missed.",
    ),
    "campaign resume": Entry(
        zh="恢复暂停的活动；再次执行，即可通知到上次未成功的单位。",
        en="Let a paused campaign go on; given again, it reaches the units that it missed.",
    ),
    "campaign amend": Entry(
        zh="预览一项修订带来的变化；加 --yes 才应用到进行中的单位。",
        en="Preview what an amendment would change in running units; with --yes, change it.",
    ),
    "campaign close": Entry(
        zh="结束活动，所有单位就此定论，不能恢复；再次执行，即可通知到上次未成功的单位。",
        en="End a campaign for all of its units, for good; given again, it reaches those that it "
        "missed.",
    ),
    "campaign forward": Entry(
        zh="让预演中的时间过去若干天，或到某一时刻为止，其间到期的事都会发生。",
        en="Let days pass in a rehearsal, or all time until a moment; what falls due meanwhile happens.",
    ),
    "notice": Entry(zh="通知：预览、送达记录。", en="Notices: preview, delivery log."),
    "notice log": Entry(
        zh="查看发给谁、何时、经哪个渠道、结果如何，最近的在前。",
        en="Tell what was said to whom, when, by which channel, and what came of it, newest first.",
    ),
    "notice preview": Entry(
        zh="预览方案会发出的每一种消息，启动之前先校对文字。",
        en="Show every message that a plan can make, to be proofread before the launch.",
    ),
    "channel": Entry(zh="渠道：测试。", en="Channels: test."),
    "channel test": Entry(
        zh="通过一个渠道发出一条测试消息，并说明结果。",
        en="Send one message over a channel and say what became of it.",
    ),
    "calendar": Entry(
        zh="工作日历：查看、核对、更新。", en="Working calendars: look, check, update."
    ),
    "calendar show": Entry(
        zh="逐月查看一个国家、方案或活动的工作日历。",
        en="Show the working calendar of a country, a plan or a campaign, month by month.",
    ),
    "calendar check": Entry(
        zh="核对进行中的活动的日历与现在所知是否一致，哪些期限会因此移动。",
        en="Say which running campaigns' calendars differ from what is known now, and which "
        "deadlines would move.",
    ),
    "calendar update": Entry(
        zh="预览更新活动日历带来的变化；加 --yes 才应用到进行中的单位。",
        en="Preview what bringing a campaign's calendar up to date would change; with --yes, "
        "change it.",
    ),
    "unit": Entry(zh="单位：查看和办理。", en="Units: look at them and act on them."),
    "unit list": Entry(zh="按条件列出单位。", en="List units, a page at a time."),
    "unit show": Entry(zh="查看一个单位的进度。", en="Show a unit's progress."),
    "unit journal": Entry(zh="一个单位经历的一切。", en="Tell what has happened to a unit."),
    "unit upcoming": Entry(
        zh="一个单位接下来会自动发生的事，以及它定好日期的投票、征求意见和会议。",
        en="Tell what will happen to a unit by itself, and what it has set a date for, soonest first.",
    ),
    "unit allowed": Entry(
        zh="某人现在可以对一个单位办什么，其余为什么不行。",
        en="Tell what somebody may do to a unit now, and why not the rest.",
    ),
    "unit ready": Entry(zh="报告一个准备事项完成。", en="Report a readiness item."),
    "unit start": Entry(
        zh="启动一个单位：现在，或约定日期。", en="Start a unit, now or on a day of its own."
    ),
    "unit complete": Entry(zh="报告一个环节完成。", en="Report a step done."),
    "unit reopen-step": Entry(zh="收回一个环节的完成。", en="Take back that a step is done."),
    "unit sign-off": Entry(zh="验收一个阶段。", en="Accept a phase."),
    "unit send-back": Entry(
        zh="把一个阶段退回补课，指明要重做的环节。",
        en="Send a phase back, with the steps to redo.",
    ),
    "unit schedule": Entry(
        zh="给一个环节安排单位自己的日期。", en="Set the unit's own date for a step."
    ),
    "unit request-extension": Entry(zh="申请延期。", en="Ask for more time."),
    "unit extend": Entry(
        zh="同意延期，不论是否申请过。", en="Grant more time, whether it was asked for or not."
    ),
    "unit decline-extension": Entry(
        zh="不同意延期申请。", en="Do not grant more time that was asked for."
    ),
    "unit suspend": Entry(
        zh="中止一个单位，期限顺延。", en="Let a unit stand still; its deadlines move."
    ),
    "unit resume": Entry(zh="恢复中止的单位。", en="End a suspension."),
    "unit switch-track": Entry(zh="变更一个单位的方式。", en="Let a unit take another track."),
    "unit withdraw": Entry(zh="让一个单位退出活动。", en="Let a unit leave the campaign."),
    "unit reopen": Entry(
        zh="让已完成的单位补做环节，或让已退出的单位回来。",
        en="Let a finished unit redo steps, or a withdrawn one come back.",
    ),
    "unit reassign": Entry(
        zh="更换联络员或督导组。", en="Give a unit another coordinator, supervision group or both."
    ),
    "unit remind": Entry(zh="催办一个单位。", en="Remind a unit by hand."),
    "unit comment": Entry(zh="记一条备注。", en="Write something down."),
    **dossiers.HELP,
    **attachments.HELP,
    **meeting.HELP,
    **mobilization.HELP,
    **visits.HELP,
    **programme.HELP,
    **responsibility.HELP,
    **mechanism.HELP,
    **ledger.HELP,
    **opinions.HELP,
    **publication.HELP,
    **survey_cli.HELP,
}
"""By the names that lead to a command; the program itself under its own name."""

PARAMETERS: Final[Catalogue] = {
    "as_json": Entry(zh="输出一个 JSON 文档。", en="Print one JSON document."),
    "language": Entry(
        zh="显示语言；缺省随系统。", en="The language to speak; by default that of the system."
    ),
    "campaign_code": Entry(
        zh="活动代号；只有一个活动时可省略。",
        en="The campaign's code; not needed where there is only one.",
    ),
    "launch:campaign_code": Entry(
        zh="新活动的代号；缺省为方案代号。",
        en="The new campaign's code; by default that of the plan.",
    ),
    "actor": Entry(
        zh="以什么身份：coordinator:人员、supervisor:督导组、county:区县 或 city:office。",
        en="Who acts: coordinator:PERSON, supervisor:GROUP, county:DISTRICT or city:office.",
    ),
    "command_id": Entry(
        zh="命令编号；同一编号只执行一次。缺省为新编号。",
        en="The command's id; the same id is carried out once. By default a fresh one.",
    ),
    "plan": Entry(zh="方案文件（YAML）。", en="The plan file (YAML)."),
    "plan check:file": Entry(zh="方案文件（YAML）。", en="The plan file (YAML)."),
    "plan show:file": Entry(zh="方案文件（YAML）。", en="The plan file (YAML)."),
    "campaign report:kind": Entry(
        zh="哪一种报告：进展通报、排行、逾期名单、整改台账、总结。",
        en="Which report: progress bulletin, league, late list, ledger, closing summary.",
    ),
    "campaign report:actor": Entry(
        zh="给谁的报告：区县和督导组只得到自己的单位。",
        en="For whom it is: a county or a supervision group gets one on its own units.",
    ),
    "campaign report:group": Entry(zh="只报告这个督导组的单位。", en="Only this group's units."),
    "campaign report:to": Entry(
        zh="存为这个文件（.xlsx、.docx 或 .pdf）；已有的会被覆盖。",
        en="Save it as this file (.xlsx, .docx or .pdf); one that is there is replaced.",
    ),
    "campaign amend:file": Entry(
        zh="修订文件（YAML）。", en="The amendment's file (YAML); see docs/amendments.md."
    ),
    "country": Entry(
        zh="国家，两个字母（ISO 3166），如 CN。",
        en="A country, two letters as in ISO 3166, such as CN.",
    ),
    "year": Entry(
        zh="只看这一年；查看国家时缺省为今年。",
        en="Only this year; of a country by default the present one.",
    ),
    "calendar show:plan": Entry(zh="一个方案文件的日历。", en="The calendar of a plan file."),
    "submit:file": Entry(
        zh='JSON 文件：{{"unit": "…", "command": {{"kind": "…", …}}}}，一个或一列。',
        en='A JSON file: {{"unit": "…", "command": {{"kind": "…", …}}}}, one or a list.',
    ),
    "roster": Entry(zh="名册文件（CSV 或 XLSX）。", en="The roster file (CSV or XLSX)."),
    "people": Entry(zh="人员文件（CSV 或 XLSX）。", en="A file of people (CSV or XLSX)."),
    "people import:file": Entry(
        zh="人员文件（CSV 或 XLSX）。", en="A file of people (CSV or XLSX)."
    ),
    "first": Entry(
        zh="把方案整体平移，从这一天开始。", en="Move the whole plan so that it begins on this day."
    ),
    "rejects": Entry(
        zh="把不合格的行连同原因写入此文件，其余照办。",
        en="Write bad rows with their reasons to this file, and go on with the good ones.",
    ),
    "is_rehearsal": Entry(
        zh="作为预演启动，时钟可以拨快。", en="Launch a rehearsal, whose clock can be moved."
    ),
    "is_meant": Entry(zh="确认执行。", en="Do it."),
    "reason": Entry(zh="理由。", en="Why."),
    "role": Entry(zh="角色。", en="The role."),
    "id_": Entry(zh="人员编号。", en="The person's id."),
    "name": Entry(zh="姓名。", en="The name."),
    "contact": Entry(zh="联系方式。", en="The contact."),
    "channel test:name": Entry(zh="渠道名称。", en="The channel's name."),
    "channel test:contact": Entry(
        zh="发给谁：该渠道的联系方式，如邮箱。",
        en="To whom: a contact as the channel takes it, such as an address of e-mail.",
    ),
    "rung": Entry(
        zh="只看这一条提醒；可多次给出。", en="Only this rung; may be given several times."
    ),
    "channel": Entry(zh="通知渠道。", en="The channel of notices."),
    "scope": Entry(
        zh="督导人员的督导组，或区县人员的区县。",
        en="A supervisor's group, or a county officer's district.",
    ),
    "substitute": Entry(
        zh="请假期间代为接收通知的人。", en="Who is written to while this person is away."
    ),
    "away_from": Entry(zh="请假第一天。", en="The first day away."),
    "away_until": Entry(zh="请假最后一天。", en="The last day away."),
    "speaks": Entry(zh="此人的语言。", en="The person's language."),
    "unit": Entry(zh="单位编码。", en="The unit's code."),
    "due_by": Entry(
        zh="只看从现在起到这一天有事项到期的单位。",
        en="Only units of which something falls due from now to the end of this day.",
    ),
    "overdue_since": Entry(
        zh="只看在此之后逾期、至今仍逾期的单位；时间按活动时区，例如 2026-07-01T08:30。",
        en="Only units that have turned overdue since and still are; on the campaign's clock, such as "
        "2026-07-01T08:30.",
    ),
    "changed_since": Entry(
        zh="只看在此之后有变化的单位；时间写法同上。",
        en="Only units to which something has happened since; written likewise.",
    ),
    "district": Entry(zh="只看这个区县。", en="Only this district."),
    "type_": Entry(zh="只看这个类型。", en="Only this type."),
    "level": Entry(
        zh="只看这一级：单位、区县机关或市级机关；缺省为全部。",
        en="Only this level: units, or the offices of counties or of the city.",
    ),
    "phase": Entry(zh="阶段代号。", en="The phase's id."),
    "unit list:phase": Entry(zh="只看正处于这个阶段的。", en="Only those in this phase."),
    "standing": Entry(zh="只看这个状态。", en="Only this standing."),
    "group": Entry(zh="督导组。", en="The supervision group."),
    "coordinator": Entry(zh="联络员编号。", en="The coordinator's id."),
    "county": Entry(zh="区县代号。", en="The county's code."),
    "is_overdue": Entry(zh="只看逾期的。", en="Only those that are overdue."),
    "text": Entry(zh="内容。", en="What to write down."),
    "unit list:text": Entry(
        zh="编码或名称中的一部分。", en="A part of the code or the name, in any case."
    ),
    "people list:text": Entry(
        zh="编号、姓名或所属中的一部分。", en="A part of the id, name, group or district."
    ),
    "person": Entry(
        zh="只看这个人的，或由其代收的。", en="Only what was for this person, or went to them."
    ),
    "outcome": Entry(zh="只看这种结果。", en="Only what came to this."),
    "after": Entry(zh="从上一页给出的位置继续。", en="Go on from where the page before ended."),
    "unit journal:after": Entry(zh="只看此版本之后的。", en="Only what came after this revision."),
    "limit": Entry(zh="最多显示多少条。", en="How many to show at most."),
    "item": Entry(zh="准备事项代号。", en="The readiness item's id."),
    "note": Entry(zh="说明。", en="A note."),
    "on": Entry(zh="日期。", en="The day."),
    "unit start:on": Entry(
        zh="约定的启动日期；缺省为现在。", en="The unit's own start date; by default now."
    ),
    "step": Entry(zh="环节代号。", en="The step's id."),
    "evidence": Entry(zh="佐证。", en="What shows it."),
    "redo": Entry(
        zh="要重做的环节；可多次给出。", en="A step to redo; may be given several times."
    ),
    "to": Entry(
        zh="到哪一时刻为止，按活动当地时间，例如 2026-07-01T08:30；只写日期即当天零点。",
        en="Until which moment, on the campaign's clock, such as 2026-07-01T08:30; a day alone is its "
        "first minute.",
    ),
    "target": Entry(
        zh="对象：step:环节、phase:阶段、item:事项序号 或 unit。",
        en="Of what: step:ID, phase:ID, item:NUMBER or unit.",
    ),
    "until": Entry(zh="延至哪一天。", en="Until which day."),
    "track": Entry(zh="方式代号。", en="The track's id."),
    "cause": Entry(zh="原因：撤销、合并或其他。", en="Why it leaves: closed, merged or other."),
    "into": Entry(zh="并入的单位。", en="The unit that it was merged into."),
    "port": Entry(
        zh="Temporal 的端口；被占用时另选。", en="Temporal's port; another one where it is taken."
    ),
    "ui_port": Entry(
        zh="Temporal 页面的端口；被占用时另选。",
        en="The port of Temporal's pages; another one where it is taken.",
    ),
    "metrics": Entry(
        zh="在此地址提供 Prometheus 指标。", en="Serve Prometheus metrics at this address."
    ),
    "is_once": Entry(zh="演示完就退出。", en="Exit when all was shown."),
    "units": Entry(zh="只用名册中的这么多单位。", en="Take only so many units of the roster."),
    "days": Entry(zh="天数，1 至 366。", en="How many days, 1 to 366."),
    "data": Entry(zh="演示的数据目录。", en="The demo's data folder."),
    "help": Entry(zh="显示帮助。", en="Show this help."),
    "install_completion": Entry(
        zh="为当前 shell 安装命令补全。", en="Install completion for the current shell."
    ),
    "show_completion": Entry(
        zh="显示当前 shell 的补全脚本。", en="Show completion for the current shell, to copy it."
    ),
    **dossiers.PARAMETERS,
    **attachments.PARAMETERS,
    **meeting.PARAMETERS,
    **mobilization.PARAMETERS,
    **visits.PARAMETERS,
    **programme.PARAMETERS,
    **responsibility.PARAMETERS,
    **mechanism.PARAMETERS,
    **ledger.PARAMETERS,
    **opinions.PARAMETERS,
    **publication.PARAMETERS,
    **survey_cli.PARAMETERS,
}

"""By a parameter's name, or by the command and the name where it means something of its own."""
