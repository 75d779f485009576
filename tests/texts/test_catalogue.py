"""Everything that is said has a text in both languages, and whoever says it fills its places."""

import ast
import string
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest

from reports.telling import ADDED
from schemas.actor import Actor, Role
from schemas.campaign import CampaignCommand, CampaignStatus
from schemas.commands import COMMANDS
from schemas.deadline import Light
from schemas.events import Event, PhaseClosed, Withdrawn
from schemas.ledger import Solvable
from schemas.ledger_rows import ItemStatus
from schemas.outcome import Outcome
from schemas.publication import Subject
from schemas.quantities import Days, WorkingDays
from schemas.roster import Category
from schemas.state import Standing
from schemas.step import Channel, StepKind
from schemas.survey import Grade, SurveyFault, SurveyStatus
from schemas.survey import Result as SurveyResult
from schemas.survey import Verdict as SurveyVerdict
from schemas.target import Target
from schemas.views import PhaseView
from schemas.visits import Verdict as VisitVerdict
from texts import cli, cli_errors, cli_help, cli_usage, labels, notices, refusals, reports, values
from texts.catalogue import Entry, Language
from texts.labels import deadline_reason, journal_line, label, line_ahead
from texts.refusals import explain
from texts.values import localise, say_actor, say_instant, say_length, say_target

ROOT = Path(__file__).parents[2]
ROOMS = ("rules", "workflows", "activities", "client")
LANGUAGES: tuple[Language, ...] = ("zh", "en")
EVENTS = {model.model_fields["kind"].default: model for model in get_args(get_args(Event)[0])}


def places(text: str) -> set[str]:
    """The names of the places to fill in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def constants(node: ast.expr, function: ast.AST) -> Iterator[str]:
    """The strings that an expression can be: itself, either branch, or what the name was given."""
    match node:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp(body=body, orelse=orelse):
            yield from constants(body, function)
            yield from constants(orelse, function)
        case ast.Name(id=name):
            for statement in ast.walk(function):
                if isinstance(statement, ast.Assign) and any(
                    isinstance(target, ast.Name) and target.id == name
                    for target in statement.targets
                ):
                    yield from constants(statement.value, function)
        case _:
            raise AssertionError(f"cannot follow {ast.unparse(node)}")


def calls(name: str, *rooms: str) -> Iterator[tuple[str, ast.Call, ast.AST]]:
    """Every call of `name` in the rooms' modules: where, the call, and the function around it."""
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                    continue
                for node in ast.walk(function):
                    if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", node, function


def raised() -> list[tuple[str, str, frozenset[str]]]:
    """Every refusal that is raised with a code of its own: where, its code, the params it gives."""
    found = []
    for where, call, function in calls("Refused", *ROOMS):
        params = {keyword.arg for keyword in call.keywords if keyword.arg} - {"who", "by"}
        found += [(where, code, frozenset(params)) for code in constants(call.args[0], function)]
    return found


RAISED = raised()


def test_the_rooms_were_searched() -> None:
    codes = {code for _, code, _ in RAISED}
    assert {"step_phase_closed", "step_phase_not_open", "too_large", "not_allowed"} <= codes
    assert len(RAISED) > 60


@pytest.mark.parametrize(
    ("where", "code", "params"), RAISED, ids=[f"{where}-{code}" for where, code, _ in RAISED]
)
def test_every_refusal_has_a_text_whose_places_are_filled(
    where: str, code: str, params: frozenset[str]
) -> None:
    assert code in refusals.CATALOGUE
    assert places(refusals.CATALOGUE[code].en) == params


def test_no_refusal_has_a_text_that_nobody_says() -> None:
    assert set(refusals.CATALOGUE) == {code for _, code, _ in RAISED}


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        (f"{module.__name__}:{code}", entry)
        for module in (refusals, labels, reports, values)
        for code, entry in module.CATALOGUE.items()
    ],
)
def test_both_languages_have_the_same_places_and_something_to_say(name: str, entry: Entry) -> None:
    assert places(entry.zh) == places(entry.en)
    assert entry.zh.strip()
    assert entry.en.strip()
    assert entry.zh != entry.en


