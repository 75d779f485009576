"""What reports say: titles, headings of sections and columns, sentences around the figures."""

from fractions import Fraction
from typing import Final

from texts.catalogue import Catalogue, Entry, Language, say

CATALOGUE: Final[Catalogue] = {
    "title.bulletin": Entry(zh="{campaign}进展通报", en="{campaign}: progress bulletin"),
    "title.league": Entry(zh="{campaign}进度排行", en="{campaign}: league of progress"),
    "title.late": Entry(zh="{campaign}逾期单位名单", en="{campaign}: overdue units"),
    "title.ledger": Entry(zh="{campaign}整改台账", en="{campaign}: ledger"),
    "title.closing": Entry(zh="{campaign}总结", en="{campaign}: closing summary"),
    "part": Entry(zh="{campaign}（{part}）", en="{campaign} ({part})"),
    "part.district": Entry(zh="区县：{title}", en="district {title}"),
    "part.type": Entry(zh="类型：{title}", en="type {title}"),
    "part.supervision_group": Entry(zh="督导组：{title}", en="supervision group {title}"),
    "as_of": Entry(zh="截至{at}（{timezone}）", en="As of {at} ({timezone})"),
    "window": Entry(zh="活动期限：{first}至{last}", en="Window: {first} to {last}"),
    "generated": Entry(
        zh="按各单位记录自动汇总。百分比按单位数计算，四舍五入到两位小数；各项分别取整，相加不一定等于合计。",
        en="Summed up from the units' own records. Percentages are of counts, rounded half up to two "
        "decimals, each by itself: they need not add up to a printed sum.",
    ),
    "heads": Entry(
        zh="以下一个校验值确认所列{units}个单位的经过，即档案：{digest}。此后任何一份档案有改动，均可据此查出。"
        "各单位的校验值见工作簿，或用 phaseline campaign heads 列出。",
        en="One hash vouches for the journals of all units reported on ({units}), and so for their dossiers: {digest}. "
        "By it anybody finds what is changed in any of them from now on. "
        "Each unit's own head is in the workbook, and in `phaseline campaign heads`.",
    ),
    "heads_offices": Entry(
        zh="其中市、区县本级{offices}个，不计入单位数。",
        en="Of these, {offices} are the city itself and counties, which are counted as no units.",
    ),
    "totals": Entry(
        zh="共{units}个单位、{organisations}个党组织、党员{members}名，其中流动党员{floating}名。",
        en="Units: {units}; organisations: {organisations}; members: {members}, of whom floating: "
        "{floating}.",
    ),
    "progress": Entry(
        zh="已完成{finished}个单位（占未退出单位的{share}），进行中{at_work}个，未开始{not_started}个，"
        "已退出{withdrawn}个。",
        en="Units that have finished: {finished} ({share} of those that have not left); at work: "
        "{at_work}; not started: {not_started}; left: {withdrawn}.",
    ),
    "standings": Entry(
        zh="其中逾期{overdue}个，待验收{awaiting_sign_off}个，补课中{sent_back}个，中止{suspended}个。",
        en="Of these overdue: {overdue}; awaiting their sign-off: {awaiting_sign_off}; sent back: "
        "{sent_back}; suspended: {suspended}.",
    ),
    "closed": Entry(
        zh="各单位应经历的阶段共{whole}个，已结束{part}个，占{share}。",
        en="Phases that the units go through: {whole}; closed: {part}, which is {share}.",
    ),
    "ledger": Entry(
        zh="整改台账共{items}项，未销号{open_items}项，已销号占{share}。",
        en="Items in the ledgers: {items}, of which open: {open_items}; struck off: {share}.",
    ),
    "in_time": Entry(
        zh="按期完成{in_time}个，逾期完成{late}个，按期率{share}。",
        en="Units that kept their own last day: {in_time}; that did not: {late}; in time: {share}.",
    ),
    "none_late": Entry(zh="目前没有逾期单位。", en="No unit is overdue."),
    "late_units": Entry(
        zh="共{count}个单位逾期，按逾期长短排列；“天数”为工作日。",
        en="Overdue units: {count}, the longest first; days are working days.",
    ),
    "league_rule": Entry(
        zh="按已结束阶段占应经历阶段的比例排列；比例相同，名次并列。",
        en="Ordered by the share of closed phases in those to go through; equal shares share a place.",
    ),
    "rows_left_out": Entry(
        zh="共{rows}行，此处只列前{shown}行；全部见工作簿（XLSX）。",
        en="These are the first {shown} of {rows} rows; the workbook (XLSX) has all of them.",
    ),
    "no_items": Entry(zh="台账中没有整改事项。", en="There are no items in any ledger."),
    "commitment": Entry(zh="公开承诺", en="public"),
    "offices_rule": Entry(
        zh="市、区县本级自己的公开承诺台账和满意度测评，不计入上面的单位数和各项合计。",
        en="The ledgers and surveys of the city's and the counties' own: none of the units' figures "
        "has them.",
    ),
    "city_itself": Entry(
        zh="市本级台账共{items}项，已销号{struck_off}项（{share}）；公开承诺群众满意度{score}。",
        en="Items in the city's own ledger: {items}, of which struck off: {struck_off} ({share}); "
        "satisfaction with its public commitments: {score}.",
    ),
    "no_score": Entry(zh="尚无结果", en="no result yet"),
    "no_survey": Entry(
        zh="尚无满意度测评结果。", en="There are no results of satisfaction surveys yet."
    ),
    "too_small": Entry(
        zh="{units}个单位投票人数不足，不出测评结果，由督导组认定：已认定{judged}个，尚无结论{left}个。",
        en="Units in which too few voted for a result: {units}. There the supervision group decides. "
        "Decided: {judged}; without a verdict: {left}.",
    ),
    "unmeasured": Entry(
        zh="{units}个单位没有测评结果：没有测评、尚未计票，或者测评已作废。",
        en="Units without a survey that is counted: {units}. None was held, one is still under way, "
        "or it counts no more.",
    ),
    "bands_rule": Entry(
        zh="共{measured}个单位有测评结果。“累计”为该档及以上各档的单位数占全部的比例，"
        "按单位数计算，不由各档百分比相加。",
        en="Units with a result: {measured}. 'Together' is the share of the units of a band and all "
        "higher ones, of their number, not the sum of the printed shares.",
    ),
    "bands_sum": Entry(
        zh="前{bands}档合计{units}个单位，占{share}；保留一位小数为{short}。各档百分比相加为{sum}。",
        en="The {bands} highest bands together are {units} units, which is {share}, or {short} to one "
        "decimal. The printed shares add up to {sum}.",
    ),
    "participation": Entry(
        zh="动员环节共{steps}个，其中已登记参学{begun}个；参学率未达到方案要求的{short}个，缺席待督导组认可的{unjudged}个。"
        "流动党员在各类别中已经计算，另列一行，不再计入合计。",
        en="Steps of mobilisation: {steps}; with somebody counted: {begun}; short of the plan's coverage: "
        "{short}; in which the supervision group has to judge why some are missing: {unjudged}. "
        "Floating members are counted across the other categories, and not once more in the total.",
    ),
    "of_whom_floating": Entry(zh="其中流动党员", en="of whom floating"),
    "satisfaction_rule": Entry(
        zh="只由各单位自己已经显示的测评结果汇总；“平均”为各单位满意度的平均数，向下取到两位小数，每个单位分量相同。"
        "投票人数不足的不出结果，其选票不进入任何数字。",
        en="Summed up from results that each unit has shown by itself. The mean is that of their scores, "
        "each unit counting the same, rounded down to two decimals. Where too few voted there is no "
        "result, and no figure is made of their ballots.",
    ),
    "poll": Entry(zh="阶段测评", en="poll"),
    "batches_rule": Entry(
        zh="同一系列的各批活动，均为目前的数字。",
        en="The batches of the programme, each with its figures of now.",
    ),
    "batches_bands_rule": Entry(
        zh="有测评结果的单位中，满意度在各档的比例。",
        en="Of the units whose survey has a result, the share in each band of satisfaction.",
    ),
    "batches_bands_differ": Entry(
        zh="有测评结果的单位中，满意度在各档的比例。各批的档次不同，分别列出。",
        en="Of the units whose survey has a result, the share in each band of satisfaction. "
        "The batches have different bands, so each is told by its own.",
    ),
    "differences_rule": Entry(
        zh="名册与方案公布的总数有出入；本总结按名册实有的单位汇总。",
        en="The roster differs from the totals that the plan declares; what is summed up here is the "
        "roster.",
    ),
    "section.summary": Entry(zh="总体情况", en="Summary"),
    "section.by_district": Entry(zh="各区县", en="By district"),
    "section.by_type": Entry(zh="各类型单位", en="By type"),
    "section.by_supervision_group": Entry(zh="各督导组", en="By supervision group"),
    "section.phases": Entry(zh="各阶段", en="Phases"),
    "section.late": Entry(zh="逾期单位", en="Overdue units"),
    "section.units": Entry(zh="单位一览", en="Units"),
    "section.results_by_district": Entry(zh="各区县完成情况", en="Results by district"),
    "section.results_by_type": Entry(zh="各类型完成情况", en="Results by type"),
    "section.bands": Entry(zh="满意度", en="Satisfaction"),
    "section.bands_by_district": Entry(zh="各区县满意度", en="Satisfaction by district"),
    "section.bands_by_type": Entry(zh="各类型满意度", en="Satisfaction by type"),
    "section.participation": Entry(zh="参学情况", en="Taking part"),
    "section.participation_by_district": Entry(zh="各区县参学情况", en="Taking part by district"),
    "section.participation_by_type": Entry(zh="各类型参学情况", en="Taking part by type"),
    "section.participation_by_supervision_group": Entry(
        zh="各督导组参学情况", en="Taking part by group"
    ),
    "section.short": Entry(zh="参学率不足", en="Short of the coverage"),
    "section.satisfaction": Entry(zh="各阶段满意度", en="Satisfaction by phase"),
    "section.satisfaction_by_district": Entry(zh="各阶段各区县满意度", en="By phase and district"),
    "section.satisfaction_by_type": Entry(zh="各阶段各类型满意度", en="By phase and type"),
    "section.satisfaction_by_supervision_group": Entry(
        zh="各阶段各督导组满意度", en="By phase and group"
    ),
    "section.batches": Entry(zh="各批对照", en="Batches compared"),
    "section.batches_bands": Entry(zh="各批满意度对照", en="Satisfaction by batch"),
    "section.ledgers_by_district": Entry(zh="各区县台账", en="Ledgers by district"),
    "section.ledgers_by_supervision_group": Entry(
        zh="各督导组台账", en="Ledgers by supervision group"
    ),
    "section.items": Entry(zh="整改事项", en="Items"),
    "section.heads": Entry(zh="校验值", en="What dossiers are known by"),
    "section.heads_by_unit": Entry(zh="各单位校验值", en="Heads of the journals"),
    "section.offices": Entry(zh="市和区县本级", en="The city and its counties"),
    "section.differences": Entry(zh="名册核对", en="Roster and plan"),
    "column.place": Entry(zh="名次", en="place"),
    "column.code": Entry(zh="单位代码", en="unit"),
    "column.name": Entry(zh="名称", en="name"),
    "column.type": Entry(zh="类型", en="type"),
    "column.district": Entry(zh="区县", en="district"),
    "column.supervision_group": Entry(zh="督导组", en="supervision group"),
    "column.coordinator": Entry(zh="联络员编号", en="coordinator's id"),
    "column.units": Entry(zh="单位数", en="units"),
    "column.members": Entry(zh="党员", en="members"),
    "column.floating": Entry(zh="流动党员", en="floating"),
    "column.not_started": Entry(zh="未开始", en="not started"),
    "column.at_work": Entry(zh="进行中", en="at work"),
    "column.overdue": Entry(zh="逾期", en="overdue"),
    "column.awaiting_sign_off": Entry(zh="待验收", en="awaiting sign-off"),
    "column.finished": Entry(zh="已完成", en="finished"),
    "column.withdrawn": Entry(zh="已退出", en="withdrawn"),
    "column.closed": Entry(zh="已结束", en="closed"),
    "column.closed_share": Entry(zh="阶段完成率", en="phases closed"),
    "column.finished_share": Entry(zh="完成率", en="finished, %"),
    "column.in_time": Entry(zh="按期完成", en="in time"),
    "column.late": Entry(zh="逾期完成", en="late"),
    "column.in_time_share": Entry(zh="按期率", en="in time, %"),
    "column.mobilization_steps": Entry(zh="动员环节", en="steps"),
    "column.begun": Entry(zh="已登记", en="begun"),
    "column.short": Entry(zh="未达要求", en="short"),
    "column.unjudged": Entry(zh="待认可", en="to be judged"),
    "column.reached": Entry(zh="已参加", en="took part"),
    "column.reached_share": Entry(zh="参学率", en="took part, %"),
    "column.floating_reached": Entry(zh="流动已参加", en="floating, took part"),
    "column.floating_share": Entry(zh="流动参学率", en="floating, %"),
    "column.category": Entry(zh="类别", en="category"),
    "column.explained": Entry(zh="缺席待认可", en="missing, to be judged"),
    "column.explained_by_category": Entry(zh="缺席待认可", en="missing, to be judged"),
    "column.excused": Entry(zh="缺席已认可", en="missing, accepted"),
    "column.step": Entry(zh="环节", en="step"),
    "column.coverage": Entry(zh="要求", en="coverage"),
    "column.lacking": Entry(zh="未达到的类别", en="too few of"),
    "column.asked": Entry(zh="测评", en="asked"),
    "column.open_surveys": Entry(zh="投票中", en="under way"),
    "column.measured": Entry(zh="有结果", en="measured"),
    "column.mean": Entry(zh="平均", en="mean"),
    "column.campaign": Entry(zh="活动", en="campaign"),
    "column.batch": Entry(zh="批次", en="batch"),
    "column.first_day": Entry(zh="开始日", en="from"),
    "column.last_day": Entry(zh="结束日", en="to"),
    "column.organisations": Entry(zh="党组织", en="organisations"),
    "column.track": Entry(zh="方式", en="track"),
    "column.phase": Entry(zh="阶段", en="phase"),
    "column.open": Entry(zh="进行中", en="open"),
    "column.signed_off": Entry(zh="验收通过", en="signed off"),
    "column.lapsed": Entry(zh="验收期满", en="lapsed"),
    "column.no_sign_off": Entry(zh="无需验收", en="no sign-off"),
    "column.standing": Entry(zh="状态", en="standing"),
    "column.missed": Entry(zh="逾期事项", en="what is late"),
    "column.missed_count": Entry(zh="逾期项数", en="deadlines missed"),
    "column.due": Entry(zh="期限", en="due"),
    "column.late_by": Entry(zh="天数", en="days late"),
    "column.started": Entry(zh="开始", en="started"),
    "column.next_due": Entry(zh="下一时点", en="next event"),
    "column.finished_on": Entry(zh="完成时间", en="finished on"),
    "column.phase_closed": Entry(zh="“{phase}”结束", en="{phase} closed"),
    "column.band": Entry(zh="满意度", en="satisfaction"),
    "column.score": Entry(zh="得分", en="score"),
    "column.too_small": Entry(zh="人数不足", en="too few votes"),
    "column.unmeasured": Entry(zh="未测评", en="not measured"),
    "column.items": Entry(zh="整改事项", en="items"),
    "column.open_items": Entry(zh="未销号", en="open"),
    "column.struck_off": Entry(zh="已销号", en="struck off"),
    "column.struck_off_share": Entry(zh="销号率", en="struck off, %"),
    "column.number": Entry(zh="序号", en="number"),
    "column.measure": Entry(zh="整改措施", en="measure"),
    "column.owner": Entry(zh="责任部门", en="owner"),
    "column.commitment": Entry(zh="公开承诺", en="commitment"),
    "column.status": Entry(zh="状态", en="status"),
    "column.due_on": Entry(zh="期限", en="due"),
    "column.entries": Entry(zh="记录数", en="entries"),
    "column.head": Entry(zh="校验值", en="head"),
    "column.evidence": Entry(zh="完成依据", en="evidence"),
    "column.share": Entry(zh="比例", en="share"),
    "column.together": Entry(zh="累计", en="together"),
    "column.together_share": Entry(zh="累计比例", en="together, %"),
    "total": Entry(zh="合计", en="total"),
    "start": Entry(zh="最迟启动日", en="latest start"),
    "band.highest": Entry(zh="{at_least}及以上", en="{at_least} and over"),
    "band.middle": Entry(zh="{at_least}至{below}（不含）", en="{at_least} up to {below}"),
    "band.lowest": Entry(zh="{below}以下", en="under {below}"),
    "page": Entry(zh="第{page}页，共{pages}页", en="Page {page} of {pages}"),
}
"""By what part of a report says it."""


def say_report(code: str, language: Language, **params: object) -> str:
    """A text of a report, its places filled."""
    filled = {name: str(value) for name, value in params.items()}
    return say(CATALOGUE, code, filled, language)


def bound(percent: str, language: Language) -> str:
    """The bound of a band as a plan writes it, `95 %`, in the manner of a language."""
    return percent.replace(" ", "") if language == "zh" else percent


def percentage(value: Fraction, language: Language, decimals: int = 2) -> str:
    """A rounded percentage as it is printed, always with as many decimals: 98.70 %, 98.70%."""
    whole, rest = divmod(int(value * 10**decimals), 10**decimals)
    sign = "%" if language == "zh" else " %"
    return f"{whole}.{rest:0{decimals}d}{sign}"
