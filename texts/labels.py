"""The words for what a unit's campaign is made of: standings, lights, roles, kinds, journal lines.

Codes are `<subject>.<code>`: `standing.on_track`, `event.step_completed`, `reason.standstill`.
"""

from collections.abc import Mapping
from typing import Final

from texts import (
    ledger,
    mechanism,
    meeting,
    mobilization,
    opinions,
    publication,
    responsibility,
    survey,
    turns,
    visits,
)
from texts.catalogue import Entry, Language, places, say
from texts.values import localise

CATALOGUE: Final[dict[str, Entry]] = {
    "word.campaign": Entry(zh="活动", en="campaign"),
    "word.plan": Entry(zh="方案", en="plan"),
    "word.roster": Entry(zh="名册", en="roster"),
    "word.unit": Entry(zh="单位", en="unit"),
    "word.district": Entry(zh="区县", en="district"),
    "word.supervision_group": Entry(zh="督导组", en="supervision group"),
    "word.readiness": Entry(zh="准备工作", en="readiness"),
    "word.track": Entry(zh="方式", en="track"),
    "word.phase": Entry(zh="阶段", en="phase"),
    "word.step": Entry(zh="环节", en="step"),
    "word.key_link": Entry(zh="关键环节", en="key link"),
    "word.sign_off": Entry(zh="验收", en="sign-off"),
    "word.send_back": Entry(zh="补课", en="send back"),
    "word.deadline": Entry(zh="期限", en="deadline"),
    "word.opinion": Entry(zh="意见", en="opinion"),
    "word.problem": Entry(zh="突出问题", en="problem"),
    "word.rectification_item": Entry(zh="整改事项", en="rectification item"),
    "word.ledger": Entry(zh="整改台账", en="ledger"),
    "word.ballot": Entry(zh="测评票", en="ballot"),
    "word.survey": Entry(zh="满意度测评", en="survey"),
    "word.reminder": Entry(zh="提醒", en="reminder"),
    "word.escalation": Entry(zh="督办", en="escalation"),
    "word.visit": Entry(zh="调研检查", en="visit"),
    "word.responsibility_letter": Entry(zh="责任书", en="responsibility letter"),
    "word.long_term_mechanism": Entry(zh="长效机制", en="long-term mechanism"),
    "word.dossier": Entry(zh="档案", en="dossier"),
    "role.coordinator": Entry(zh="联络员", en="coordinator"),
    "role.supervisor": Entry(zh="督导组", en="supervisor"),
    "language.zh": Entry(zh="中文", en="Chinese"),
    "language.en": Entry(zh="英文", en="English"),
    "level.county": Entry(zh="区县本级，不计入单位数", en="of a county, counted as no unit"),
    "level.city": Entry(zh="市本级，不计入单位数", en="of the city, counted as no unit"),
    "role.county": Entry(zh="区县活动办", en="county office"),
    "role.city": Entry(zh="市活动办", en="campaign office"),
    "role.system": Entry(zh="系统", en="system"),
    "standing.preparing": Entry(zh="准备中", en="preparing"),
    "standing.on_track": Entry(zh="正常", en="on track"),
    "standing.due_soon": Entry(zh="即将到期", en="due soon"),
    "standing.overdue": Entry(zh="逾期", en="overdue"),
    "standing.awaiting_sign_off": Entry(zh="待验收", en="awaiting sign-off"),
    "standing.sent_back": Entry(zh="补课中", en="sent back"),
    "standing.suspended": Entry(zh="中止", en="suspended"),
    "standing.finished": Entry(zh="已完成", en="finished"),
    "standing.withdrawn": Entry(zh="已退出", en="withdrawn"),
    "light.green": Entry(zh="绿灯", en="green"),
    "light.yellow": Entry(zh="黄灯", en="yellow"),
    "light.red": Entry(zh="红灯", en="red"),
    "phase_status.ahead": Entry(zh="未开始", en="ahead"),
    "phase_status.open": Entry(zh="进行中", en="open"),
    "phase_status.reported": Entry(zh="已上报", en="reported"),
    "phase_status.closed": Entry(zh="已结束", en="closed"),
    "result.finished": Entry(zh="已完成", en="finished"),
    "result.withdrawn": Entry(zh="已退出", en="withdrawn"),
    "result.unfinished": Entry(zh="未完成", en="unfinished"),
    "result.not_started": Entry(zh="未开始", en="not started"),
    "step_kind.task": Entry(zh="一般环节", en="task"),
    "step_kind.mobilization": Entry(zh="动员", en="mobilisation"),
    "step_kind.opinions": Entry(zh="征求意见", en="solicitation of opinions"),
    "step_kind.meeting": Entry(zh="专题组织生活会", en="life meeting"),
    "step_kind.rectification": Entry(zh="整改", en="rectification"),
    "step_kind.survey": Entry(zh="群众满意度测评", en="satisfaction survey"),
    "command.complete_readiness": Entry(zh="报告准备事项完成", en="report a readiness item"),
    "command.start": Entry(zh="开始", en="start"),
    "command.complete_step": Entry(zh="报告环节完成", en="report a step done"),
    "command.reopen_step": Entry(zh="重新打开环节", en="reopen a step"),
    "command.schedule_step": Entry(zh="安排环节日期", en="schedule a step"),
    "command.sign_off": Entry(zh="验收通过", en="sign off"),
    "command.send_back": Entry(zh="退回补课", en="send back"),
    "command.request_extension": Entry(zh="申请延期", en="ask for more time"),
    "command.extend": Entry(zh="同意延期", en="grant more time"),
    "command.decline_extension": Entry(zh="不同意延期", en="decline more time"),
    "command.suspend": Entry(zh="中止", en="suspend"),
    "command.resume": Entry(zh="恢复", en="resume"),
    "command.hold": Entry(zh="随活动暂停", en="hold with the campaign"),
    "command.release": Entry(zh="随活动恢复", en="release with the campaign"),
    "command.switch_track": Entry(zh="变更方式", en="switch the track"),
    "command.withdraw": Entry(zh="退出活动", en="withdraw"),
    "command.reopen": Entry(zh="重新开启", en="reopen"),
    "command.reassign": Entry(zh="更换联络员或督导组", en="reassign"),
    "command.comment": Entry(zh="备注", en="comment"),
    "command.remind": Entry(zh="催办", en="remind"),
    "command.amend": Entry(zh="修改规则或名册信息", en="amend"),
    "command.close": Entry(zh="结束活动", en="close"),
    "command.launch": Entry(zh="启动各单位", en="launch"),
    "command.pause": Entry(zh="暂停整个活动", en="pause the campaign"),
    "event.readiness_completed": Entry(
        zh="准备事项“{item}”已完成", en="Readiness item {item} completed"
    ),
    "event.start_appointed": Entry(
        zh="约定于{on}开始，遇非工作日顺延至下一工作日",
        en="Start appointed for {on}, or the first working day after it",
    ),
    "event.latest_start_passed": Entry(
        zh="最迟开始日已过，尚未开始", en="The latest start has passed without a start"
    ),
    "event.started": Entry(zh="开始，方式“{track}”", en="Started on track {track}"),
    "event.phase_opened": Entry(zh="阶段“{phase}”开始", en="Phase {phase} opened"),
    "event.step_completed": Entry(zh="环节“{step}”已完成", en="Step {step} done"),
    "event.step_reopened": Entry(
        zh="环节“{step}”重新打开：{reason}", en="Step {step} reopened: {reason}"
    ),
    "event.phase_reported": Entry(zh="阶段“{phase}”已上报", en="Phase {phase} reported"),
    "event.phase_sent_back": Entry(
        zh="阶段“{phase}”退回补课，{due}前补齐“{redo}”：{reason}",
        en="Phase {phase} sent back, {redo} to be redone by {due}: {reason}",
    ),
    "event.phase_closed": Entry(zh="阶段“{phase}”结束：{how}", en="Phase {phase} closed: {how}"),
    "event.finished": Entry(zh="全部阶段完成", en="Finished"),
    "event.step_scheduled": Entry(zh="环节“{step}”定于{on}", en="Step {step} scheduled for {on}"),
    "event.extension_requested": Entry(
        zh="申请将{target}延期至{until}：{reason}",
        en="More time asked for {target} until {until}: {reason}",
    ),
    "event.extended": Entry(
        zh="{target}延期至{until}：{reason}", en="{target} extended until {until}: {reason}"
    ),
    "event.extension_declined": Entry(
        zh="不同意{target}延期：{reason}", en="More time for {target} declined: {reason}"
    ),
    "event.extension_request_lapsed": Entry(
        zh="{target}的延期申请期满未答复", en="The request for more time for {target} lapsed"
    ),
    "event.suspended": Entry(zh="中止：{reason}", en="Suspended: {reason}"),
    "event.resumed": Entry(zh="恢复，期限顺延{lost}", en="Resumed; deadlines move by {lost}"),
    "event.held": Entry(zh="活动暂停：{reason}", en="Campaign paused: {reason}"),
    "event.released": Entry(
        zh="活动恢复，期限顺延{lost}", en="Campaign resumed; deadlines move by {lost}"
    ),
    "event.track_switched": Entry(
        zh="改用方式“{track}”：{reason}", en="Switched to track {track}: {reason}"
    ),
    "event.withdrawn": Entry(
        zh="退出活动（{cause}）：{reason}", en="Withdrawn ({cause}): {reason}"
    ),
    "event.reopened": Entry(zh="重新开启：{reason}", en="Reopened: {reason}"),
    "event.reassigned": Entry(
        zh="更换联络员或督导组", en="Coordinator or supervision group reassigned"
    ),
    "event.reminded": Entry(zh="提醒{to}：{target}", en="Reminder to {to} of {target}"),
    "event.urged": Entry(zh="人工催办", en="Reminded by hand"),
    "event.commented": Entry(zh="备注：{text}", en="Comment: {text}"),
    "event.amended": Entry(
        zh="规则或名册信息已修改：{reason}", en="Rules or roster entry amended: {reason}"
    ),
    "event.due_soon": Entry(zh="{target}即将到期", en="{target} is due soon"),
    "event.overdue": Entry(zh="{target}已逾期", en="{target} is overdue"),
    "event.closed": Entry(zh="活动结束", en="The campaign ended for the unit"),
    "ahead.latest_start_passed": Entry(
        zh="最迟开始日将过，如届时尚未开始",
        en="The latest start passes, unless it has started by then",
    ),
    "ahead.started": Entry(zh="将开始，方式“{track}”", en="Starts on track {track}"),
    "ahead.phase_closed": Entry(
        zh="阶段“{phase}”将结束，如届时无人验收",
        en="Phase {phase} closes, unless it is judged by then",
    ),
    "ahead.extension_request_lapsed": Entry(
        zh="{target}的延期申请将失效，如届时无人答复",
        en="The request for more time for {target} lapses, unless it is answered by then",
    ),
    "ahead.overdue": Entry(
        zh="{target}将逾期，如届时尚未完成",
        en="{target} becomes overdue, unless it is done by then",
    ),
    "ahead.voting_ends": Entry(
        zh="测评“{step}”投票截止，之后可以计票", en="Voting in {step} ends; then it may be counted"
    ),
    "ahead.solicitation_ends": Entry(
        zh="“{step}”征求意见截止", en="Opinions for {step} are taken in until then"
    ),
    "ahead.meeting_held": Entry(
        zh="{branch}召开“{step}”，地点：{place}", en="{branch} meets for {step}, at {place}"
    ),
    "added.as_opened": Entry(
        zh="正在进行的测评“{as_opened}”仍按开始时的内容和计分办法，下一次起按新规则",
        en="the survey under way goes on as it was opened, and the next one by the new rules: "
        "{as_opened}",
    ),
    "added.evidence": Entry(zh="佐证：{evidence}", en="evidence: {evidence}"),
    "added.note": Entry(zh="说明：{note}", en="note: {note}"),
    "added.with_it": Entry(zh="一并重新打开“{with_it}”", en="reopened with it: {with_it}"),
    "added.carried": Entry(zh="带入“{carried}”", en="carried over: {carried}"),
    "added.into": Entry(zh="并入 {into}", en="into {into}"),
    "added.coordinator": Entry(zh="联络员 {coordinator}", en="coordinator {coordinator}"),
    "added.supervision_group": Entry(
        zh="督导组 {supervision_group}", en="supervision group {supervision_group}"
    ),
    **mobilization.LABELS,
    **meeting.LABELS,
    **ledger.LABELS,
    **turns.LABELS,
    "reason.from_phase_start": Entry(
        zh="自阶段开始（{on}）起{length}", en="{length} from the phase's start on {on}"
    ),
    "reason.phase_length": Entry(
        zh="阶段自{on}起为期{length}", en="the phase takes {length} from {on}"
    ),
    "reason.track_length": Entry(
        zh="全程自{on}起为期{length}", en="the track takes {length} from {on}"
    ),
    "reason.scheduled": Entry(zh="由{by}定于{on}", en="scheduled for {on} by {by}"),
    "reason.extended": Entry(zh="由{by}延期至{on}", en="extended until {on} by {by}"),
    "reason.redo": Entry(zh="{by}要求于{on}前补齐", en="to be made up by {on}, as {by} asked"),
    "reason.moved_to_working_day": Entry(
        zh="{on}不是工作日，顺延至下一个工作日", en="{on} is off, so the next working day"
    ),
    "reason.standstill": Entry(zh="因停顿顺延{lost}", en="moved by {lost} of standstill"),
    "reason.campaign_end": Entry(
        zh="不得晚于活动结束日{on}", en="not after the campaign's end on {on}"
    ),
    **visits.LABELS,
    **responsibility.LABELS,
    **mechanism.LABELS,
    **opinions.LABELS,
    **publication.LABELS,
    **survey.LABELS,
}
"""Every label and journal line, by subject and code."""


