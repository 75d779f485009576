"""The texts about surveys: refusals, labels, journal lines, notices, slips, and the words for grades."""

from collections.abc import Mapping
from typing import Final

from texts.catalogue import Entry, Language

LABELS: Final[dict[str, Entry]] = {
    "command.open_survey": Entry(zh="开始满意度测评", en="open the survey"),
    "command.close_survey": Entry(zh="结束满意度测评", en="close the survey"),
    "command.judge_survey": Entry(zh="评定测评结果", en="judge in the survey's place"),
    "event.survey_opened": Entry(
        zh="环节“{step}”第{round}次测评开始，至{until}，发票{ballots}张",
        en="Survey {round} of {step} opened until {until}; ballots: {ballots}",
    ),
    "event.survey_ended": Entry(
        zh="环节“{step}”第{round}次测评结束投票，正在计票",
        en="Voting in survey {round} of {step} ended; its ballots are being counted",
    ),
    "event.survey_closed": Entry(
        zh="环节“{step}”第{round}次测评收回{cast}张票：{result}",
        en="Survey {round} of {step} counted; ballots cast: {cast}; {result}",
    ),
    "event.survey_judged": Entry(
        zh="环节“{step}”第{round}次测评由督导组评定：{verdict}（{reason}）",
        en="In place of survey {round} of {step} the supervision group decided: {verdict} ({reason})",
    ),
    "added.because": Entry(zh="原因：{because}", en="because {because}"),
    "because.track_switched": Entry(
        zh="新的方式没有这一测评，已投的票照常计入", en="the new track has no such survey"
    ),
    "because.amended": Entry(
        zh="方案修订后没有这一测评，已投的票照常计入", en="the plan as amended has no such survey"
    ),
    "added.made_up": Entry(zh="已补：{made_up}", en="made up since: {made_up}"),
    "added.score": Entry(zh="满意度{score}", en="score {score}"),
    "added.band": Entry(zh="在{band}以上一档", en="in the band from {band} on"),
    "added.tally": Entry(zh="各档票数：{tally}", en="ballots: {tally}"),
    "added.make_up_by": Entry(zh="须于{make_up_by}前补课", en="to be made up by {make_up_by}"),
    "grade.very_satisfied": Entry(zh="满意", en="very satisfied"),
    "grade.fairly_satisfied": Entry(zh="比较满意", en="fairly satisfied"),
    "grade.basically_satisfied": Entry(zh="基本满意", en="basically satisfied"),
    "grade.dissatisfied": Entry(zh="不满意", en="dissatisfied"),
    "survey_fault.not_as_many": Entry(
        zh="票、回执和收回票数不相等", en="ballots, receipts and the number cast are not as many"
    ),
    "survey_fault.receipt_repeated": Entry(zh="有重复的回执", en="a receipt stands there twice"),
    "survey_fault.too_small": Entry(
        zh="票数少于方案规定的最少数", en="there are fewer ballots than the minimum group"
    ),
    "survey_fault.answers_missing": Entry(
        zh="各张票回答的问题不一样", en="ballots answer different questions"
    ),
    "survey_fault.other_questions": Entry(
        zh="票上回答的不是测评所问的问题", en="what the ballots answer is not what was asked"
    ),
    "survey_fault.another_result": Entry(
        zh="由这些票得不出这个结果", en="the result does not follow from the ballots"
    ),
    "survey_status.open": Entry(zh="正在投票", en="open"),
    "survey_status.ended": Entry(zh="正在计票", en="being counted"),
    "survey_status.passed": Entry(zh="达到要求", en="passed"),
    "survey_status.measured": Entry(zh="已测评", en="measured"),
    "survey_status.below": Entry(zh="未达到要求", en="below the pass mark"),
    "survey_status.too_small": Entry(zh="人数过少，不显示结果", en="too few ballots for a result"),
    "survey_status.void": Entry(zh="作废", en="void"),
}
"""The labels and journal lines, by subject and code."""

VALUES: Final[dict[str, Entry]] = {
    "result.passed": Entry(zh="达到要求", en="the pass mark is reached"),
    "result.measured": Entry(zh="结果如下", en="measured"),
    "result.below": Entry(zh="未达到要求", en="below the pass mark"),
    "result.too_small": Entry(
        zh="票数过少，为保密不显示结果",
        en="too few to show a result without telling who said what",
    ),
    "result.void": Entry(
        zh="单位不再有此项测评，只计票，不作结论",
        en="counted, and deciding nothing: the unit's plan has no such survey any more",
    ),
    "verdict.passed": Entry(zh="合格", en="passed"),
    "verdict.to_make_up": Entry(zh="需要补课", en="to be made up"),
}
"""What a survey and a verdict say, as they stand in a sentence."""

