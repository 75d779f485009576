"""What is composed from the records for everybody to read: the lines, and what is said of missing room."""

from typing import Final

from texts.catalogue import Catalogue, Entry

CATALOGUE: Final[Catalogue] = {
    "numbered": Entry(zh="{number}. {text}", en="{number}. {text}"),
    "commitment": Entry(
        zh="{number}. {measure}（{owner}，{due}前）", en="{number}. {measure} ({owner}, by {due})"
    ),
    "poll": Entry(zh="“{phase}”阶段测评", en="Poll of {phase}"),
    "result": Entry(
        zh="{title}：满意度{score}；发票{issued}张，收回{cast}张。",
        en="{title}: score {score}; slips given out {issued}, ballots cast {cast}.",
    ),
    "result_in_band": Entry(
        zh="{title}：满意度{score}，属于{band}一档；发票{issued}张，收回{cast}张。",
        en="{title}: score {score}, in the band {band}; slips given out {issued}, ballots cast {cast}.",
    ),
    "result_too_small": Entry(
        zh="{title}：发票{issued}张，收回{cast}张。票数过少，为保密不显示结果。",
        en="{title}: slips given out {issued}, ballots cast {cast}: too few to show a result without "
        "telling who said what.",
    ),
    "pass_mark_reached": Entry(
        zh="达到{pass_mark}的要求。", en="The pass mark of {pass_mark} is reached."
    ),
    "pass_mark_missed": Entry(
        zh="未达到{pass_mark}的要求。", en="The pass mark of {pass_mark} is missed."
    ),
    "verdict": Entry(
        zh="督导组评定：{verdict}。", en="The supervision group has decided: {verdict}."
    ),
    "question": Entry(zh="{number}. {title}：{score}", en="{number}. {title}: {score}"),
    "plan_phase": Entry(zh="{title}（{length}）", en="{title} ({length})"),
    "plan_phase_opened": Entry(
        zh="{title}（{opened}起，{length}）", en="{title} ({length} from {opened})"
    ),
    "step_by": Entry(zh="{number}. {title}：{day}前", en="{number}. {title}: by {day}"),
    "step_within": Entry(
        zh="{number}. {title}：阶段开始后{length}内",
        en="{number}. {title}: within {length} of the beginning of the phase",
    ),
    "step_by_phase_end": Entry(
        zh="{number}. {title}：阶段结束前", en="{number}. {title}: by the end of the phase"
    ),
    "phase_open": Entry(zh="{title}（{opened}起）", en="{title} (since {opened})"),
    "phase_reported": Entry(
        zh="{title}（{opened}起，{reported}上报完成）",
        en="{title} (since {opened}, reported done {reported})",
    ),
    "phase_closed": Entry(zh="{title}（{opened}至{closed}）", en="{title} ({opened} to {closed})"),
    "step_done": Entry(zh="{number}. {title}：{day}完成", en="{number}. {title}: done {day}"),
    "step_undone": Entry(zh="{number}. {title}：未完成", en="{number}. {title}: not done"),
    "ledger": Entry(
        zh="整改台账：共{added}项，已销号{struck_off}项。",
        en="Items in the ledger: {added}; struck off: {struck_off}.",
    ),
    "shortened": Entry(
        zh="（篇幅有限，以上有删节。全文见{where}。）", en="(Shortened to fit. In full: {where}.)"
    ),
    "left_out": Entry(
        zh="（篇幅有限，以上有删节，其后{count}项未列出。全文见{where}。）",
        en="(Shortened to fit, and the last ones are not listed: {count}. In full: {where}.)",
    ),
    "where.plan": Entry(zh="本单位方案", en="the unit's plan"),
    "where.progress": Entry(zh="本单位进展记录", en="the unit's records"),
    "where.problems": Entry(
        zh="本单位突出问题清单，按编号查", en="the unit's list of problems, by number"
    ),
    "where.commitments": Entry(zh="本单位整改台账，按编号查", en="the unit's ledger, by number"),
    "where.results": Entry(
        zh="本单位公布的测评结果文件", en="the result files of the unit's surveys"
    ),
    "where.mechanism": Entry(zh="本单位长效机制", en="the unit's mechanism as it is set down"),
}
"""The lines by code, and where everything stands that has no room."""
