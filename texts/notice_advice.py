"""What a notice asks of its reader: the advice that a message gives once, and the exact commands."""

from collections.abc import Mapping
from typing import Final

from texts import ledger_notices, opinions, publication, survey
from texts.catalogue import Catalogue, Entry

_DO_IT: Final = Entry(
    zh="完成一项请当天报告一项；确有困难的，请在到期之前申请延期。",
    en="Report each as soon as it is done; if you cannot make it, ask for more time before it is due.",
)
_MAKE_UP: Final = Entry(
    zh="逾期事项请立即补办并报告；确有困难的，请说明原因，申请延期。",
    en="Please do what is overdue now and report it; if you cannot, say why and ask for more time.",
)

_GET_READY: Final = Entry(
    zh="请尽快完成准备工作并启动；启动越晚，后面各阶段的时间越紧。",
    en="Please get ready and start; the later the start, the less time is left for the phases.",
)
_GET_STARTED: Final = Entry(
    zh="请督促有关单位尽快完成准备工作并启动。", en="Please see that the units get started."
)

ADVICE: Final[Catalogue] = {
    "reminder.before": _DO_IT,
    "reminder.today": _DO_IT,
    "reminder.late": _MAKE_UP,
    "escalated.before": _DO_IT,
    "escalated.today": _DO_IT,
    "escalated.late": _MAKE_UP,
    "escalation.supervisor": Entry(
        zh="请督导组尽快联系有关单位，查明原因，督促办结；确需延期的，请批准延期。",
        en="Please speak to the units, find out why, and see that it gets done; "
        "grant more time where it is needed.",
    ),
    "escalation.county": Entry(
        zh="请区县活动办督促所属单位限期办结，帮助解决实际困难。",
        en="Please see that your units get it done, and help where they cannot.",
    ),
    "escalation.city": Entry(
        zh="请市活动办挂牌督办，必要时研究调整。",
        en="Please take these up yourselves, and decide what must change.",
    ),
    "escalation.coordinator": _MAKE_UP,
    "urged": Entry(
        zh="请尽快办结并报告；确有困难的，请说明原因，申请延期。",
        en="Please do it and report it; if you cannot, say why and ask for more time.",
    ),
    "start_due": _GET_STARTED,
    "start_due.coordinator": _GET_READY,
    "latest_start_passed.coordinator": _GET_READY,
    "latest_start_passed.county": _GET_STARTED,
    "latest_start_passed.city": _GET_STARTED,
    "awaiting_sign_off": Entry(
        zh="请核对材料、了解实情后作出结论：验收通过，或退回补课并指明须重做的环节。",
        en="Please look at what was done, then sign the phase off, or send it back and say which "
        "steps to redo.",
    ),
    "sent_back": Entry(
        zh="补课要补到实处；补齐后逐项报告，该阶段再次上报验收。",
        en="Report each step again once it is truly done; the phase then goes to sign-off again.",
    ),
    **ledger_notices.ADVICE,
    **opinions.NOTICE_ADVICE,
    **publication.NOTICE_ADVICE,
    **survey.NOTICE_ADVICE,
}
"""What to do, by the notice's key. A message says the same advice once, whatever it is about."""

_AS: Final = "--as {as} --campaign {campaign}"
_COMPLETE: Final = (f"phaseline unit complete {{unit}} {{step}} {_AS}", ledger_notices.CLOSE)
_SHOW: Final = ("phaseline unit show {unit} --campaign {campaign}",)

_START: Final = (f"phaseline unit start {{unit}} {_AS}",)

COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "reminder": _COMPLETE,
    "escalated": _COMPLETE,
    "escalation": _SHOW,
    "urged.one": _COMPLETE,
    "urged.all": _SHOW,
    "start_due": _SHOW,
    "start_due.coordinator": _START,
    "latest_start_passed.coordinator": _START,
    "latest_start_passed.county": _SHOW,
    "latest_start_passed.city": _SHOW,
    "awaiting_sign_off": (
        f"phaseline unit sign-off {{unit}} {{phase_id}} {_AS}",
        f'phaseline unit send-back {{unit}} {{phase_id}} --redo STEP --reason "…" {_AS}',
    ),
    "sent_back": _SHOW,
    "visited": ("phaseline unit visit list {unit} --campaign {campaign}",),
    "extension_requested": (
        f'phaseline unit extend {{unit}} {{target}} {{until_day}} --reason "…" {_AS}',
        f'phaseline unit decline-extension {{unit}} {{target}} --reason "…" {_AS}',
    ),
    "extension_lapsed": (
        f'phaseline unit request-extension {{unit}} {{target}} DATE --reason "…" {_AS}',
    ),
    "absence_explained": (
        f"phaseline unit participation accept {{unit}} {{step}} {{category_id}} {_AS}",
        f'phaseline unit participation decline {{unit}} {{step}} {{category_id}} --reason "…" {_AS}',
    ),
    "solicitation_fell_short": (
        f'phaseline unit opinions add {{unit}} {{step}} "…" --channel CHANNEL --on DATE {_AS}',
        f'phaseline unit opinions close {{unit}} {{step}} --problem "…" --explanation "…" {_AS}',
    ),
    "poll_missing": (
        f"phaseline unit survey open {{unit}} {{phase_id}} --until DATE --ballots N {_AS}",
    ),
    "publication_missing": (
        f'phaseline unit publish {{unit}} results "…" --phase {{phase_id}} {_AS}',
    ),
    "survey_below": (
        f'phaseline unit survey open {{unit}} {{step}} --until DATE --ballots N --made-up "…" {_AS}',
    ),
    "survey_unjudged": (
        f'phaseline unit survey judge {{unit}} {{step}} --verdict passed --reason "…" {_AS}',
        f'phaseline unit survey judge {{unit}} {{step}} --verdict to_make_up --reason "…" {_AS}',
    ),
    "absence_declined": ("phaseline unit participation show {unit} --campaign {campaign}",),
    "reassigned.to_you": _SHOW,
    "reopened": _SHOW,
    "amended": _SHOW,
    **ledger_notices.COMMANDS,
}
"""The command lines by which the reader does it, by the notice's key; each where it can be filled."""

LISTS: Final[Mapping[str, str]] = {
    "coordinator": "phaseline unit list --coordinator {id} --campaign {campaign}",
    "supervisor": "phaseline unit list --overdue --group {id} --campaign {campaign}",
    "county": "phaseline unit list --overdue --district {id} --campaign {campaign}",
    "city": "phaseline unit list --overdue --campaign {campaign}",
}
"""The command that shows the units of a reader, by the reader's role."""
