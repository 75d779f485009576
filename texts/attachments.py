"""Why a file was not taken."""

from typing import Final

from texts.catalogue import Catalogue, Entry

ERRORS: Final[Catalogue] = {
    "attachment_file_too_large": Entry(
        zh="文件 {file} 太大，最多 {limit} MB。请压缩图片或拆分后再提交。",
        en="The file {file} is too large; at most {limit} MB are taken. "
        "Please make its pictures smaller, or hand it in in parts.",
    ),
    "attachment_file_empty": Entry(zh="文件 {file} 是空的。", en="The file {file} is empty."),
    "attachment_type_not_taken": Entry(
        zh="不接收文件 {file} 的类型。可以提交：{known}。",
        en="Files like {file} are not taken. These are: {known}.",
    ),
    "attachment_not_what_it_says": Entry(
        zh="文件 {file} 的内容不是 {type}。请用相应的程序打开，另存为该格式后再提交。",
        en="The file {file} does not hold what its name says, {type}. "
        "Please save it in that format, and hand it in again.",
    ),
    "attachment_file_broken": Entry(
        zh="文件 {file} 已损坏或有密码，打不开。请重新保存后再提交。",
        en="The file {file} is broken or has a password. Please save it again, and hand that in.",
    ),
    "attachment_has_macros": Entry(
        zh="文件 {file} 含有宏，不予接收。请另存为不含宏的文件。",
        en="The file {file} has macros, which are not taken. Please save it without them.",
    ),
    "attachment_unpacks_to_too_much": Entry(
        zh="文件 {file} 解压后超过 {limit} MB，不予接收。",
        en="The file {file} unpacks to more than {limit} MB, which is not taken.",
    ),
}
