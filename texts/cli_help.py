"""The help of the command line: what every command is for."""

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
    "campaign counts": Entry(
        zh="统计单位数：按区县、类型、阶段、状态、方式、督导组、联络员、是否逾期中的一项或任意两项。",
        en="Count units by one or any two of district, type, phase, standing, track, group, coordinator, overdue.",
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