def label(subject: str, code: str, language: Language) -> str:
    """The word for a code of a subject, such as `label('standing', 'on_track', 'zh')`.

    Raises KeyError for a code without a text: a bug, not a user's fault.
    """
    return say(CATALOGUE, f"{subject}.{code}", {}, language)


def journal_line(kind: str, fields: Mapping[str, str], language: Language) -> str:
    """An event as one short line of a unit's journal; `fields` are the event's own, as strings.

    Raises KeyError for a kind without a text: a bug, not a user's fault.
    """
    return _line(f"event.{kind}", fields, language)


def line_ahead(kind: str, fields: Mapping[str, str], language: Language) -> str:
    """What will happen or be held, as one short line; where nothing says it ahead, as it is told after.

    Raises KeyError for a kind without a text: a bug, not a user's fault.
    """
    code = f"ahead.{kind}"
    if code not in CATALOGUE:
        return journal_line(kind, fields, language)
    return _line(code, fields, language)


def turn_line(kind: str, fields: Mapping[str, str], language: Language) -> str:
    """What was decided on a unit's way, as one short line without its reason.

    Raises KeyError for a kind without a text: a bug, not a user's fault.
    """
    return _line(f"turn.{kind}", fields, language)


def is_in_journal_line(kind: str, name: str) -> bool:
    """Whether the line of a kind of event says the event's field of that name."""
    return name in places(CATALOGUE[f"event.{kind}"].en)


def deadline_reason(code: str, params: Mapping[str, str], language: Language) -> str:
    """One part of how a deadline came about.

    Raises KeyError for a code without a text: a bug, not a user's fault.
    """
    return say(CATALOGUE, f"reason.{code}", localise(params, language), language)


def _line(code: str, fields: Mapping[str, str], language: Language) -> str:
    line = say(CATALOGUE, code, localise(fields, language), language)
    return line[:1].upper() + line[1:]
