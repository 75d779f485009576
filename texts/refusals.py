"""Why something was refused, who could do it, and by when: one sentence or two for every code."""

from collections.abc import Mapping, Sequence
from typing import Final

from texts import (
    amendment_refusals,
    attachments,
    ledger,
    mechanism,
    meeting,
    mobilization,
    opinions,
    programme,
    publication,
    responsibility,
    survey,
    visits,
)
from texts.catalogue import Entry, Language, say
from texts.values import localise, say_actor, say_instant

CATALOGUE: Final[dict[str, Entry]] = {
    # How a command must look and arrive.
    "malformed": Entry(
        zh="命令的格式有误，位置：{where}。系统要求：{expected}。请改正后重新提交。",
        en="The command is malformed at {where}: {expected}. Please correct it and send it again.",
    ),
    "wrong_argument_count": Entry(
        zh="收到{count}个参数，应当恰好有一个。请只提交一个JSON对象。",
        en="Exactly one argument is expected, but {count} came. Please send one JSON object.",
    ),
    "unknown_kind": Entry(
        zh="没有名为“{kind}”的命令。请核对命令名称的拼写。",
        en="There is no command named '{kind}'. Please check how it is spelt.",
    ),
    "kind_mismatch": Entry(
        zh="信号名为“{signal}”，而命令的kind是“{kind}”。两者应当一致；kind也可以省略。",
        en="The signal is named '{signal}', but its command is of the kind '{kind}'. "
        "Please make them agree, or leave the kind out.",
    ),
    "too_large": Entry(
        zh="命令大小为{size}字节，超过上限{limit}字节。请缩短说明文字后重新提交。",
        en="The command has {size} bytes; at most {limit} are taken. Please shorten its texts.",
    ),
    "records_behind": Entry(
        zh="记录暂时跟不上：还有{waiting}条等待写入。什么也没有丢失，请稍后用同一命令编号重试。",
        en="The records are behind: {waiting} entries wait to be written. Nothing is lost; "
        "please try again shortly with the same command id.",
    ),
    "stale_revision": Entry(
        zh="情况已有变化：该命令针对版本{expected}，单位现为版本{revision}。请重新查看，如仍适用再提交。",
        en="The unit has changed meanwhile: this was meant for revision {expected}, and it is at "
        "revision {revision} now. Please look again, and repeat it if it still fits.",
    ),
    # Who, and where the unit or the campaign stands.
    "not_allowed": Entry(
        zh="此事不由{by_whom}办理。",
        en="This is not for {by_whom} to do.",
    ),
    "campaign_status": Entry(
        zh="活动目前的状态是“{status}”，现在不能执行“{kind}”。",
        en="The campaign is {status}, so '{kind}' is not possible now.",
    ),
    "campaign_over": Entry(
        zh="活动已经结束，不能再作任何改动。",
        en="The campaign is closed; nothing can be changed any more.",
    ),
    "unit_closed": Entry(
        zh="该单位的活动已于{at}结束，不能再作任何改动。",
        en="The campaign ended for this unit on {at}; nothing can be changed any more.",
    ),
    "unit_withdrawn": Entry(
        zh="该单位已于{at}退出活动。须先恢复参加。",
        en="The unit left the campaign on {at}. It must be reopened first.",
    ),
    "unit_finished": Entry(
        zh="该单位已于{at}完成活动。须先重新开启。",
        en="The unit finished on {at}. It must be reopened first.",
    ),
    "unit_suspended": Entry(
        zh="该单位自{since}起中止。须先恢复。",
        en="The unit has been suspended since {since}. It must be resumed first.",
    ),
    "campaign_held": Entry(
        zh="整个活动已暂停。请在市活动办恢复活动之后再试。",
        en="The whole campaign is paused. Please try again once the campaign office has resumed it.",
    ),
    "not_started": Entry(
        zh="该单位还没有开始。须先开始。",
        en="The unit has not started yet. It must be started first.",
    ),
    "already_started": Entry(
        zh="该单位已于{on}开始，开始之前的事项不能再改。",
        en="The unit started on {on}; what belongs before the start cannot be changed any more.",
    ),
    # Readiness and start.
    "unknown_readiness": Entry(
        zh="准备事项中没有“{item}”。可选的有：{known}。",
        en="There is no readiness item {item}. The items are: {known}.",
    ),
    "readiness_already": Entry(
        zh="准备事项“{item}”已于{on}完成，无需再报。",
        en="The readiness item {item} was completed on {on} already; nothing more is needed.",
    ),
    "not_ready": Entry(
        zh="准备工作尚未完成，还缺：{missing}。完成之后即可开始。",
        en="The preparation is not complete. Still missing: {missing}. The unit can start after that.",
    ),
    "after_window": Entry(
        zh="活动已于{last}结束，不能再开始。",
        en="The campaign ended on {last}; no unit starts after that.",
    ),
    "id_reused": Entry(
        zh="命令编号“{id}”已用于另一个命令（{kind}）。请换一个编号。",
        en="The command id '{id}' was used for another command already ({kind}). "
        "Please choose another id.",
    ),
    "internal": Entry(
        zh="处理时发生内部错误（{error}），单位的状态没有改变。请把这条消息告诉运行维护人员。",
        en="Something went wrong inside ({error}); the unit is as it was. "
        "Please tell those who run Phaseline.",
    ),
    "before_window": Entry(
        zh="活动自{first}开始，此前不能开始。可以先约定开始日期。",
        en="The campaign begins on {first}, and no unit starts before. "
        "A start date can be appointed now.",
    ),
    # Steps.
    "unknown_step": Entry(
        zh="方式“{track}”中没有环节“{step}”。请对照本单位进度核对环节编号。",
        en="Track {track} has no step {step}. Please check the step's id in the unit's progress.",
    ),
    "unknown_step_in_phase": Entry(
        zh="阶段“{phase}”中没有环节“{step}”。请对照本单位进度核对环节编号。",
        en="Phase {phase} has no step {step}. Please check the step's id in the unit's progress.",
    ),
    "step_phase_closed": Entry(
        zh="环节“{step}”属于阶段“{phase}”，该阶段已结束；现在进行的是阶段“{open_phase}”。",
        en="Step {step} belongs to phase {phase}, which is closed; the open phase is {open_phase}.",
    ),
    "step_phase_not_open": Entry(
        zh="环节“{step}”属于阶段“{phase}”，该阶段尚未开始；请先完成阶段“{open_phase}”。",
        en="Step {step} belongs to phase {phase}, which has not opened yet; "
        "please complete phase {open_phase} first.",
    ),
    "step_waits": Entry(
        zh="环节“{step}”须排在这些环节之后：{after}。请先完成它们。",
        en="Step {step} comes after steps that are not done yet: {after}. Please do these first.",
    ),
    "step_already_done": Entry(
        zh="环节“{step}”已于{on}完成。如果实际没有完成，请先重新打开该环节。",
        en="Step {step} was done on {on} already. If that was a mistake, reopen the step first.",
    ),
    "step_overdue": Entry(
        zh="环节“{step}”应于{due}完成，已经逾期，不能自行改期。请完成它，或申请延期。",
        en="Step {step} was due on {due}: it is overdue, and keeps its day. "
        "Please complete it, or ask for more time.",
    ),
    "step_not_done": Entry(
        zh="环节“{step}”还没有完成，谈不上重做。",
        en="Step {step} is not done, so it cannot be reopened or redone.",
    ),
    # Phases and their gates.
    "unknown_phase": Entry(
        zh="方式“{track}”中没有阶段“{phase}”。请对照本单位进度核对阶段编号。",
        en="Track {track} has no phase {phase}. Please check the phase's id in the unit's progress.",
    ),
    "phase_not_open": Entry(
        zh="阶段“{phase}”现在没有开启；现在进行的是阶段“{open_phase}”。",
        en="Phase {phase} is not open; the open phase is {open_phase}.",
    ),
    "phase_not_reported": Entry(
        zh="阶段“{phase}”还不能验收：必做环节尚未完成：{missing}。",
        en="Phase {phase} cannot be judged yet. Required steps that are not done: {missing}.",
    ),
    "redo_needed": Entry(
        zh="请指明阶段“{phase}”中哪些环节需要补课。可选的有：{known}。",
        en="Please say which steps of phase {phase} are to be redone. The steps are: {known}.",
    ),
    "redo_required_step": Entry(
        zh="请至少选择阶段“{phase}”中一个已完成的必做环节，否则没有可以重新上报的内容。",
        en="Please choose at least one required step of phase {phase}; "
        "otherwise there would be nothing to report again.",
    ),
    "redo_of_withdrawn": Entry(
        zh="恢复参加的单位从退出时的进度继续。请不要填写补课环节，恢复之后再逐个重新打开。",
        en="A unit that comes back goes on where it left. Please leave the steps to redo out; "
        "single steps can be reopened afterwards.",
    ),
    "not_over": Entry(
        zh="该单位既没有完成也没有退出，无需重新开启。已上报的阶段请用“补课”，单个环节请用“重新打开环节”。",
        en="The unit has neither finished nor left the campaign. "
        "Send a reported phase back, or reopen a single step instead.",
    ),
    # Dates and more time.
    "date_past": Entry(
        zh="{date}已经过去。请选择今天或以后的工作日。",
        en="{date} is past. Please choose today or a later working day.",
    ),
    "date_out_of_bounds": Entry(
        zh="{date}超出范围。请选择{first}至{last}之间的工作日。",
        en="{date} is out of bounds. Please choose a working day from {first} to {last}.",
    ),
    "date_not_worked": Entry(
        zh="{date}不是工作日。请选择工作日。",
        en="{date} is not a working day. Please choose one that is.",
    ),
    "not_later": Entry(
        zh="{target}的期限已是{present}，新日期{until}并没有更晚。请选择{present}之后的工作日。",
        en="The deadline of {target} is {present}, and {until} is not later. "
        "Please choose a working day after {present}.",
    ),
    "nothing_to_extend": Entry(
        zh="{target}已经完成或上报，无需延期。",
        en="More time is of no use to {target}: it is done or reported already.",
    ),
    "nothing_to_remind_of": Entry(
        zh="{target}目前没有未完成的期限，无需催办。",
        en="There is nothing to remind of: {target} has no deadline that is still to be met.",
    ),
    "reminded_today": Entry(
        zh="该单位{on}已有一次人工催办；每个工作日最多催办一次。",
        en="The unit has a reminder by hand for {on} already; one for each working day is enough.",
    ),
    "request_open_already": Entry(
        zh="{target}的延期申请已经提出，正等待答复。",
        en="More time for {target} has been asked for already, and the answer is awaited.",
    ),
    "no_request": Entry(
        zh="{target}没有待答复的延期申请。",
        en="Nobody has asked for more time for {target}, so there is nothing to decline.",
    ),
    # Standstill.
    "already_suspended": Entry(
        zh="该单位自{since}起已经中止，无需再次中止。",
        en="The unit has been suspended since {since} already.",
    ),
    "not_suspended": Entry(
        zh="该单位没有中止，无需恢复。",
        en="The unit is not suspended, so there is nothing to resume.",
    ),
    "already_held": Entry(
        zh="整个活动已经暂停，无需再次暂停。",
        en="The whole campaign is paused already.",
    ),
    "not_held": Entry(
        zh="活动没有暂停，无需恢复。",
        en="The campaign is not paused, so there is nothing to release.",
    ),
    # Membership.
    "same_track": Entry(
        zh="该单位本来就采用方式“{track}”。",
        en="The unit is on track {track} already.",
    ),
    "track_not_allowed": Entry(
        zh="该类单位不能采用方式“{track}”。可选的有：{allowed}。",
        en="Units of this type cannot take the track {track}. The tracks to choose from are: "
        "{allowed}.",
    ),
    "merged_into_itself": Entry(
        zh="单位{unit}不能并入它自己。请填写并入的那个单位。",
        en="Unit {unit} cannot be merged into itself. Please name the unit that it is merged into.",
    ),
    "already_assigned": Entry(
        zh="联络员和督导组与现有的相同，没有变化。",
        en="Coordinator and supervision group are the present ones, so nothing would change.",
    ),
    # What the kinds of steps ask for.
    "step_of_another_kind": Entry(
        zh="环节“{step}”属于“{kind}”类，不适用这一命令。请对照本单位进度核对环节编号。",
        en="Step {step} is of the kind {kind}, for which this is not meant. "
        "Please check the step's id in the unit's progress.",
    ),
    "not_held_yet": Entry(
        zh="{date}还没有到，不能登记为已经召开。",
        en="{date} is still to come; what was held can be recorded once it was.",
    ),
    "held_before_campaign": Entry(
        zh="{date}早于活动开始的{first}，不能计入本次活动。",
        en="{date} is before the campaign, which began on {first}, and does not count for it.",
    ),
    **amendment_refusals.REFUSALS,
    **mobilization.REFUSALS,
    **visits.REFUSALS,
    **responsibility.REFUSALS,
    **programme.REFUSALS,
    **meeting.REFUSALS,
    **mechanism.REFUSALS,
    **opinions.REFUSALS,
    **publication.REFUSALS,
    **attachments.REFUSALS,
    **ledger.REFUSALS,
    **survey.REFUSALS,
}
"""The sentence that says why, by the refusal's code."""

