"""What is said of what was decided on a unit's way, and of how that ended."""

from collections.abc import Mapping
from typing import Final

from texts.catalogue import Entry

LABELS: Final[Mapping[str, Entry]] = {
    "turn.amended": Entry(zh="规则或名册信息已修改", en="rules or roster entry amended"),
    "turn.extended": Entry(zh="{target}延期至 {until}", en="{target} extended until {until}"),
    "turn.held": Entry(zh="活动暂停", en="campaign paused"),
    "turn.phase_sent_back": Entry(
        zh="{target}退回补课，期限 {until}", en="{target} sent back, due {until}"
    ),
    "turn.released": Entry(
        zh="活动恢复，期限顺延{lost}", en="campaign resumed; deadlines moved by {lost}"
    ),
    "turn.reopened": Entry(zh="重新开启，期限 {until}", en="reopened, due {until}"),
    "turn.returned": Entry(zh="回到活动中", en="back in the campaign"),
    "turn.resumed": Entry(zh="恢复，期限顺延{lost}", en="resumed; deadlines moved by {lost}"),
    "turn.suspended": Entry(zh="中止", en="suspended"),
    "turn.track_switched": Entry(zh="不再采用方式“{left}”", en="left the track {left}"),
    "turn.withdrawn": Entry(zh="退出活动", en="left the campaign"),
}

CLI: Final[Mapping[str, Entry]] = {
    "ended_at": Entry(zh="活动于 {at} 结束", en="The campaign ended {at}"),
    "in_time": Entry(zh="按期完成", en="in time"),
    "not_in_time": Entry(zh="逾期完成", en="late"),
    "turns": Entry(
        zh="途中的决定（理由见该单位的记录：phaseline unit journal {unit}）",
        en="Decided on the way (why: phaseline unit journal {unit})",
    ),
    "earlier_turns": Entry(
        zh="此前还有 {count} 项，见记录", en="{count} earlier ones are in the journal alone"
    ),
    "done_before": Entry(zh="在原方式中已完成", en="Done on a track that it has left"),
}
