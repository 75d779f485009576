"""The command line from plan to outcome, each command a process of its own beside `phaseline up`."""

import csv
import json
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.cli.conftest import PHASELINE, PLANS, ROOT, Shell

PLAN, ROSTER = PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv"
CODE = "drive"
OF = ("--campaign", CODE)
CITY = ("--as", "city:office")


def today() -> str:
    """The date at the plan's place, from which it is launched."""
    return f"{datetime.now(ZoneInfo('Pacific/Auckland')):%Y-%m-%d}"


@pytest.fixture(scope="module")
def by_word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The safety plan where a word is enough: what a step asks for else takes days of the wall."""
    file = tmp_path_factory.mktemp("plan") / "safety.yaml"
    file.write_text(PLAN.read_text().replace("content: recorded", "content: reported"))
    return file


@pytest.fixture(scope="module")
def drive(up: Shell, by_word: Path) -> Shell:
    """A shell with a campaign of that plan, from today on."""
    said = up.does("launch", by_word, ROSTER, "--from", today(), *OF)
    assert "Campaign drive is launched, with 12 units." in said
    return up


def act(shell: Shell, unit: str, what: str, *arguments: object, by: str) -> Any:
    """Give a unit a command, and its receipt."""
    return shell.answers("unit", what, unit, *arguments, "--as", by, *OF)


def rows_of(file: Path) -> list[dict[str, str]]:
    """A roster's rows by its headings."""
    with file.open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


