"""The texts about mobilisation: refusals, labels, and what the command line says of it."""

from collections.abc import Mapping
from typing import Any, Final

from texts.catalogue import Catalogue, Entry, Language, say

REFUSALS: Final[Catalogue] = {
    "nobody_reached": Entry(
        zh="本次没有新参加的党员，无需登记。请填写首次参加的人数。",
        en="Nobody took part who had not before. Please give the numbers of those who did.",
    ),
    "more_than_members": Entry(
        zh="{category}已达{there}人，超过名册上的{members}人。请核对人数；名册有误的，请先更正名册。",
        en="In the category {category} there would be {there}, more than the {members} of the roster. "
        "Please check the numbers, or have the roster corrected first.",
    ),
    "coverage_missing": Entry(
        zh="环节“{step}”的参学率须达到{coverage}，流动党员也须达到；目前{members}名党员中参加了{reached}名。"
        "尚未达到的有：{categories}。请组织补课，或说明未能参加的原因并由督导组认可。",
        en="Step {step} is done once {coverage} of the members take part, floating members on their own "
        "too; {reached} of {members} have. Still short: {categories}. Please hold make-up sessions, or "
        "explain why they could not be reached and have the supervision group accept it.",
    ),
    "nobody_absent": Entry(
        zh="环节“{step}”中，{category}没有需要说明的缺席。",
        en="In step {step} nobody of the category {category} is missing whose absence is not accepted.",
    ),
    "absence_not_explained": Entry(
        zh="环节“{step}”中，{category}的缺席还没有说明，或者已经答复。",
        en="In step {step} no explanation for the category {category} waits for an answer.",
    ),
}

LABELS: Final[Catalogue] = {
    "command.record_participation": Entry(zh="登记参学情况", en="record who took part"),
    "command.correct_participation": Entry(zh="更正参学人数", en="correct who took part"),
    "command.explain_absence": Entry(zh="说明缺席原因", en="explain an absence"),
    "command.accept_absence": Entry(zh="认可缺席原因", en="accept an absence"),
    "command.decline_absence": Entry(zh="不认可缺席原因", en="do not accept an absence"),
    "event.participation_recorded": Entry(
        zh="环节“{step}”：{on}新参加{reached}",
        en="Step {step}: on {on} took part for the first time: {reached}",
    ),
    "event.participation_corrected": Entry(
        zh="环节“{step}”参学人数更正为{reached}：{reason}",
        en="Step {step}: those who took part corrected to {reached}: {reason}",
    ),
    "event.absence_explained": Entry(
        zh="环节“{step}”：{category}{absent}人未参加，原因：{reason}",
        en="Step {step}: {absent} missing of the category {category}: {reason}",
    ),
    "event.absence_accepted": Entry(
        zh="环节“{step}”：认可{category}{absent}人缺席",
        en="Step {step}: {absent} missing of the category {category} accepted",
    ),
    "added.make_up": Entry(zh="补课", en="a make-up session"),
    "event.absence_declined": Entry(
        zh="环节“{step}”：不认可{category}缺席：{reason}",
        en="Step {step}: those missing of the category {category} not accepted: {reason}",
    ),
}

CLI: Final[Catalogue] = {
    "category": Entry(zh="类别", en="category"),
    "took_part": Entry(zh="已参加", en="took part"),
    "absence": Entry(zh="缺席说明", en="absence explained"),
    "material": Entry(zh="学习材料", en="study pack"),
    "coverage_asked": Entry(
        zh="参学率须达到{coverage}，流动党员也须达到。",
        en="{coverage} are to take part, floating members on their own too.",
    ),
    "absence_waits": Entry(zh="{count}人待督导组认可", en="{count} to be judged"),
    "absence_excused": Entry(zh="{count}人已认可", en="{count} accepted"),
    "floating_took_part": Entry(zh="流动党员", en="floating"),
    "too_few_of": Entry(zh="未达到的类别", en="too few of"),
    "to_be_judged": Entry(zh="缺席待认可", en="missing, to be judged"),
    "accepted": Entry(zh="缺席已认可", en="missing, accepted"),
    "step": Entry(zh="环节", en="step"),
    "coverage": Entry(zh="要求", en="coverage"),
    "steps": Entry(zh="环节数", en="steps"),
    "steps_short": Entry(zh="未达要求", en="short"),
    "steps_unjudged": Entry(zh="待认可", en="to be judged"),
    "participation_facts": Entry(
        zh="动员环节共{steps}个：已登记参学{begun}个，未达到方案要求{short}个，缺席待督导组认可{unjudged}个。",
        en="Steps of mobilisation: {steps}; with somebody counted: {begun}; short of the plan's coverage: "
        "{short}; with an absence that waits to be judged: {unjudged}.",
    ),
    "no_participation": Entry(
        zh="没有这样的动员环节。", en="There are no such steps of mobilisation."
    ),
    "no_members": Entry(zh="名册中没有党员人数。", en="The roster counts no members."),
    "no_mobilization": Entry(zh="该单位没有动员环节。", en="The unit has no step of mobilisation."),
}

