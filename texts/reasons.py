"""Why a model does not accept a value, which models say in English: in the reader's language.

A model's errors carry words and no code, and some of them stand in histories as they were said; so
the Chinese text is found by the English one, which is read as a form with places.
"""

import re
from functools import cache
from typing import Final

from texts.catalogue import Catalogue, Entry, Language, fill, places

_OURS: Final[Catalogue] = {
    "actor": Entry(
        zh="应为 coordinator:<人员>、supervisor:<督导组>、county:<区县>、city:office 或 system:<部分>",
        en="expected coordinator:<person>, supervisor:<group>, county:<district>, city:office or "
        "system:<part>",
    ),
    "longer_or_shorter": Entry(
        zh="“longer”和“shorter”只能写一个，至少一天；也可以改“published”或“polled”",
        en="expected either 'longer' or 'shorter', by a day or more, 'published' or 'polled'",
    ),
    "gate": Entry(zh="应有“sign_off”“lapse”或“redo”", en="expected 'sign_off', 'lapse' or 'redo'"),
    "step_change": Entry(
        zh="除环节外，还应写明改什么", en="expected something that changes beside the step"
    ),
    "local_hours": Entry(
        zh="工作时间是当地时间，不带时区",
        en="working hours are local times: leave the offset out",
    ),
    "hours_reversed": Entry(
        zh="上班时间必须早于下班时间，午休在两者之间",
        en="the working day must open, break for lunch, and close, in this order",
    ),
    "merged_into": Entry(
        zh="合并（merged）时须写明并入哪个单位（into），其他情形不写",
        en="expected 'into' with the cause 'merged', and only with that",
    ),
    "reassigned": Entry(
        zh="应写明新的联络员、督导组，或两者都写",
        en="expected a coordinator, a supervision_group or both",
    ),
    "amended": Entry(
        zh="应写明新的规则（rules）、单位（unit），或两者都写", en="expected rules, a unit or both"
    ),
    "item_amended": Entry(
        zh="应写明新的措施、责任科室或期限，至少一项",
        en="expected a measure, an owner, a due date or several of them",
    ),
    "in_all": Entry(zh="合计最多 {limit} 个字符", en="expected at most {limit} characters in all"),
    "meeting_time": Entry(
        zh="会议时间按活动所在地计，不带时区",
        en="a meeting's time is on the campaign's clock: leave the offset out",
    ),
    "window": Entry(zh="活动期限的开始必须早于结束", en="the window must begin before it ends"),
    "days": Entry(zh="应为日历天数，如“30 days”", en="expected a number of days such as '30 days'"),
    "working_days": Entry(
        zh="应为工作日数，如“5 working days”",
        en="expected a number of working days such as '5 working days'",
    ),
    "minutes": Entry(
        zh="应为分钟数，如“4 minutes”", en="expected a number of minutes such as '4 minutes'"
    ),
    "when": Entry(
        zh="应为“5 working days before”“on the day”或“1 working day after”",
        en="expected '5 working days before', 'on the day' or '1 working day after'",
    ),
    "percent": Entry(
        zh="应为 0 到 100 的百分比，如“95 %”", en="expected a share from 0 to 100 such as '95 %'"
    ),
    "times": Entry(zh="“times”须与“every”同用", en="expected 'every' beside 'times'"),
    "every": Entry(
        zh="“every”至少为 1 个工作日", en="expected 'every' to be at least 1 working day"
    ),
    "floating": Entry(
        zh="流动党员{floating}人，多于合计的{total}人",
        en="{floating} floating members are more than {total} members in all",
    ),
    "substitute": Entry(
        zh="代理人（substitute）和起止日期（away_from、away_until）须同时给出",
        en="expected 'substitute', 'away_from' and 'away_until' together",
    ),
    "away_reversed": Entry(
        zh="请假的结束（away_until）早于开始（away_from）", en="'away_until' is before 'away_from'"
    ),
    "own_substitute": Entry(zh="本人不能代理自己", en="nobody is their own substitute"),
    "scope_missing": Entry(
        zh="角色 {role} 须写明督导组或区县（scope）", en="a {role} needs a group or district"
    ),
    "scope_too_many": Entry(
        zh="角色 {role} 没有督导组或区县（scope）", en="a {role} has no group or district"
    ),
    "weights": Entry(
        zh="等次的分值不能高于更好的等次",
        en="expected no grade to count for more than a better one",
    ),
    "bands": Entry(
        zh="满意度档次应从高到低排列", en="expected the bands from the highest to the lowest"
    ),
    "questions": Entry(zh="每个题目的代号应当不同", en="expected another id for every question"),
    "lapse": Entry(
        zh="不需验收的阶段不能有期满自动结束（lapse）",
        en="a gate without sign_off cannot lapse",
    ),
    "target": Entry(
        zh="应为 step:<环节>、phase:<阶段>、item:<编号> 或 unit",
        en="expected step:<id>, phase:<id>, item:<number> or unit",
    ),
    "language": Entry(
        zh="至少要写中文（zh）或英文（en）", en="expected a text in 'zh', in 'en' or in both"
    ),
    "redo_found": Entry(
        zh="要求补课时须写明发现的问题（finding）",
        en="expected findings where steps are to be redone",
    ),
    "finding_items": Entry(
        zh="每个整改事项应对应一个发现的问题，不能重复",
        en="expected each item to be another one of the findings",
    ),
    "link": Entry(
        zh="应为带有 {{unit}}、也可带有 {{campaign}} 的网址，如 "
        "https://phaseline.example.org/{{campaign}}/{{unit}}",
        en="expected a link with {{unit}} and perhaps {{campaign}} in it, such as "
        "https://phaseline.example.org/{{campaign}}/{{unit}}",
    ),
    "ip_and_port": Entry(
        zh="应为 IP 地址和端口，如 127.0.0.1:9464",
        en="expected an IP address and a port, such as 127.0.0.1:9464",
    ),
}
"""What the validators of our own models say."""

