"""What is said of the solicitation of opinions: labels, journal lines, refusals."""

from collections.abc import Mapping
from typing import Final

from texts.catalogue import Catalogue, Entry

LABELS: Final[Catalogue] = {
    "channel.box": Entry(zh="意见箱", en="box"),
    "channel.hotline": Entry(zh="热线电话", en="hotline"),
    "channel.forum": Entry(zh="座谈会", en="forum"),
    "channel.visit": Entry(zh="走访", en="visit"),
    "channel.web_form": Entry(zh="网上征求", en="web form"),
    "channel.letter": Entry(zh="来信", en="letter"),
    "command.open_solicitation": Entry(zh="开始征求意见", en="solicit opinions"),
    "command.close_solicitation": Entry(zh="结束征求意见", en="close the solicitation"),
    "event.solicitation_opened": Entry(
        zh="环节“{step}”开始征求意见，方式：{channels}，至{until}",
        en="Opinions solicited for {step} until {until}: {channels}",
    ),
    "event.solicitation_ended": Entry(
        zh="环节“{step}”征求意见截止，正在统计",
        en="Solicitation for {step} ended; its opinions are being counted",
    ),
    "event.solicitation_closed": Entry(
        zh="环节“{step}”共征求到意见{opinions}条，认定突出问题{owned}个",
        en="Opinions counted for {step}: {opinions}; problems owned up to: {owned}",
    ),
    "event.solicitation_fell_short": Entry(
        zh="环节“{step}”只征求到意见{opinions}条，方案要求至少{minimum}条、{minimum_channels}种方式，继续征求",
        en="Opinions counted for {step}: {opinions}; the plan asks for at least {minimum}, and for as many "
        "channels as {minimum_channels}; the solicitation goes on",
    ),
    "added.earlier": Entry(
        zh="此前各轮已征求到{earlier}条", en="opinions counted in earlier rounds: {earlier}"
    ),
    "added.explanation": Entry(zh="原因：{explanation}", en="why no more: {explanation}"),
    "added.problems": Entry(zh="突出问题：{problems}", en="problems: {problems}"),
    "added.first_problem": Entry(
        zh="突出问题编号自{first_problem}起", en="problems numbered from {first_problem} on"
    ),
    "added.by_channel": Entry(zh="其中{by_channel}", en="by channel: {by_channel}"),
}
"""The labels and journal lines, by subject and code."""

NOTICE_TITLES: Final[Catalogue] = {
    "solicitation_fell_short": Entry(zh="征求意见不足", en="Too few opinions"),
}
"""What notices of solicitations are called."""

NOTICES: Final[Catalogue] = {
    "solicitation_fell_short": Entry(
        zh="“{what}”尚未达到方案要求，征求意见没有结束：目前征求到{opinions}条，来自{used}种方式。",
        en="The solicitation for ‘{what}’ is not closed, since it falls short of the plan. "
        "Opinions so far: {opinions}; channels by which they came: {used}.",
    ),
    "solicitation_fell_short.again": Entry(
        zh="“{what}”结束时尚未达到方案要求，征求意见仍在进行。",
        en="The solicitation for ‘{what}’ fell short of the plan when it was closed, and goes on.",
    ),
}
"""What they say."""

NOTICE_DETAILS: Final[Mapping[str, tuple[Entry, ...]]] = {
    "solicitation_fell_short": (
        Entry(
            zh="还缺意见{more_opinions}条（至少{minimum}条）。",
            en="Opinions still lacking: {more_opinions} (the plan asks for {minimum}).",
        ),
        Entry(
            zh="还缺{more_channels}种方式的意见（至少{minimum_channels}种）。",
            en="Channels still without an opinion: {more_channels} "
            "(the plan asks for {minimum_channels}).",
        ),
        Entry(
            zh="登记的意见须是{taken_until}以前收到的。",
            en="What came until {taken_until} can be entered.",
        ),
        Entry(
            zh="此后仍要征求或要增加方式的，请重新开始，期限不少于{again_for}；此前征求到的意见照样计入。",
            en="To go on asking after that day, or by more channels, open it again for {again_for} or "
            "longer; what came before counts.",
        ),
    ),
}
"""What is added to that."""

NOTICE_ADVICE: Final[Catalogue] = {
    "solicitation_fell_short": Entry(
        zh="请登记期限内收到的意见，然后再次结束，并重新列出突出问题；确实只有这些意见的，结束时请说明原因。",
        en="Please enter what comes while it is open, then close it again and name the problems anew; "
        "if that is all there is, say why when you close it.",
    ),
}
"""What to do."""

