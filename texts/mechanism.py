"""What is said of long-term mechanisms: labels, refusals, and the lines of the command line."""

from typing import Final

from texts.catalogue import Catalogue, Entry

LABELS: Final[Catalogue] = {
    "command.set_mechanism": Entry(zh="确立长效机制", en="set down the long-term mechanism"),
    "event.mechanism_set": Entry(
        zh="确立长效机制（第{version}版）：{text}",
        en="Long-term mechanism set down, version {version}: {text}",
    ),
    "added.keeps": Entry(zh="今后坚持：{keeps}", en="kept from now on: {keeps}"),
}

REFUSALS: Final[Catalogue] = {
    "mechanism_missing": Entry(
        zh="单位尚未确立长效机制，最后阶段“{phase}”还不能验收通过。",
        en="The unit has not set down its long-term mechanism, so the last phase, {phase}, cannot "
        "be signed off yet.",
    ),
    "mechanism_unpublished": Entry(
        zh="单位的长效机制尚未公示，最后阶段“{phase}”还不能验收通过。请先公示（{subject}）。",
        en="The unit has not published its long-term mechanism, so the last phase, {phase}, cannot be "
        "signed off yet. Please publish it first ({subject}).",
    ),
}

CLI: Final[Catalogue] = {
    "mechanism_version": Entry(
        zh="长效机制第{version}版", en="Long-term mechanism: version {version}"
    ),
    "mechanism_lacking": Entry(
        zh="尚未确立长效机制，最后阶段验收之前须确立",
        en="The long-term mechanism is still to be set down, before the last sign-off",
    ),
    "mechanism_set_by": Entry(zh="{at}由{by}确立", en="set down {at} by {by}"),
    "no_mechanism": Entry(
        zh="该单位还没有确立长效机制。", en="The unit has not set down a long-term mechanism."
    ),
}

HELP: Final[Catalogue] = {
    "unit mechanism": Entry(
        zh="长效机制：确立、查看。", en="The long-term mechanism: set it down, look."
    ),
    "unit mechanism set": Entry(
        zh="确立一个单位的长效机制，或其新的一版。",
        en="Set down what a unit keeps to, or another version of it.",
    ),
    "unit mechanism show": Entry(
        zh="查看一个单位的长效机制，最新的一版在前。",
        en="Show what a unit keeps to, the version that holds first.",
    ),
}

PARAMETERS: Final[Catalogue] = {
    "unit mechanism set:text": Entry(zh="长效机制的正文。", en="What it is about."),
    "keeps": Entry(
        zh="今后坚持的一项制度；可多次给出。",
        en="A rule that the unit keeps from now on; may be given several times.",
    ),
}
