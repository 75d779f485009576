"""What a plan asks of a unit, as its dossier says it."""

from typing import Final

from texts.catalogue import Catalogue, Entry, Language, say

ASKED: Final[Catalogue] = {
    "phase_end": Entry(zh="阶段结束", en="end of the phase"),
    "from_start": Entry(zh="阶段开始后{length}", en="{length} from the phase's start"),
    "long": Entry(zh="长{length}", en="{length} long"),
    "signed_off": Entry(zh="由督导组验收", en="the supervision group signs it off"),
    "not_signed_off": Entry(zh="无需验收", en="nobody signs it off"),
    "lapses": Entry(
        zh="{length}内未表态即视为通过", en="without its word it closes after {length}"
    ),
    "redone": Entry(zh="退回补课给{length}", en="sent back, {length} to make up"),
    "published": Entry(zh="结果须公示", en="its results are published"),
    "polled": Entry(zh="须作测评", en="it is polled"),
    "after": Entry(zh="须在“{steps}”之后", en="only after: {steps}"),
    "coverage": Entry(zh="参学率{share}", en="{share} take part"),
    "study": Entry(zh="{category}：{text}", en="{category}: {text}"),
    "channels": Entry(zh="渠道：{channels}", en="channels: {channels}"),
    "open_for": Entry(zh="至少征求{length}", en="open for {length} at least"),
    "minimum": Entry(zh="至少{count}条意见", en="{count} opinions at least"),
    "minimum_channels": Entry(zh="至少{count}个渠道有意见", en="by {count} channels at least"),
    "quorum": Entry(zh="到会率{share}", en="{share} are present"),
    "closed_share": Entry(zh="整改事项销号{share}", en="{share} of the items are struck off"),
    "handed_up": Entry(zh="上报事项{length}内答复", en="handed up, answered within {length}"),
    "bands": Entry(zh="档次：{bands}", en="bands: {bands}"),
    "pass_mark": Entry(zh="{share}为合格", en="passed from {share} on"),
    "minimum_group": Entry(
        zh="少于{count}票不出结果", en="no result of fewer than {count} ballots"
    ),
    "make_up_limit": Entry(zh="最多补测{count}次", en="measured again {count} times at most"),
    "required": Entry(zh="必做", en="required"),
    "optional": Entry(zh="选做", en="optional"),
    "plan_id": Entry(zh="方案", en="Plan"),
    "window": Entry(zh="活动时间", en="Window of the campaign"),
    "latest_start": Entry(zh="最迟启动", en="Latest start"),
    "due_soon": Entry(zh="提前提示", en="Due soon ahead of a deadline"),
    "request_lapse": Entry(zh="延期申请答复期限", en="A request for time is answered within"),
    "readiness": Entry(zh="启动条件", en="Readiness"),
    "content": Entry(zh="完成环节的依据", en="What makes a step done"),
    "reported": Entry(zh="联络员报告即可", en="the coordinator's word"),
    "recorded": Entry(zh="须有记录", en="what it asks for is recorded"),
    "mechanism_required": Entry(zh="须建立长效机制", en="A long-term mechanism is set down"),
    "amended": Entry(zh="已作调整", en="Amendments taken"),
}
"""The words for it, by code."""


def say_asked(code: str, language: Language, **params: object) -> str:
    """What is asked, in words. Raises KeyError for a code without a text: a bug."""
    return say(ASKED, code, {name: str(value) for name, value in params.items()}, language)
