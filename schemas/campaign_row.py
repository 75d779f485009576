"""A campaign as the records keep it."""

from datetime import timedelta

from pydantic import AwareDatetime

from schemas.base import Code, Digest, Model
from schemas.campaign import CampaignStatus
from schemas.counts import Counts
from schemas.plan import Plan, Window
from schemas.text import Text


class NewCampaign(Model):
    """A campaign that is to be launched: `plan` as it will run, `source` the YAML it came from."""

    campaign: Code
    source: str
    plan: Plan
    is_rehearsal: bool = False
    at: AwareDatetime


class CampaignRow(Model):
    """A campaign as lists show it.

    `plan` is the plan's id; `plan_digest` is the SHA-256 of the plan as launched and its source. The campaign's
    clock is the wall clock plus `clock_offset`, which is zero unless it is a rehearsal.
    """

    campaign: Code
    plan: Code
    title: Text
    plan_digest: Digest
    status: CampaignStatus
    window: Window
    timezone: str
    clock_offset: timedelta
    is_rehearsal: bool
    created_at: AwareDatetime
    totals: Counts


class LaunchedPlan(Model):
    """A plan as it was launched, and the YAML that it came from."""

    digest: Digest
    source: str
    plan: Plan
