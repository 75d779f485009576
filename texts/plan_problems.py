"""What can be wrong in a plan file or an amendment's: the texts of what reading and checking find."""

from typing import Final

from texts import file_problems
from texts.catalogue import Catalogue, Entry

_SHAPE: Final = {
    "window_reversed": Entry(
        zh="活动期限的 first 必须早于 last",
        en="the window's 'first' must be before its 'last'",
    ),
    "hours_reversed": Entry(
        zh="上班时间 open 必须早于下班时间 close，午休 lunch 在两者之间",
        en="the working day's 'open' must be before its 'close', and 'lunch' between the two",
    ),
    "bands_not_falling": Entry(
        zh="满意度档次应从高到低排列，如 [95 %, 90 %]",
        en="expected the bands from the highest to the lowest, such as [95 %, 90 %]",
    ),
    "rung_unsound": Entry(
        zh="写了 times 就要写 every，every 至少 1 个工作日",
        en="'times' needs 'every' beside it, and 'every' is at least 1 working day",
    ),
    "lapse_without_sign_off": Entry(
        zh="不需验收（sign_off: false）的阶段不能有 lapse；请删去其一",
        en="a gate with 'sign_off: false' has nothing that could lapse; take out one of the two",
    ),
}

_AMENDMENT: Final = {
    "longer_or_shorter": Entry(
        zh="应写 longer 或 shorter 之一，至少一天；或写 published、polled",
        en="expected either 'longer' or 'shorter', by a day or more, or 'published', or 'polled'",
    ),
    "fixed_id": Entry(
        zh="代号不能修订：日志、命令和记录都按它认。请去掉（step_dropped）原有环节，再增加（step_added）新的",
        en="an id cannot be amended: journals, commands and records know it by that; drop the step "
        "(step_dropped) and add another (step_added)",
    ),
    "fixed_kind": Entry(
        zh="环节的类别不能修订：请去掉（step_dropped）原有环节，再增加（step_added）另一类的",
        en="a step's kind cannot be amended: drop the step (step_dropped) and add one of another kind "
        "(step_added)",
    ),
    "fixed_title": Entry(
        zh="名称不能修订：各单位的日志、责任书和汇总报告都沿用启动时的名称",
        en="a title cannot be amended: the journals, letters and reports of all units go by the one "
        "of the launch",
    ),
    "fixed_length": Entry(
        zh="阶段的长短用 longer 或 shorter 按天数修订",
        en="a phase's length is amended by so many days, with 'longer' or 'shorter'",
    ),
    "fixed_gate": Entry(
        zh="阶段如何结束用 kind: gate 修订",
        en="how a phase closes is amended by a change of 'kind: gate'",
    ),
    "fixed_steps": Entry(
        zh="阶段的环节用 kind: step、step_added 和 step_dropped 修订",
        en="the steps of a phase are amended by changes of 'kind: step', 'step_added' and 'step_dropped'",
    ),
    "changes_nothing": Entry(
        zh="没有写明要改什么",
        en="nothing is said that would change",
    ),
    "unit_unknown": Entry(zh="活动中没有单位“{id}”", en="the campaign has no unit '{id}'"),
    "units_unknown": Entry(
        zh="活动中没有“{id}”；现有：{known}",
        en="no unit of the campaign has '{id}'; there are: {known}",
    ),
}

_CALENDAR: Final = {
    "date_out_of_reach": Entry(
        zh="{date} 太远；活动应在 {first} 至 {last} 年之内",
        en="{date} is out of reach; a campaign lies within the years {first} to {last}",
    ),
    "unknown_timezone": Entry(
        zh="不认识时区“{timezone}”；应如 Asia/Shanghai",
        en="the time zone '{timezone}' is not known; expected one such as Asia/Shanghai",
    ),
    "unknown_country": Entry(
        zh="没有国家“{country}”的节假日表；应为 ISO 3166 的两个字母，如 CN",
        en="no public holidays are known for '{country}'; expected two letters as in ISO 3166, such as CN",
    ),
    "exception_outside_window": Entry(
        zh="{date} 不在活动期限 {first} 至 {last} 之内",
        en="{date} lies outside the window from {first} to {last}",
    ),
    "exception_repeated": Entry(
        zh="{date} 已经写过",
        en="{date} stands in the exceptions already",
    ),
    "exception_contradicts": Entry(
        zh="{date} 前面写的与此相反；同一天不能既上班又放假",
        en="{date} stands above with the opposite; a day is either worked or off",
    ),
}

