"""Handing one message to a service by Apprise. Imported where one is sent: it loads every service."""

import logging
from typing import Final

from apprise import Apprise, AppriseAsset, NotifyFormat

from activities.wire import listening
from schemas.channel import Delivery

for _name in ("apprise", "urllib3", "requests_oauthlib", "oauthlib"):
    # What they log has URLs in it, with the secrets that these carry.
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

_ASSET: Final = AppriseAsset(
    app_id="Phaseline", app_desc="Phaseline", app_url="", service_timeout=0, async_mode=False
)


def send(url: str, subject: str, body: str) -> Delivery:
    """Send a message to an Apprise URL and wait until it has gone, or has not."""
    service = Apprise.instantiate(url, asset=_ASSET)
    if service is None or not getattr(service, "targets", True):
        return Delivery(outcome="refused", reason="bad_contact")
    apprise = Apprise(asset=_ASSET)
    apprise.add(service)
    with listening() as wire:
        result = apprise.notify(title=subject, body=body, body_format=NotifyFormat.TEXT)
    return wire.verdict(is_taken=bool(result))
