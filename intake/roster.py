"""Reading a roster (名册): good rows become units, everything wrong is said, bad rows are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from intake.fields import Choice, RowReader, report_repeated
from intake.grid import UnreadableTable
from intake.rejects import Rejects
from intake.table import Column, read_table
from rules.plan import latest_start
from schemas.plan import Plan, UnitType
from schemas.problem import Problem
from schemas.roster import Level, Members, Person, Unit

_CATEGORIES: Final = ("production_line", "intellectual", "retired", "new_economy", "other")

ROSTER_COLUMNS: Final = (
    Column(key="code", zh="单位编码", en="unit code", required=True),
    Column(key="name", zh="名称", en="name", required=True),
    Column(key="type", zh="类型", en="type", required=True),
    Column(key="district", zh="区县", en="district", required=True),
    Column(key="parent", zh="主管单位", en="parent organisation"),
    Column(key="coordinator", zh="联络员编号", en="coordinator id", required=True, private=True),
    Column(key="coordinator_name", zh="联络员姓名", en="coordinator name", private=True),
    Column(key="coordinator_contact", zh="联络员联系方式", en="coordinator contact", private=True),
    Column(key="post", zh="第一责任人职务", en="post"),
    Column(key="supervision_group", zh="督导组", en="supervision group", required=True),
    Column(key="organisations", zh="党组织数", en="party organisations"),
    Column(key="production_line", zh="生产一线", en="production line"),
    Column(key="intellectual", zh="知识分子", en="intellectual"),
    Column(key="retired", zh="离退休", en="retired"),
    Column(key="new_economy", zh="新经济", en="new economy"),
    Column(key="other", zh="其他", en="other"),
    Column(key="floating", zh="流动党员", en="floating members"),
    Column(key="wanted_start", zh="计划启动日期", en="wanted start"),
    Column(key="track", zh="方式", en="track"),
)
"""The columns of a roster. Counts that have no column are 0; where there is one, it is filled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterReading:
    """What a roster file holds.

    Every row that is not blank is in `units` or in `rejects`. `problems` holds everything that is
    wrong, from the top; problems of the file as a whole come first and some, such as a column that
    is not known, make no row bad. `coordinators` are those of the good rows, where the roster
    itself names them.
    """

    units: tuple[Unit, ...] = ()
    coordinators: tuple[Person, ...] = ()
    problems: tuple[Problem, ...] = ()
    rejects: Rejects = field(default_factory=Rejects)


@dataclass(slots=True, kw_only=True)
class _Entry:
    """One row: what was read of it so far, and its unit when nothing was wrong."""

    reader: RowReader
    code: str | None = None
    coordinator: str | None = None
    coordinator_name: str | None = None
    coordinator_contact: str | None = None
    level: Level | None = None
    district: str | None = None
    unit: Unit | None = None

    @property
    def row(self) -> int:
        return self.reader.row.number


def read_roster(path: Path, plan: Plan) -> RosterReading:
    """Read a roster and hold every row against its plan, which is as its file has it, not re-based.

    Nothing is repaired but surrounding blanks, and nothing is left out: a file that is no table
    at all gives a reading with that one problem.
    """
    try:
        table = read_table(path, ROSTER_COLUMNS)
    except UnreadableTable as error:
        return RosterReading(problems=(error.problem,))
    if not table.is_readable:
        return RosterReading(
            problems=table.problems,
            rejects=Rejects.of(table, ((row, table.problems) for row in table.rows)),
        )
    columns = {column.key: column for column in ROSTER_COLUMNS}
    entries = [_entry(RowReader(table, columns, row), plan) for row in table.rows]
    report_repeated(((entry.code, entry.reader) for entry in entries), "code", "duplicate_code")
    _check_offices(entries)
    people = _check_coordinators(entries)
    bad = [entry.reader for entry in entries if entry.reader.problems]
    units = [entry.unit for entry in entries if entry.unit and not entry.reader.problems]
    answering = {unit.coordinator for unit in units}
    return RosterReading(
        units=tuple(units),
        coordinators=tuple(person for id_, person in people.items() if id_ in answering),
        problems=(*table.problems, *(problem for reader in bad for problem in reader.problems)),
        rejects=Rejects.of(table, ((reader.row, reader.problems) for reader in bad)),
    )


