"""What can be wrong with a dossier that was checked."""

from collections.abc import Mapping
from typing import Final

from texts.catalogue import Catalogue, Entry, Language, say

FINDINGS: Final[Catalogue] = {
    "not_a_dossier": Entry(
        zh="不是档案：manifest.json 不存在、已损坏，或由更新的版本生成。"
        "请给出一份档案的 zip 文件或目录，或者其中有档案的目录。",
        en="It is no dossier: manifest.json is missing, damaged, or of a later version. Give the zip "
        "or the folder of a dossier, or a folder that has dossiers in it.",
    ),
    "broken_off": Entry(
        zh="导出中断，manifest.json 还没有写入：请重新导出。",
        en="Its export was broken off before manifest.json was written: export it again.",
    ),
    "not_listed": Entry(
        zh="所给的校验值表（活动 {campaign}）中没有这个单位。",
        en="The list of heads that you gave, of campaign {campaign}, does not have this unit.",
    ),
    "file_unlisted": Entry(
        zh="{name}：清单中没有这个文件。", en="{name}: the manifest has no such file."
    ),
    "file_twice": Entry(zh="{name}：出现不止一次。", en="{name}: it is there more than once."),
    "file_missing": Entry(zh="{name}：缺失。", en="{name}: it is missing."),
    "file_too_large": Entry(
        zh="{name}：清单所列大小超出档案可能的范围。",
        en="{name}: the manifest says that it is larger than a dossier's file can be.",
    ),
    "file_unreadable": Entry(zh="{name}：无法读取。", en="{name}: it cannot be read."),
    "file_changed": Entry(
        zh="{name}：内容与清单不符。", en="{name}: it is not what the manifest says."
    ),
    "attachment_missing": Entry(
        zh="{name}：附件缺失，或不是原件。",
        en="{name}: the attachment is missing, or another file.",
    ),
    "minutes_missing": Entry(
        zh="第 {entry} 条记录所记的会议记录（{digest}）不在附件中。",
        en="The minutes of which entry {entry} tells ({digest}) are not among the attachments.",
    ),
    "tally_differs": Entry(
        zh="{name}：重新计票的结果与经过所记不符。",
        en="{name}: its ballots, counted again, do not give the result that the journal tells.",
    ),
    "file_differs": Entry(
        zh="{name}：与经过推算的结果不符。", en="{name}: it does not follow from the journal."
    ),
    "entry_unreadable": Entry(
        zh="第 {entry} 条记录：无法读取。", en="Entry {entry} of the journal cannot be read."
    ),
    "entry_out_of_order": Entry(
        zh="第 {entry} 条记录的位置上是第 {found} 条：有缺失、重复或次序颠倒。",
        en="Where entry {entry} of the journal should stand, there is entry {found}: some are "
        "missing, repeated or out of order.",
    ),
    "entry_of_another": Entry(
        zh="第 1 条记录不属于这个活动的这个单位。",
        en="Entry 1 of the journal is not of this unit in this campaign.",
    ),
    "entry_changed": Entry(
        zh="第 {entry} 条记录已被改动：与第 {next} 条所记的校验值不符。",
        en="Entry {entry} of the journal was changed: entry {next} has another hash for it.",
    ),
    "entry_rewritten": Entry(
        zh="第 {entry} 条记录的写法与原文不同。",
        en="Entry {entry} of the journal is not written as it was hashed.",
    ),
    "tail_cut": Entry(
        zh="记录到第 {entry} 条为止，清单上有 {expected} 条：末尾被截去。",
        en="The journal ends with entry {entry}, of {expected}: its tail is cut off.",
    ),
    "tail_added": Entry(
        zh="记录到第 {entry} 条为止，清单上只有 {expected} 条：末尾有添加。",
        en="The journal ends with entry {entry}, and there should be {expected}: something was added.",
    ),
    "last_changed": Entry(
        zh="最后的第 {entry} 条记录已被改动：与清单所记的校验值不符。",
        en="Entry {entry}, the last one of the journal, was changed: the manifest has another hash.",
    ),
    "does_not_follow": Entry(
        zh="第 {entry} 条记录不可能接在之前的经过之后。",
        en="Entry {entry} of the journal cannot have happened after those before it.",
    ),
    "head_earlier": Entry(
        zh="所给的校验值是第 {entry} 条的，而档案中还有之后的记录。",
        en="The head that you gave is that of entry {entry}, and the dossier goes on after it.",
    ),
    "head_unknown": Entry(
        zh="档案的 {entry} 条记录都没有所给的校验值：末尾被截去，或内容已被替换。",
        en="None of the dossier's {entry} entries has the head that you gave: "
        "its tail is cut off, or what it says was replaced.",
    ),
    "digest_differs": Entry(
        zh="清单的校验值是 {found}，与所给的不同。",
        en="The manifest's digest is {found}, not the one that you gave.",
    ),
}
"""What can be wrong with a dossier, in a sentence each."""

UNKEPT: Final[Catalogue] = {
    "store_unusable": Entry(
        zh="未能存入：{reason}。", en="It could not be kept in the store: {reason}."
    ),
    "records_behind": Entry(
        zh="经过尚未记全，等记全后再导出。",
        en="Its journal is not recorded to the end yet; it is exported when it is.",
    ),
    "not_exported": Entry(
        zh="未能生成（{error}），详见工作进程的日志。",
        en="It could not be made ({error}); the worker's log says more.",
    ),
}
"""Why no dossier could be kept, likewise."""


def say_finding(code: str, params: Mapping[str, str], language: Language) -> str:
    """What is wrong with a dossier. Raises KeyError for a code without a text: a bug."""
    return say(FINDINGS if code in FINDINGS else UNKEPT, code, params, language)