_PYDANTIC: Final[Catalogue] = {
    "missing": Entry(zh="缺少这一项", en="Field required"),
    "extra": Entry(zh="这里不能有这一项", en="Extra inputs are not permitted"),
    "string": Entry(zh="应为文字", en="Input should be a valid string"),
    "pattern": Entry(zh="不合规定的格式", en="String should match pattern {pattern}"),
    "string_short": Entry(
        zh="至少 {limit} 个字符", en="String should have at least {limit} {characters}"
    ),
    "string_long": Entry(
        zh="最多 {limit} 个字符", en="String should have at most {limit} {characters}"
    ),
    "integer": Entry(zh="应为整数", en="Input should be a valid integer"),
    "integer_of_text": Entry(
        zh="应为整数",
        en="Input should be a valid integer, unable to parse string as an integer",
    ),
    "boolean": Entry(zh="应为 true 或 false", en="Input should be a valid boolean"),
    "date": Entry(zh="应为日期，如 2026-07-01", en="Input should be a valid date"),
    "date_parsing": Entry(
        zh="应为日期，如 2026-07-01",
        en="Input should be a valid date in the format YYYY-MM-DD, {why}",
    ),
    "time": Entry(zh="应为时间，如 15:30", en="Input should be a valid time"),
    "time_parsing": Entry(
        zh="应为时间，如 15:30", en="Input should be in a valid time format, {why}"
    ),
    "datetime": Entry(
        zh="应为带时区的时刻，如 2026-07-01T08:30+08:00", en="Input should be a valid datetime"
    ),
    "datetime_parsing": Entry(
        zh="应为带时区的时刻，如 2026-07-01T08:30+08:00",
        en="Input should be a valid datetime, {why}",
    ),
    "timezone": Entry(
        zh="应为带时区的时刻，如 2026-07-01T08:30+08:00", en="Input should have timezone info"
    ),
    "list": Entry(zh="应为列表", en="Input should be a valid array"),
    "tuple": Entry(zh="应为列表", en="Input should be a valid tuple"),
    "object": Entry(zh="应为一个对象（键和值）", en="Input should be an object"),
    "mapping": Entry(zh="应为一个对象（键和值）", en="Input should be a valid dictionary"),
    "model": Entry(
        zh="应为一个对象（键和值）", en="Input should be a valid dictionary or instance of {model}"
    ),
    "too_few": Entry(
        zh="至少要有 {limit} 项",
        en="{what} should have at least {limit} {items} after validation, {but}",
    ),
    "too_many": Entry(
        zh="最多只能有 {limit} 项",
        en="{what} should have at most {limit} {items} after validation, {but}",
    ),
    "at_least": Entry(zh="不能小于 {limit}", en="Input should be greater than or equal to {limit}"),
    "at_most": Entry(zh="不能大于 {limit}", en="Input should be less than or equal to {limit}"),
    "more": Entry(zh="应大于 {limit}", en="Input should be greater than {limit}"),
    "less": Entry(zh="应小于 {limit}", en="Input should be less than {limit}"),
    "one_of": Entry(zh="应为其中之一：{first}、{last}", en="Input should be {first} or {last}"),
    "literal": Entry(zh="应为 {only}", en="Input should be {only}"),
}
"""What pydantic says of values; of forms that both fit, the first one is meant."""

_FILES: Final[Catalogue] = {
    "json": Entry(
        zh="第 {line} 行第 {column} 列起不是 JSON",
        en="{what}: line {line} column {column} (char {at})",
    ),
    "utf_8": Entry(
        zh="不是 UTF-8 编码的文本",
        en="'utf-8' codec can't decode byte {byte} in position {at}: {why}",
    ),
}
"""What Python says of a file that cannot be read."""

REASONS: Final[Catalogue] = {**_OURS, **_PYDANTIC, **_FILES}
"""By code."""

_PREFIX: Final = "Value error, "
"""What pydantic puts before the words of a validator."""


def say_reason(reason: str, language: Language) -> str:
    """A reason in the reader's language; one that is nobody's here is said as it came."""
    words = reason.removeprefix(_PREFIX)
    if language == "en":
        return words
    for code, form in _forms().items():
        found = form.fullmatch(words)
        if found is not None:
            return fill(REASONS[code].zh, found.groupdict())
    return words


@cache
def _forms() -> dict[str, "re.Pattern[str]"]:
    """The English reasons as patterns, each place of which is a group."""
    return {code: re.compile(_form(entry.en)) for code, entry in REASONS.items()}


def _form(text: str) -> str:
    marked = re.escape(fill(text, {}))
    for place in places(text):
        marked = marked.replace(re.escape(f"{{{place}}}"), f"(?P<{place}>.+)", 1)
    return marked
