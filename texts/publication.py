"""What is said of publications: labels, refusals, and what the command line says of them."""

from typing import Final

from texts.catalogue import Catalogue, Entry

LABELS: Final[Catalogue] = {
    "subject.plan": Entry(zh="方案", en="plan"),
    "subject.progress": Entry(zh="进展", en="progress"),
    "subject.problems": Entry(zh="突出问题", en="problems"),
    "subject.commitments": Entry(zh="整改承诺", en="commitments"),
    "subject.results": Entry(zh="结果", en="results"),
    "subject.mechanism": Entry(zh="长效机制", en="mechanism"),
    "command.publish": Entry(zh="公示", en="publish"),
    "command.withdraw_publication": Entry(zh="撤回公示", en="withdraw a publication"),
    "event.published": Entry(
        zh="公示{subject}（第{version}版）：{text}",
        en="Published: {subject}, version {version}: {text}",
    ),
    "event.publication_withdrawn": Entry(
        zh="撤回公示的{subject}（第{version}版）：{reason}",
        en="Publication withdrawn: {subject}, version {version}: {reason}",
    ),
    "added.correction": Entry(zh="更正：{correction}", en="corrected: {correction}"),
}
"""The labels and journal lines, by subject and code."""

NOTICE_TITLES: Final[Catalogue] = {
    "publication_missing": Entry(zh="阶段内容尚未公示", en="Nothing of the phase is published"),
}
"""What notices of publications are called."""

NOTICES: Final[Catalogue] = {
    "publication_missing": Entry(
        zh="阶段“{phase}”已上报完成，但还没有向群众公示任何内容，督导组不能验收。",
        en="Phase ‘{phase}’ is reported done, but nothing of it was published for the masses: it cannot "
        "be signed off yet.",
    ),
}
"""What they say."""

NOTICE_ADVICE: Final[Catalogue] = {
    "publication_missing": Entry(
        zh="请公示本阶段的进展、结果或其他内容，督导组即可验收。",
        en="Please publish its progress, results, or whatever else is of the phase; then it can be "
        "signed off.",
    ),
}
"""What to do."""

REFUSALS: Final[Catalogue] = {
    "publication_of_phase_ahead": Entry(
        zh="阶段“{phase}”尚未开始或不存在，不能公示其内容。已开始的有：{known}。",
        en="Phase {phase} has not begun or is not there, so nothing of it can be published. "
        "Those that have begun: {known}.",
    ),
    "correction_without_reason": Entry(
        zh="这项内容已公示过（第{version}版）。更正须说明原因。",
        en="This was published before, as version {version}. A correction says why.",
    ),
    "nothing_published": Entry(
        zh="“{subject}”没有有效的公示，无需撤回。",
        en="Nothing is published of '{subject}', so there is nothing to withdraw.",
    ),
    "phase_not_published": Entry(
        zh="阶段“{phase}”须向群众公示，目前还没有公示任何内容，不能验收通过。请先公示。",
        en="Phase {phase} goes to the masses, and nothing of it has been published, so it cannot be "
        "signed off. Please publish first.",
    ),
}
"""The refusals, by code."""

CLI: Final[Catalogue] = {
    "nothing_in_the_open": Entry(zh="还没有公示。", en="Nothing has been published yet."),
    "published_version": Entry(zh="{subject}·第{version}版", en="{subject} · version {version}"),
    "publication_corrected": Entry(zh="更正：{correction}", en="corrected: {correction}"),
    "publication_superseded": Entry(zh="已被更正", en="superseded"),
    "publication_taken_back": Entry(zh="{at}撤回：{reason}", en="withdrawn {at}: {reason}"),
    "more_publications": Entry(zh="还有：--after {next}", en="There are more: --after {next}"),
}
"""What the command line says of publications."""

ERRORS: Final[Catalogue] = {
    "nothing_to_publish": Entry(
        zh="没有可公示的{subject}：尚无记录。请先登记，或直接给出文字。",
        en="Nothing is recorded that could be published ({subject}). Record it first, or give the text.",
    ),
}
"""Why a command of the shell failed, by code."""

HELP: Final[Catalogue] = {
    "publish": Entry(zh="公示：查看向群众公示的内容。", en="In the open: what units publish."),
    "publish show": Entry(
        zh="查看一个单位公示过的全部版本，或全部单位当前有效的公示。",
        en="Show every version that a unit has published, or what holds of all units.",
    ),
    "unit publish": Entry(
        zh="公示一项内容；再次公示即为更正，须说明原因。",
        en="Publish something; publishing it again corrects it, and says why.",
    ),
    "unit withdraw-publication": Entry(
        zh="撤回一项公示；原文和原因仍可查阅。",
        en="Take back what was published; it stays readable, with the reason.",
    ),
}
"""The help of the commands."""

PARAMETERS: Final[Catalogue] = {
    "subject": Entry(
        zh="公示什么：方案、进展、突出问题、整改承诺、结果或长效机制。",
        en="What is published.",
    ),
    "unit publish:text": Entry(
        zh="公示的文字；缺省时由记录写成，过长的均匀删节并注明。",
        en="The text. Left out, it is composed from what is recorded, evenly shortened where it must be.",
    ),
    "unit publish:phase": Entry(zh="所属阶段。", en="The phase that it is of."),
    "unit withdraw-publication:phase": Entry(zh="所属阶段。", en="The phase that it is of."),
    "correction": Entry(
        zh="更正的原因；再次公示时须说明。",
        en="Why it is corrected; needed where it was published before.",
    ),
    "publish show:unit": Entry(zh="单位代码。", en="The unit's code."),
    "publish show:is_all": Entry(zh="全部单位。", en="All units."),
}
"""The help of their arguments and options."""