REFUSALS: Final[Catalogue] = {
    "solicitation_open": Entry(
        zh="环节“{step}”已在征求意见，至{until}。",
        en="Opinions are being solicited for step {step} already, until {until}.",
    ),
    "channel_not_planned": Entry(
        zh="方案没有规定以“{channel}”方式征求意见。可选的有：{known}。",
        en="The plan does not have opinions solicited by '{channel}'. Possible are: {known}.",
    ),
    "solicitation_lacks_channels": Entry(
        zh="方案要求意见来自至少{minimum}种方式，开始时就须选够。可选的有：{known}。",
        en="The plan asks for opinions by {minimum} channels, so solicit them by as many at least. "
        "Possible are: {known}.",
    ),
    "solicitation_too_short": Entry(
        zh="方案要求征求意见至少{length}，截止日期最早为{first}。",
        en="The plan has opinions solicited for {length} at least, so until {first} or later.",
    ),
    "solicitation_too_long": Entry(
        zh="征求意见最晚可到{last}。",
        en="Opinions can be solicited until {last}, and not beyond that.",
    ),
    "no_solicitation": Entry(
        zh="环节“{step}”现在没有在征求意见。须先开始征求意见。",
        en="No opinions are being solicited for step {step}. They must be asked for first.",
    ),
    "solicitation_ended": Entry(
        zh="环节“{step}”征求意见已截止，正在统计。请稍候。",
        en="The solicitation for step {step} has ended, and its opinions are being counted. "
        "Please wait a moment.",
    ),
    "solicitation_goes_on": Entry(
        zh="环节“{step}”征求意见须满{length}，现在还不能结束。",
        en="Opinions for step {step} are solicited for {length} at least; "
        "it is too early to close.",
    ),
    "not_solicited": Entry(
        zh="环节“{step}”尚未征求意见。须先开始征求意见，满{length}后结束并统计。",
        en="No opinions were solicited for step {step}. They must be asked for, and the solicitation "
        "closed once {length} are over.",
    ),
    "still_solicited": Entry(
        zh="环节“{step}”仍在征求意见。须先结束征求意见并统计。",
        en="Opinions for step {step} are still being solicited. The solicitation must be closed, and "
        "its opinions counted.",
    ),
    "solicitation_to_redo": Entry(
        zh="环节“{step}”须重新征求意见：此前征求到的{opinions}条照常保留，但须再征求一次，满{length}后结束并统计。",
        en="Opinions for step {step} are to be solicited once more: the number of those from before, "
        "{opinions}, stays, but they must be asked for again, and that closed once {length} are over.",
    ),
    "channel_not_open": Entry(
        zh="本次没有以“{channel}”方式征求意见。可用的有：{known}。",
        en="Opinions are not taken in by '{channel}' this time. Possible are: {known}.",
    ),
    "channel_is_the_publics": Entry(
        zh="“{channel}”的意见只由群众自己提交，不能代为登记。可用的有：{known}。",
        en="By '{channel}' the public speaks for itself, and nobody registers opinions in its name. "
        "Possible are: {known}.",
    ),
    "opinion_day": Entry(
        zh="{date}不在本次征求意见的期间内，应为{first}至{last}。",
        en="{date} is not a day of this solicitation; expected one from {first} to {last}.",
    ),
    "solicitation_over": Entry(
        zh="网上征求意见已于{until}截止。",
        en="Opinions were taken in by the web form until {until}.",
    ),
}
"""The refusals, by code."""

ERRORS: Final[Catalogue] = {
    "solicitation_shut": Entry(
        zh="单位“{unit}”的环节“{step}”现在不接收意见：没有在征求，或者正在统计。",
        en="No opinions are taken in by unit '{unit}' for '{step}' now: none are asked for, or they "
        "are being counted.",
    ),
    "intake_full": Entry(
        zh="该单位今天已收到网上意见{limit}条，达到上限。请明天再试，或改用其他方式。",
        en="This unit has taken in {limit} opinions by the web form today, which is as many as it may. "
        "Try again tomorrow, or take another channel.",
    ),
    "unknown_topic": Entry(
        zh="本次征求到的意见没有主题“{topic}”。请用 phaseline unit opinions list 查看主题；"
        "问题文字本身含等号的，请写成“=文字”。",
        en="This solicitation has no opinions on the topic '{topic}'. `phaseline unit opinions list` "
        "shows the topics; a problem whose own words have a '=' is written '=WORDS'.",
    ),
    "unknown_opinions": Entry(
        zh="本次征求意见中没有这些编号：{ids}。请用 phaseline unit opinions list 查看编号。",
        en="This solicitation has no opinions of these ids: {ids}. "
        "`phaseline unit opinions list` shows them.",
    ),
}
"""Why a command of the shell failed in the records, by code."""

