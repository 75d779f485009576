"""What is said of the solicitation of opinions: labels, journal lines, refusals."""

from typing import Final

from texts.catalogue import Entry

LABELS: Final[dict[str, Entry]] = {
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
        en="Opinions counted for {step}: {opinions}, but the plan asks for {minimum} by "
        "{minimum_channels} channels; the solicitation goes on",
    ),
    "added.explanation": Entry(zh="原因：{explanation}", en="why no more: {explanation}"),
    "added.problems": Entry(zh="突出问题：{problems}", en="problems: {problems}"),
    "added.by_channel": Entry(zh="其中{by_channel}", en="by channel: {by_channel}"),
}
"""The labels and journal lines, by subject and code."""

REFUSALS: Final[dict[str, Entry]] = {
    "solicitation_open": Entry(
        zh="环节“{step}”已在征求意见，至{until}。",
        en="Opinions are being solicited for step {step} already, until {until}.",
    ),
    "channel_not_planned": Entry(
        zh="方案没有规定以“{channel}”方式征求意见。可选的有：{known}。",
        en="The plan does not have opinions solicited by '{channel}'. Possible are: {known}.",
    ),
    "solicitation_too_short": Entry(
        zh="方案要求征求意见至少{length}，截止日期最早为{first}。",
        en="The plan has opinions solicited for {length} at least, so until {first} or later.",
    ),
    "solicitation_too_long": Entry(
        zh="活动于{last}结束，征求意见不能超过这一天。",
        en="The campaign ends on {last}; opinions are not solicited beyond that.",
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
        zh="环节“{step}”的征求意见工作尚未结束。须先开始征求意见，期满后结束并统计。",
        en="The solicitation for step {step} is not closed. Opinions must be asked for, and "
        "counted when the plan's days are over.",
    ),
    "channel_not_open": Entry(
        zh="本次没有以“{channel}”方式征求意见。可用的有：{known}。",
        en="Opinions are not taken in by '{channel}' this time. Possible are: {known}.",
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
