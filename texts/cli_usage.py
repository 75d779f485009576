"""What is wrong with how a command of the shell was called, and what to write instead."""

from typing import Final

from texts.catalogue import Catalogue, Entry

CATALOGUE: Final[Catalogue] = {
    "no_such_command": Entry(zh="没有命令“{name}”。", en="There is no command '{name}'."),
    "no_such_command_near": Entry(
        zh="没有命令“{name}”，是否要写 {path} {known}？",
        en="There is no command '{name}'. Did you mean `{path} {known}`?",
    ),
    "command_missing": Entry(zh="缺少要执行的命令。", en="The command is missing."),
    "no_such_option": Entry(zh="没有选项 {name}。", en="There is no option {name}."),
    "no_such_option_near": Entry(
        zh="没有选项 {name}，是否要写 {known}？",
        en="There is no option {name}. Did you mean {known}?",
    ),
    "argument_missing": Entry(zh="缺少 {name}。", en="{name} is missing."),
    "option_missing": Entry(zh="请加上 {name}。", en="Add {name}."),
    "option_without_value": Entry(zh="{name} 后面缺少内容。", en="{name} lacks its value."),
    "option_with_value": Entry(zh="{name} 后面不带内容。", en="{name} takes no value."),
    "too_many_arguments": Entry(
        zh="多出了：{extra}。中间有空格的内容请加引号。",
        en="Too much was given: {extra}. Put what has blanks in quotes.",
    ),
    "wrong_argument": Entry(zh="{name} 不对，{expected}。", en="{name} is wrong: {expected}."),
    "misused": Entry(zh="{reason}", en="{reason}"),
    "and_how": Entry(
        zh="{what}用法：{usage}（加 --help 可看说明）",
        en="{what} Usage: {usage} (more with --help)",
    ),
}

EXPECTED: Final[Catalogue] = {
    "choice": Entry(zh="应为其中之一：{choices}", en="expected one of {choices}"),
    "number": Entry(zh="应为整数", en="expected a whole number"),
    "number_from": Entry(
        zh="应为不小于 {least} 的整数", en="expected a number of at least {least}"
    ),
    "number_between": Entry(
        zh="应为 {least} 到 {most} 之间的整数", en="expected a number from {least} to {most}"
    ),
    "day": Entry(zh="应为日期，如 2026-07-01", en="expected a date such as 2026-07-01"),
    "day_in_reach": Entry(
        zh="应为 {first} 至 {last} 年之间的日期，如 2026-07-01",
        en="expected a date of the years {first} to {last}, such as 2026-07-01",
    ),
    "clock": Entry(zh="应为时间，如 15:30", en="expected a time such as 15:30"),
    "moment": Entry(
        zh="应为日期或时刻，如 2026-07-01T08:30",
        en="expected a day or a moment such as 2026-07-01T08:30",
    ),
    "actor": Entry(
        zh="应为 coordinator:<人员>、supervisor:<督导组>、county:<区县> 或 city:office",
        en="expected coordinator:<person>, supervisor:<group>, county:<district> or city:office",
    ),
    "code": Entry(
        zh="应由字母（汉字亦可）、数字和 . _ - 组成，最多 64 个字符",
        en="expected letters, digits and . _ -, at most 64",
    ),
    "digest": Entry(zh="应为 64 位十六进制数", en="expected 64 hexadecimal digits"),
    "link": Entry(
        zh="应为网址，如 https://example.org/vote",
        en="expected an address such as https://example.org/vote",
    ),
    "target": Entry(
        zh="应为 step:<环节>、phase:<阶段>、item:<编号> 或 unit",
        en="expected step:<id>, phase:<id>, item:<number> or unit",
    ),
    "finding_item": Entry(
        zh="应为问题的序号、责任科室和日期，如 1,后勤科,2026-07-01",
        en="expected a finding's number, an office and a date, such as 1,Logistics,2026-07-01",
    ),
}
"""What a value should have been, by the code of its kind."""