@pytest.mark.parametrize("code", sorted(refusals.CATALOGUE))
def test_a_refusal_is_a_whole_sentence(code: str) -> None:
    entry = refusals.CATALOGUE[code]
    assert entry.en.endswith((".", ": {known}."))
    assert entry.en[0].isupper() or entry.en.startswith("{")
    assert entry.zh.endswith("。")
    assert not set(",;:?!.") & set(entry.zh.replace("{", "").replace("}", "")), "Chinese marks"


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        ("standing", set(Standing)),
        ("light", set(Light)),
        ("role", set(Role)),
        ("phase_status", set(get_args(PhaseView.model_fields["status"].annotation))),
        ("result", set(get_args(Outcome.model_fields["result"].annotation))),
        ("step_kind", set(get_args(StepKind))),
        ("channel", set(get_args(Channel))),
        ("subject", set(get_args(Subject))),
        ("grade", set(get_args(Grade))),
        ("survey_status", set(get_args(SurveyStatus))),
        ("survey_fault", set(get_args(SurveyFault))),
        (
            "command",
            set(COMMANDS)
            | {
                get_args(model.model_fields["kind"].annotation)[0]
                for model in get_args(get_args(CampaignCommand)[0])
            },
        ),
        ("event", set(EVENTS)),
        ("added", set(ADDED)),
        (
            "reason",
            {
                code
                for _, call, function in calls("Reason", "rules")
                for keyword in call.keywords
                if keyword.arg == "code" and not isinstance(keyword.value, ast.Name)
                for code in constants(keyword.value, function)
            }
            | {
                code
                for _, call, function in calls("_own", "rules")
                for code in constants(call.args[4], function)
            },
        ),
    ],
)
def test_every_code_of_a_subject_has_its_label_and_no_label_is_without_a_code(
    subject: str, codes: set[str]
) -> None:
    prefix = f"{subject}."
    assert codes
    assert {code for code in labels.CATALOGUE if code.startswith(prefix)} == {
        prefix + code for code in codes
    }


@pytest.mark.parametrize(
    ("prefix", "codes"),
    [
        ("how.", set(get_args(PhaseClosed.model_fields["how"].annotation))),
        ("cause.", set(get_args(Withdrawn.model_fields["cause"].annotation))),
        ("status.", set(CampaignStatus)),
        ("verdict.", {*get_args(VisitVerdict), *get_args(SurveyVerdict)}),
        ("result.", set(get_args(SurveyResult))),
        ("actor.", set(Role)),
        ("target.", {"step", "phase", "item", "unit"}),
        ("solvable.", set(get_args(Solvable))),
        ("item_status.", set(get_args(ItemStatus))),
        ("category.", set(get_args(Category))),
        ("quorate.", {"True", "False"}),
    ],
)
def test_every_value_has_its_words(prefix: str, codes: set[str]) -> None:
    assert {code for code in values.CATALOGUE if code.startswith(prefix)} == {
        prefix + code for code in codes
    }


@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_a_journal_line_needs_only_what_every_such_event_has(kind: str) -> None:
    fields = EVENTS[kind].model_fields
    required = {name for name, field in fields.items() if field.is_required()}
    assert places(labels.CATALOGUE[f"event.{kind}"].en) <= required


@pytest.mark.parametrize(("where", "call"), [(w, c) for w, c, _ in calls("Reason", "rules")])
def test_a_deadlines_reason_gives_what_its_text_asks_for(where: str, call: ast.Call) -> None:
    given: dict[str, Any] = {keyword.arg or "": keyword.value for keyword in call.keywords}
    keys = {ast.literal_eval(key) for key in given["params"].keys}
    code = given["code"]
    codes = ["scheduled", "extended", "redo"] if isinstance(code, ast.Name) else [code.value]
    for one in codes:
        assert places(labels.CATALOGUE[f"reason.{one}"].en) <= keys


def unpacked(value: ast.expr, module: ModuleType) -> Iterator[str]:
    """The codes of a table of texts, those twice that it has from two tables."""
    if not isinstance(value, ast.Dict):
        return
    for key, one in zip(value.keys, value.values, strict=True):
        if key is not None:
            yield ast.unparse(key)
        elif isinstance(one, ast.Name | ast.Attribute):
            yield from map(repr, attrgetter(ast.unparse(one))(module))


