"""The texts about files that units hand in."""

from typing import Final

from texts.catalogue import Catalogue, Entry

ERRORS: Final[Catalogue] = {
    "attachment_file_too_large": Entry(
        zh="文件 {file} 太大，最多 {limit} MB。请压缩图片或拆分后再提交。",
        en="The file {file} is too large; at most {limit} MB are taken. "
        "Please make its pictures smaller, or hand it in in parts.",
    ),
    "attachment_not_a_file": Entry(
        zh="{file} 是管道或设备，不是文件。请先存成文件再提交。",
        en="{file} is a pipe or a device, and no file. Please save it as one, and hand that in.",
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
    "attachment_changed": Entry(
        zh="存放的文件“{name}”已不是提交时的内容，请告诉运行维护人员。",
        en="What is kept of '{name}' is not what was handed in. Please tell those who run Phaseline.",
    ),
    "not_kept": Entry(
        zh="存储处没有“{name}”，请检查 PHASELINE_STORE。",
        en="The store has no '{name}'. Please look at PHASELINE_STORE.",
    ),
    "no_attachment": Entry(
        zh="单位 {unit} 没有摘要以 {digest} 开头的文件。",
        en="Unit {unit} has no file whose digest begins with {digest}.",
    ),
    "several_attachments": Entry(
        zh="单位 {unit} 有多个文件的摘要以 {digest} 开头，请多给几位。",
        en="Several files of unit {unit} have digests that begin with {digest}. "
        "Please give more of it.",
    ),
}

REFUSALS: Final[Catalogue] = {
    "attachments_full": Entry(
        zh="该单位已提交{files}个文件，加上这个就超过上限{limit} MB。请压缩图片后再提交，或只交必要的材料。",
        en="With this file all that the unit has handed in (files: {files}) would be more than {limit} MB, "
        "which is all that it may. Please make pictures smaller, and hand in what is needed.",
    ),
}

CLI: Final[Catalogue] = {
    "file_digest": Entry(zh="摘要", en="digest"),
    "kilobytes": Entry(zh="KB", en="kB"),
    "attachment_added": Entry(
        zh="已收到 {name}，摘要 {digest}。", en="{name} is handed in, as {digest}."
    ),
    "attachment_written": Entry(zh="已写入 {file}。", en="It is in {file}."),
    "no_attachments": Entry(zh="没有提交过文件。", en="No files were handed in."),
}

HELP: Final[Catalogue] = {
    "unit attachment": Entry(
        zh="附件：提交、查看、取回。", en="Files: hand them in, list them, get them back."
    ),
    "unit attachment add": Entry(
        zh="提交一个文件：pdf、docx、xlsx、jpg、png 或 txt，最多 20 MB。",
        en="Hand in a file: pdf, docx, xlsx, jpg, png or txt, at most 20 MB.",
    ),
    "unit attachment list": Entry(zh="一个单位提交过的文件。", en="List the files of a unit."),
    "unit attachment get": Entry(
        zh="取回一个文件，并核对它未被改动。",
        en="Get a file back, and see that it is as it was handed in.",
    ),
}

PARAMETERS: Final[Catalogue] = {
    "unit attachment add:file": Entry(zh="要提交的文件。", en="The file to hand in."),
    "unit attachment get:digest": Entry(
        zh="文件摘要的开头几位。", en="The first digits of the file's digest."
    ),
    "unit attachment get:to": Entry(zh="写入哪个文件。", en="The file to write."),
}