HELP: Final[Catalogue] = {
    "participation": Entry(
        zh="全部单位的参学情况：列表、汇总。", en="Who takes part, over all units: list, sum up."
    ),
    "participation list": Entry(
        zh="列出各单位的动员环节：参加了多少，哪些类别不足。",
        en="List the units' steps of mobilisation: how many take part, and which categories are short.",
    ),
    "participation show": Entry(
        zh="按党员类别、区县、类型和督导组汇总；流动党员另列。",
        en="Sum them up by category of members, district, type and group; floating members on their own.",
    ),
    "unit participation": Entry(
        zh="参学情况：登记、说明缺席、查看。", en="Who takes part: record, explain, look."
    ),
    "unit participation record": Entry(
        zh="登记一次活动中首次参加的人数，分类别。",
        en="Record those who took part in a session and had not before, by category.",
    ),
    "unit participation correct": Entry(
        zh="更正累计参加的人数，分类别。",
        en="Set right how many have taken part in all, by category.",
    ),
    "unit participation explain": Entry(
        zh="说明某类党员未能参加的原因。",
        en="Say why those of a category who are missing could not be reached.",
    ),
    "unit participation accept": Entry(
        zh="认可某类党员缺席的原因。", en="Accept why those of a category are missing."
    ),
    "unit participation decline": Entry(
        zh="不认可某类党员缺席的原因。", en="Do not accept why those of a category are missing."
    ),
    "unit participation show": Entry(
        zh="一个单位的参学情况和各类党员的学习材料。",
        en="Show who has taken part in a unit, and what each category studies.",
    ),
}

PARAMETERS: Final[Catalogue] = {
    "participation list:step": Entry(zh="只列这个环节。", en="Only this step."),
    "participation list:group": Entry(zh="只列这个督导组的。", en="Only this group's."),
    "participation show:group": Entry(zh="只汇总这个督导组的。", en="Only this group's."),
    "by": Entry(
        zh="再按区县、类型或督导组分列。", en="Tell them apart by district, type or group as well."
    ),
    "is_short": Entry(
        zh="只列参学率未达到方案要求的。", en="Only those that are short of the plan's coverage."
    ),
    "is_unjudged": Entry(
        zh="只列缺席待督导组认可的。", en="Only those in which an absence waits to be judged."
    ),
    "category": Entry(
        zh="党员类别：production_line、intellectual、retired、new_economy、other 或 floating。",
        en="The category: production_line, intellectual, retired, new_economy, other or floating.",
    ),
    "production_line": Entry(zh="生产一线党员人数。", en="Members on the production line."),
    "intellectual": Entry(zh="知识分子党员人数。", en="Members who are intellectuals."),
    "retired": Entry(zh="离退休党员人数。", en="Retired members."),
    "new_economy": Entry(zh="新经济组织党员人数。", en="Members in the new economy."),
    "other": Entry(zh="其他党员人数。", en="Other members."),
    "floating": Entry(zh="以上人数中的流动党员。", en="How many of these are floating."),
    "is_make_up": Entry(zh="这是一次补课。", en="It was a make-up session."),
    "unit participation record:on": Entry(zh="活动的日期。", en="The day of the session."),
}

CATEGORIES: Final[Catalogue] = {
    "category.production_line": Entry(zh="生产一线党员", en="production line"),
    "category.intellectual": Entry(zh="知识分子党员", en="intellectuals"),
    "category.retired": Entry(zh="离退休党员", en="retired"),
    "category.new_economy": Entry(zh="新经济组织党员", en="new economy"),
    "category.other": Entry(zh="其他党员", en="other"),
    "category.floating": Entry(zh="流动党员", en="floating"),
}

_COUNTS: Final[Catalogue] = {
    "one": Entry(zh="{category}{count}人", en="{count} {category}"),
    "floating": Entry(zh="（其中流动党员{count}人）", en=" ({count} of them floating)"),
    "nobody": Entry(zh="0人", en="nobody"),
}


def say_categories(categories: str, language: Language) -> str:
    """Categories that are written with commas between them, in words."""
    comma = "、" if language == "zh" else ", "
    named = (CATEGORIES[f"category.{one}"].in_(language) for one in categories.split(", "))
    return comma.join(named)


def say_counts(counts: Mapping[Any, int], language: Language) -> str:
    """Members by category in words, the floating ones last; categories with nobody are left out."""
    said = [
        say(
            _COUNTS,
            "one",
            {"category": CATEGORIES[f"category.{one}"].in_(language), "count": str(count)},
            language,
        )
        for one, count in counts.items()
        if count and one != "floating"
    ]
    if not said:
        return _COUNTS["nobody"].in_(language)
    line = ("、" if language == "zh" else ", ").join(said)
    floating = counts.get("floating", 0)
    return line + (say(_COUNTS, "floating", {"count": str(floating)}, language) if floating else "")
