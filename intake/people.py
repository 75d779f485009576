"""Reading a list of people: good rows become persons, everything wrong is said, bad rows are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from intake.fields import Choice, RowReader, report_repeated
from intake.grid import UnreadableTable
from intake.rejects import Rejects
from intake.table import Column, read_table
from schemas.problem import Problem
from schemas.roster import Person

PEOPLE_COLUMNS: Final = (
    Column(key="id", zh="编号", en="id", required=True, private=True),
    Column(key="name", zh="姓名", en="name", required=True, private=True),
    Column(key="contact", zh="联系方式", en="contact", private=True),
    Column(key="channel", zh="渠道", en="channel"),
    Column(key="role", zh="角色", en="role", required=True),
    Column(key="scope", zh="督导组或区县", en="group or district"),
    Column(key="language", zh="语言", en="language"),
    Column(key="substitute", zh="代理人编号", en="substitute", private=True),
    Column(key="away_from", zh="请假开始", en="away from"),
    Column(key="away_until", zh="请假结束", en="away until"),
)
"""The columns of a list of people. Without a channel a person has the usual one, without a
language that of the campaign that takes the list in."""

_ROLES: Final = (
    Choice.of("coordinator", "联络员"),
    Choice.of("supervisor", "督导组"),
    Choice.of("county", "区县"),
    Choice.of("city", "市"),
)
_ABSENCE: Final = ("substitute", "away_from", "away_until")
_SCOPED_ROLES: Final = ("supervisor", "county")
_LANGUAGES: Final = (Choice.of("zh", "中文", "Chinese"), Choice.of("en", "英文", "English"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleReading:
    """What a list of people holds: every row that is not blank is in `people` or in `rejects`."""

    people: tuple[Person, ...] = ()
    problems: tuple[Problem, ...] = ()
    rejects: Rejects = field(default_factory=Rejects)


def read_people(path: Path) -> PeopleReading:
    """Read a list of people.

    Nothing is repaired but surrounding blanks, and nothing is left out: a file that is no table
    at all gives a reading with that one problem.
    """
    try:
        table = read_table(path, PEOPLE_COLUMNS)
    except UnreadableTable as error:
        return PeopleReading(problems=(error.problem,))
    if not table.is_readable:
        return PeopleReading(
            problems=table.problems,
            rejects=Rejects.of(table, ((row, table.problems) for row in table.rows)),
        )
    columns = {column.key: column for column in PEOPLE_COLUMNS}
    readers = [RowReader(table, columns, row) for row in table.rows]
    read = [_person(reader) for reader in readers]
    report_repeated(zip((id_ for id_, _ in read), readers, strict=True), "id", "duplicate_person")
    bad = [reader for reader in readers if reader.problems]
    return PeopleReading(
        people=tuple(
            person
            for reader, (_, person) in zip(readers, read, strict=True)
            if person is not None and not reader.problems
        ),
        problems=(*table.problems, *(problem for reader in bad for problem in reader.problems)),
        rejects=Rejects.of(table, ((reader.row, reader.problems) for reader in bad)),
    )


def _person(reader: RowReader) -> tuple[str | None, Person | None]:
    """The row's id, where it has one, and its person, where nothing is wrong."""
    if not reader.is_in_place():
        return None, None
    id_ = reader.code("id")
    read = {
        "id": id_,
        "name": reader.label("name"),
        "contact": reader.label("contact"),
        "channel": reader.code("channel"),
        "role": reader.choice("role", _ROLES, "unknown_role"),
        "scope": reader.code("scope"),
        "language": reader.choice("language", _LANGUAGES, "unknown_language"),
        "substitute": reader.code("substitute"),
        "away_from": reader.day("away_from"),
        "away_until": reader.day("away_until"),
    }
    given = {key: value for key, value in read.items() if value is not None}
    if not reader.problems:
        _check_scope(reader, given)
        _check_absence(reader, given)
    return id_, None if reader.problems else Person.model_validate(given)


def _check_scope(reader: RowReader, given: Mapping[str, Any]) -> None:
    needs_scope = given["role"] in _SCOPED_ROLES
    if needs_scope != ("scope" in given):
        reader.report("scope", "scope_missing" if needs_scope else "scope_unneeded")


def _check_absence(reader: RowReader, given: Mapping[str, Any]) -> None:
    missing = [key for key in _ABSENCE if key not in given]
    if len(missing) == len(_ABSENCE):
        return
    for key in missing:
        reader.report(key, "absence_incomplete")
    if missing:
        return
    if given["away_until"] < given["away_from"]:
        reader.report("away_until", "absence_reversed")
    if given["substitute"] == given["id"]:
        reader.report("substitute", "own_substitute")
