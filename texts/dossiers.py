"""What a dossier says around the journal, and what the command line says of dossiers."""

from typing import Final

from texts.catalogue import Catalogue, Entry, Language, say

HEADINGS: Final[Catalogue] = {
    "unit": Entry(zh="单位", en="Unit"),
    "phases": Entry(zh="阶段和环节", en="Phases and steps"),
    "journal": Entry(zh="经过", en="Journal"),
    "deliveries": Entry(zh="通知送达", en="Delivery log"),
    "visits": Entry(zh="调研检查", en="Visits"),
    "mechanism": Entry(zh="长效机制", en="Long-term mechanism"),
    "meetings": Entry(zh="专题组织生活会", en="Life meetings"),
    "on": Entry(zh="日期", en="On"),
    "verdict": Entry(zh="结论", en="Verdict"),
    "findings": Entry(zh="发现的问题", en="Found"),
    "version": Entry(zh="版次", en="Version"),
    "text": Entry(zh="正文", en="Text"),
    "keeps": Entry(zh="坚持的制度", en="Rules kept"),
    "branch": Entry(zh="支部", en="Branch"),
    "convened_for": Entry(zh="召集日期", en="Convened for"),
    "place": Entry(zh="地点", en="Place"),
    "of_members": Entry(zh="支部党员", en="Members of the branch"),
    "outcome": Entry(zh="情况", en="What came of it"),
    "held_on": Entry(zh="召开日期", en="Held on"),
    "attended": Entry(zh="到会党员", en="Members present"),
    "came": Entry(zh="到会来宾", en="Outsiders present"),
    "talks": Entry(zh="谈心", en="Talks before"),
    "minutes": Entry(zh="记录（SHA-256）", en="Minutes (SHA-256)"),
    "rules": Entry(zh="方案的规定", en="Rules of the plan"),
    "plan": Entry(zh="方案对本单位的要求", en="What the plan asks"),
    "asked": Entry(zh="要求", en="What is asked"),
    "letter_text": Entry(zh="责任书", en="Responsibility letter"),
    "letters": Entry(zh="责任书签收记录", en="Letter acknowledged by"),
    "tallies": Entry(zh="计票", en="Tallies"),
    "question": Entry(zh="问题", en="Question"),
    "overall": Entry(zh="总体评价", en="overall"),
    "very_satisfied": Entry(zh="满意", en="very satisfied"),
    "fairly_satisfied": Entry(zh="比较满意", en="fairly satisfied"),
    "basically_satisfied": Entry(zh="基本满意", en="basically satisfied"),
    "dissatisfied": Entry(zh="不满意", en="dissatisfied"),
    "counts": Entry(zh="意见统计", en="Opinions counted"),
    "no_topic": Entry(zh="未分主题", en="no topic"),
    "by": Entry(zh="按渠道、主题", en="By channel or topic"),
    "surveys": Entry(zh="满意度测评", en="Surveys"),
    "round": Entry(zh="次", en="Round"),
    "until": Entry(zh="截止", en="Until"),
    "ballots": Entry(zh="发票", en="Given out"),
    "cast": Entry(zh="收回", en="Cast"),
    "score": Entry(zh="满意度", en="Score"),
    "band": Entry(zh="档次（不低于）", en="Band, from"),
    "attachments": Entry(zh="附件", en="Attachments"),
    "bytes": Entry(zh="字节", en="Bytes"),
    "file": Entry(zh="文件", en="File"),
    "ledger": Entry(zh="整改台账", en="Ledger"),
    "measure": Entry(zh="措施", en="Measure"),
    "owner": Entry(zh="责任部门", en="Office"),
    "commitment": Entry(zh="公开承诺", en="Public commitment"),
    "problem": Entry(zh="突出问题序号", en="Problem no."),
    "due": Entry(zh="期限", en="Due"),
    "evidence": Entry(zh="完成情况", en="Evidence"),
    "yes": Entry(zh="是", en="yes"),
    "opinions": Entry(zh="征求意见", en="Opinions"),
    "channels": Entry(zh="渠道", en="Channels"),
    "opened_on": Entry(zh="开始", en="From"),
    "problems": Entry(zh="突出问题", en="Problems"),
    "topics": Entry(zh="主题", en="Topics"),
    "linked": Entry(zh="所据意见", en="Opinions behind it"),
    "publications": Entry(zh="公示", en="Published"),
    "subject": Entry(zh="内容", en="What"),
    "correction": Entry(zh="更正说明", en="What it corrects"),
    "withdrawn": Entry(zh="撤回理由", en="Why it was withdrawn"),
    "participation": Entry(zh="参加学习", en="Participation"),
    "category": Entry(zh="类别", en="Category"),
    "reached": Entry(zh="已参加", en="Took part"),
    "excused": Entry(zh="经同意未参加", en="Excused"),
    "letter": Entry(zh="责任书签收", en="Letter acknowledged"),
    "fact": Entry(zh="项目", en="Fact"),
    "content": Entry(zh="内容", en="Content"),
    "nothing": Entry(zh="无。", en="None."),
    "number": Entry(zh="序号", en="No."),
    "when": Entry(zh="时间", en="When"),
    "who": Entry(zh="谁", en="Who"),
    "what": Entry(zh="什么", en="What"),
    "told": Entry(zh="给谁", en="Told"),
    "channel": Entry(zh="渠道", en="Channel"),
    "fate": Entry(zh="结果", en="What came of it"),
    "phase": Entry(zh="阶段", en="Phase"),
    "step": Entry(zh="环节", en="Step"),
    "kind": Entry(zh="种类", en="Kind"),
    "status": Entry(zh="状态", en="Status"),
    "done": Entry(zh="已完成", en="done"),
    "open": Entry(zh="未完成", en="not done"),
    "optional": Entry(zh="选做，未做", en="optional, not done"),
    "name": Entry(zh="名称", en="Name"),
    "code": Entry(zh="代码", en="Code"),
    "type": Entry(zh="类型", en="Type"),
    "district": Entry(zh="区县", en="District"),
    "parent": Entry(zh="主管单位", en="Parent"),
    "post": Entry(zh="第一责任人职务", en="First responsible person's post"),
    "coordinator": Entry(zh="联络员编号", en="Coordinator's id"),
    "supervision_group": Entry(zh="督导组", en="Supervision group"),
    "organisations": Entry(zh="党组织", en="Organisations"),
    "members": Entry(zh="党员", en="Members"),
    "production_line": Entry(zh="其中生产一线", en="of whom on the production line"),
    "intellectual": Entry(zh="其中知识分子", en="of whom intellectuals"),
    "retired": Entry(zh="其中离退休", en="of whom retired"),
    "new_economy": Entry(zh="其中新经济组织", en="of whom in the new economy"),
    "other": Entry(zh="其中其他", en="of whom others"),
    "floating": Entry(zh="流动党员（含在以上各类中）", en="Floating, counted above"),
    "track": Entry(zh="方式", en="Track"),
    "launched_at": Entry(zh="建档时间", en="Launched"),
    "started_at": Entry(zh="启动时间", en="Started"),
    "finished_at": Entry(zh="完成时间", en="Finished"),
    "closed_at": Entry(zh="活动结束时间", en="Campaign ended"),
    "result": Entry(zh="结果", en="Result"),
}
"""Headings of tables and columns, and the words for a unit's facts, by code."""