@pytest.mark.parametrize(
    "module", [cli, cli_errors, cli_help, cli_usage, labels, notices, refusals, reports, values]
)
def test_no_text_takes_the_code_of_another(module: ModuleType) -> None:
    assert module.__file__ is not None
    for node in ast.parse(Path(module.__file__).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            codes = sorted(unpacked(node.value, module))
            assert codes == sorted(set(codes))


def test_a_refusal_says_why_then_who_then_by_when() -> None:
    params = {"missing": "counted"}
    who = ["coordinator:c1", "supervisor:SG-01", "county:D1", "city:office", "system:campaign"]
    by = "2026-03-10T17:30:00+08:00"
    assert explain("not_ready", params, who, by, "en") == (
        "The preparation is not complete. Still missing: counted. The unit can start after that. "
        "This can be done by: coordinator c1, the supervision group SG-01, the county office D1, "
        "the campaign office. When: 2026-03-10 17:30."
    )
    assert explain("not_ready", params, who, by, "zh") == (
        "准备工作尚未完成，还缺：counted。完成之后即可开始。"
        "可以办理的有：联络员c1、督导组SG-01、区县活动办D1、市活动办。时间：2026-03-10 17:30。"
    )


def test_a_refusal_without_who_and_when_says_only_why() -> None:
    assert explain("not_suspended", {}, [], None, "en") == (
        "The unit is not suspended, so there is nothing to resume."
    )
    assert explain("not_held", {}, ["system:campaign"], None, "zh") == "活动没有暂停，无需恢复。"


def test_a_code_without_a_text_is_a_bug() -> None:
    with pytest.raises(KeyError):
        explain("no_such_code", {}, [], None, "en")
    with pytest.raises(KeyError):
        label("standing", "no_such_standing", "en")


def test_values_are_said_in_the_readers_language() -> None:
    params = {
        "by_whom": str(Actor.parse("supervisor:SG-01")),
        "target": str(Target("step", "lecture")),
        "lost": str(WorkingDays(3)),
        "known": "",
        "step": "lecture",
        "status": "paused",
    }
    assert localise(params, "en") == {
        "by_whom": "the supervision group SG-01",
        "target": "step lecture",
        "lost": "3 working days",
        "known": "none",
        "step": "lecture",
        "status": "paused",
    }
    assert localise(params, "zh") == {
        "by_whom": "督导组SG-01",
        "target": "环节“lecture”",
        "lost": "3个工作日",
        "known": "无",
        "step": "lecture",
        "status": "已暂停",
    }


@pytest.mark.parametrize(("language", "group"), [("zh", "督导组"), ("en", "supervision group")])
def test_what_too_few_voted_in_is_said_alike_of_polls_which_nobody_judges(
    language: Language, group: str
) -> None:
    assert group not in localise({"result": "too_small"}, language)["result"]


def test_lengths_targets_and_actors_of_every_form_are_said() -> None:
    assert [say_length(str(one), "zh") for one in (Days(1), Days(30), WorkingDays(1))] == [
        "1天",
        "30天",
        "1个工作日",
    ]
    assert say_length("1 working day", "en") == "1 working day"
    assert say_length("soon", "en") == "soon"
    assert (say_target("unit", "en"), say_target("phase:study", "zh")) == (
        "the unit as a whole",
        "阶段“study”",
    )
    assert say_target("nonsense…", "en") == "nonsense…"
    assert say_actor("system:clock", "en") == "the system (clock)"
    assert say_actor("nobody", "en") == "nobody"
    assert say_actor("city:office", "zh") == "市活动办"
    assert say_actor("city:hall", "en") == (
        "city:hall (there is no such office; the city has one: city:office)"
    )
    assert say_actor("city:hall", "zh") == "city:hall（没有这个机关，市一级只有 city:office）"


def test_an_instant_is_said_on_its_own_clock() -> None:
    assert say_instant("2026-03-10T09:30:00+00:00") == "2026-03-10 09:30 UTC"
    assert say_instant("2026-03-10T09:30:00Z") == "2026-03-10 09:30 UTC"
    assert say_instant("2026-03-10T17:30:59+08:00") == "2026-03-10 17:30"
    assert say_instant("tomorrow") == "tomorrow"


def test_what_lies_ahead_is_not_told_as_if_it_had_happened() -> None:
    said = {
        kind: line_ahead(kind, {"target": "step:lecture", "phase": "study"}, "en")
        for kind in ("extension_request_lapsed", "overdue", "phase_closed", "due_soon")
    }
    assert said == {
        "extension_request_lapsed": "The request for more time for step lecture lapses, unless it is "
        "answered by then",
        "overdue": "Step lecture becomes overdue, unless it is done by then",
        "phase_closed": "Phase study closes, unless it is judged by then",
        "due_soon": "Step lecture is due soon",
    }


def test_labels_and_lines_are_said() -> None:
    assert label("standing", "awaiting_sign_off", "zh") == "待验收"
    assert journal_line("step_completed", {"step": "lecture"}, "en") == "Step lecture done"
    assert journal_line("step_completed", {"step": "动员会"}, "zh") == "环节“动员会”已完成"
    assert journal_line("overdue", {"target": "step:lecture"}, "en") == "Step lecture is overdue"
    assert journal_line("phase_closed", {"phase": "study", "how": "lapsed"}, "zh") == (
        "阶段“study”结束：验收期满"
    )
    assert journal_line("finished", {}, "en") == "Finished"
    assert journal_line("phase_reported", {"phase": "study"}, "en") == "Phase study reported"
    reason = deadline_reason("extended", {"on": "2026-03-10", "by": "county:D1"}, "en")
    assert reason == "extended until 2026-03-10 by the county office D1"
    lost = deadline_reason("standstill", {"lost": "2 working days"}, "zh")
    assert lost == "因停顿顺延2个工作日"


@pytest.mark.parametrize(
    ("language", "advice"), [("en", "extend the phase first"), ("zh", "先延长阶段")]
)
def test_more_time_for_a_step_that_ends_with_its_phase_is_asked_of_the_phase(
    language: Language, advice: str
) -> None:
    given = {"target": "step:draft", "until": "2026-12-17", "present": "2026-12-17"}
    assert advice in explain("not_later", given, [], None, language)
    of_phase = {**given, "target": "phase:study"}
    assert advice not in explain("not_later", of_phase, [], None, language)
