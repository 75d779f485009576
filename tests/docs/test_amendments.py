"""The page of amendments: its sample is one, and its table has every kind of change."""

from typing import Any, Final, get_args

from intake.amendment import read_amendment
from intake.holidays import working_calendar
from intake.plan import read_plan
from intake.roster import read_roster
from rules.compilation import compile_rules
from schemas.amendment import Amendment, Change, UnitsMeant
from tests.docs.pages import ROOT, Page
from tests.docs.test_contract import fields, marked

PAGE: Final = Page.read("docs/amendments.md")


def test_the_sample_fits_the_reference_plan() -> None:
    (sample,) = PAGE.blocks("yaml amendment")
    plan = read_plan(ROOT / "plans" / "reference-2005.yaml").plan
    calendar = working_calendar(plan.calendar, plan.timezone, plan.window)
    roster = read_roster(ROOT / "plans" / "reference-2005-roster.csv", plan)
    read_amendment(sample).require_fitting(
        compile_rules(plan, calendar).values(),
        districts={unit.district for unit in roster.units},
        units=(),
    )


def test_every_kind_of_change_is_told() -> None:
    told = {
        kind.strip("`"): marked(cell)
        for kind, cell, _ in PAGE.table("kind", "fields", "what changes")
    }
    models: tuple[Any, ...] = get_args(get_args(Change)[0])
    assert told == {
        get_args(model.model_fields["kind"].annotation)[0]: fields(model) for model in models
    }


def test_the_rest_of_an_amendment_is_told() -> None:
    assert set(Amendment.model_fields) == {"reason", "units", "changes"}
    for name in (*Amendment.model_fields, *UnitsMeant.model_fields):
        assert f"`{name}`" in PAGE.text or f"{name}:" in PAGE.text