LINES: Final[Catalogue] = {
    "title": Entry(zh="{unit} · {campaign} · 档案", en="{unit} – {campaign} – dossier"),
    "rehearsal": Entry(
        zh="这是预演的档案，不是真实经过。",
        en="This is the dossier of a rehearsal: none of it is real.",
    ),
    "covers": Entry(
        zh="共 {revision} 条记录，最后一条记于 {at}。时间均为 {timezone} 时间，人员只记编号。",
        en="Entries: {revision}, the last one of {at}. All times are those of {timezone}; "
        "people are known by their ids.",
    ),
    "head": Entry(zh="经过的校验值：{head}", en="Head of the journal: {head}"),
    "how_to_check": Entry(
        zh="核对：phaseline dossier verify 本档案 --head 校验值。"
        "校验值以结束活动时公布的为准，不要以本页所印为准。",
        en="To check it: phaseline dossier verify FILE --head HEAD, with the head that was "
        "published when the campaign was closed, not the one on this page.",
    ),
}
"""The sentences of a dossier's page."""

CLI: Final[Catalogue] = {
    "exporting": Entry(zh="正在导出档案", en="Exporting dossiers"),
    "exported": Entry(
        zh="✓ {unit}：{revision} 条记录，{name}", en="✓ {unit}: {name}, entries: {revision}"
    ),
    "head_is": Entry(zh="经过 {head}", en="head   {head}"),
    "digest_is": Entry(zh="清单 {digest}", en="digest {digest}"),
    "exported_in_all": Entry(
        zh="新导出 {new} 份，原有未变 {there} 份，存于 {where}",
        en="Exported: {new}; there already, unchanged: {there}; kept in {where}",
    ),
    "checked": Entry(
        zh="活动 {campaign}，单位 {unit}：{revision} 条记录",
        en="Campaign {campaign}, unit {unit}; entries: {revision}",
    ),
    "dossier_sound": Entry(
        zh="档案完好，与所给的清单校验值相符。",
        en="The dossier is sound, and it is the one whose digest you gave.",
    ),
    "journal_sound": Entry(
        zh="经过完好，与所给的校验值相符，其余各项与之一致。"
        "网页、表格、送达记录、方案和建档时的状态是否原样，只有 --digest 能证明。",
        en="The journal is sound, and it is the one whose head you gave; the rest agrees with it. "
        "For the pages, workbooks, delivery log, plan and the state at launch only --digest vouches.",
    ),
    "dossier_consistent": Entry(
        zh="档案前后一致。是否就是当时那一份，请用结束活动时公布的校验值核对：--head 或 --digest。",
        en="The dossier agrees with itself. Whether it is the one that was made, tell by --head or "
        "--digest with what was published when the campaign was closed.",
    ),
    "dossier_unsound": Entry(
        zh="档案有 {count} 处问题，不可采信。", en="Do not rely on this dossier. Problems: {count}."
    ),
    "dossier_name": Entry(zh="档案", en="dossier"),
    "digest_of_manifest": Entry(zh="清单校验值", en="digest"),
    "dossiers_kept": Entry(
        zh="档案：共 {units} 份，已导出 {exported} 份，失败 {failed} 份。",
        en="Dossiers: {exported} of {units} exported, {failed} failed.",
    ),
    "export_again": Entry(
        zh="导出其余的：phaseline dossier export --all --zip --campaign {campaign}",
        en="To export the others: phaseline dossier export --all --zip --campaign {campaign}",
    ),
    "export_goes_on": Entry(
        zh="其余的由工作进程自动导出；要立即补上：phaseline dossier export --all --zip --campaign {campaign}",
        en="Workers export the others by themselves. To do it at once: "
        "phaseline dossier export --all --zip --campaign {campaign}",
    ),
    "checking": Entry(zh="正在核对档案", en="Checking dossiers"),
    "one_is_sound": Entry(
        zh="✓ {unit}：{revision} 条记录，{name}", en="✓ {unit}: {name}, entries: {revision}"
    ),
    "one_is_unsound": Entry(
        zh="✗ {unit}：{revision} 条记录，{name}", en="✗ {unit}: {name}, entries: {revision}"
    ),
    "one_is_earlier": Entry(
        zh="· {unit}：{revision} 条记录，{name}：较早的副本，与完整的一份相符",
        en="· {unit}: {name}, entries: {revision}: an earlier copy, which agrees with the whole one",
    ),
    "dossier_missing": Entry(
        zh="✗ {unit}：校验值表中有，却没有能读的档案。",
        en="✗ {unit}: the list of heads has it, and there is no dossier of it that can be read.",
    ),
    "left_over": Entry(
        zh="有 {count} 个未写完的文件（.part），是导出中断留下的，不属于任何档案，可以删除。",
        en="Unfinished files (.part): {count}, left by an export that was broken off. They belong to "
        "no dossier and can be deleted.",
    ),
    "checked_in_all": Entry(
        zh="共核对 {count} 份档案，有问题的 {unsound} 份，缺少 {missing} 份。",
        en="Dossiers checked: {count}; with problems: {unsound}; missing: {missing}.",
    ),
    "all_consistent": Entry(
        zh="各份档案前后一致与否如上。是否就是当时那些，请用公布的校验值表核对：--heads。",
        en="Whether each is the one that was made, and none is missing, tell by --heads with the list "
        "that was published when the campaign was closed.",
    ),
    "heads_are": Entry(
        zh="所用校验值表的校验值是 {digest}，应与总结报告所印的相同。",
        en="The hash of the list of heads is {digest}. The closing report must print the same.",
    ),
    "heads_of": Entry(
        zh="{count} 个单位的校验值，全表校验值：",
        en="The heads of units: {count}; of the whole list:",
    ),
    "entries": Entry(zh="记录数", en="entries"),
    "head": Entry(zh="校验值", en="head"),
    "head_of_unit": Entry(
        zh="{revision} 条记录，校验值 {head}", en="entries: {revision}, head {head}"
    ),
    "after_the_end": Entry(
        zh="各单位的校验值：phaseline campaign heads --campaign {campaign}；"
        "档案正在导出：phaseline campaign dossiers --campaign {campaign}",
        en="The heads of all units: phaseline campaign heads --campaign {campaign}. "
        "Their dossiers are being exported: phaseline campaign dossiers --campaign {campaign}",
    ),
}
"""What the command line says around dossiers."""

