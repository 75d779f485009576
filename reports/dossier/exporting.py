"""Exporting dossiers from the records into a store: one at a time of each unit, and noted."""

import asyncio
from datetime import UTC, datetime
from typing import Final, Self

from records.errors import ExportedByAnother
from records.store import Records
from reports.dossier.gathering import CampaignArchive
from reports.dossier.keeping import export
from reports.store import Store, StoreUnusable
from schemas.dossier import (
    EXPORTED_BY_ANOTHER,
    STORE_UNUSABLE,
    ExportedDossier,
    Finding,
    KeptUnit,
    NotedDossier,
)

_FOLDER: Final = "dossiers"
_REASON: Final = 200


class Exporter:
    """Exports the dossiers of a campaign's units, each with the files that the unit handed in.

    Those files are in the store of the settings. Dossiers go there, too, and it is noted what came
    of each, unless they go `elsewhere`: to another URL or folder.
    """

    def __init__(
        self,
        records: Records,
        of_campaign: CampaignArchive,
        store_url: str,
        elsewhere: str | None = None,
    ) -> None:
        self.url = elsewhere or f"{store_url.rstrip('/')}/{_FOLDER}"
        self._records = records
        self._of_campaign = of_campaign
        self._store_url = store_url
        self._is_noted = elsewhere is None

    @classmethod
    async def of(
        cls, records: Records, campaign: str, store_url: str, elsewhere: str | None = None
    ) -> Self:
        """For the units of a campaign. Raises UnknownCampaign."""
        of_campaign = await CampaignArchive.of(records, campaign)
        return cls(records, of_campaign, store_url, elsewhere)

    async def export(self, unit: str, *, is_zip: bool, is_anew: bool) -> ExportedDossier:
        """Keep a unit's dossier; one that is there of the same content stays, unless `is_anew`.

        Raises, beside what an archive does:
            StoreUnusable: it cannot be kept; that is noted, too.
            ExportedByAnother: somebody else exports it just now.
        """
        async with self._records.dossiers.alone(self._of_campaign.campaign, unit):
            kept = await self._of_campaign.kept(unit)
            try:
                exported = await asyncio.to_thread(self._keep, kept, is_zip, is_anew)
            except StoreUnusable as error:
                why = Finding(code=STORE_UNUSABLE, params={"reason": error.reason[:_REASON]})
                await self._note(NotedDossier(unit=unit, at=datetime.now(UTC), findings=(why,)))
                raise
            await self._note(
                NotedDossier(
                    unit=unit,
                    at=datetime.now(UTC),
                    name=exported.name,
                    revision=exported.revision,
                    head=exported.head,
                    digest=exported.digest,
                    findings=exported.findings,
                )
            )
        return exported

    async def attempt(self, unit: str) -> str | None:
        """Keep a unit's dossier as one archive, unless it is there; the code of why it is not."""
        try:
            exported = await self.export(unit, is_zip=True, is_anew=False)
        except StoreUnusable:
            return STORE_UNUSABLE
        except ExportedByAnother:
            return EXPORTED_BY_ANOTHER
        return exported.findings[0].code if exported.findings else None

    def _keep(self, kept: KeptUnit, is_zip: bool, is_anew: bool) -> ExportedDossier:
        to, attachments = Store(self.url), Store(self._store_url)
        return export(to, kept, attachments, is_zip=is_zip, is_anew=is_anew)

    async def _note(self, dossier: NotedDossier) -> None:
        if self._is_noted:
            await self._records.dossiers.note(self._of_campaign.campaign, dossier)