def write(file: Path, rows: list[dict[str, str]]) -> Path:
    """A roster of these rows, as an office program saves it."""
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.DictWriter(text, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return file


def test_what_is_launched_is_listed(drive: Shell, by_word: Path) -> None:
    (campaign,) = drive.answers("campaign", "list")
    assert (campaign["campaign"], campaign["status"]) == (CODE, "running")
    assert campaign["totals"]["units"] == 12
    units = drive.answers("unit", "list", *OF)["rows"]
    assert [unit["code"] for unit in units] == sorted(row["unit code"] for row in rows_of(ROSTER))
    assert {unit["standing"] for unit in units} == {"preparing"}
    page = drive.answers("unit", "list", *OF, "--district", "west", "--limit", "2")
    rest = drive.answers("unit", "list", *OF, "--district", "west", "--after", page["next"])
    west = [unit["code"] for unit in units if unit["district"] == "west"]
    assert [unit["code"] for unit in (*page["rows"], *rest["rows"])] == west
    again = drive.does("launch", by_word, ROSTER, "--from", today(), *OF)
    assert "12 units" in again
    other = drive.fails(1, "launch", by_word, ROSTER, "--from", "2050-03-01", *OF)
    assert other["code"] == "campaign_exists"


def test_deadlines_are_fed_to_calendars(drive: Shell) -> None:
    def feed(*of: str) -> bytes:
        run = subprocess.run(
            [*PHASELINE, "feed", *OF, *of],
            cwd=ROOT,
            env=drive.env,
            capture_output=True,
            check=True,
            timeout=120,
        )
        return run.stdout

    def count(content: bytes) -> int:
        assert content.count(b"\n") == content.count(b"\r\n"), "lines end as the standard says"
        return len(Calendar.from_ical(content).walk("VEVENT"))

    rows = rows_of(ROSTER)
    assert count(feed()) >= len(rows)
    for option, column in (
        ("--coordinator", "coordinator id"),
        ("--group", "supervision group"),
        ("--county", "district"),
    ):
        code = rows[0][column]
        units = {row["unit code"] for row in rows if row[column] == code}
        content = feed(option, code)
        assert count(content) >= len(units)
        told = drive.answers("feed", option, code, *OF)
        assert {one["unit"] for one in told} == units
        assert count(content) == len(told)
    assert "最迟启动日" in feed("--lang", "zh").decode()
    assert drive.fails(2, "feed", "--group", "a", "--county", "b", *OF)["code"] == "one_feed"
    assert drive.fails(4, "feed", "--group", "inspector-a", *OF)["code"] == "nobody_s_feed"


def test_a_unit_goes_through_its_whole_life(drive: Shell) -> None:
    unit, warden = "WS-1", "coordinator:E-03"
    assert act(drive, unit, "ready", "warden", by=warden)["standing"] == "preparing"
    refused = drive.fails(1, "unit", "start", unit, "--as", warden, *OF)
    assert (refused["code"], refused["refusal"]["code"]) == ("refused", "not_ready")
    act(drive, unit, "ready", "site_plan", by=warden)
    assert act(drive, unit, "start", by=warden)["events"] == ["started", "phase_opened"]
    waits = drive.fails(1, "unit", "complete", unit, "toolbox_talk", "--as", warden, *OF)
    assert waits["refusal"]["code"] == "step_waits"
    for step in ("walk_through", "staff_reports"):
        act(drive, unit, "complete", step, "--evidence", "checklist 7", by=warden)
    closed = act(drive, unit, "complete", "toolbox_talk", by=warden)
    assert closed["events"] == ["step_completed", "phase_reported", "phase_closed", "phase_opened"]

    for step in ("hazard_ledger", "evacuation_drill", "second_walk_through"):
        receipt = act(drive, unit, "complete", step, by=warden)
    assert receipt["standing"] == "awaiting_sign_off"
    (waiting,) = drive.answers("unit", "list", *OF, "--standing", "awaiting_sign_off")["rows"]
    assert waiting["code"] == unit
    inspector = "supervisor:inspectors-a"
    back = ("remedy", "--redo", "evacuation_drill", "--reason", "only on paper")
    sent = act(drive, unit, "send-back", *back, by=inspector)
    assert sent["standing"] == "sent_back"
    for step in ("evacuation_drill", "second_walk_through"):
        act(drive, unit, "complete", step, by=warden)
    stranger = drive.fails(1, "unit", "sign-off", unit, "remedy", "--as", warden, *OF)
    assert stranger["refusal"]["who"] == [inspector, "city:office"]
    done = act(drive, unit, "sign-off", "remedy", by=inspector)
    assert done["standing"] == "finished"

    entries = drive.answers("unit", "journal", unit, *OF)
    assert [entry["revision"] for entry in entries] == list(range(1, done["revision"] + 1))
    progress = drive.answers("unit", "show", unit, *OF)
    assert (progress["standing"], progress["revision"]) == ("finished", done["revision"])
    assert [phase["round"] for phase in progress["phases"]] == [1, 2]
    told = drive.does("unit", "journal", unit, *OF)
    assert "only on paper" in told
    assert "Traceback" not in told
    assert "\x1b" not in told


def test_every_other_command_reaches_its_unit(drive: Shell) -> None:
    unit, warden, east = "WS-2", "coordinator:", "county:"
    row = drive.answers("unit", "list", *OF, "--text", unit)["rows"][0]
    warden += row["coordinator"]
    east += row["district"]
    for item in ("warden", "site_plan"):
        act(drive, unit, "ready", item, by=warden)
    act(drive, unit, "start", by=warden)
    allowed = drive.answers("unit", "allowed", unit, "--as", warden, *OF)
    may = {one["kind"] for one in allowed if "refusal" not in one}
    assert "complete_step" in may
    assert "sign_off" not in may
    ahead = drive.answers("unit", "upcoming", unit, *OF)
    assert {one["event"] for one in ahead} == {"due_soon", "overdue", "reminded"}
    rungs = {one["rung"]: one["to"] for one in ahead if one["event"] == "reminded"}
    assert rungs["inspectors"] == ["supervisor"]
    assert "Reminder to supervisor of" in drive.does("unit", "upcoming", unit, *OF)
    last = max(datetime.fromisoformat(one["at"]) for one in ahead if one["target"] == "unit")
    day = _working_day(last + timedelta(days=5))
    reason = ("--reason", "the roof is being mended")
    for what, arguments, by, event in (
        ("request-extension", ("unit", day, *reason), warden, "extension_requested"),
        ("decline-extension", ("unit", *reason), east, "extension_declined"),
        ("extend", ("unit", day, *reason), east, "extended"),
        ("complete", ("walk_through",), warden, "step_completed"),
        ("reopen-step", ("walk_through", *reason), warden, "step_reopened"),
        ("suspend", reason, east, "suspended"),
        ("resume", ("--note", "it is dry"), east, "resumed"),
        ("reassign", ("--coordinator", "E-02"), east, "reassigned"),
        ("comment", ("All is well.",), east, "commented"),
        ("withdraw", ("--cause", "closed", *reason), east, "withdrawn"),
        ("reopen", reason, east, "reopened"),
    ):
        assert act(drive, unit, what, *arguments, by=by)["events"] == [event], what
    told = drive.does("unit", "show", unit, *OF)
    turns = told[told.index("Decided on the way") :].splitlines()[1:]
    for turn, said in zip(turns, ("extended until", "Suspended", "Resumed"), strict=False):
        assert said in turn
    assert [turn["kind"] for turn in drive.answers("unit", "show", unit, *OF)["turns"]] == [
        "extended",
        "suspended",
        "resumed",
        "withdrawn",
        "reopened",
    ]
    once = ("--id", "said-once")
    first = act(drive, unit, "comment", "Once.", *once, by=east)
    assert act(drive, unit, "comment", "Once.", *once, by=east) == first
    twice = drive.run("unit", "comment", unit, "Twice.", *once, "--as", east, *OF, "--json")
    assert json.loads(twice.stdout)["error"]["refusal"]["code"] == "id_reused"


def _working_day(instant: datetime) -> str:
    """The first day from then on that is no weekend, and no holiday that New Zealand has then."""
    day = instant.astimezone(ZoneInfo("Pacific/Auckland")).date()
    while day.weekday() >= 5 or (day.month, day.day) in {(1, 1), (1, 2), (2, 6), (4, 25)}:
        day += timedelta(days=1)
    return str(day)


def test_a_file_of_commands(drive: Shell, tmp_path: Path) -> None:
    file = tmp_path / "commands.json"
    good = {"unit": "OF-1", "command": {"kind": "comment", "text": "read", "by": "city:office"}}
    bad = {"unit": "nowhere", "command": {"kind": "comment", "text": "read"}}
    file.write_text(json.dumps(good))
    assert drive.answers("submit", file, *OF)["receipt"]["events"] == ["commented"]
    start = {"kind": "start", "on": "2050-03-01", "by": "city:office"}
    file.write_text(json.dumps({"unit": "OF-1", "command": start}))
    refused = drive.run("submit", file, *OF, "--json")
    assert json.loads(refused.stdout)["error"]["refusal"]["code"] == "date_out_of_bounds"
    file.write_text(json.dumps([good, bad]))
    run = drive.run("submit", file, *OF, *CITY, "--json")
    assert run.returncode == 4
    read, failed = json.loads(run.stdout)
    assert read["receipt"]["events"] == ["commented"]
    assert failed["error"]["code"] == "unknown_unit"


def test_people_come_and_change(drive: Shell, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "id,name,contact,channel,role,group or district,language\n"
        "I-1,Example Inspector 1,i-1@example.org,email,supervisor,inspectors-a,en\n"
    )
    assert drive.answers("people", "import", file, *OF)["added"] == ["I-1"]
    moved = drive.answers("people", "set", "I-1", "--contact", "i1@example.org", *OF)
    assert moved["changed"] == ["I-1"]
    (inspector,) = drive.answers("people", "list", "--role", "supervisor", *OF)
    assert inspector["contact"] == "i1@example.org"
    new = (
        "I-3",
        "--name",
        "Example Inspector 3",
        "--role",
        "supervisor",
        "--scope",
        "inspectors-b",
    )
    assert drive.answers("people", "set", *new, *OF)["added"] == ["I-3"]
    spoken = {one["id"]: one["language"] for one in drive.answers("people", "list", *OF)}
    assert set(spoken.values()) == {"en"}  # as the plan is, for whom neither list nor roster says
    leave = ("--away-from", "2026-07-01", "--away-until", "2026-07-10")
    away = drive.answers("people", "set", "I-1", "--substitute", "E-01", *leave, *OF)
    assert away["changed"] == ["I-1"]
    shown = drive.does("people", "list", "--role", "supervisor", *OF)
    assert "2026-07-01 to 2026-07-10, E-01 stands in" in " ".join(shown.split())
    alone = drive.fails(2, "people", "set", "E-01", "--substitute", "I-1", *OF)
    assert alone["code"] == "wrong_values"
    nowhere = ("--campaign", "nowhere")
    assert drive.fails(4, "people", "list", *nowhere)["code"] == "unknown_campaign"
    unknown = drive.fails(4, "people", "set", "I-2", "--contact", "x", *OF)
    assert unknown["code"] == "unknown_person"


def test_what_nobody_knows_is_not_named(drive: Shell, tmp_path: Path) -> None:
    nobody = drive.error(4, "unit", "reassign", "CA-1", "--coordinator", "e-1", *CITY, *OF)
    assert nobody["code"] == "unknown_coordinator"
    assert "E-01" in nobody["message"]
    into = ("--cause", "merged", "--into", "CA-22", "--reason", "-")
    nowhere = drive.error(4, "unit", "withdraw", "CA-1", *into, *CITY, *OF)
    assert (nowhere["code"], "CA-2" in nowhere["message"]) == ("unknown_unit", True)
    group = drive.error(4, "unit", "reassign", "CA-1", "--group", "inspektors", *CITY, *OF)
    assert "inspectors-a" in group["message"]
    phase = drive.error(4, "unit", "list", "--phase", "zz", *OF)
    assert phase["code"] == "no_units_meant"
    rogue = {"kind": "hold", "by": "system:campaign", "reason": "-"}
    file = tmp_path / "rogue.json"
    file.write_text(json.dumps({"unit": "CA-1", "command": rogue}))
    assert drive.error(1, "submit", file, *OF)["refusal"]["code"] == "not_allowed"
    assert drive.call("unit", "allowed", "CA-1", "--as", "system:campaign", *OF).exit_code == 2


def test_a_changed_roster_is_previewed_and_applied(up: Shell, tmp_path: Path) -> None:
    of = ("--campaign", "changing")
    up.does("launch", PLAN, ROSTER, "--from", today(), *of)

    def people() -> dict[str, str | None]:
        return {one["id"]: one.get("contact") for one in up.answers("people", "list", *of)}

    rows = rows_of(ROSTER)
    by_code = {row["unit code"]: row for row in rows}
    by_code["CA-1"]["name"] = "Example Canteen Renamed"
    by_code["CA-2"]["district"] = "west"
    new = {"coordinator id": "E-99", "coordinator name": "Example Person 99"}
    new["coordinator contact"] = "e-99@example.org"
    rows.append({**by_code["OF-2"], "unit code": "OF-9", "name": "Example Office New", **new})
    for row in rows:
        if row["coordinator id"] == "E-01":
            row["coordinator contact"] = "e1@example.org"
    changed = write(tmp_path / "changed.csv", rows)

    county = ("--as", "county:west")
    refused = up.fails(1, "roster", "apply", changed, "--yes", *county, *of)
    assert refused["refusal"]["code"] == "not_allowed"
    assert "E-99" not in people()
    assert "stay as known: 1. `phaseline people import`" in up.does(
        "roster", "apply", changed, *CITY, *of
    )
    preview = up.answers("roster", "apply", changed, *CITY, *of)
    assert "applied" not in preview
    assert preview["known_otherwise"] == ["E-01"]
    assert [unit["code"] for unit in preview["change"]["added"]] == ["OF-9"]
    assert up.answers("unit", "show", "CA-1", *of)["revision"] == 0
    applied = up.answers("roster", "apply", changed, "--yes", *CITY, *of)["applied"]
    assert applied == {"added": ["OF-9"], "amended": ["CA-1", "CA-2"]}
    assert (people()["E-99"], people()["E-01"]) == ("e-99@example.org", "e-01@example.org")
    assert up.answers("unit", "show", "CA-1", *of)["name"] == "Example Canteen Renamed"
    assert up.answers("unit", "show", "CA-2", *of)["district"] == "west"
    up.does("unit", "ready", "OF-9", "warden", *CITY, *of)
    nothing = up.answers("roster", "apply", changed, "--yes", *CITY, *of)
    assert nothing["change"] == {}


def test_at_a_launch_it_is_said_who_is_known_otherwise(up: Shell, tmp_path: Path) -> None:
    launch = ("launch", PLAN, ROSTER, "--from", today(), "--campaign", "twice")
    people = tmp_path / "people.csv"
    heading = "id,name,contact,channel,role,group or district,language\n"
    people.write_text(heading + "E-01,Another Name,e-01@example.org,file,coordinator,,en\n")
    said = up.does(*launch, "--people", people)
    assert "stay as known: 1. `phaseline people import`" in said, "the roster has another name"
    people.write_text(people.read_text() + "I-1,Inspector,,file,supervisor,inspectors-a,en\n")
    again = up.answers(*launch, "--people", people)
    assert again["known_otherwise"] == ["I-1", "E-01"], "the list is not read a second time"
    assert "known_otherwise" not in up.answers(
        "launch", PLAN, ROSTER, "--from", today(), "--campaign", "once"
    )


def test_nothing_is_launched_from_a_roster_with_errors(up: Shell, tmp_path: Path) -> None:
    rows = rows_of(ROSTER)
    rows[0]["type"] = "castle"
    wrong = write(tmp_path / "wrong.csv", rows)
    of, rejects = ("--campaign", "partly", "--from", today()), tmp_path / "rejects.csv"

    refused = up.run("launch", PLAN, wrong, *of)
    assert refused.returncode == 1
    assert "castle" in refused.stdout + refused.stderr
    assert "partly" not in {one["campaign"] for one in up.answers("campaign", "list")}
    up.run("launch", PLAN, wrong, *of, "--rejects", rejects)
    assert len(up.answers("unit", "list", "--campaign", "partly")["rows"]) == 11
    assert "castle" in rejects.read_text(encoding="utf-8-sig")


def test_a_rehearsal_s_clock_is_moved(up: Shell) -> None:
    of = ("--campaign", "rehearsed")
    up.does("launch", PLAN, ROSTER, "--from", today(), "--rehearsal", *of)
    for item in ("warden", "site_plan"):
        up.ok("unit", "ready", "CA-1", item, *CITY, *of)
    up.ok("unit", "start", "CA-1", *CITY, *of)
    then = datetime.now(ZoneInfo("Pacific/Auckland")) + timedelta(days=12, minutes=1)
    up.ok("campaign", "forward", "--to", f"{then:%Y-%m-%dT%H:%M}", *of)
    kinds = [entry["event"]["kind"] for entry in up.answers("unit", "journal", "CA-1", *of)]
    assert {"due_soon", "overdue"} <= set(kinds)
    assert [unit["code"] for unit in up.answers("unit", "list", "--overdue", *of)["rows"]] == [
        "CA-1"
    ]
    assert_told_on_its_clock(up, then, *of)


VIEWS = [
    *(f"unit {one} CA-1" for one in ("show", "journal", "upcoming", "letter show", "visit list")),
    *(f"unit {one} show CA-1" for one in ("participation", "meeting", "mechanism", "ledger")),
    "publish show CA-1",
    *("unit attachment list CA-1", "unit survey show CA-1", "unit opinions problems CA-1"),
    "unit allowed CA-1 --as city:office",
    *("unit list", "letters list", "letters chain", "visits list", "ledger list"),
    *("notice log", "campaign show", "campaign report", "campaign heads", "calendar show"),
    "people list",
]


def assert_told_on_its_clock(shell: Shell, then: datetime, *of: str) -> None:
    """Every view says once what a rehearsal's clock reads, and not in what is piped."""
    notice = f"This is a rehearsal: by its clock it is {then:%Y-%m-%d} "
    for view in VIEWS:
        result = shell.call(*view.split(), *of)
        assert result.exit_code == 0, view
        (said,) = result.stderr.splitlines()
        assert said.startswith(notice), view
        assert result.stdout, view
        assert "rehearsal: by" not in result.stdout, view
    first, *others = shell.terminal(100, "unit", "show", "CA-1", *of, NO_COLOR="1").splitlines()
    assert notice in first
    assert not any("rehearsal: by" in line for line in others)
    assert f"clock at {then:%Y-%m-%d} " in shell.ok("campaign", "list")
    assert shell.ok("feed", *of).startswith("BEGIN:VCALENDAR")


def test_units_are_listed_by_what_falls_due_and_what_has_happened(drive: Shell) -> None:
    def listed(*options: str) -> list[str]:
        return [row["code"] for row in drive.answers("unit", "list", *OF, *options)["rows"]]

    everybody = listed()
    last_day = drive.answers("campaign", "list")
    (window,) = [row["window"] for row in last_day if row["campaign"] == CODE]
    due = listed("--due-by", window["last"])
    assert set(due) < set(everybody), "what is finished or gone has nothing due"
    assert "WH-1" in due
    assert "WS-1" not in due
    assert listed("--due-by", "2020-01-01") == []
    assert listed("--due-by", window["last"], "--limit", "1") == due[:1]
    changed = listed("--changed-since", "2020-01-01")
    assert {"WS-1", "WS-2"} <= set(changed)
    assert "WH-1" not in changed
    assert listed("--changed-since", "2100-01-01T08:30+13:00") == []
    assert listed("--overdue-since", "2020-01-01T08:30") == []
    wrong = drive.run("unit", "list", *OF, "--changed-since", "yesterday")
    assert wrong.returncode == 2
    assert "2026-07-01T08:30" in wrong.stderr


def test_units_are_counted_by_any_two_things(drive: Shell) -> None:
    counts = ("campaign", "counts")
    table = drive.json(*counts, "coordinator", "overdue", "--district", "west", *OF)
    listed = drive.json("unit", "list", "--district", "west", *OF)["rows"]
    assert table["total"]["units"] == len(listed)
    told = {(cell["row"], cell["column"]): cell["counts"]["units"] for cell in table["cells"]}
    assert set(told) == {(unit["coordinator"], "no") for unit in listed}
    heading, *rows, total = drive.ok(*counts, "type", "standing", *OF).splitlines()
    assert heading.startswith("type")
    assert any("[warehouse]" in row for row in rows)
    assert total.split()[-1] == "12"
    assert drive.ok(*counts, "track", *OF).splitlines()[0].split() == ["track", "total"]
    assert drive.error(2, *counts, "type", "type", *OF)["code"] == "counted_by_itself"
    assert drive.error(4, *counts, "type", "--district", "D9", *OF)["code"] == "no_units_meant"


def test_a_clock_of_the_wall_is_not_moved(drive: Shell) -> None:
    assert drive.error(1, "campaign", "forward", "1", *OF)["code"] == "not_a_rehearsal"
    past = ("campaign", "forward", "--to", "2020-01-01", *OF)
    assert drive.error(1, *past)["code"] == "not_a_rehearsal"


def test_a_campaign_is_paused_resumed_and_closed(up: Shell) -> None:
    of = ("--campaign", "short")
    up.does("launch", PLAN, ROSTER, "--from", today(), *of)
    paused = up.answers("campaign", "pause", "--reason", "stock-taking", *CITY, *of)
    assert paused["status"] == "paused"
    held = up.fails(1, "unit", "ready", "WS-1", "warden", *CITY, *of)
    assert held["refusal"]["code"] == "campaign_held"
    assert up.answers("campaign", "resume", *CITY, *of)["status"] == "running"
    up.does("unit", "ready", "WS-1", "warden", *CITY, *of)
    closed = up.answers("campaign", "close", "--yes", *CITY, *of)
    assert closed["status"] == "closed"
    gone = up.fails(1, "unit", "ready", "WS-1", "site_plan", *CITY, *of)
    assert gone["refusal"]["code"] == "unit_closed"
    assert gone["refusal"]["params"] == {"at": str(today())}
    assert "The campaign is closed" in up.run("unit", "show", "WS-1", *of).stderr
    shown = up.answers("campaign", "show", *of)
    assert shown["campaign"]["status"] == "closed"
    assert shown["dossiers"]["units"] == shown["campaign"]["totals"]["units"]


def test_everything_is_well(drive: Shell) -> None:
    checks = drive.answers("doctor")
    assert [check["code"] for check in checks if not check["is_well"]] == []
    assert len(checks) == 7


def test_whatever_is_unknown_is_said(drive: Shell) -> None:
    assert drive.fails(4, "campaign", "show", "--campaign", "none")["code"] == "unknown_campaign"
    assert drive.fails(4, "unit", "show", "none", *OF)["code"] == "unknown_unit"
    assert drive.fails(4, "unit", "journal", "none", *OF)["code"] == "unknown_unit"
    start = ("unit", "start", "none", *CITY, *OF)
    assert drive.fails(4, *start)["code"] == "unknown_unit"
