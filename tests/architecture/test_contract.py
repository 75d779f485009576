"""Every name that the outside relies on. Later work adds names and renames none."""

from datetime import datetime, timedelta, timezone

from temporalio import workflow

from schemas import identity
from schemas.actor import Role
from schemas.campaign import CampaignCommandAdapter
from schemas.commands import COMMANDS
from schemas.events import EventAdapter
from schemas.state import Standing
from worker.plugin import WORKFLOWS


def test_workflow_types() -> None:
    names = {workflow._Definition.must_from_class(cls).name for cls in WORKFLOWS}
    assert names == {"UnitCampaign", "Campaign", "Dispatch", "Digest"}


def test_handlers() -> None:
    handlers = {}
    for cls in WORKFLOWS:
        definition = workflow._Definition.must_from_class(cls)
        handlers[definition.name] = (
            sorted(name or "*" for name in definition.signals),
            sorted(name or "*" for name in definition.updates),
            sorted(name or "*" for name in definition.queries),
        )
    assert handlers == {
        "UnitCampaign": (["*"], ["submit"], ["progress", "refusals", "upcoming"]),
        "Campaign": (["*"], ["submit"], ["refusals", "summary"]),
        "Digest": ([], [], []),
        "Dispatch": ([], [], []),
    }


def test_ids_and_their_inverses() -> None:
    assert identity.unit_workflow_id("spring", "S-001") == "unit:spring:S-001"
    assert identity.parse_unit_workflow_id("unit:spring:S-001") == ("spring", "S-001")
    assert identity.campaign_workflow_id("spring") == "campaign:spring"
    assert identity.parse_campaign_workflow_id("campaign:spring") == "spring"
    assert identity.digest_schedule_id("spring") == "digest:spring"
    at = datetime(2026, 3, 5, 8, 30, tzinfo=timezone(timedelta(hours=8)))
    assert identity.digest_workflow_id("spring", at) == "digest:spring-2026-03-05T00:30:00Z"
    assert identity.DISPATCH_WORKFLOW_ID == "dispatch"
    assert identity.TASK_QUEUE == "phaseline"


def test_names_of_handlers() -> None:
    names = (identity.SUBMIT, identity.PROGRESS, identity.UPCOMING, identity.REFUSALS)
    assert (*names, identity.SUMMARY) == ("submit", "progress", "upcoming", "refusals", "summary")


def test_search_attributes() -> None:
    assert {key.name: key.indexed_value_type.name for key in identity.SEARCH_ATTRIBUTES} == {
        "PhCampaign": "KEYWORD",
        "PhUnitType": "KEYWORD",
        "PhDistrict": "KEYWORD",
        "PhPhase": "KEYWORD",
        "PhStanding": "KEYWORD",
    }


def test_command_kinds() -> None:
    assert set(COMMANDS) == {
        "accept_no_items",
        "add_item",
        "acknowledge_letter",
        "amend",
        "amend_item",
        "answer_item",
        "close",
        "close_solicitation",
        "close_item",
        "confirm_item",
        "escalate_item",
        "reopen_item",
        "report_no_items",
        "return_item",
        "close_survey",
        "comment",
        "complete_readiness",
        "complete_step",
        "decline_extension",
        "extend",
        "hold",
        "judge_survey",
        "open_solicitation",
        "open_survey",
        "publish",
        "reassign",
        "record_visit",
        "release",
        "remind",
        "reopen",
        "reopen_step",
        "request_extension",
        "resume",
        "schedule_step",
        "send_back",
        "set_mechanism",
        "sign_off",
        "start",
        "suspend",
        "switch_track",
        "withdraw",
        "withdraw_publication",
        "record_participation",
        "correct_participation",
        "explain_absence",
        "accept_absence",
        "decline_absence",
        "convene_meeting",
        "call_off_meeting",
        "record_meeting",
    }


def test_campaign_command_kinds() -> None:
    schema = CampaignCommandAdapter.json_schema()
    assert set(schema["discriminator"]["mapping"]) == {
        "launch",
        "pause",
        "resume",
        "close",
        "amend",
    }


def test_event_kinds() -> None:
    schema = EventAdapter.json_schema()
    assert set(schema["discriminator"]["mapping"]) == {
        "amended",
        "answer_overdue",
        "closed",
        "item_added",
        "item_amended",
        "item_answered",
        "item_closed",
        "item_confirmed",
        "item_handed_up",
        "item_reopened",
        "item_returned",
        "no_items_accepted",
        "no_items_reported",
        "commented",
        "due_soon",
        "extended",
        "extension_declined",
        "extension_request_lapsed",
        "extension_requested",
        "finished",
        "held",
        "latest_start_passed",
        "letter_acknowledged",
        "mechanism_set",
        "overdue",
        "phase_closed",
        "phase_opened",
        "phase_reported",
        "phase_sent_back",
        "publication_withdrawn",
        "published",
        "readiness_completed",
        "reassigned",
        "released",
        "reminded",
        "reopened",
        "resumed",
        "solicitation_closed",
        "solicitation_ended",
        "solicitation_fell_short",
        "solicitation_opened",
        "survey_closed",
        "survey_ended",
        "survey_judged",
        "survey_opened",
        "start_appointed",
        "started",
        "step_completed",
        "step_reopened",
        "step_scheduled",
        "suspended",
        "track_switched",
        "urged",
        "visited",
        "withdrawn",
        "participation_recorded",
        "participation_corrected",
        "absence_explained",
        "absence_accepted",
        "absence_declined",
        "meeting_convened",
        "meeting_called_off",
        "meeting_recorded",
    }


def test_roles_and_standings() -> None:
    assert {str(role) for role in Role} == {"coordinator", "supervisor", "county", "city", "system"}
    assert {str(standing) for standing in Standing} == {
        "awaiting_sign_off",
        "due_soon",
        "finished",
        "on_track",
        "overdue",
        "preparing",
        "sent_back",
        "suspended",
        "withdrawn",
    }
