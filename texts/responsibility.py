"""What is said of responsibility letters: their own text, labels, refusals, the command line."""

from typing import Final

from texts.catalogue import Catalogue, Entry

LETTER: Final[Catalogue] = {
    "unit_heading": Entry(zh="《{title}》责任书", en="Responsibility letter: {title}"),
    "county_heading": Entry(
        zh="《{title}》区县责任书", en="Responsibility letter of a county: {title}"
    ),
    "city_heading": Entry(
        zh="《{title}》市级责任书", en="Responsibility letter of the city: {title}"
    ),
    "for_unit": Entry(zh="单位：{name}（{unit}）", en="Unit: {name} ({unit})"),
    "for_county": Entry(zh="区县：{district}", en="County: {district}"),
    "answers_unit": Entry(
        zh="第一责任人：{post}，对本单位活动的组织、进度和质量负总责。",
        en="First responsible: {post}, who answers for how the campaign is run in this unit, how "
        "fast and how well.",
    ),
    "no_post": Entry(
        zh="单位主要负责人（名册未注明职务）", en="the head of the unit (the roster names no post)"
    ),
    "coordinator": Entry(
        zh="联络员：{coordinator}，逐项如实报告，按时报送材料。",
        en="Coordinator: {coordinator}, who reports every step as it is, in time and with evidence.",
    ),
    "group": Entry(
        zh="督导组：{group}，到场检查，验收或退回补课。",
        en="Supervision group: {group}, which comes to see, and signs off or sends back.",
    ),
    "county_above": Entry(
        zh="区县活动办：{district}，指导本单位，单位解决不了的问题由其上报处理。",
        en="County office: {district}, which guides the unit and takes up what it cannot solve.",
    ),
    "by_when": Entry(
        zh="最迟{latest_start}启动，{last}前完成全部任务，方式：{track}。",
        en="It starts on {latest_start} at the latest and is through by {last}; its track: {track}.",
    ),
    "duty": Entry(zh="{phase}（{length}）：{steps}", en="{phase} ({length}): {steps}"),
    "answers_office": Entry(
        zh="第一责任人：{post}，对本级活动的组织、公开承诺的兑现负总责。",
        en="First responsible: {post}, who answers for how the campaign is led here and for what is "
        "promised in public.",
    ),
    "city_answers": Entry(
        zh="市活动办对全市{counties}个区县、{units}个单位、{members}名党员参加活动负总责。",
        en="The city's office answers for all counties ({counties}) with their units ({units}) and "
        "members ({members}).",
    ),
    "city_duty": Entry(
        zh="制定方案，指导各区县，{last}前全部完成；区县上交的问题，逐项研究解决；如实公布数字和结果。",
        en="It makes the plan, guides the counties so that all are through by {last}, takes up what "
        "they hand to it, and publishes figures and results as they are.",
    ),
    "county_answers": Entry(
        zh="区县活动办对本区县{units}个单位、{members}名党员参加活动向市活动办负总责。",
        en="The county office answers to the city's for the units of the county ({units}) with their "
        "members ({members}).",
    ),
    "county_duty": Entry(
        zh="指导各单位按时启动，{last}前全部完成；单位上交的问题，逐项研究解决；对逾期单位负责督促。",
        en="It sees that they start in time and are through by {last}, takes up what they hand to "
        "it, and follows up those that are late.",
    ),
    "signed": Entry(zh="已于{at}签收确认。", en="Acknowledged on {at}."),
    "unsigned": Entry(zh="尚未签收确认。", en="Not acknowledged yet."),
    "signature": Entry(
        zh="签字：____________  日期：____________", en="Signed: ____________  Date: ____________"
    ),
}

LABELS: Final[Catalogue] = {
    "command.acknowledge_letter": Entry(
        zh="签收责任书", en="acknowledge the responsibility letter"
    ),
    "event.letter_acknowledged": Entry(
        zh="责任书已签收确认", en="Responsibility letter acknowledged"
    ),
}

REFUSALS: Final[Catalogue] = {
    "office_letter": Entry(
        zh="市、区县本级的责任书由本级活动办签收（phaseline letters acknowledge），每级只有一份。",
        en="The city and each county have one letter, which their own office acknowledges: "
        "phaseline letters acknowledge.",
    ),
    "letter_acknowledged": Entry(
        zh="责任书已于{at}签收确认，无需再次签收。责任人变更后，再由新的责任人签收。",
        en="The letter was acknowledged on {at}. Once others answer for the unit, it is theirs to "
        "acknowledge.",
    ),
}

ERRORS: Final[Catalogue] = {
    "unknown_district": Entry(
        zh="活动“{campaign}”在区县“{district}”没有单位。用 phaseline letters chain 查看全部区县。",
        en="Campaign '{campaign}' has no units in the county '{district}'. "
        "`phaseline letters chain` shows all counties.",
    ),
}

CLI: Final[Catalogue] = {
    "post": Entry(zh="第一责任人职务", en="first responsible"),
    "acknowledged": Entry(zh="签收", en="acknowledged"),
    "not_acknowledged": Entry(zh="未签收", en="not yet"),
    "own_letter": Entry(zh="本级责任书", en="its own"),
    "unit_letters": Entry(zh="单位责任书", en="its units'"),
    "share_of": Entry(zh="{done}/{all}", en="{done} of {all}"),
    "whole_city": Entry(zh="全市", en="the whole city"),
    "city_itself": Entry(zh="市本级", en="the city itself"),
    "no_letters": Entry(zh="没有这样的责任书。", en="There are no such letters."),
    "letter_signed": Entry(zh="责任书 {at} 签收", en="Responsibility letter acknowledged {at}"),
    "letter_written": Entry(zh="责任书已写入 {file}。", en="The letter is written to {file}."),
}

HELP: Final[Catalogue] = {
    "letters": Entry(
        zh="责任书：市、区县、单位三级。", en="Responsibility letters: city, counties, units."
    ),
    "letters list": Entry(
        zh="列出市、区县和各单位的责任书及签收情况。",
        en="List the letters of city, counties and units, and which are signed.",
    ),
    "letters chain": Entry(
        zh="市和各区县的责任书，及各区县单位的签收数。",
        en="Show the letters of the city and its counties, and how many of their units' are signed.",
    ),
    "letters show": Entry(
        zh="查看一个区县或市级的责任书。", en="Show a county's letter, or the city's."
    ),
    "letters acknowledge": Entry(
        zh="区县或市活动办签收本级的责任书。",
        en="Let the office of a county or of the city acknowledge its own letter.",
    ),
    "unit letter": Entry(zh="责任书：查看、签收。", en="The responsibility letter: look, sign."),
    "unit letter show": Entry(
        zh="查看一个单位的责任书，或写成可打印的网页。",
        en="Show a unit's letter, or write it as a page to print.",
    ),
    "unit letter acknowledge": Entry(
        zh="联络员代表单位签收责任书。", en="Acknowledge a unit's letter for it."
    ),
}

PARAMETERS: Final[Catalogue] = {
    "is_open": Entry(zh="只看尚未签收的。", en="Only those that are not acknowledged yet."),
    "letters show:district": Entry(
        zh="区县代号；不写为市级。", en="The county's code; the city's letter, if left out."
    ),
    "page": Entry(zh="写入这个网页文件（HTML）。", en="Write it to this file, as a page (HTML)."),
}
