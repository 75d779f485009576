"""The help of the command line: what every argument and option of a command is for."""

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
    "campaign counts:rows": Entry(zh="每行一个的是什么。", en="What each row is about."),
    "campaign counts:columns": Entry(
        zh="每列一个的是什么；缺省只有合计。",
        en="What each column is about; by default only the total.",
    ),
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
    "speaks": Entry(
        zh="此人的语言；新增的人不写时，随方案的语言。",
        en="The person's language; without it somebody new has that of the plan.",
    ),
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
    "data": Entry(
        zh="演示的数据目录；不写时为 PHASELINE_DATA，再没有则为 .data/demo。",
        en="The demo's data folder; without it PHASELINE_DATA, or else .data/demo.",
    ),
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
