"""What is said of programmes and their batches on the command line."""

from typing import Final

from texts.catalogue import Catalogue, Entry

REFUSALS: Final[Catalogue] = {
    "not_an_earlier_batch": Entry(
        zh="活动“{campaign}”不是同一系列中更早的一批，不能从中接转整改事项。",
        en="The campaign {campaign} is no earlier batch of the same programme, so nothing is taken "
        "over from it.",
    ),
    "batch_rehearsed": Entry(
        zh="活动“{campaign}”只是预演，其中的整改事项不是真实承诺，不能接转到正式活动。",
        en="The campaign {campaign} is a rehearsal: what was promised there was promised to nobody, "
        "and only a rehearsal takes it over.",
    ),
    "batch_not_over": Entry(
        zh="活动“{campaign}”的状态是“{status}”，其整改事项仍在原活动中办理，结束之后方可接转。",
        en="The campaign {campaign} is {status}: its items are still worked off there, and are taken "
        "over once it is closed.",
    ),
}

CLI: Final[Catalogue] = {
    "taken_over": Entry(
        zh="已从“{source}”接转整改事项{count}项。", en="Items taken over from {source}: {count}."
    ),
    "taken_over_elsewhere": Entry(
        zh="第{items}项已由活动“{campaign}”接转，在那里办理，不再重复接转。",
        en="Items that {campaign} has taken over already, and that are worked off there: {items}.",
    ),
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
    "figure_in_band": Entry(zh="满意度{band}", en="satisfaction {band}"),
    "figure_in_bands": Entry(zh="满意度", en="satisfaction"),
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
    "unit ledger take-over": Entry(
        zh="接转同一系列前批中该单位尚未销号的整改事项；再次执行不会重复。",
        en="Take over what the unit has left open in an earlier batch; again changes nothing.",
    ),
    "campaign compare": Entry(
        zh="并列两个活动的数字，例如同一系列的两批。",
        en="Put the figures of two campaigns side by side, such as two batches of a programme.",
    ),
}

PARAMETERS: Final[Catalogue] = {
    "source": Entry(zh="前批活动的代号。", en="The code of the earlier batch."),
    "unit ledger take-over:due": Entry(
        zh="原期限已过的事项的新期限。", en="By when those are due whose day has passed."
    ),
    "first_campaign": Entry(zh="一个活动的代号。", en="The code of one campaign."),
    "second_campaign": Entry(zh="另一个活动的代号。", en="The code of the other."),
    "is_against_batches": Entry(
        zh="同时查出同一系列前批已完成的单位（须能连接服务）。",
        en="Also say which units an earlier batch of the programme has finished; needs the servers.",
    ),
}
