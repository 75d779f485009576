"""What the city itself and its counties come to: the ledgers and surveys of their own."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from records.counted import Counted
from records.rollup import last_survey
from records.tables import IS_COUNTED, UNITS
from schemas.ledger import Ledger
from schemas.quantities import Percent
from schemas.rollup import OfficeFigures
from schemas.state import Standing
from schemas.survey import SurveyState


def offices_statement(chosen: ColumnElement[bool], counted: Counted) -> Select[Any]:
    """The rows of offices that are chosen and have not left, the city's first, then by their districts."""
    return (
        select(
            UNITS.c.code,
            UNITS.c.name,
            UNITS.c.level,
            UNITS.c.district,
            UNITS.c.standing,
            UNITS.c.state["ledger"].label("ledger"),
            last_survey(counted.surveys).label("survey"),
        )
        .where(chosen, ~IS_COUNTED)
        .where(UNITS.c.standing != Standing.WITHDRAWN.value)
        .order_by(UNITS.c.level, UNITS.c.district, UNITS.c.code)
    )


def office_figures(row: Row[Any], bounds: Sequence[Percent]) -> OfficeFigures:
    """The figures in a row of `offices_statement`; `bounds` are those of the bands, highest first."""
    ledger = Ledger() if row.ledger is None else Ledger.model_validate_json(row.ledger)
    survey = None if row.survey is None else SurveyState.model_validate_json(row.survey)
    score, reached = (None, None) if survey is None else (survey.score, survey.band)
    at_least, below = (None, None) if score is None else _band(max(score, reached or score), bounds)
    return OfficeFigures(
        unit=row.code,
        name=row.name,
        level=row.level,
        district=row.district,
        standing=Standing(row.standing),
        items=ledger.added,
        open_items=len(ledger.open),
        survey=None if survey is None else survey.status,
        score=score,
        at_least=at_least,
        below=below,
    )


def _band(reached: Percent, bounds: Sequence[Percent]) -> tuple[Percent | None, Percent | None]:
    """From where on and up to where the band is that is reached, as units are counted by bands."""
    under = [bound for bound in bounds if reached < bound]
    at_least = next((bound for bound in bounds if reached >= bound), None)
    return at_least, under[-1] if under else None
