"""Why a command of the shell failed, where it was not a refusal of the rules."""

from typing import Final

from texts import attachments, opinions, programme, publication, responsibility, survey_cli
from texts.catalogue import Catalogue, Entry

CATALOGUE: Final[Catalogue] = {
    # What the user got wrong.
    "wrong_value": Entry(
        zh="{name} 的值不对：{reason}", en="The value of {name} is wrong: {reason}"
    ),
    "wrong_values": Entry(zh="给出的内容不对：{reason}", en="What was given is wrong: {reason}"),
    "wrong_code": Entry(
        zh="{name} 的值不对：应由字母（汉字亦可）、数字和 . _ - 组成，不含空格。",
        en="The value of {name} is wrong: expected letters, digits and . _ -, without blanks.",
    ),
    "value_empty": Entry(zh="{name} 不能为空。", en="{name} must not be empty."),
    "value_too_long": Entry(
        zh="{name} 太长，最多 {limit} 个字符。",
        en="{name} is too long; at most {limit} characters.",
    ),
    "value_missing": Entry(zh="缺少 {name}。", en="{name} is missing."),
    "value_unknown": Entry(zh="这里不能有 {name}。", en="{name} does not belong there."),
    "unknown_kind": Entry(
        zh="没有“{tag}”这种命令。", en="There is no command of the kind '{tag}'."
    ),
    "setting": Entry(
        zh="环境变量 {name} 的值不对：{reason}",
        en="The environment variable {name} is wrong: {reason}",
    ),
    "unknown_country": Entry(
        zh="不知道“{country}”的节假日。应为两个字母的国家代码（ISO 3166），如 CN。",
        en="No public holidays are known for '{country}'. Expected a country's two letters as in "
        "ISO 3166, such as CN.",
    ),
    "units_or_all": Entry(
        zh="请给出单位代码，或用 --all 表示所有单位，二者取其一。",
        en="Name units, or take all of them with --all; one or the other.",
    ),
    "head_of_many": Entry(
        zh="--head 和 --digest 只用于一份档案；核对多份请用 --heads 文件。",
        en="--head and --digest are for one dossier; for many there is --heads FILE.",
    ),
    "not_heads": Entry(
        zh="{file} 不是校验值表。应为 phaseline campaign heads --json 的输出。",
        en="{file} is no list of heads. Expected what `phaseline campaign heads --json` prints.",
    ),
    "heads_changed": Entry(
        zh="校验值表 {file} 已被改动：它的校验值与所列内容不符。",
        en="The list of heads {file} was changed: its hash is not that of what it lists.",
    ),
    "store_unusable": Entry(
        zh="存储处不能用于“{name}”：{reason}",
        en="The store cannot be used for '{name}': {reason}",
    ),
    "file_missing": Entry(zh="没有文件 {file}。", en="There is no file {file}."),
    "file_unreadable": Entry(
        zh="文件 {file} 打不开：{reason}", en="The file {file} cannot be opened: {reason}"
    ),
    "report_ending": Entry(
        zh="报告文件 {file} 的名称应以 .xlsx、.docx 或 .pdf 结尾。",
        en="The report {file} should have a name that ends in .xlsx, .docx or .pdf.",
    ),
    "not_submissions": Entry(
        zh='{file} 不是命令文件。应为一个对象或其列表：{{"unit": "…", "command": {{"kind": "…", …}}}}。{field}{reason}',
        en="{file} does not hold commands. Expected one object or a list of them: "
        '{{"unit": "…", "command": {{"kind": "…", …}}}}. {field}{reason}',
    ),
    "not_sent": Entry(
        zh="没有发出：前面的命令没有应答。请重新提交。",
        en="It was not sent, since the one before got no answer. Submit it again.",
    ),
    **opinions.ERRORS,
    **publication.ERRORS,
    "no_campaigns": Entry(
        zh="还没有活动。请先用 phaseline launch 启动一个。",
        en="There is no campaign yet. Launch one with `phaseline launch` first.",
    ),
    "which_campaign": Entry(
        zh="有多个活动：{known}。请用 --campaign 指明。",
        en="There are several campaigns: {known}. Say which with --campaign.",
    ),
    "no_units": Entry(
        zh="名册中没有合格的单位，没有启动。",
        en="The roster has no good units, so nothing was launched.",
    ),
    "window_past": Entry(
        zh="方案的期限已于 {last} 结束。请用 --from DATE 平移方案。",
        en="The plan's window ended on {last}. Move the plan with --from DATE.",
    ),
    "window_out_of_reach": Entry(
        zh="平移后期限到 {last} 才结束，太远；活动应在 {first_year} 至 {last_year} 年之内。",
        en="Moved there, the plan's window ends on {last}, which is out of reach; a campaign lies "
        "within the years {first_year} to {last_year}.",
    ),
    "close_with_yes": Entry(
        zh="结束活动后不能恢复。确认请加 --yes。",
        en="A campaign that is closed cannot be opened again. Add --yes if that is meant.",
    ),
    "overdue_is_a_standing": Entry(
        zh="--overdue 就是 --standing overdue，请只用其中之一。",
        en="--overdue is --standing overdue; give one of them.",
    ),
    "one_feed": Entry(
        zh="--coordinator、--group 和 --county 只能用其中之一。",
        en="Give one of --coordinator, --group and --county.",
    ),
    "nobody_s_feed": Entry(
        zh="活动“{campaign}”中没有属于他们的单位，过去也没有。请核对代号。",
        en="Campaign '{campaign}' has no units of theirs, and never had. Check the code.",
    ),
    "unknown_person": Entry(
        zh="没有编号为 {person} 的人员。新增时请给出 --name 和 --role。",
        en="There is no person {person}. To add one, give --name and --role.",
    ),
    "demo_named_cluster": Entry(
        zh="演示只用自己的内置服务。请去掉 TEMPORAL_* 环境变量和 temporal.toml 配置后再试。",
        en="The demo runs on servers of its own. Unset the TEMPORAL_* variables and the profile in "
        "temporal.toml, and try again.",
    ),
    # What is not there.
    "unknown_rung": Entry(
        zh="方案中没有提醒“{rung}”；现有：{known}。",
        en="The plan has no rung '{rung}'. It has: {known}.",
    ),
    "unknown_channel": Entry(
        zh="没有渠道“{channel}”；现有：{known}。其他渠道写在 PHASELINE_CHANNELS 指明的文件中。",
        en="There is no channel '{channel}'. There are: {known}. "
        "Others stand in the file that PHASELINE_CHANNELS names.",
    ),
    "unknown_campaign": Entry(
        zh="没有活动“{campaign}”。用 phaseline campaign list 查看全部。",
        en="There is no campaign '{campaign}'. `phaseline campaign list` shows all.",
    ),
    "no_units_meant": Entry(
        zh="活动“{campaign}”没有属于{named}的单位。用 phaseline campaign report 查看全部区县、类型和督导组。",
        en="Campaign '{campaign}' has no units of {named}. "
        "`phaseline campaign report` has all counties, types and supervision groups.",
    ),
    "no_units_meant_near": Entry(
        zh="活动“{campaign}”没有属于{named}的单位，是否要写 {near}？",
        en="Campaign '{campaign}' has no units of {named}. Did you mean {near}?",
    ),
    "unknown_unit": Entry(
        zh="活动“{campaign}”中没有单位“{unit}”。用 phaseline unit list --text 部分名称 查找。",
        en="Campaign '{campaign}' has no unit '{unit}'. `phaseline unit list --text PART` finds it.",
    ),
    "counted_by_itself": Entry(
        zh="行和列都是 {by}，应当不同。", en="Rows and columns are both {by}; they must differ."
    ),
    "unknown_unit_near": Entry(
        zh="活动“{campaign}”中没有单位“{unit}”，是否要写 {near}？",
        en="Campaign '{campaign}' has no unit '{unit}'. Did you mean {near}?",
    ),
    "unknown_coordinator": Entry(
        zh="活动“{campaign}”中没有联络员“{coordinator}”。新人请先用 phaseline people set 登记。",
        en="Nobody knows a coordinator '{coordinator}' in campaign '{campaign}'. "
        "`phaseline people set` adds somebody.",
    ),
    "unknown_coordinator_near": Entry(
        zh="活动“{campaign}”中没有联络员“{coordinator}”，是否要写 {near}？新人请先用 phaseline people set 登记。",
        en="Nobody knows a coordinator '{coordinator}' in campaign '{campaign}'. Did you mean {near}? "
        "`phaseline people set` adds somebody.",
    ),
    **responsibility.ERRORS,
    **programme.ERRORS,
    "campaign_exists": Entry(
        zh="活动“{campaign}”已经用另一份方案或名册启动。请用 --campaign 另取代号，或修改正在进行的活动。",
        en="Campaign '{campaign}' was launched before with another plan or roster. "
        "Choose another code with --campaign, or change the running one.",
    ),
    "not_a_rehearsal": Entry(
        zh="活动“{campaign}”按真实时间进行，只有预演的时钟可以拨动。",
        en="Campaign '{campaign}' runs in wall time; only a rehearsal's clock can be moved.",
    ),
    "not_ahead": Entry(
        zh="预演“{campaign}”的时钟现在是 {now}，只能向前拨，一次最多 {days} 天，不能拨到 {target}。",
        en="The clock of '{campaign}' stands at {now} and goes forward only, at most {days} days at "
        "once: it cannot be moved to {target}.",
    ),
    "units_ahead": Entry(
        zh="上一次拨钟中断，预演“{campaign}”的部分单位已经过了 {target}。请先用 --to 拨到 {ahead} 或更晚，使各单位时刻一致。",
        en="An attempt that broke off has moved some units of '{campaign}' beyond {target} already. Go "
        "to {ahead} or later first, by --to, so that all stand at the same instant again.",
    ),
    "moved_by_another": Entry(
        zh="另有他人正在拨动预演“{campaign}”的时钟。请先用 phaseline campaign show 查看它到了何时，再往前拨。",
        en="Somebody else is moving the clock of '{campaign}' just now. Look with `phaseline campaign "
        "show` where it stands before you move it on.",
    ),
    "forward_how_far": Entry(
        zh="请给出天数，或用 --to 给出时刻，二者之一，例如 --to 2026-07-01T08:30。",
        en="Give either a number of days, or a moment with --to, such as --to 2026-07-01T08:30.",
    ),
    "malformed_cursor": Entry(
        zh="--after 的值不是上一页给出的。", en="The value of --after is not one that a page gave."
    ),
    # What the servers got wrong; the detail is for whoever runs them.
    "no_outcome": Entry(
        zh="命令 {command} 的结果不明。请用同一编号（--id {command}）再提交一次，不会重复执行。详情：{error}",
        en="The command {command} has no known outcome. Give it again with the same id "
        "(--id {command}); it is carried out at most once. Details: {error}",
    ),
    "vote_unanswered": Entry(
        zh="这张票是否收到不明。请用同一回执（--receipt {receipt}）再投一次，只计一次。详情：{why}",
        en="Whether the ballot was taken is not known. Vote again with the same receipt "
        "(--receipt {receipt}); it counts once. Details: {why}",
    ),
    "opinion_unanswered": Entry(
        zh="这条意见是否登记不明。请用同一编号（--id {command}）再登记一次，不会重复。详情：{why}",
        en="Whether the opinion was registered is not known. Give it again with the same id "
        "(--id {command}); it is there once. Details: {why}",
    ),
    "interrupted": Entry(zh="已中断。", en="Interrupted."),
    "command_interrupted": Entry(
        zh="已中断，命令是否执行不明。请用同一编号（--id {command}）再提交一次，不会重复执行。",
        en="Interrupted; whether the command was carried out is not known. Give it again with the "
        "same id (--id {command}); it is carried out at most once.",
    ),
    "launch_interrupted": Entry(
        zh="已中断。活动“{campaign}”已经启动的部分继续进行；再次运行同一命令，即可看到全部启动完成。",
        en="Interrupted. What was launched of campaign '{campaign}' goes on; run the same command "
        "again to see all of it launched.",
    ),
    "output_lost": Entry(
        zh="输出无法写入：{reason}。", en="The output cannot be written: {reason}."
    ),
    "rejects_over_input": Entry(
        zh="--rejects 指向的 {file} 就是要读取的文件，写入会覆盖它。请另指定一个文件。",
        en="--rejects names {file}, the very file that is read, and would overwrite it. "
        "Name another file.",
    ),
    "file_unwritable": Entry(
        zh="文件 {file} 无法写入：{reason}。",
        en="The file {file} cannot be written: {reason}.",
    ),
    "slips_lost": Entry(
        zh="选票已经发出，但文件 {file} 无法写入：{reason}。票上的代码别处没有，请用 --again 重新制作。",
        en="The ballots are given out, but the file {file} cannot be written: {reason}. Their codes stand "
        "nowhere else: make new ones with --again.",
    ),
    "slips_lost_again": Entry(
        zh="选票已经重新发出，此前尚未使用的代码已作废，但文件 {file} 无法写入：{reason}。新代码别处没有，请再用 --again 重新制作。",
        en="The ballots are given out anew, and the codes of before that nobody has used are void; but the "
        "file {file} cannot be written: {reason}. The new codes stand nowhere else: make others with "
        "--again once more.",
    ),
    "exported_by_another": Entry(
        zh="另有他人正在导出单位“{unit}”的档案，请稍后再试。",
        en="Somebody else is exporting the dossier of unit '{unit}' just now. Try again in a moment.",
    ),
    "no_answer": Entry(
        zh="没有得到回答。请用 phaseline doctor 查看工作进程是否在运行，然后再试。详情：{error}",
        en="There was no answer. Look with `phaseline doctor` whether a worker runs, and ask again. "
        "Details: {error}",
    ),
    "unreachable": Entry(
        zh="连接不上服务。请用 phaseline up 启动，或检查设置。详情：{error}",
        en="A server cannot be reached. Start it with `phaseline up`, or check the settings. "
        "Details: {error}",
    ),
    "unknown_namespace": Entry(
        zh="Temporal 服务器 {server} 上没有命名空间“{namespace}”。请改正 TEMPORAL_NAMESPACE 或 temporal.toml，"
        "或建立它：temporal operator namespace create --namespace {namespace} --retention 90d --address {server}。",
        en="{error}",
    ),
    "not_running": Entry(
        zh="这里没有运行的 Phaseline。请先用 phaseline up 启动，或用 PHASELINE_DATA 指明数据目录。详情：{error}",
        en="{error} Or name the folder of one that runs with PHASELINE_DATA.",
    ),
    "schema_mismatch": Entry(
        zh="数据库与此版本不符。请用此版本运行一次 phaseline up 或 phaseline worker。详情：{error}",
        en="{error}",
    ),
    "server_failed": Entry(zh="内置服务出错。详情：{error}", en="{error}"),
    "folder_unusable": Entry(zh="数据目录不可用。详情：{error}", en="{error}"),
    "too_many_floating": Entry(
        zh="流动党员{floating}人，多于合计的{total}人。",
        en="{floating} floating members are more than the {total} in all.",
    ),
    "no_meeting": Entry(
        zh="单位 {unit} 的环节 {step} 没有召集过支部 {branch}。",
        en="Unit {unit} has convened no branch {branch} for step {step}.",
    ),
    **attachments.ERRORS,
    **survey_cli.ERRORS,
    "wrong_setting": Entry(zh="设置有误。详情：{error}", en="{error}"),
}
"""By code."""

NAMED: Final[Catalogue] = {
    "district": Entry(zh="区县“{code}”", en="the district '{code}'"),
    "type": Entry(zh="类型“{code}”", en="the type '{code}'"),
    "supervision_group": Entry(zh="督导组“{code}”", en="the supervision group '{code}'"),
    "phase": Entry(zh="阶段“{code}”", en="the phase '{code}'"),
    "and": Entry(zh="、", en=" and "),
}
"""What units are chosen by, where there are none."""
