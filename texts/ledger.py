"""The words for the ledger (整改台账): its commands, what happens to an item, and why not."""

from typing import Final

from texts.catalogue import Entry

LABELS: Final[dict[str, Entry]] = {
    "command.add_item": Entry(zh="登记整改事项", en="add an item to the ledger"),
    "command.amend_item": Entry(zh="修改整改事项", en="amend an item"),
    "command.close_item": Entry(zh="报告整改事项完成", en="report an item done"),
    "command.confirm_item": Entry(zh="确认销号", en="strike an item off"),
    "command.return_item": Entry(zh="退回整改事项", en="send an item back"),
    "command.reopen_item": Entry(zh="重新打开整改事项", en="reopen an item"),
    "command.escalate_item": Entry(zh="提请区县解决", en="hand an item up"),
    "command.answer_item": Entry(zh="答复提请事项", en="answer what was handed up"),
    "command.report_no_items": Entry(zh="报告无整改事项", en="report nothing to put right"),
    "command.accept_no_items": Entry(zh="同意无整改事项", en="accept that nothing is to put right"),
    "event.item_added": Entry(
        zh="登记整改事项第{number}项（{solvable}）：{measure}；{owner}负责，{due}前完成",
        en="Item {number} added to the ledger ({solvable}): {measure}; {owner} answers for it, "
        "by {due}",
    ),
    "event.item_amended": Entry(
        zh="整改事项第{number}项已修改：{reason}", en="Item {number} amended: {reason}"
    ),
    "event.item_closed": Entry(
        zh="整改事项第{number}项报告完成，待确认：{evidence}",
        en="Item {number} reported done, to be confirmed: {evidence}",
    ),
    "event.item_confirmed": Entry(zh="整改事项第{number}项销号", en="Item {number} struck off"),
    "event.item_returned": Entry(
        zh="整改事项第{number}项退回：{reason}", en="Item {number} sent back: {reason}"
    ),
    "event.item_reopened": Entry(
        zh="整改事项第{number}项重新打开，{due}前完成：{reason}",
        en="Item {number} reopened, to be done by {due}: {reason}",
    ),
    "event.item_handed_up": Entry(
        zh="整改事项第{number}项提请上级解决，{answer_by}前答复：{reason}",
        en="Item {number} handed up, to be answered by {answer_by}: {reason}",
    ),
    "event.item_answered": Entry(
        zh="上级答复整改事项第{number}项：{answer}；{due}前完成",
        en="The answer from above on item {number}: {answer}; to be done by {due}",
    ),
    "event.answer_overdue": Entry(
        zh="上级未按期答复提请解决的{target}",
        en="There was no answer from above on {target} in time",
    ),
    "event.no_items_reported": Entry(
        zh="报告没有需要整改的事项：{reason}", en="Nothing to put right, the unit says: {reason}"
    ),
    "event.no_items_accepted": Entry(
        zh="同意没有需要整改的事项", en="It is agreed that there is nothing to put right"
    ),
    "reason.promised": Entry(zh="定于{on}前完成", en="to be done by {on}"),
    "reason.handed_up": Entry(zh="上级应于{on}前答复", en="to be answered by {on}"),
    "added.measure": Entry(zh="措施：{measure}", en="measure: {measure}"),
    "added.owner": Entry(zh="责任部门：{owner}", en="answered for by {owner}"),
    "added.until": Entry(zh="期限：{until}", en="now due {until}"),
    "added.is_commitment": Entry(zh="公开承诺事项", en="a public commitment"),
    "added.problem": Entry(zh="针对突出问题第{problem}条", en="for problem {problem}"),
}
"""By subject and code, as in `texts.labels`."""

VALUES: Final[dict[str, Entry]] = {
    "target.item": Entry(zh="整改事项第{id}项", en="item {id} of the ledger"),
    "item_status.open": Entry(zh="整改中", en="open"),
    "item_status.closed": Entry(zh="待确认", en="to be confirmed"),
    "item_status.handed_up": Entry(zh="已提请上级", en="handed up"),
    "item_status.struck_off": Entry(zh="已销号", en="struck off"),
    "solvable.now": Entry(zh="马上解决", en="can be solved now"),
    "solvable.by_date": Entry(zh="限期解决", en="to be solved by a date"),
    "solvable.higher_level": Entry(zh="提请上级解决", en="needs a higher level"),
}
"""By name and value, as in `texts.values`."""

