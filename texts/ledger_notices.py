"""What is said to people of a ledger's items; joined into `texts.notices` and `texts.notice_advice`."""

from collections.abc import Mapping
from typing import Final

from texts.catalogue import Catalogue, Entry

LABELS: Final[Catalogue] = {
    "item_closed": Entry(zh="待销号", en="To be struck off"),
    "item_confirmed": Entry(zh="已销号", en="Struck off"),
    "item_returned": Entry(zh="整改退回", en="Item sent back"),
    "item_reopened": Entry(zh="重新整改", en="Item reopened"),
    "item_amended": Entry(zh="整改事项修改", en="Item amended"),
    "item_handed_up": Entry(zh="提请解决", en="Handed up"),
    "item_answered": Entry(zh="上级答复", en="The answer from above"),
    "answer_overdue": Entry(zh="逾期未答复", en="Answer overdue"),
    "no_items_reported": Entry(zh="报告无整改事项", en="Nothing to put right"),
    "no_items_accepted": Entry(zh="同意无整改事项", en="Nothing to put right: agreed"),
}

LINES: Final[Catalogue] = {
    "item_closed": Entry(
        zh="{by}报告{what}已完成，请确认销号或退回。",
        en="{by} reports {what} done; please strike it off or send it back.",
    ),
    "item_closed.again": Entry(
        zh="{what}已报告完成，请确认销号或退回。",
        en="{what} is reported done; please strike it off or send it back.",
    ),
    "item_confirmed": Entry(zh="{what}已经确认销号。", en="{what} is struck off."),
    "item_returned": Entry(
        zh="{what}依据不足，已退回，请继续整改。",
        en="{what} is sent back: the evidence does not suffice.",
    ),
    "item_reopened": Entry(
        zh="{what}重新打开，请继续整改。", en="{what} is open again and to be worked on."
    ),
    "item_amended": Entry(zh="{what}已有修改。", en="{what} was amended."),
    "item_handed_up": Entry(
        zh="{by}提请解决{what}，请于{answer_by}前答复。",
        en="{by} hands {what} up to you; please answer by {answer_by}.",
    ),
    "item_handed_up.again": Entry(
        zh="{what}已提请解决，请于{answer_by}前答复。",
        en="{what} is handed up to you; please answer by {answer_by}.",
    ),
    "item_answered": Entry(
        zh="{by}已答复提请解决的{what}。", en="{by} has answered {what}, which was handed up."
    ),
    "answer_overdue": Entry(
        zh="提请上级解决的{what}应于{due}前答复，至今没有答复。",
        en="{what} was handed up, to be answered {due}; there is no answer yet.",
    ),
    "no_items_reported": Entry(
        zh="{by}报告没有需要整改的事项，请研究是否同意。",
        en="{by} says that there is nothing to put right; please see whether you agree.",
    ),
    "no_items_reported.again": Entry(
        zh="该单位报告没有需要整改的事项，请研究是否同意。",
        en="The unit says that there is nothing to put right; please see whether you agree.",
    ),
    "no_items_accepted": Entry(
        zh="{by}同意该单位没有需要整改的事项。",
        en="{by} agrees that there is nothing to put right.",
    ),
}

_REASON: Final = Entry(zh="原因：{reason}", en="Why: {reason}")
_NOTE: Final = Entry(zh="意见：{note}", en="Note: {note}")
_DUE: Final = Entry(zh="应于{due}前完成。", en="It is due {due}.")

DETAILS: Final[Mapping[str, tuple[Entry, ...]]] = {
    "item_closed": (Entry(zh="依据：{evidence}", en="Evidence: {evidence}"),),
    "item_confirmed": (_NOTE,),
    "item_returned": (_DUE, _REASON),
    "item_reopened": (_DUE, _REASON),
    "item_amended": (_DUE, _REASON),
    "item_handed_up": (_REASON,),
    "item_answered": (_DUE, Entry(zh="答复：{answer}", en="The answer: {answer}")),
    "no_items_reported": (Entry(zh="理由：{reason}", en="Why: {reason}"),),
    "no_items_accepted": (_NOTE,),
}

ADVICE: Final[Catalogue] = {
    "item_closed": Entry(
        zh="请核对依据、了解实情后作出结论，不能只看材料。",
        en="Please see for yourselves whether it is done, and not on paper only.",
    ),
    "item_handed_up": Entry(
        zh="请协调有关部门解决，并把结果或安排答复单位。",
        en="Please have it solved by whoever can, and tell the unit what comes of it.",
    ),
    "answer_overdue.county": Entry(
        zh="请尽快答复；一时解决不了的，也要说明安排。",
        en="Please answer now; where it takes longer, say what is planned.",
    ),
    "answer_overdue.city": Entry(
        zh="请督促尽快答复，必要时由市里协调解决。",
        en="Please see that it is answered, or have it solved at the city's level.",
    ),
}

_AS: Final = "--as {as} --campaign {campaign}"

CLOSE: Final = f'phaseline unit ledger close {{unit}} {{item}} --evidence "…" {_AS}'
"""By which the unit reports an item done."""

_ANSWER: Final = (f'phaseline unit ledger answer {{unit}} {{item}} "…" {_AS}',)
_SHOW: Final = ("phaseline unit ledger show {unit} --campaign {campaign}",)

COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "item_closed": (
        f"phaseline unit ledger confirm {{unit}} {{item}} {_AS}",
        f'phaseline unit ledger return {{unit}} {{item}} --reason "…" {_AS}',
    ),
    "item_returned": (CLOSE,),
    "item_reopened": (CLOSE,),
    "item_amended": _SHOW,
    "item_answered": _SHOW,
    "item_handed_up": _ANSWER,
    "answer_overdue.county": _ANSWER,
    "answer_overdue.city": _SHOW,
    "no_items_reported": (f"phaseline unit ledger accept-none {{unit}} {_AS}",),
}
