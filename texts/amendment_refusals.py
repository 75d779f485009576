"""Why a unit, or a campaign, does not take an amendment."""

from typing import Final

from texts.catalogue import Catalogue, Entry

REFUSALS: Final[Catalogue] = {
    "amendment_unsound": Entry(
        zh="修订后的规则有误：{what}。请先用 plan check 检查方案。",
        en="The amended rules are not sound: {what}. Please check the plan with `plan check` first.",
    ),
    "amendment_of_another_unit": Entry(
        zh="修改内容属于另一个单位：{unit}。单位代码不能更改。",
        en="The amendment is for another unit, {unit}. A unit's code cannot change.",
    ),
    "amendment_needs_rules": Entry(
        zh="单位类型要改为“{type}”，须同时附上该类型的规则。",
        en="The unit would become one of type {type}; please send that type's rules with it.",
    ),
    "amendment_without_track": Entry(
        zh="新规则中没有该单位正在采用的方式“{track}”。请先变更方式，或在新规则中保留它。",
        en="The amended rules lack the unit's track {track}. "
        "Please keep it in them, or switch the unit's track first.",
    ),
    "amendment_without_phase": Entry(
        zh="新规则须按原顺序保留已经开启的阶段：{phases}。",
        en="The amended rules must keep the phases that have opened, in their order: {phases}.",
    ),
    "amendment_without_step": Entry(
        zh="新规则须保留已经完成的环节：{steps}。",
        en="The amended rules must keep the steps that are done: {steps}.",
    ),
    "amendment_of_unknown_phase": Entry(
        zh="该单位的规则中没有阶段“{phase}”，只有：{known}。请核对阶段代号，或限定修订所针对的单位。",
        en="The unit's rules have no phase {phase}, only: {known}. Please check its id, or say "
        "which units the amendment is for.",
    ),
    "amendment_of_unknown_step": Entry(
        zh="该单位的规则中没有环节“{step}”。请核对环节代号，或限定修订所针对的单位。",
        en="The unit's rules have no step {step}. Please check its id, or say which units the "
        "amendment is for.",
    ),
    "amendment_of_another_kind": Entry(
        zh="环节“{step}”属于“{kind}”类，没有“{field}”。",
        en="Step {step} is of the kind {kind}, which has no '{field}'.",
    ),
    "amendment_step_unsound": Entry(
        zh="环节“{step}”不能这样修改：{what}。",
        en="Step {step} cannot be changed in this way: {what}.",
    ),
    "amendment_rewords_question": Entry(
        zh="测评“{step}”的题目“{question}”不能改换文字：测评票和结果都按题目代号计。请换一个代号。",
        en="Question {question} of survey {step} cannot have other words: ballots and results know it "
        "by its id. Please give it another id.",
    ),
    "amendment_phase_vanishes": Entry(
        zh="阶段“{phase}”只有{length}，缩短后至少要剩下一天。",
        en="Phase {phase} takes {length}; at least one day of it must be left.",
    ),
    "amendment_lapse_without_sign_off": Entry(
        zh="阶段“{phase}”不需要验收，因此不能设定验收期满的时间。请同时写上 sign_off 或去掉 lapse。",
        en="Phase {phase} needs no sign-off, so none can lapse. Please ask for one with "
        "'sign_off', or leave 'lapse' out.",
    ),
    "amendment_window_reversed": Entry(
        zh="活动的最后一天不能是{last}：第一天是{first}。",
        en="The campaign cannot end on {last}: its first day is {first}.",
    ),
    "amendment_start_outside_window": Entry(
        zh="最迟启动日{date}不在活动期间之内（{first}至{last}）。请同时修改最迟启动日。",
        en="The latest start, {date}, lies outside the campaign ({first} to {last}). "
        "Please amend it too.",
    ),
    "amendment_beyond_calendar": Entry(
        zh="活动期间须在工作日历之内，而日历只有{first}至{last}。",
        en="The campaign must lie within its working calendar, which goes from {first} to {last}.",
    ),
    "amendment_breaks_order": Entry(
        zh="按新规则，已完成的环节“{step}”要排在尚未完成的环节“{after}”之后。请先完成后者或改动顺序。",
        en="By the amended rules step {step}, which is done, would come after step {after}, "
        "which is not. Please do that one first, or change the order.",
    ),
}
"""By the refusal's code, as in `texts.refusals`."""