HELP: Final[Catalogue] = {
    "dossier": Entry(zh="档案：导出、核对。", en="Dossiers: export, verify."),
    "dossier export": Entry(
        zh="导出单位的档案：全部经过、方案、状态和送达记录，供阅读、存档和核对。"
        "--all 跳过已经导出且没有变化的，中断后再次执行即可接着做。",
        en="Hand out the dossiers of units: journal, plan, state and delivery log, to be read, kept "
        "and checked. --all leaves alone those that are there unchanged; broken off, it goes on "
        "where it is called again.",
    ),
    "dossier verify": Entry(
        zh="核对一份档案，或目录下的所有档案，不需要任何服务：有改动、缺失、错位或截去末尾的，指出在哪里。",
        en="Check a dossier, or all dossiers in a folder, with no server at hand: what was changed, is "
        "missing, out of order or cut off is named.",
    ),
    "campaign dossiers": Entry(
        zh="列出存储处已有的档案及其清单校验值；活动结束后档案自动导出，没有导出的说明原因。",
        en="List the dossiers in the store with the digest of each. When a campaign is closed they are "
        "exported by themselves; of what could not be the reason is given.",
    ),
    "campaign heads": Entry(
        zh="列出所有单位的校验值，供公布和存档；各单位的档案据此核对。",
        en="List the heads of all units, to be published: dossiers are checked against them.",
    ),
}
"""The help of the commands."""