REFUSALS: Final[dict[str, Entry]] = {
    "unknown_item": Entry(
        zh="整改台账中没有第{number}项，目前共登记{added}项。请核对编号。",
        en="The ledger has no item {number}; {added} were added so far. Please check the number.",
    ),
    "unknown_problem": Entry(
        zh="该单位没有第{problem}条突出问题，目前共有{known}条。请核对编号。",
        en="The unit has no problem {problem}; {known} were named so far. Please check the number.",
    ),
    "problem_dropped": Entry(
        zh="第{problem}条突出问题在征求意见不足、未能结束时已作废。请改用已认定的问题编号：{known}。",
        en="Problem {problem} was dropped when its solicitation fell short and was not closed. "
        "The numbers of those that the unit owns up to: {known}.",
    ),
    "problem_unsettled": Entry(
        zh="第{problem}条突出问题所在的征求意见正在统计，尚未认定。请稍候再试。",
        en="The opinions behind problem {problem} are being counted, and it is not the unit's before. "
        "Please try again in a moment.",
    ),
    "item_struck_off": Entry(
        zh="整改事项第{number}项已经销号。如有反弹，请先重新打开。",
        en="Item {number} is struck off already. If it is not done after all, reopen it first.",
    ),
    "item_open": Entry(
        zh="整改事项第{number}项尚未销号，无需重新打开。",
        en="Item {number} is not struck off, so there is nothing to reopen.",
    ),
    "item_closed": Entry(
        zh="整改事项第{number}项已报告完成，正等待确认。",
        en="Item {number} is reported done and waits to be confirmed or sent back.",
    ),
    "item_not_closed": Entry(
        zh="整改事项第{number}项还没有报告完成，不能确认或退回。",
        en="Item {number} is not reported done yet, so it can be neither confirmed nor sent back.",
    ),
    "item_handed_up": Entry(
        zh="整改事项第{number}项已提请上级解决，正等待答复。",
        en="Item {number} was handed up, and the answer is awaited.",
    ),
    "item_not_handed_up": Entry(
        zh="整改事项第{number}项没有提请上级解决，无需答复。",
        en="Item {number} was not handed up, so there is nothing to answer.",
    ),
    "nothing_above": Entry(
        zh="市一级之上没有可以提请的上级，请由市里自行研究解决。",
        en="There is nothing above the city to hand an item up to; it is the city's to solve.",
    ),
    "item_is_amended": Entry(
        zh="{target}的期限通过修改整改事项来调整，不用延期命令。",
        en="Amend {target} to give it another day; asking for more time is for steps and phases.",
    ),
    "later_due_not_yours": Entry(
        zh="整改事项第{number}项应于{present}前完成，单位不能自行推迟。请由督导组、区县或市活动办修改。",
        en="Item {number} is due {present}, and the unit cannot give itself more time. "
        "Please ask those above it to amend the item.",
    ),
    "ledger_full": Entry(
        zh="整改台账中未销号的事项已达上限{limit}项。请先完成并销号一部分，再登记新的。",
        en="The ledger has {limit} open items, which is all that it takes. "
        "Please have some struck off before adding more.",
    ),
    "ledger_empty": Entry(
        zh="整改台账还没有任何事项，环节“{step}”不能完成。请登记整改事项，或说明理由报告无整改事项。",
        en="The ledger has no item yet, so step {step} cannot be done. Please add what is to be "
        "put right, or report with a reason that there is nothing.",
    ),
    "ledger_share": Entry(
        zh="整改台账共{added}项，已销号{struck_off}项；环节“{step}”要求销号{share}，即至少{needed}项。",
        en="Items struck off: {struck_off} of {added}. Step {step} asks for {share}, which is {needed} "
        "at least.",
    ),
    "ledger_has_items": Entry(
        zh="整改台账已登记{added}项，不能报告无整改事项。",
        en="There is something in the ledger already (items: {added}), so it cannot be said that there "
        "is nothing to put right.",
    ),
    "no_items_already": Entry(
        zh="无整改事项的报告已经提出，无需再报。",
        en="It was reported already that there is nothing to put right.",
    ),
    "no_items_not_reported": Entry(
        zh="单位还没有报告无整改事项，无从同意。",
        en="The unit has not reported that there is nothing to put right, so there is nothing to "
        "accept.",
    ),
    "no_items_not_accepted": Entry(
        zh="单位报告无整改事项，尚待督导组同意。请联系督导组，或登记整改事项。",
        en="That there is nothing to put right is not accepted yet. Please ask the supervision "
        "group, or add what is to be put right.",
    ),
}
"""By the refusal's code, as in `texts.refusals`."""

