"""A unit's surveys in its dossier: how they came out, and the ballots with which anybody counts again."""

from collections.abc import Iterator, Mapping
from typing import Final

from reports.document import Cell, Section
from reports.dossier.part import Part, table, written
from reports.dossier.rows import rows_of_type
from reports.telling import Telling
from rules.survey_check import faults_of
from schemas.dossier import Finding, KeptUnit
from schemas.survey import GradeCounts, PublishedSurvey, SurveyClosed, SurveyRow
from texts.dossiers import heading
from texts.labels import label
from texts.values import localise

SURVEYS_FOLDER: Final = "surveys/"
"""In it, a survey that has a result is published as `STEP-ROUND.json`."""


def _files(kept: KeptUnit) -> Iterator[tuple[str, bytes]]:
    for one in kept.surveys:
        yield _name(one), written(one)


def _name(published: PublishedSurvey) -> str:
    return f"{SURVEYS_FOLDER}{published.survey.step}-{published.survey.round}.json"


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    surveys = rows_of_type(kept, SurveyRow)
    if not surveys:
        return
    yield table(
        "surveys",
        telling,
        (
            ("step", "text"),
            ("round", "count"),
            ("until", "day"),
            ("status", "text"),
            ("ballots", "count"),
            ("cast", "count"),
            ("score", "share"),
            ("band", "share"),
            ("verdict", "text"),
        ),
        (
            (
                telling.step(one.step, kept.state.track),
                one.round,
                one.until,
                label("survey_status", one.status, telling.language),
                one.ballots,
                one.cast,
                one.score,
                one.band,
                one.verdict and localise({"verdict": one.verdict}, telling.language)["verdict"],
            )
            for one in surveys
        ),
    )
    if kept.surveys:
        yield table(
            "tallies",
            telling,
            (
                ("step", "text"),
                ("round", "count"),
                ("question", "text"),
                *((grade, "count") for grade in GradeCounts.model_fields),
            ),
            _tally_rows(kept, telling),
        )


def _tally_rows(kept: KeptUnit, telling: Telling) -> Iterator[tuple[Cell, ...]]:
    """How many ballots gave each grade, question by question."""
    for one in kept.surveys:
        titles = {question.id: question.title for question in one.asked.questions}
        step = one.asked.title.in_(telling.language)
        for question, counts in (one.result.tally or {}).items():
            title = titles.get(question)
            asked = (
                heading("overall", telling.language)
                if title is None
                else title.in_(telling.language)
            )
            yield (
                step,
                one.survey.round,
                asked,
                *(getattr(counts, grade) for grade in GradeCounts.model_fields),
            )


def _check(kept: KeptUnit, digests: Mapping[str, str]) -> Iterator[Finding]:
    """Count the ballots again, and hold the result against the one in the journal.

    Every result of which the journal tells has its ballots.
    """
    told = {
        (entry.event.step, entry.event.round): entry.event
        for entry in kept.journal
        if isinstance(entry.event, SurveyClosed)
    }
    for one in kept.surveys:
        result = told.get((one.survey.step, one.survey.round))
        if result is None or not _holds(one, result):
            yield Finding(code="tally_differs", params={"name": _name(one)})
    for (step, round_), result in told.items():
        name = f"{SURVEYS_FOLDER}{step}-{round_}.json"
        if result.score is not None and name not in digests:
            yield Finding(code="file_missing", params={"name": name})


def _holds(published: PublishedSurvey, told: SurveyClosed) -> bool:
    """Whether the ballots give the result that is published, and the one that the journal tells.

    Which questions they answer is in the journal's tally. Where its unit took another track while
    people voted, what is published beside them are that track's questions, not those that were asked.
    """
    expected = told.model_copy(update={"make_up_by": None})
    return published.result == expected and {*faults_of(published)} <= {"other_questions"}


SURVEYS: Final = Part(_files, _sections, _check)