PARAMETERS: Final[Catalogue] = {
    "dossier export:units": Entry(zh="单位代码，可以多个。", en="Codes of units."),
    "dossier export:is_all": Entry(zh="活动的所有单位。", en="All units of the campaign."),
    "dossier export:to": Entry(
        zh="存到哪里：目录，或 s3:// 等 URL；缺省为 PHASELINE_STORE 下的 dossiers。",
        en="Where to: a folder, or a URL such as s3://…; by default dossiers in PHASELINE_STORE.",
    ),
    "dossier export:is_zip": Entry(
        zh="每份档案一个 zip 文件，而不是目录。", en="One zip a dossier, not a folder."
    ),
    "dossier verify:place": Entry(
        zh="档案（zip 文件或目录），或者其中有档案的目录；也可以是 s3:// 等 URL。",
        en="The dossier, a zip or a folder; or a folder with dossiers in it; or a URL such as s3://…",
    ),
    "dossier verify:heads": Entry(
        zh="campaign heads --json 的输出：逐份核对校验值，并指出缺少的档案。",
        en="What `campaign heads --json` prints: each is held against it, and what is missing is named.",
    ),
    "dossier verify:head": Entry(
        zh="公布的校验值，即经过最后一条记录的 SHA-256。",
        en="The head that was published: the SHA-256 of the journal's last entry.",
    ),
    "dossier verify:digest": Entry(
        zh="导出时所示清单的 SHA-256。", en="The SHA-256 of the manifest, as the export showed it."
    ),
}
"""The help of their arguments and options."""


def heading(code: str, language: Language) -> str:
    """A heading or the word for a fact. Raises KeyError for one without a text: a bug."""
    return HEADINGS[code].in_(language)


def say_line(code: str, language: Language, **params: str) -> str:
    """A sentence of a page."""
    return say(LINES, code, params, language)