NOTICE_TITLES: Final[dict[str, Entry]] = {
    "poll_missing": Entry(zh="阶段测评尚未开展", en="Poll of the phase is missing"),
    "survey_below": Entry(zh="测评未达到要求", en="Survey below the pass mark"),
    "survey_unjudged": Entry(zh="测评待评定", en="Survey waits for a verdict"),
    "survey_judged": Entry(zh="测评已评定", en="Verdict in a survey's place"),
}
"""What notices of surveys are called."""

NOTICES: Final[dict[str, Entry]] = {
    "poll_missing": Entry(
        zh="阶段“{phase}”已上报完成，但本阶段的满意度测评还没有开展，督导组不能验收。",
        en="Phase ‘{phase}’ is reported done, but the masses were not asked how satisfied they are: it "
        "cannot be signed off yet.",
    ),
    "survey_below": Entry(
        zh="“{what}”满意度为{score}，未达到要求。须于{make_up_by}前补课，再次测评。",
        en="The score of ‘{what}’ is {score}, below the pass mark. What is lacking is to be made up, "
        "and a survey held again, by {make_up_by}.",
    ),
    "survey_unjudged": Entry(
        zh="“{what}”收回{cast}张票，没有定论，请评定。",
        en="‘{what}’ decides nothing by itself (ballots cast: {cast}) and waits for your verdict.",
    ),
    "survey_judged": Entry(
        zh="“{what}”由{by}评定：{verdict}。",
        en="In the place of ‘{what}’ {by} decided: {verdict}.",
    ),
}
"""What they say."""

NOTICE_ADVICE: Final[dict[str, Entry]] = {
    "poll_missing": Entry(
        zh="请开始测评、发放测评票；投票截止后结束测评，督导组即可验收。",
        en="Please open the poll and hand out its slips; once voting is over and the poll is closed, "
        "the phase can be signed off.",
    ),
}
"""What to do."""

SLIP: Final[dict[str, Entry]] = {
    "heading": Entry(zh="{name}：{title}", en="{name}: {title}"),
    "how": Entry(
        zh="请于{until}前扫码投票，或在下面每行勾选一项，把这张纸投入票箱。不记名，每张票只能用一次。",
        en="Scan and vote by {until}, or tick one box in every line and put this slip into the ballot "
        "box. No name is asked for; a slip is good for one ballot.",
    ),
}
"""What stands on a slip."""

