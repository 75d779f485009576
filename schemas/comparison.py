"""Campaigns beside each other, such as two batches of a programme."""

from typing import Annotated

from schemas.bands import Band
from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Model
from schemas.campaign_row import CampaignRow
from schemas.programme import Programme
from schemas.rollup import Standings


class ComparedCampaign(Model):
    """One of the campaigns that are compared: how far it has come by its own clock.

    `bands` say how satisfied people are with its units, as its closing report does; there are none
    where its plan tells none apart.
    """

    campaign: CampaignRow
    programme: Annotated[Programme | None, LEFT_OUT_IF_NONE] = None
    city: Standings
    bands: Annotated[tuple[Band, ...], LEFT_OUT_IF_EMPTY] = ()
