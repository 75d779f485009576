"""What can be wrong in any file of YAML that is read: as YAML, and in the shape of its content."""

from typing import Final

from texts.catalogue import Catalogue, Entry

_FILE: Final = {
    "not_utf8": Entry(
        zh="文件不是 UTF-8 编码，请另存为 UTF-8",
        en="the file is not UTF-8; save it as UTF-8",
    ),
    "yaml_too_long": Entry(
        zh="文件太长，最多 {limit} 个字符",
        en="the file is too long; at most {limit} characters are read",
    ),
    "yaml_syntax": Entry(
        zh="YAML 语法有误：{reason}",
        en="this is not YAML: {reason}",
    ),
    "yaml_character": Entry(
        zh="此处有不可用的字符 {character}",
        en="the character {character} cannot be used here",
    ),
    "yaml_second_document": Entry(
        zh="一个文件只能有一个 YAML 文档；请删去此处的“---”及其后内容",
        en="the file is one YAML document; take out this '---' and what follows",
    ),
    "yaml_too_deep": Entry(
        zh="嵌套过深，最多 {limit} 层",
        en="too many levels within each other; at most {limit} are read",
    ),
    "yaml_key": Entry(
        zh="键必须是文字，不能是列表或映射",
        en="a key must be a text, not a list or a mapping",
    ),
    "yaml_alias": Entry(
        zh="不能使用 YAML 锚点和别名（& 和 *）：“{name}”；请把内容写全",
        en="anchors and aliases (& and *) are not read: '{name}'; write the content out",
    ),
    "yaml_tag": Entry(
        zh="不能使用 YAML 标签“{tag}”；请直接写值",
        en="the tag '{tag}' is not read; write the value without it",
    ),
    "duplicate_key": Entry(
        zh="“{key}”在第 {line} 行已经写过；同一处只能写一次",
        en="'{key}' stands on line {line} already; it may stand here once",
    ),
}

_SHAPE: Final = {
    "missing_key": Entry(
        zh="缺少“{key}”",
        en="'{key}' is missing",
    ),
    "unknown_key": Entry(
        zh="不认识“{key}”；此处可以写：{known}",
        en="'{key}' is not known; what may stand here: {known}",
    ),
    "unknown_key_near": Entry(
        zh="不认识“{key}”；是否应为“{near}”",
        en="'{key}' is not known; did you mean '{near}'?",
    ),
    "unquoted_comma": Entry(
        zh="“{key}”之前有英文逗号：花括号内带英文逗号的文字须加引号",
        en="'{key}' follows a comma: within braces a text with a comma needs quotes",
    ),
    "expected_boolean": Entry(
        zh="应为 true 或 false",
        en="expected true or false",
    ),
    "expected_number": Entry(
        zh="应为整数，不加引号",
        en="expected a whole number, without quotes",
    ),
    "expected_list": Entry(
        zh="应为列表：每行一项，以“- ”开头",
        en="expected a list: one item a line, each after '- '",
    ),
    "expected_mapping": Entry(
        zh="应为若干“键: 值”",
        en="expected keys with values, such as 'id: study'",
    ),
    "expected_text": Entry(
        zh="应为文字，不能为空；数字作文字时须加引号",
        en="expected a text that is not empty; put quotes around a number that is meant as text",
    ),
    "expected_code": Entry(
        zh="应为代号：字母、汉字、数字、“_”“.”“-”，以字母、汉字或数字开头，最多 64 个字符；纯数字须加引号",
        en=(
            "expected an id: letters, digits, '_', '.' and '-', beginning with a letter or digit, "
            "at most 64; put quotes around a number"
        ),
    ),
    "expected_date": Entry(
        zh="应为日期，如 2005-07-01",
        en="expected a date such as 2005-07-01",
    ),
    "expected_time": Entry(
        zh="应为时间，如 08:30",
        en="expected a time such as 08:30",
    ),
    "expected_days": Entry(
        zh="应为日历天数，如“30 days”",
        en="expected a number of calendar days such as '30 days'",
    ),
    "expected_working_days": Entry(
        zh="应为工作日数，如“5 working days”",
        en="expected a number of working days such as '5 working days'",
    ),
    "expected_minutes": Entry(
        zh="应为分钟数，如“4 minutes”",
        en="expected a number of minutes such as '4 minutes'",
    ),
    "expected_when": Entry(
        zh="应为“5 working days before”、“on the day”或“1 working day after”",
        en="expected '5 working days before', 'on the day' or '1 working day after'",
    ),
    "expected_due": Entry(
        zh="应为自阶段开始起的工作日数，如“5 working days”，或“phase end”",
        en="expected working days from the phase's start such as '5 working days', or 'phase end'",
    ),
    "expected_limit": Entry(
        zh="应为整数，如 2；或为 none（不限）", en="expected a whole number, such as 2, or 'none'"
    ),
    "expected_lapse": Entry(
        zh="应为工作日数，如“5 working days”，或“never”",
        en="expected working days such as '5 working days', or 'never'",
    ),
    "expected_percent": Entry(
        zh="应为 0 到 100 的百分比，如“95 %”",
        en="expected a share from 0 to 100 such as '95 %'",
    ),
    "expected_country": Entry(
        zh="应为国家的两个大写字母（ISO 3166），如 CN",
        en="expected a country's two capital letters (ISO 3166) such as CN",
    ),
    "expected_one_of": Entry(
        zh="应为其中之一：{allowed}",
        en="expected one of: {allowed}",
    ),
    "list_too_short": Entry(
        zh="至少要有 {limit} 项",
        en="expected at least {limit} of them",
    ),
    "list_too_long": Entry(
        zh="最多只能有 {limit} 项",
        en="expected at most {limit} of them",
    ),
    "text_too_long": Entry(
        zh="文字太长，最多 {limit} 个字符",
        en="the text is too long; at most {limit} characters",
    ),
    "number_too_small": Entry(
        zh="不能小于 {limit}",
        en="expected {limit} or more",
    ),
    "number_too_large": Entry(
        zh="不能大于 {limit}",
        en="expected {limit} or less",
    ),
    "not_accepted": Entry(
        zh="不能这样写：{reason}",
        en="this cannot be: {reason}",
    ),
    "text_without_language": Entry(
        zh="至少要写中文（zh）或英文（en）",
        en="expected a text in 'zh', in 'en' or in both",
    ),
}

CATALOGUE: Final[Catalogue] = {**_FILE, **_SHAPE}
"""By the problem's code."""
