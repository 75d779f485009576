"""Units that work in the open."""

from schemas.quantities import WorkingDays
from schemas.step import Content, Gate
from tests.rules.reference import KEY_LINKS, PHASED, task, with_rules
from tests.rules.stories import Story


def begun(content: Content = "recorded") -> Story:
    """A unit whose first phase goes to the masses and lapses after two working days."""
    study = PHASED.phases[0].model_copy(
        update={
            "published": True,
            "steps": (task("lecture"),),
            "gate": Gate(lapse=WorkingDays(2)),
        }
    )
    phased = PHASED.model_copy(update={"phases": (study, *PHASED.phases[1:])})
    return Story(with_rules(tracks=(phased, KEY_LINKS), content=content)).start()