def _entry(reader: RowReader, plan: Plan) -> _Entry:
    entry = _Entry(reader=reader)
    if not reader.is_in_place():
        return entry
    entry.code = reader.code("code")
    entry.coordinator = reader.code("coordinator")
    entry.coordinator_name = reader.label("coordinator_name")
    entry.coordinator_contact = reader.label("coordinator_contact")
    unit_type = _type(reader, plan)
    entry.level = None if unit_type is None else unit_type.level
    name = reader.label("name")
    entry.district = reader.code("district")
    read: dict[str, Any] = {
        "code": entry.code,
        "name": name,
        "type": unit_type and unit_type.id,
        "level": entry.level,
        "district": entry.district,
        "parent": reader.label("parent"),
        "coordinator": entry.coordinator,
        "post": reader.label("post"),
        "supervision_group": reader.code("supervision_group"),
        "organisations": reader.count("organisations"),
        "members": _members(reader),
        "wanted_start": reader.day("wanted_start"),
        "track": _track(reader, plan, unit_type),
    }
    _check_start(read["wanted_start"], read["track"], reader, plan, unit_type)
    if not reader.problems:
        entry.unit = Unit.model_validate(read)
    return entry


def _type(reader: RowReader, plan: Plan) -> UnitType | None:
    choices = (Choice.titled(unit_type.id, unit_type.title) for unit_type in plan.types)
    chosen = reader.choice("type", choices, "unknown_type")
    return next((unit_type for unit_type in plan.types if unit_type.id == chosen), None)


def _members(reader: RowReader) -> Members | None:
    counts = {key: reader.count(key) for key in (*_CATEGORIES, "floating")}
    known = {key: count for key, count in counts.items() if count is not None}
    if known.keys() != counts.keys():
        return None
    total, floating = sum(known[key] for key in _CATEGORIES), known["floating"]
    if floating > total:
        reader.report("floating", "more_floating_than_members", floating=floating, members=total)
        return None
    return Members.model_validate(known)


def _track(reader: RowReader, plan: Plan, unit_type: UnitType | None) -> str | None:
    """The track that was chosen, if it is another than the type's own."""
    choices = (Choice.titled(track.id, track.title) for track in plan.tracks)
    chosen = reader.choice("track", choices, "unknown_track")
    if chosen is None or unit_type is None or chosen == unit_type.track:
        return None
    if chosen not in unit_type.may_choose:
        reader.report("track", "track_not_allowed", type=unit_type.id)
        return None
    return chosen


def _check_start(
    day: date | None, chosen: str | None, reader: RowReader, plan: Plan, unit_type: UnitType | None
) -> None:
    """A wanted start lies in the window, and leaves time for the track that the row has."""
    window = plan.window
    if day is None:
        return
    if not window.first <= day <= window.last:
        reader.report("wanted_start", "start_outside_window", first=window.first, last=window.last)
    elif unit_type is not None and day > (latest := latest_start(plan, unit_type, chosen)):
        track = chosen or unit_type.track
        params = {"latest": latest, "type": unit_type.id, "track": track}
        reader.report("wanted_start", "start_too_late", **params)


def _check_offices(entries: Sequence[_Entry]) -> None:
    """A county has one office in the roster, in the district of its units, and the city has one.

    The city's own row is in none of these districts: whoever sees a county's would see the city's.
    """
    cities = (("city" if entry.level == "city" else None, entry.reader) for entry in entries)
    report_repeated(cities, "type", "city_twice")
    counties = [entry for entry in entries if entry.level == "county"]
    by_district = ((entry.district, entry.reader) for entry in counties)
    report_repeated(by_district, "district", "county_twice")
    with_units = {entry.district for entry in entries if entry.level == "unit"}
    for entry in counties:
        if entry.district is not None and entry.district not in with_units:
            entry.reader.report("district", "county_without_units")
    of_counties = with_units | {entry.district for entry in counties}
    for entry in entries:
        if entry.level == "city" and entry.district in of_counties:
            entry.reader.report("district", "city_in_county")


def _check_coordinators(entries: Sequence[_Entry]) -> dict[str, Person]:
    """The coordinators whom the roster names. One id is one person, as its first row says."""
    names: dict[str, _Entry] = {}
    contacts: dict[str, _Entry] = {}
    for entry in entries:
        if entry.coordinator is None:
            continue
        if entry.coordinator_name is not None:
            first = names.setdefault(entry.coordinator, entry)
            if entry.coordinator_name != first.coordinator_name:
                entry.reader.report("coordinator_name", "coordinator_two_names", row=first.row)
        if entry.coordinator_contact is not None:
            first = contacts.setdefault(entry.coordinator, entry)
            if entry.coordinator_contact != first.coordinator_contact:
                entry.reader.report(
                    "coordinator_contact", "coordinator_two_contacts", row=first.row
                )
    for id_, entry in contacts.items():
        if id_ not in names:
            entry.reader.report("coordinator_name", "coordinator_without_name")
    return {
        id_: Person.model_validate(
            {
                "id": id_,
                "name": entry.coordinator_name,
                "contact": contacts[id_].coordinator_contact if id_ in contacts else None,
                "role": "coordinator",
            }
        )
        for id_, entry in names.items()
    }