REFUSALS: Final[dict[str, Entry]] = {
    "no_time_to_vote": Entry(
        zh="{until}已经下班，投票当日下班截止，没有时间投票了。请选以后的日子。",
        en="Votes until {until} are taken up to the close of business, which has been: nobody could "
        "vote any more. Please choose a later day.",
    ),
    "survey_open_already": Entry(
        zh="环节“{step}”的测评已经开始，投票至{until}，计票之后才能再次测评。",
        en="A survey of step {step} is under way, with votes until {until}. "
        "Another one can follow once it is counted.",
    ),
    "survey_passed_already": Entry(
        zh="环节“{step}”的测评已经达到要求，无需再次测评。",
        en="The survey of step {step} has passed; another one is not needed.",
    ),
    "survey_needs_verdict": Entry(
        zh="环节“{step}”的测评没有定论（票数过少，或方案不再允许测评），请等待督导组评定。",
        en="The survey of step {step} decides nothing: too few voted, or the plan allows no further "
        "one. The supervision group has the word.",
    ),
    "survey_made_up_missing": Entry(
        zh="环节“{step}”上次测评未达到要求。再次测评之前，请说明已经补了什么（made_up）。",
        en="The last survey of step {step} was below the pass mark. "
        "Before another one, please say what has been made up since ('made_up').",
    ),
    "survey_not_open": Entry(
        zh="环节“{step}”目前没有正在投票的测评。",
        en="No survey of step {step} is open for votes.",
    ),
    "survey_goes_on": Entry(
        zh="环节“{step}”的投票至{until}结束，此前不能结束测评。",
        en="Votes in the survey of step {step} are taken until {until}; it is not closed before.",
    ),
    "survey_needs_no_verdict": Entry(
        zh="环节“{step}”的测评不需要评定：只有票数过少，或未达到要求而方案不再允许测评时，才由督导组评定。",
        en="The survey of step {step} needs no verdict: the supervision group decides only where too "
        "few have voted, or where a survey was below the pass mark and the plan allows no further one.",
    ),
    "survey_under_way": Entry(
        zh="环节“{step}”的测评还没有结束。投票截止后结束测评，计票达到要求即可完成。",
        en="The survey of step {step} is still under way. "
        "It is closed once voting is over, and the step is done if its result suffices.",
    ),
    "survey_uncounted": Entry(
        zh="环节“{step}”的测评正在计票。请稍候。",
        en="The ballots of the survey of step {step} are being counted. Please try again in a moment.",
    ),
    "survey_not_passed": Entry(
        zh="环节“{step}”要在测评达到{pass_mark}，或督导组评定合格之后才能完成。",
        en="Step {step} is done once its survey has reached {pass_mark}, "
        "or the supervision group has passed it.",
    ),
    "poll_missing": Entry(
        zh="阶段“{phase}”须先进行满意度测评才能验收：以阶段编号开始测评，发票投票，到期后结束。",
        en="Phase {phase} is signed off once the masses were asked how satisfied they are: a survey is "
        "opened under the phase's id, its slips are handed out, and it is closed after its last day.",
    ),
    "poll_open": Entry(
        zh="阶段“{phase}”的满意度测评还没有结束。投票截止后结束测评，即可验收。",
        en="The poll of phase {phase} is still under way. "
        "The phase can be signed off once voting is over and the poll is closed.",
    ),
    "poll_uncounted": Entry(
        zh="阶段“{phase}”的满意度测评正在计票。请稍候再验收。",
        en="The ballots of the poll of phase {phase} are being counted. Please try again in a moment.",
    ),
    "slips_given_out": Entry(
        zh="环节“{step}”的{ballots}张票已经全部发出。确有遗失的，请用 --again 作废未用的票并重新发放。",
        en="All ballots of step {step} are given out: {ballots}. If slips were lost, --again makes those "
        "void that nobody has used, and as many new ones.",
    ),
    "ballot_not_valid": Entry(
        zh="这个投票码无效，或者已经用过。刚才投票时网络中断的，票可能已经记下：请带当时的回执再投一次，只计一次。",
        en="This code is not valid, or it was used already. If the connection was lost while you voted, "
        "your ballot may have been taken: vote again with the receipt of then, and you will know; it "
        "counts once.",
    ),
    "ballot_over": Entry(
        zh="投票已经结束，这张票没有计入。",
        en="Voting is over; this ballot was not taken.",
    ),
    "ballot_incomplete": Entry(
        zh="每个问题都要回答，也不能回答没有问的问题。所问的是：{asked}；未回答：{missing}。请补齐后再投，投票码仍然有效。",
        en="Every question needs its answer, and none may be answered that is not asked. The questions "
        "are: {asked}; without an answer: {missing}. Please complete the ballot; its code is still "
        "good.",
    ),
    "receipt_taken": Entry(
        zh="这个回执属于另一张票，这张票没有计入。请不带回执重新投票，系统会给出新的回执。",
        en="This receipt is another ballot's, so yours was not taken. "
        "Please vote again without a receipt; you will be given one.",
    ),
    "paper_differs": Entry(
        zh="另一个人对这张纸票的录入与此不同。请两人对照原票重新录入，一致后才计入。",
        en="Somebody else has read this paper ballot differently. Please look at it together and enter "
        "it again; it counts once both entries are the same.",
    ),
    "survey_without_result": Entry(
        zh="环节“{step}”没有可以公布的测评结果：尚未计票，或者票数过少。",
        en="Step {step} has no result to publish: its ballots are not counted yet, or too few.",
    ),
}
"""The refusals, by code."""

_OVERALL: Final = Entry(zh="总体评价", en="overall")


def say_tally(
    tally: Mapping[str, Mapping[str, int]], titles: Mapping[str, str], language: Language
) -> str:
    """How many ballots gave each grade, question by question; grades that nobody gave are left out.

    `titles` are those of the questions; one that is called by its id has none: it asks for the
    whole.
    """
    comma, colon, semicolon = ("、", "：", "；") if language == "zh" else (", ", ": ", "; ")
    said = []
    for question, counts in tally.items():
        title = titles.get(question, question)
        name = _OVERALL.in_(language) if title == question else title
        grades = (
            f"{LABELS[f'grade.{grade}'].in_(language)} {count}"
            for grade, count in counts.items()
            if count
        )
        said.append(f"{name}{colon}{comma.join(grades)}")
    return semicolon.join(said)