_PARTS: Final = {
    "id_repeated": Entry(
        zh="“{id}”在此列表中已经用过；每项须有自己的代号",
        en="'{id}' stands in this list already; each item needs an id of its own",
    ),
    "track_unused": Entry(
        zh="没有一类单位可以采用方式“{track}”；请写入某类单位的 track 或 may_choose，或删去",
        en="no type of unit can take the track '{track}'; name it in a type's track or may_choose, or take it out",
    ),
    "track_beyond_window": Entry(
        zh="方式“{track}”各阶段共 {length}，而活动期限只有 {window}",
        en="the phases of the track '{track}' take {length}, but the window has {window}",
    ),
    "unknown_track": Entry(
        zh="单位类型“{type}”：没有方式“{track}”；现有：{known}",
        en="type '{type}': there is no track '{track}'; there are: {known}",
    ),
    "own_track_chosen": Entry(
        zh="单位类型“{type}”本来就采用“{track}”；may_choose 只写另外可选的方式",
        en="type '{type}' takes '{track}' anyway; may_choose names the other tracks",
    ),
    "latest_start_outside_window": Entry(
        zh="最迟启动日期 {date} 不在活动期限 {first} 至 {last} 之内",
        en="the latest start {date} lies outside the window from {first} to {last}",
    ),
    "latest_start_too_late": Entry(
        zh="{date} 启动，方式“{track}”（{length}）到活动结束时完不成；最迟应为 {latest}",
        en="from {date} the track '{track}' ({length}) goes beyond the window; expected {latest} at the latest",
    ),
    "declared_type_unknown": Entry(
        zh="没有单位类型“{type}”；现有：{known}",
        en="there is no type '{type}'; there are: {known}",
    ),
    "declared_type_is_office": Entry(
        zh="“{type}”是区县或市的机关，不计入单位数；计入的有：{known}",
        en="'{type}' is an office of counties or the city, which is counted as no unit; "
        "counted are: {known}",
    ),
}