CLI: Final[dict[str, Entry]] = {
    "item_number": Entry(zh="序号", en="no."),
    "item_status": Entry(zh="状态", en="status"),
    "item_due": Entry(zh="期限", en="due"),
    "item_owner": Entry(zh="责任部门", en="office"),
    "item_measure": Entry(zh="措施", en="measure"),
    "item_commitment": Entry(zh="【公开承诺】{measure}", en="[public commitment] {measure}"),
    "item_evidence": Entry(zh="完成情况：{evidence}", en="Evidence: {evidence}"),
    "no_items": Entry(zh="没有这样的整改事项。", en="There are no such items."),
    "more_items": Entry(zh="还有更多，下一页：--after {next}", en="There are more: --after {next}"),
    "ledger_numbers": Entry(
        zh="整改台账：共{added}项，已销号{struck_off}项，待确认{to_confirm}项，"
        "提请上级{handed_up}项，逾期{overdue}项",
        en="Ledger: items {added}, struck off {struck_off}, to be confirmed {to_confirm}, "
        "handed up {handed_up}, overdue {overdue}",
    ),
    "ledger_nothing_reported": Entry(
        zh="整改台账：报告无整改事项，尚待同意",
        en="Ledger: nothing to put right, the unit says; to be accepted",
    ),
    "ledger_nothing_accepted": Entry(
        zh="整改台账：经同意无整改事项", en="Ledger: nothing to put right, as is agreed"
    ),
}
"""What the command line says of a ledger."""

HELP: Final[dict[str, Entry]] = {
    "ledger": Entry(zh="整改台账：各单位的整改事项。", en="Ledgers: the items of all units."),
    "ledger list": Entry(
        zh="逐页列出各单位的整改事项。", en="List the items of all units, a page at a time."
    ),
    "unit ledger": Entry(
        zh="整改台账：登记、完成、销号、提请上级。",
        en="The ledger: add items, work them off, strike them off, hand them up.",
    ),
    "unit ledger add": Entry(
        zh="登记一项整改事项。须由上级解决的同时提请区县。",
        en="Add an item. One that needs a higher level is handed up in the same act.",
    ),
    "unit ledger amend": Entry(
        zh="修改整改事项的措施、责任部门或期限；推迟期限须由督导组、区县或市活动办办理。",
        en="Amend an item's measure, office or day; a later day is for those above the unit to give.",
    ),
    "unit ledger close": Entry(
        zh="报告整改事项完成并说明依据，等待督导组确认。",
        en="Report an item done, with what shows it; the supervision group has the word then.",
    ),
    "unit ledger confirm": Entry(zh="确认完成，销号。", en="Strike an item off."),
    "unit ledger return": Entry(
        zh="退回：依据不足，继续整改。", en="Send an item back: the evidence does not suffice."
    ),
    "unit ledger reopen": Entry(
        zh="重新打开已销号的整改事项。", en="Reopen an item that was struck off."
    ),
    "unit ledger hand-up": Entry(
        zh="单位解决不了的，提请区县解决。",
        en="Hand an item up to the county, since the unit cannot solve it.",
    ),
    "unit ledger answer": Entry(
        zh="区县答复提请解决的事项；不另给期限的，补回等待的工作日。",
        en="Answer what was handed up; without another day the unit gets back those it has waited.",
    ),
    "unit ledger none": Entry(
        zh="说明理由，报告没有需要整改的事项。",
        en="Report, with a reason, that there is nothing to put right.",
    ),
    "unit ledger accept-none": Entry(
        zh="同意没有需要整改的事项。", en="Accept that there is nothing to put right."
    ),
    "unit ledger show": Entry(
        zh="查看一个单位的整改台账。", en="Show a unit's ledger with all of its items."
    ),
}
"""The commands, as in `texts.cli_help`."""

PARAMETERS: Final[dict[str, Entry]] = {
    "number": Entry(zh="整改事项的序号。", en="The item's number."),
    "measure": Entry(zh="整改措施。", en="The measure by which it is put right."),
    "owner": Entry(
        zh="责任部门或岗位，不写个人姓名。", en="The office that answers for it; not a person."
    ),
    "due": Entry(zh="期限：当日下班前。", en="By the end of which day."),
    "solvable": Entry(
        zh="马上解决（now）、限期解决（by_date）或提请上级（higher_level）。",
        en="Whether it can be solved now, by a date, or needs a higher level.",
    ),
    "is_commitment": Entry(zh="公开承诺事项。", en="A public commitment."),
    "ledger list:is_commitment": Entry(zh="只列公开承诺事项。", en="Only public commitments."),
    "ledger list:is_overdue": Entry(zh="只列逾期的事项。", en="Only what is overdue."),
    "problem": Entry(zh="针对的突出问题的序号。", en="The number of the problem it is for."),
    "status": Entry(
        zh="状态：未完成、待确认、提请区县或已销号。",
        en="The status: open, closed, handed_up or struck_off.",
    ),
    "unit ledger answer:text": Entry(zh="答复内容。", en="The answer."),
}
"""Their parameters, likewise."""
