"""What can be wrong in a roster or a list of people or opinions. Row, column and value are shown beside it."""

from typing import Final

from texts.catalogue import Catalogue, Entry

CATALOGUE: Final[Catalogue] = {
    # The file
    "file_missing": Entry(
        zh="没有这个文件，请核对文件名和路径。",
        en="There is no such file; check its name and folder.",
    ),
    "file_unreadable": Entry(
        zh="文件打不开：可能是文件夹、没有读取权限，或正被其他程序占用。",
        en="The file cannot be opened: it may be a folder, locked by a program, or not yours to read.",
    ),
    "file_too_large": Entry(
        zh="文件（解压后）超过 {limit} MB，请拆分或删去多余内容。",
        en="The file (unpacked) is larger than {limit} MB; split it or delete what is not needed.",
    ),
    "empty_file": Entry(zh="文件是空的。", en="The file is empty."),
    "not_a_table": Entry(
        zh="这不是表格文件，请另存为 CSV 或 XLSX。",
        en="This is not a table; save it as CSV or XLSX.",
    ),
    "not_a_workbook": Entry(
        zh="这不是 XLSX 工作簿，请另存为 XLSX 或 CSV。",
        en="This is not an XLSX workbook; save it as XLSX or CSV.",
    ),
    "old_or_protected_workbook": Entry(
        zh="这是旧版 XLS 或设有密码的工作簿，请去掉密码并另存为 XLSX 或 CSV。",
        en="This is an old XLS workbook or one with a password; save it without one as XLSX or CSV.",
    ),
    "broken_workbook": Entry(
        zh="工作簿已损坏，无法读取；请用办公软件打开并重新保存。",
        en="The workbook is damaged and cannot be read; open it in an office program and save it again.",
    ),
    "broken_quotes": Entry(
        zh="第 {row} 行的引号不成对，或单元格过长，从这里起无法读取。",
        en="In row {row} quotation marks do not pair up, or a cell is too long; nothing can be read from there.",
    ),
    "encoding_unknown": Entry(
        zh="文字编码既不是 UTF-8、UTF-16，也不是 GB18030；请另存为“CSV UTF-8”。",
        en="The text is neither UTF-8, UTF-16 nor GB18030; save it as 'CSV UTF-8'.",
    ),
    "encoding_damaged": Entry(
        zh="第 {line} 行附近的 {encoding} 文字已损坏；请从原文件重新保存。",
        en="Around line {line} the {encoding} text is damaged; save it again from the original.",
    ),
    "too_many_rows": Entry(
        zh="表格超过 {limit} 行；如果下方有零散的单元格，请删去。",
        en="The table has more than {limit} rows; delete stray cells below it, if any.",
    ),
    "too_many_columns": Entry(
        zh="第 {row} 行超过 {limit} 列；如果右侧有零散的单元格，请删去。",
        en="Row {row} has more than {limit} columns; delete stray cells to its right, if any.",
    ),
    "several_tables": Entry(
        zh="有几个工作表都像名册：{sheets}。请只留下一个。",
        en="Several sheets look like the table: {sheets}. Leave only one.",
    ),
    "sheet_not_read": Entry(
        zh="工作表“{sheet}”没有读取：它没有所需的列标题。如不需要请删去。",
        en="The sheet '{sheet}' was not read: it lacks the headings. Delete it if it is not needed.",
    ),
    "no_rows": Entry(
        zh="列标题下面没有任何一行。",
        en="There is no row below the headings.",
    ),
    # The headings
    "no_headings": Entry(
        zh="第 1 行不是列标题；标题必须在第 1 行（上方不要有大标题）。",
        en="Row 1 does not hold the headings; they must stand in row 1, with no title above them.",
    ),
    "heading_missing": Entry(zh="缺少这一列。", en="This column is missing."),
    "heading_twice": Entry(
        zh="这一列出现了不止一次，请只留下一列。",
        en="This column is there more than once; leave only one.",
    ),
    "heading_unknown": Entry(
        zh="不认识这个列标题，这一列没有读取；请改正标题，或删去这一列。",
        en="This heading is not known and its column was not read; correct it or delete the column.",
    ),
    # Any row
    "cell_without_heading": Entry(
        zh="这里有内容，但这一列没有标题；这一行可能错了位。",
        en="Something stands here under no heading; the row may be shifted.",
    ),
    "missing": Entry(
        zh="没有填写（合并的单元格只有第一行算填写）。",
        en="Nothing is filled in (of merged cells only the first row counts as filled in).",
    ),
    "missing_count": Entry(
        zh="没有填写数字；没有的请填 0。",
        en="No number is filled in; write 0 where there are none.",
    ),
    "formula_error": Entry(
        zh="这里的公式出错了，请填写数值。",
        en="A formula has failed here; write its value instead.",
    ),
    "date_in_text": Entry(
        zh="办公软件把这里存成了日期或时间；请把单元格设为“文本”后重新填写。",
        en="The office program keeps a date or time here; format the cell as text and write it again.",
    ),
    "number_in_text": Entry(
        zh="办公软件把这里存成了小数；请把单元格设为“文本”后重新填写。",
        en="The office program keeps a decimal number here; format the cell as text and write it again.",
    ),
    "digits_lost": Entry(
        zh="这里存成了超过 {limit} 位的数字，末尾几位已不可靠；请把单元格设为“文本”后重新填写。",
        en="A number of more than {limit} digits is kept here and its last ones are lost; format the cell as text and write it again.",
    ),
    "line_break": Entry(
        zh="单元格内有换行，请改成一行。",
        en="There is a line break in the cell; write it on one line.",
    ),
    "invisible_character": Entry(
        zh="单元格内有看不见的字符，请重新手工填写。",
        en="There are invisible characters in the cell; type it again.",
    ),
    "full_width": Entry(
        zh="用了全角字符；请改用半角。",
        en="It is written with full-width characters; use ordinary ones.",
    ),
    "too_long": Entry(
        zh="超过 {limit} 个字符。",
        en="It is longer than {limit} characters.",
    ),
    "bad_code": Entry(
        zh="不能用作编号：只能用文字、数字、“_”“.”“-”，以文字或数字开头，不超过 64 个字符。",
        en="This cannot be an id: only letters, digits, '_', '.' and '-', beginning with a letter or digit, at most 64 characters.",
    ),
    "not_a_number": Entry(
        zh="不是数字；请只用数字填写，如 12。",
        en="This is not a number; write digits only, such as 12.",
    ),
    "not_whole": Entry(zh="不是整数。", en="This is not a whole number."),
    "negative": Entry(zh="不能是负数。", en="This cannot be negative."),
    "too_large": Entry(zh="不能超过 {limit}。", en="This cannot be more than {limit}."),
    "not_a_date": Entry(
        zh="不是日期；请按年-月-日填写，如 2005-07-01。",
        en="This is not a date; write year, month, day, such as 2005-07-01.",
    ),
    "no_such_day": Entry(zh="没有这一天。", en="There is no such day."),
    "ambiguous": Entry(
        zh="方案里有几项都叫这个名称，请填写其中一个编号：{ids}。",
        en="The plan has several of this name; write the id of one: {ids}.",
    ),
    # A roster
    "duplicate_code": Entry(
        zh="这个单位编码还出现在第 {rows} 行；这些行都没有采用。",
        en="This unit code stands in row {rows} too; none of these rows is taken.",
    ),
    "unknown_type": Entry(
        zh="方案里没有这个类型（编号或名称）。",
        en="The plan has no type of this id or title.",
    ),
    "unknown_track": Entry(
        zh="方案里没有这种方式（编号或名称）。",
        en="The plan has no track of this id or title.",
    ),
    "track_not_allowed": Entry(
        zh="按方案，{type} 类单位不能选这种方式。",
        en="By the plan, units of the type {type} may not choose this track.",
    ),
    "more_floating_than_members": Entry(
        zh="流动党员 {floating} 人，多于全部党员 {members} 人。",
        en="{floating} floating members are more than the {members} members in all.",
    ),
    "start_outside_window": Entry(
        zh="不在活动时间 {first} 至 {last} 之内。",
        en="This is outside the campaign's time, {first} to {last}.",
    ),
    "start_too_late": Entry(
        zh="太晚了：{type} 类单位按方式 {track} 最迟 {latest} 启动。",
        en="This is too late: units of the type {type} on the track {track} start by {latest}.",
    ),
    "city_twice": Entry(
        zh="市级机关只能有一行，第 {rows} 行也是；这些行都没有采用。",
        en="The city has one row of its own, and row {rows} is one too; none of them is taken.",
    ),
    "county_twice": Entry(
        zh="每个区县的机关只能有一行，第 {rows} 行也是；这些行都没有采用。",
        en="A county has one row of its own, and row {rows} is one too; none of them is taken.",
    ),
    "county_without_units": Entry(
        zh="名册里这个区县没有任何单位；请核对区县代号。",
        en="The roster has no unit in this district; check the district's code.",
    ),
    "city_in_county": Entry(
        zh="市本级不属于任何区县；请在“区县”一栏另填代号，如“市本级”。",
        en="The city itself is in no county; give it a district of its own, for example 'city'.",
    ),
    "coordinator_two_names": Entry(
        zh="同一个联络员编号，姓名与第 {row} 行不同。",
        en="The same coordinator id has another name than in row {row}.",
    ),
    "coordinator_two_contacts": Entry(
        zh="同一个联络员编号，联系方式与第 {row} 行不同。",
        en="The same coordinator id has another contact than in row {row}.",
    ),
    "coordinator_without_name": Entry(
        zh="填了联络员的联系方式，却没有姓名。",
        en="The coordinator has a contact but no name.",
    ),
    # A list of people
    "duplicate_person": Entry(
        zh="这个编号还出现在第 {rows} 行；这些行都没有采用。",
        en="This id stands in row {rows} too; none of these rows is taken.",
    ),
    "unknown_role": Entry(
        zh="不认识这个角色；请填：联络员、督导组、区县、市。",
        en="This role is not known; write coordinator, supervisor, county or city.",
    ),
    "unknown_language": Entry(
        zh="不认识这种语言；请填：中文（zh）或英文（en）。",
        en="This language is not known; write zh (Chinese) or en (English).",
    ),
    "unknown_channel": Entry(
        zh="不认识这种方式；请填：意见箱、热线、座谈会、走访、网上征求、来信。",
        en="This channel is not known; write box, hotline, forum, visit, web form or letter.",
    ),
    "channel_not_taken": Entry(
        zh="本次不能以这种方式登记意见；可用的有：{known}。",
        en="By this channel nothing is registered this time; possible are: {known}.",
    ),
    "day_not_taken": Entry(
        zh="这一天不在本次征求意见的期间内，应为{first}至{last}。",
        en="This is not a day of the solicitation; write one from {first} to {last}.",
    ),
    "scope_missing": Entry(
        zh="督导组要填所在的组，区县要填所在的区县。",
        en="A supervisor needs a supervision group, a county officer a district.",
    ),
    "scope_unneeded": Entry(
        zh="联络员和市一级不填督导组或区县。",
        en="Coordinators and the city office have no group or district.",
    ),
    "absence_incomplete": Entry(
        zh="代理人编号、请假开始、请假结束三项要一并填写，或都不填。",
        en="A substitute, the first and the last day away go together: give all three or none.",
    ),
    "absence_reversed": Entry(
        zh="请假结束早于请假开始。", en="The last day away is before the first one."
    ),
    "own_substitute": Entry(
        zh="代理人不能是本人。", en="Nobody is their own substitute; name somebody else."
    ),
}
"""By the code of a `Problem`."""