CLI: Final[Catalogue] = {
    "answer_awaited": Entry(
        zh="结果还在路上，稍后可在日志中查看。",
        en="What comes of it is still on its way; the journal will tell.",
    ),
    "opinions_taken": Entry(zh="已登记意见{count}条。", en="Opinions registered: {count}."),
    "opinions_sorted": Entry(zh="已归并。", en="Sorted."),
    "opinion": Entry(zh="意见", en="opinion"),
    "opinion_id": Entry(zh="编号", en="id"),
    "opinion_channel": Entry(zh="方式", en="channel"),
    "opinion_day": Entry(zh="日期", en="day"),
    "topic": Entry(zh="主题", en="topic"),
    "same_as": Entry(zh="同", en="same as"),
    "problem": Entry(zh="问题", en="problem"),
    "problem_number": Entry(zh="序号", en="number"),
    "opinions_behind": Entry(zh="意见数", en="opinions"),
    "no_opinions": Entry(zh="没有意见。", en="There are no opinions."),
    "no_problems": Entry(
        zh="该单位还没有认定突出问题。", en="The unit has not owned up to any problem."
    ),
    "more_opinions": Entry(zh="还有：--after {next}", en="There are more: --after {next}"),
}
"""What the command line says of opinions."""

HELP: Final[Catalogue] = {
    "unit opinions": Entry(
        zh="征求意见：开始、登记、整理、结束，查看突出问题。",
        en="Solicitation of opinions: open, register, sort, close; the problems found.",
    ),
    "unit opinions open": Entry(zh="开始为一个环节征求意见。", en="Solicit opinions for a step."),
    "unit opinions add": Entry(zh="登记一条意见。", en="Register an opinion."),
    "unit opinions import": Entry(
        zh="登记文件（CSV或XLSX）中的意见；同一文件再次导入不会重复。",
        en="Register the opinions of a file (CSV or XLSX); the same file again adds none twice.",
    ),
    "unit opinions list": Entry(zh="列出意见，不分先后。", en="List opinions, in no order."),
    "unit opinions merge": Entry(
        zh="把内容相同的意见归并到一条。", en="Note that opinions say the same as another one."
    ),
    "unit opinions topic": Entry(zh="标注意见的主题。", en="Note what opinions are about."),
    "unit opinions close": Entry(
        zh="结束征求意见，统计并认定突出问题。",
        en="Close the solicitation: count the opinions, and own up to the problems found.",
    ),
    "unit opinions problems": Entry(
        zh="列出一个单位认定的突出问题。", en="List the problems that a unit has owned up to."
    ),
}
"""The help of the commands."""

PARAMETERS: Final[Catalogue] = {
    "opinions_step": Entry(zh="征求意见的环节。", en="The step for which opinions are solicited."),
    "channels": Entry(
        zh="征求意见的方式；可多次给出。", en="A way to solicit; may be given several times."
    ),
    "unit opinions open:until": Entry(zh="截止日期。", en="The last day."),
    "heard_by": Entry(zh="意见来自哪种方式。", en="By which channel it came."),
    "heard_on": Entry(
        zh="意见是哪一天收到的；默认今天。", en="The day on which it came; by default today."
    ),
    "said": Entry(zh="意见的内容，不写是谁提的。", en="What was said; not by whom."),
    "unit opinions import:file": Entry(
        zh="CSV或XLSX，列名：意见、方式、日期、主题。",
        en="CSV or XLSX with the headings opinion, channel, day, topic.",
    ),
    "topic": Entry(zh="主题。", en="A topic."),
    "unit opinions merge:into": Entry(
        zh="归并到的意见的编号。", en="The id of the opinion that stays."
    ),
    "opinion_ids": Entry(zh="意见的编号。", en="Ids of opinions."),
    "problems": Entry(
        zh="一个突出问题，写作“主题=问题”（与该主题的意见关联）或只写问题；可多次给出。",
        en="A problem: TOPIC=TEXT, so that the opinions on the topic stand behind it, or TEXT; may be "
        "given several times.",
    ),
    "explanation": Entry(
        zh="意见或方式未达到方案要求时的说明。",
        en="Why there are no more, where the plan asks for more opinions or channels.",
    ),
}
"""The help of their arguments and options."""
