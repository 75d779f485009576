"""What the demo says, and what people say and write down in it."""

from typing import Final

from texts.catalogue import Catalogue, Entry

CATALOGUE: Final[Catalogue] = {
    "demo_servers": Entry(zh="启动内置服务", en="Starting the embedded servers"),
    "demo_log": Entry(zh="工作进程日志", en="The worker's log"),
    "demo_already": Entry(
        zh="活动 {campaign} 上次已经启动，继续使用。",
        en="Campaign {campaign} was launched by an earlier run and goes on.",
    ),
    "demo_rehearsal": Entry(
        zh="预演 {campaign}：同一方案的 {units} 个单位和市本级，在虚拟时间中走完全程",
        en="The rehearsal {campaign}: {units} units of the same plan and the city itself, their lives in virtual time",
    ),
    "demo_office_signed": Entry(
        zh="签收本级责任书（只存入记录，不进入流程）",
        en="The office's own letter acknowledged (into the records, past the workflow)",
    ),
    "demo_seen": Entry(zh="督导人员看到的", en="What a supervisor sees"),
    "demo_try": Entry(
        zh="可以试试（另开一个终端），以上各命令也可再输入：",
        en="To try in another terminal, like every command above:",
    ),
    "demo_try_later": Entry(
        zh="服务器即将停止。以后可以试试，以上各命令也可再输入：",
        en="The servers stop now. To try later, like every command above:",
    ),
    "demo_evidence": Entry(zh="已办结，材料存档", en="done, papers on file"),
    "demo_send_back_reason": Entry(zh="走过场，须补课", en="only went through the motions"),
    "demo_note": Entry(zh="现场检查合格", en="found in order on the spot"),
    "demo_opinion": Entry(
        zh="窗口中午没有人，办事要跑两趟",
        en="Nobody is at the counter at noon: one has to come twice",
    ),
    "demo_other_opinion": Entry(zh="收费标准没有公布", en="The fees are posted nowhere"),
    "demo_opinions_came": Entry(
        zh="意见箱收到 {count} 条意见（只存入台账，不进入流程）",
        en="{count} opinions came by the box (into the records, past the workflow)",
    ),
    "demo_problem": Entry(zh="服务窗口中午无人值守", en="The counter is not staffed at noon"),
    "demo_branch": Entry(zh="支部{number}", en="branch-{number}"),
    "demo_place": Entry(zh="单位会议室", en="the unit's meeting room"),
    "demo_outsiders": Entry(zh="群众代表", en="users of the service"),
    "demo_measure": Entry(zh="窗口中午安排轮流值班", en="Take turns at the counter over noon"),
    "demo_other_measure": Entry(
        zh="在门口公示全部收费标准", en="Post all fees beside the entrance"
    ),
    "demo_owner": Entry(zh="办公室", en="general office"),
    "demo_ballots_cast": Entry(
        zh="群众投票 {count} 张（不记名，不进入流程）",
        en="{count} ballots were cast (by nobody's name, past the workflow)",
    ),
    "demo_finding": Entry(zh="台账与现场情况相符", en="what is on paper is so on the spot"),
    "demo_mechanism": Entry(zh="窗口服务长效机制", en="How the counter is kept open from now on"),
    "demo_kept": Entry(
        zh="每季度公布一次值班和收费情况", en="Rota and fees are posted every quarter"
    ),
}
"""The demo's texts, by code."""
