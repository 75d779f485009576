"""What the command line says of surveys: their help, what was done, and what was wrong."""

from typing import Final

from texts.catalogue import Entry

CLI: Final[dict[str, Entry]] = {
    "slips_written": Entry(
        zh="{count}张票已写入 {file}。投票码只在这里，请打乱后分发，不记谁拿了哪张，然后删除文件。",
        en="Ballots written to {file}: {count}. Their codes stand nowhere else: hand them out unsorted, "
        "keep no list of who has which, then delete the file.",
    ),
    "receipt_given": Entry(
        zh="已投票。回执：{receipt}。", en="Your ballot is cast. Receipt: {receipt}."
    ),
    "receipt_known": Entry(
        zh="回执{receipt}的票已经投出，以最先投的那张为准。",
        en="A ballot with the receipt {receipt} is cast; the first one that came with it stands.",
    ),
    "receipt_shows": Entry(
        zh="公布结果的，可以凭回执核对票已计入，别人看不出内容；票数过少、不出结果的，只公布收回票数，"
        "票的内容随即删除。",
        en="Where a result is published, the receipt shows that its ballot is among those counted, and "
        "nobody what it said. Where too few vote for one, only their number is told, and what the "
        "ballots said is deleted.",
    ),
    "paper_cast": Entry(zh="两人录入一致，已计入。", en="Both have read the same: it is cast."),
    "paper_waits": Entry(
        zh="已录入，等待另一个人录入同一张票。",
        en="Entered; it is cast once somebody else has read the same.",
    ),
    "survey_published": Entry(
        zh="{ballots}张票和回执已写入 {file}。任何人都可以用 phaseline survey verify 重新计票。",
        en="Ballots written to {file} with their receipts: {ballots}. Anybody can count them again with "
        "`phaseline survey verify`.",
    ),
    "no_surveys": Entry(zh="这个单位还没有测评。", en="The unit has had no survey yet."),
    "survey_round": Entry(zh="次", en="round"),
    "survey_step": Entry(zh="环节", en="step"),
    "survey_until": Entry(zh="截止", en="until"),
    "ballots_issued": Entry(zh="发票", en="given out"),
    "ballots_cast": Entry(zh="收回", en="cast"),
    "survey_result": Entry(zh="结果", en="result"),
    "survey_band": Entry(zh="{band}以上一档", en="in the band from {band} on"),
    "survey_verdict": Entry(zh="督导组评定：{verdict}", en="the supervision group: {verdict}"),
    "survey_asked": Entry(zh="测评", en="asked"),
    "survey_score": Entry(zh="满意度", en="score"),
    "no_surveys_held": Entry(zh="没有这样的测评。", en="There are no such surveys."),
    "nobody_asked": Entry(
        zh="方案没有要求测评。", en="The plan has nobody asked how satisfied they are."
    ),
    "poll_of_phase": Entry(zh="“{phase}”阶段测评", en="Poll of {phase}"),
    "units_asked": Entry(zh="单位数", en="units"),
    "surveys_open": Entry(zh="投票中", en="open"),
    "surveys_measured": Entry(zh="有结果", en="measured"),
    "surveys_mean": Entry(zh="平均", en="mean"),
    "surveys_too_small": Entry(zh="人数不足", en="too few"),
    "survey_holds": Entry(
        zh="重新计票一致：{ballots}张票，满意度{score}。",
        en="Counted again, and it holds: score {score}, ballots {ballots}.",
    ),
    "receipt_found": Entry(zh="这张回执在其中。", en="The receipt is among them."),
}
"""What the command line says of surveys."""