_STEPS: Final = {
    "step_repeated": Entry(
        zh="环节“{step}”在阶段“{phase}”中已经有了；同一方式内每个环节须有自己的代号",
        en="the step '{step}' stands in the phase '{phase}' already; ids are unique within a track",
    ),
    "phase_without_required_step": Entry(
        zh="阶段“{phase}”没有必做环节，无从算作完成；至少一个环节应为 required: true",
        en="the phase '{phase}' has no required step, so that nothing completes it; make one required",
    ),
    "after_unknown_step": Entry(
        zh="环节“{step}”：没有环节“{after}”；本阶段有：{known}",
        en="step '{step}': there is no step '{after}'; this phase has: {known}",
    ),
    "after_step_of_other_phase": Entry(
        zh="环节“{step}”：“{after}”属于阶段“{phase}”；after 只写本阶段的环节，阶段之间本有先后",
        en="step '{step}': '{after}' is in the phase '{phase}'; 'after' names steps of the same phase, and phases follow each other anyway",
    ),
    "required_after_optional": Entry(
        zh="必做环节“{step}”不能排在选做环节“{after}”之后：选做环节可以不做",
        en="the required step '{step}' cannot come after the optional '{after}', which may never be done",
    ),
    "steps_in_a_circle": Entry(
        zh="环节互相等待，永远无法开始：{steps}",
        en="these steps wait for each other for ever: {steps}",
    ),
    "phase_too_short": Entry(
        zh="阶段“{phase}”长 {length}，最多有 {fits}，环节“{step}”却限 {due}；请加长阶段或提前期限",
        en="the phase '{phase}' of {length} has at most {fits}, but the step '{step}' is due after {due}; lengthen the phase or set the step earlier",
    ),
    "phase_too_short_for_opinions": Entry(
        zh="阶段“{phase}”长 {length}，环节“{step}”征求意见却要 {open_for}",
        en="the phase '{phase}' takes {length}, but the opinions of the step '{step}' are open for {open_for}",
    ),
    "phase_too_short_for_turns": Entry(
        zh="阶段“{phase}”长 {length}，环节 {steps} 依次征求意见却要 {open_for}",
        en="the phase '{phase}' takes {length}, but the opinions of its steps {steps}, one after the "
        "other, are open for {open_for}",
    ),
    "due_before_earlier": Entry(
        zh="环节“{step}”排在“{after}”之后，期限（{due}）却早于“{after}”的期限（{other}）",
        en="the step '{step}' comes after '{after}', but is due ({due}) before it ({other})",
    ),
    "too_few_channels": Entry(
        zh="环节“{step}”要求至少用 {minimum} 种方式征求意见，列出的方式却没有这么多",
        en="the step '{step}' asks for opinions by {minimum} channels, which is more than it names",
    ),
    "spread_too_long": Entry(
        zh="提醒分散 {spread} 太久，最多 {longest}：当天要办的事，早上就该知道",
        en="a spread of {spread} is too long, {longest} is the most: who must act today hears of it in the morning",
    ),
    "ladder_for_the_same": Entry(
        zh="提醒阶梯“{ladder}”与“{other}”管的是同一类环节（{kind}）；每类环节只用一个，* 指没有写 kinds 的",
        en="the ladders '{ladder}' and '{other}' are for the same steps ({kind}); each kind has one, and * means a ladder without 'kinds'",
    ),
    "text_place_unknown": Entry(
        zh="提醒文字中的“{{{place}}}”没有内容可填；可以用：{known}",
        en="nothing fills '{{{place}}}' in a reminder's text; what may stand: {known}",
    ),
    "text_brace_alone": Entry(
        zh="提醒文字中的花括号不成对；可以用：{known}，要显示花括号请写两个",
        en="a brace stands alone in a reminder's text; what may stand: {known}, and a brace to be read is doubled",
    ),
    "survey_not_last": Entry(
        zh="测评“{survey}”应在最后：其 after 未包括必做环节 {missing}",
        en="the survey '{survey}' comes last: its 'after' does not lead to the required steps {missing}",
    ),
}

_PROMISES: Final = {
    "published_without_sign_off": Entry(
        zh="阶段“{phase}”写了 published: true，却不需验收（sign_off: false）：公示只在验收时检查；请改其一",
        en="the phase '{phase}' has 'published: true' but a gate with 'sign_off: false': only a sign-off "
        "asks what was published; change one of the two",
    ),
    "polled_without_sign_off": Entry(
        zh="阶段“{phase}”写了 polled: true，却不需验收（sign_off: false）：测评只在验收时检查；请改其一",
        en="the phase '{phase}' has 'polled: true' but a gate with 'sign_off: false': only a sign-off "
        "asks for the poll; change one of the two",
    ),
    "share_of_nothing": Entry(
        zh="环节“{step}”的 {name} 为 0 %，等于什么都不要求；应大于 0",
        en="the step '{step}' has a '{name}' of 0 %, which asks for nothing; expected more than that",
    ),
    "due_before_opinions_close": Entry(
        zh="环节“{step}”限 {due}，征求意见却至少要 {open_for}；请推迟期限或缩短征求时间",
        en="the step '{step}' is due after {due}, but its opinions are open for {open_for}; "
        "set it later or open them for less",
    ),
    "pass_mark_out_of_reach": Entry(
        zh="环节“{step}”最好的评价只计 {weight}，达不到 {pass_mark} 的要求",
        en="the best grade of the step '{step}' counts for {weight}, under the pass mark of {pass_mark}: "
        "nobody can reach it",
    ),
}

CATALOGUE: Final[Catalogue] = {
    **file_problems.CATALOGUE,
    **_SHAPE,
    **_AMENDMENT,
    **_CALENDAR,
    **_PARTS,
    **_STEPS,
    **_PROMISES,
}
"""By the problem's code."""
