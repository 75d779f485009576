"""Reports to be written and read back: of a city in the records, and one of which all is known."""

from datetime import date, timedelta
from typing import Final

from client.reporting import report_on
from records.store import Records
from reports.telling import Telling
from rules.bands import bands
from rules.rollup import standings
from schemas.comparison import ComparedCampaign
from schemas.ledger_rows import ItemLine
from schemas.participation import ParticipationLine
from schemas.programme import Programme
from schemas.quantities import Percent
from schemas.reconciliation import Difference
from schemas.report import Report, ReportKind
from schemas.roster import Members, Unit
from schemas.satisfaction import (
    Asked,
    AskedFigures,
    SatisfactionFigures,
    SatisfactionRollup,
)
from tests.records.city import launch_city
from tests.records.launched import PLAN, launch
from tests.rules.reference import UNIT
from tests.rules.stories import local
from texts.catalogue import Language

KINDS: Final = tuple(ReportKind)
BOUNDS: Final = (Percent.parse("95 %"), Percent.parse("90 %"))
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")

NASTY: Final = (
    "=1+1",
    "+SUM(A1:A9)",
    "-2+3",
    "@SUM(1)",
    "{=1+1}",
    "http://example.org/",
    "<b>&amp; {{ title }} {% if x %}",
    '*bold* #panic() $x$ @ref \\ "',
    "bell\x07 and\x0bfeed",
    "0123",
)
"""Names that a spreadsheet, a template, XML or a typesetter could take for something else."""


async def reports_of_a_city(records: Records) -> dict[ReportKind, Report]:
    """Every kind of report on a city whose units are everywhere in the campaign."""
    city = await launch_city(records, seed=2008)
    return {kind: await report_on(records, city, kind) for kind in KINDS}


async def report_with(records: Records, names: tuple[str, ...], kind: ReportKind) -> Report:
    """A report on units of these names."""
    units = [_unit(index, name) for index, name in enumerate(names)]
    return await report_on(records, await launch(records, units), kind)


def _unit(index: int, name: str) -> Unit:
    changes = {"code": f"U{index}", "name": name, "members": Members(retired=index + 3)}
    return UNIT.model_copy(update=changes)


def _items() -> tuple[ItemLine, ...]:
    """An item that is open and promised in public, and one that is struck off, with evidence."""
    added = local("2026-03-10")
    opened = ItemLine(
        unit="SCH-001",
        name="First School",
        district="D1",
        number=1,
        measure="修缮校舍 =1+1",
        owner="总务处",
        solvable="by_date",
        is_commitment=True,
        status="open",
        due=date(2026, 4, 1),
        added_at=added,
        changed_at=added,
    )
    struck_off = {"number": 2, "status": "struck_off", "is_commitment": False, "evidence": "photo"}
    return (opened, opened.model_copy(update=struck_off))


def with_results(report: Report) -> Report:
    """The same as the first batch left it, with a roster that its plan counts otherwise."""
    differs = Difference(quantity="units", declared=2367, found=2469, left_out=("street",))
    left = report.city.figures.withdrawn
    figures = report.city.figures.model_copy(
        update={
            "units": 639 + 122 + 10 + 3 + 4 + left,
            "bands": (639, 122, 10),
            "too_small": 3,
            "judged": 2,
            "items": 2,
            "open_items": 1,
        }
    )
    return report.model_copy(
        update={
            "city": standings(figures),
            "bands": bands(BOUNDS, figures.bands),
            "differences": (differs,),
            "items": _items() if report.kind is ReportKind.LEDGER else (),
        }
    )


def with_people(report: Report) -> Report:
    """The same with a unit that too few take part in, a poll that was held, and an earlier batch."""
    city = SatisfactionFigures(
        units=4, open=1, measured=2, too_small=1, bands=(1, 0, 1), mean=Percent.parse("93.21 %")
    )
    of_school = {"by_district": {"D1": city}, "by_type": {"school": city}}
    asked = AskedFigures(
        asked=Asked(track="phased", phase="study", step="study", is_poll=True),
        city=city,
        by_supervision_group={"SG-01": city},
        **of_school,
    )
    survey = asked.model_copy(
        update={"asked": Asked(track="phased", phase="rectification", step="survey")}
    )
    line = ParticipationLine(
        unit="SCH-001",
        name="First =1+1 School",
        type="school",
        district="D1",
        supervision_group="SG-01",
        track="phased",
        step="mobilise",
        coverage=Percent.parse("90 %"),
        members=10,
        reached=4,
        floating=2,
        floating_reached=0,
        lacking=("retired", "floating"),
        explained={"retired": 3},
    )
    row, city_ = report.campaign, report.city
    first = ComparedCampaign(
        campaign=row.model_copy(update={"campaign": "batch-1"}),
        programme=Programme(id="p", batch=1),
        city=city_,
        bands=bands(BOUNDS, (639, 122, 10)),
    )
    return report.model_copy(
        update={
            "short": (line,),
            "satisfaction": SatisfactionRollup(bounds=BOUNDS, asked=(asked, survey)),
            "batches": (first, first.model_copy(update={"campaign": row, "programme": None})),
        }
    )


def with_other_bands(report: Report) -> Report:
    """The same with an earlier batch whose plan told the bands apart otherwise."""
    first, own = with_people(report).batches
    other = first.model_copy(update={"bands": bands(BOUNDS[:1], (3, 1))})
    return report.model_copy(update={"batches": (other, own)})


def in_rehearsal(report: Report) -> Report:
    """The same of a rehearsal."""
    ahead = {"is_rehearsal": True, "clock_offset": timedelta(days=90)}
    return report.model_copy(update={"campaign": report.campaign.model_copy(update=ahead)})


def telling(report: Report, language: Language = "en") -> Telling:
    """The words of the campaign that a report is on."""
    return Telling(PLAN, (), language)