_FRAME: Final[dict[str, Entry]] = {
    "who": Entry(zh="可以办理的有：{who}。", en="This can be done by: {who}."),
    "by": Entry(zh="时间：{by}。", en="When: {by}."),
    "within_phase": Entry(
        zh="环节不能晚于所在阶段结束；两者同日到期的，请先延长阶段。",
        en="A step ends with its phase at the latest: where both end on one day, extend the phase first.",
    ),
}


def explain(
    code: str, params: Mapping[str, str], who: Sequence[str], by: str | None, language: Language
) -> str:
    """Why it was refused, then who could do it, then by when.

    `who` are actors as they are written (`county:D1`), nearest to the unit first; the system is
    left out, since nobody can be asked to act as it. `by` is an ISO instant, shown on the clock of
    its own offset.

    Raises KeyError for a code without a text: a bug, not a user's fault.
    """
    parts = [say(CATALOGUE, code, localise(params, language), language)]
    if code == "not_later" and params.get("target", "").startswith("step:"):
        parts.append(say(_FRAME, "within_phase", {}, language))
    people = [say_actor(actor, language) for actor in who if not actor.startswith("system:")]
    if people:
        said = ("、" if language == "zh" else ", ").join(people)
        parts.append(say(_FRAME, "who", {"who": said}, language))
    if by is not None:
        parts.append(say(_FRAME, "by", {"by": say_instant(by)}, language))
    return ("" if language == "zh" else " ").join(parts)
