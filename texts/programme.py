"""What is said of programmes and their batches on the command line."""

from typing import Final

from texts.catalogue import Catalogue, Entry

CLI: Final[Catalogue] = {
    "finished_before": Entry(zh="前批已完成的单位", en="Units that an earlier batch has finished"),
    "finished_in": Entry(
        zh="{unit}：第{batch}批（{campaign}）已于{on}完成",
        en="{unit}: batch {batch} ({campaign}) finished it on {on}",
    ),
    "none_finished_before": Entry(
        zh="没有前批已完成的单位。", en="No earlier batch has finished any of these units."
    ),
    "programme": Entry(zh="系列与批次", en="programme, batch"),
    "batch_of": Entry(zh="{programme}，第{batch}批", en="{programme}, {batch}"),
    "figure_units": Entry(zh="单位数", en="units"),
    "figure_organisations": Entry(zh="党组织数", en="organisations"),
    "figure_members": Entry(zh="党员数", en="members"),
    "figure_floating": Entry(zh="其中流动党员", en="of them floating"),
    "figure_not_started": Entry(zh="未启动", en="not started"),
    "figure_at_work": Entry(zh="进行中", en="at work"),
    "figure_finished": Entry(zh="已完成", en="finished"),
    "figure_withdrawn": Entry(zh="已退出", en="withdrawn"),
    "figure_in_time": Entry(zh="按期完成", en="finished in time"),
    "figure_closed": Entry(zh="已结束的阶段", en="phases closed"),
    "share_with_percent": Entry(
        zh="{part}/{whole}（{percent}）", en="{part} of {whole} ({percent})"
    ),
}

ERRORS: Final[Catalogue] = {
    "no_programme": Entry(
        zh="方案 {file} 没有注明所属系列和批次（programme），无法与前批对照。",
        en="The plan {file} names no programme and batch, so there are no batches to compare with.",
    ),
}

HELP: Final[Catalogue] = {
    "campaign compare": Entry(
        zh="并列两个活动的数字，例如同一系列的两批。",
        en="Put the figures of two campaigns side by side, such as two batches of a programme.",
    ),
}

PARAMETERS: Final[Catalogue] = {
    "first_campaign": Entry(zh="一个活动的代号。", en="The code of one campaign."),
    "second_campaign": Entry(zh="另一个活动的代号。", en="The code of the other."),
    "is_against_batches": Entry(
        zh="同时查出同一系列前批已完成的单位（须能连接服务）。",
        en="Also say which units an earlier batch of the programme has finished; needs the servers.",
    ),
}