HELP: Final[dict[str, Entry]] = {
    "satisfaction": Entry(
        zh="全部单位的满意度：各阶段测评和最后测评的列表、汇总。",
        en="Satisfaction over all units, by the polls of phases and by surveys: list, sum up.",
    ),
    "satisfaction list": Entry(
        zh="列出各单位的阶段测评和最后测评。", en="List the units' polls and surveys."
    ),
    "satisfaction show": Entry(
        zh="按阶段、区县、类型和督导组汇总；人数不足的测评不进入任何数字。",
        en="Sum them up by phase, district, type and group; where too few voted, no figure is made of "
        "what they said.",
    ),
    "survey": Entry(zh="测评：核对公布的结果。", en="Surveys: check what was published."),
    "survey verify": Entry(
        zh="对公布的结果重新计票，可同时查找一张回执。不需要任何服务。",
        en="Count a published result again, and look for a receipt in it. No server is needed.",
    ),
    "unit survey": Entry(
        zh="满意度测评：开始、发票、投票、结束、评定、公布。",
        en="Satisfaction surveys: open, hand out, vote, close, judge, publish.",
    ),
    "unit survey open": Entry(zh="开始一次测评。", en="Open a survey."),
    "unit survey slips": Entry(
        zh="生成票：写成可打印裁剪的网页（二维码和纸票），或逐行输出投票码。",
        en="Make the ballots: a page to print and cut, with codes to scan, or one code a line.",
    ),
    "unit survey vote": Entry(
        zh="凭投票码投一张票，得到回执。", en="Cast a ballot with its code, and get a receipt."
    ),
    "unit survey paper": Entry(
        zh="录入一张纸票；须由两个人各录一次，一致后才计入。",
        en="Enter a paper ballot; it counts once two people have read the same.",
    ),
    "unit survey close": Entry(
        zh="投票截止后结束测评并计票。", en="Close a survey whose last day is over, and count it."
    ),
    "unit survey judge": Entry(
        zh="票数过少或不能再次测评时，由督导组评定。",
        en="Decide, for the supervision group, where too few voted or no further survey is allowed.",
    ),
    "unit survey show": Entry(zh="一个单位的测评情况。", en="Show a unit's surveys."),
    "unit survey publish": Entry(
        zh="把结果（全部票和回执，互不对应）写入文件，供任何人重新计票。",
        en="Write a result, with all ballots and receipts and nothing between them, to be counted again.",
    ),
}

PARAMETERS: Final[dict[str, Entry]] = {
    "satisfaction list:step": Entry(
        zh="只列这个环节，或这个阶段的测评。", en="Only this step's, or this phase's."
    ),
    "satisfaction list:group": Entry(zh="只列这个督导组的。", en="Only this group's."),
    "satisfaction list:status": Entry(zh="只列这个状态的。", en="Only those of this status."),
    "satisfaction show:group": Entry(zh="只汇总这个督导组的。", en="Only this group's."),
    "unit survey open:until": Entry(zh="投票的最后一天。", en="The last day to vote."),
    "ballots": Entry(zh="发多少张票。", en="How many ballots are given out."),
    "made_up": Entry(
        zh="上次未达到要求之后补了什么。", en="What has been made up since the last survey."
    ),
    "unit survey slips:to": Entry(
        zh="写入这个网页文件；缺省为逐行输出投票码。",
        en="Write this page; by default the codes are printed, one a line.",
    ),
    "unit survey slips:link": Entry(
        zh="投票网页的地址，二维码为它加上投票码；缺省为投票码本身。",
        en="Where people vote: the code to scan is this address and the token. By default the token.",
    ),
    "is_again": Entry(
        zh="作废没有用过的票，重新生成同样多张。",
        en="Make the ballots void that nobody has used, and as many new ones.",
    ),
    "token": Entry(zh="投票码。", en="The code of the ballot."),
    "grades": Entry(
        zh="一个问题的评价，如 style=very_satisfied；只有总体评价时不写问题。可多次给出。"
        "评价：very_satisfied、fairly_satisfied、basically_satisfied、dissatisfied。",
        en="The grade of a question, such as style=very_satisfied; without a question, of the whole. "
        "May be given several times. Grades: very_satisfied, fairly_satisfied, basically_satisfied, "
        "dissatisfied.",
    ),
    "unit survey vote:receipt": Entry(
        zh="上次没有得到答复时的回执：再投也只计一次。",
        en="The receipt of the last try, which had no answer: it counts once.",
    ),
    "unit survey judge:verdict": Entry(
        zh="评定：合格或需要补课。", en="The verdict: passed, or to be made up."
    ),
    "unit survey publish:to": Entry(zh="写入这个文件（JSON）。", en="Write this file (JSON)."),
    "round_": Entry(
        zh="第几次测评；缺省为最近一次。", en="Of which round; by default the last one."
    ),
    "survey verify:file": Entry(zh="公布的结果。", en="The published result."),
    "survey verify:receipt": Entry(zh="要查找的回执。", en="The receipt to look for."),
}

ERRORS: Final[dict[str, Entry]] = {
    "no_grade": Entry(
        zh="“{grade}”不是评价，或这个问题已经回答。请写 问题=评价，评价为：{known}。",
        en="'{grade}' is no grade, or its question is answered already. "
        "Expected QUESTION=GRADE with one of: {known}.",
    ),
    "not_a_published_survey": Entry(
        zh="{file} 不是公布的测评结果。请用 unit survey publish 写出的文件。",
        en="{file} is no published survey: expected a file that `unit survey publish` has written.",
    ),
    "survey_does_not_hold": Entry(
        zh="{file} 的结果不成立：{faults}。", en="The result in {file} does not hold: {faults}."
    ),
    "receipt_unknown": Entry(
        zh="回执“{receipt}”不在公布的名单中。",
        en="The receipt '{receipt}' is not among those published.",
    ),
}
