"""A message as it goes to a channel: what was claimed, in the words of whoever gets it."""

import json
from zoneinfo import ZoneInfo

from rules.notice_facts import facts_of
from schemas.channel import Letter
from schemas.digest import DailyDigest
from schemas.dispatch import ClaimedMessage, DueDigest, DueNotice
from texts.messages import compose


def write_letter(message: ClaimedMessage, link: str | None) -> Letter:
    """The letter that a claimed message is.

    `link` leads to a unit's page, with the places `{campaign}` and `{unit}`; None where there are
    no pages.
    """
    at = message.at.astimezone(ZoneInfo(message.timezone))
    language = message.person.language
    written = compose(
        [
            facts_of(one.state, one.notice, one.entry, language, at.date())
            for one in message.notices
        ],
        language,
        campaign=message.title.in_(language),
        digests=[
            DailyDigest.model_validate_json(json.dumps(one.digest.body)) for one in message.digests
        ],
        instead_of=_away(message),
        link=link,
        is_rehearsal=message.is_rehearsal,
        is_maybe_double=message.is_possibly_double,
    )
    return Letter(
        campaign=message.campaign,
        person=message.person.id,
        contact=message.person.contact,
        at=at,
        subject=written.subject,
        body=written.body,
    )


def _away(message: ClaimedMessage) -> list[str]:
    """Those for whom the recipient stands in, by name: a message is the place for that."""
    said: tuple[DueNotice | DueDigest, ...] = (*message.notices, *message.digests)
    people = (one.instead_of for one in said)
    return list(dict.fromkeys(person.name for person in people if person is not None))
