"""The responsibility letter (责任书) in a dossier: as it is worded now, and who acknowledged it."""

from collections.abc import Iterator
from typing import Final

from reports.cells import instant
from reports.document import Section
from reports.dossier.part import NO_FILES, Part, table
from reports.letters import paragraphs
from reports.telling import Telling
from rules.responsibility import unit_letter
from schemas.dossier import KeptUnit
from schemas.responsibility import LetterAcknowledged
from texts.values import say_actor


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    language = telling.language
    letter = kept.office_letter or unit_letter(kept.state, kept.plan.title)
    yield table(
        "letter_text",
        telling,
        (("text", "text"),),
        ((one,) for one in paragraphs(letter, telling.zone, language)),
    )
    acknowledged = [one for one in kept.journal if isinstance(one.event, LetterAcknowledged)]
    if acknowledged:
        yield table(
            "letters",
            telling,
            (("number", "count"), ("when", "instant"), ("who", "text")),
            (
                (one.revision, instant(one.at, telling), say_actor(str(one.by), language))
                for one in acknowledged
            ),
        )


LETTER: Final = Part(NO_FILES, _sections)
