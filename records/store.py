"""The records as one thing: what a worker or a gateway holds."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from records.access import AccessLog
from records.amendments import Amendments
from records.attachments import Attachments
from records.campaigns import Campaigns
from records.database import Database
from records.delivery_log import DeliveryLog
from records.dispatch import Dispatch
from records.dossiers import Dossiers
from records.journal import Journal
from records.launching import Launching
from records.ledger import Items
from records.listening import Listening
from records.mechanisms import Mechanisms
from records.meeting import Meetings
from records.notices import Notices
from records.opinions import Opinions
from records.participation import Participations
from records.people import People
from records.programme import Programmes
from records.publications import Publications
from records.recording import Recording
from records.reporting import Reporting
from records.responsibility import Responsibility
from records.revisions import require_head
from records.rulebooks import Rulebooks
from records.satisfaction import Satisfaction
from records.survey import Surveys
from records.units import Units
from records.visits import Visits

SOMEBODY_WAITS: Final = timedelta(seconds=20)
"""How long one statement may take where somebody waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Everything that can be read from and written to the records, by subject.

    One per process; its parts may be used by many tasks at once.
    """

    database: Database
    launching: Launching
    recording: Recording
    campaigns: Campaigns
    programmes: Programmes
    amendments: Amendments
    units: Units
    visits: Visits
    mechanisms: Mechanisms
    publications: Publications
    participations: Participations
    satisfaction: Satisfaction
    items: Items
    responsibility: Responsibility
    journal: Journal
    meetings: Meetings
    attachments: Attachments
    people: People
    notices: Notices
    dispatch: Dispatch
    delivery_log: DeliveryLog
    reporting: Reporting
    dossiers: Dossiers
    surveys: Surveys
    access: AccessLog
    opinions: Opinions
    listening: Listening


@asynccontextmanager
async def open_records(
    url: str, *, patience: timedelta = SOMEBODY_WAITS
) -> AsyncGenerator[Records]:
    """The records in the database of a libpq URL, whose schema must be this version's.

    A statement that takes longer than `patience` ends as one to a database that is not there.

    Raises:
        UnreadableDatabaseUrl: what is given is no URL.
        DatabaseUnavailable: it cannot be reached.
        SchemaMismatch: it was made by another version, or not migrated yet.
    """
    database = Database(url, patience=patience)
    try:
        await require_head(database)
        rulebooks = Rulebooks()
        async with Listening(database) as listening, Surveys(database) as surveys:
            yield Records(
                database=database,
                launching=Launching(database, rulebooks),
                recording=Recording(database, rulebooks),
                campaigns=Campaigns(database),
                programmes=Programmes(database),
                amendments=Amendments(database),
                units=Units(database, rulebooks),
                visits=Visits(database),
                mechanisms=Mechanisms(database),
                publications=Publications(database),
                participations=Participations(database),
                satisfaction=Satisfaction(database, rulebooks),
                items=Items(database),
                responsibility=Responsibility(database),
                journal=Journal(database),
                meetings=Meetings(database),
                attachments=Attachments(database),
                people=People(database),
                notices=Notices(database),
                dispatch=Dispatch(database, rulebooks),
                delivery_log=DeliveryLog(database),
                reporting=Reporting(database, rulebooks),
                dossiers=Dossiers(database),
                surveys=surveys,
                access=AccessLog(database),
                opinions=Opinions(database),
                listening=listening,
            )
    finally:
        await database.close()
