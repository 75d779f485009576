"""The small plan of the golden histories: both tracks of the rules' own stories, from tomorrow on."""

from datetime import UTC, datetime, timedelta
from functools import cache

from schemas.plan import CalendarSource, Plan, UnitType, Window
from tests.rules.reference import KEY_LINKS, PHASED, RULES, text
from tests.workflows.campaigns import Campaign, campaign_of


@cache
def golden_campaign() -> Campaign:
    """Two unit types, one for each track; both may take the other one."""
    first = datetime.now(UTC).date() + timedelta(days=1)
    plan = Plan(
        plan="golden",
        title=text("Golden"),
        timezone="Asia/Shanghai",
        calendar=CalendarSource(country="CN"),
        window=Window(first=first, last=first + timedelta(days=200)),
        readiness=RULES.readiness,
        tracks=(PHASED, KEY_LINKS),
        types=(
            UnitType(id="school", title=text("School"), track="phased", may_choose=("key_links",)),
            UnitType(id="firm", title=text("Firm"), track="key_links", may_choose=("phased",)),
        ),
    )
    return campaign_of("plan: golden", plan)
