"""What can be wrong in a file of channels, beside what can be wrong in any file of YAML."""

from typing import Final

from texts.catalogue import Catalogue, Entry
from texts.file_problems import CATALOGUE as OF_ANY_FILE

OWN: Final[Catalogue] = {
    "channel_reserved": Entry(
        zh="“{name}”是内置渠道，不能另行配置；请换一个名称",
        en="'{name}' is built in and cannot be configured; choose another name",
    ),
    "channel_place_unknown": Entry(
        zh="“{place}”没有内容可填；URL 中可以写 {{contact}}，密码等写成 ${{名称}}，从环境变量取",
        en="nothing fills '{place}'; a URL may have {{contact}}, and secrets as ${{NAME}} from the environment",
    ),
    "channel_secret_missing": Entry(
        zh="没有环境变量 {name}，也没有 {name}_FILE 指明的文件",
        en="there is neither an environment variable {name} nor a file that {name}_FILE names",
    ),
    "channel_secret_unreadable": Entry(
        zh="{name}_FILE 指明的文件无法读取", en="the file that {name}_FILE names cannot be read"
    ),
    "channel_not_a_url": Entry(
        zh="不是 URL；应如 mailtos://用户:${{SMTP_PASSWORD}}@mail.example.org?to={{contact}}",
        en="this is no URL; expected one such as mailtos://user:${{SMTP_PASSWORD}}@mail.example.org?to={{contact}}",
    ),
}
"""By the code of a `Problem` that only such a file has."""

CATALOGUE: Final[Catalogue] = {**OF_ANY_FILE, **OWN}
"""By the code of a `Problem`."""
