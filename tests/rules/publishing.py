"""Units that work in the open."""

from schemas.quantities import WorkingDays
from schemas.step import Content, Gate
from schemas.unit_rules import UnitRules
from tests.rules.reference import KEY_LINKS, PHASED, task, with_rules
from tests.rules.stories import Story


def rules(content: Content = "recorded", *, published: bool = True) -> UnitRules:
    """A track whose first phase goes to the masses, if so, and lapses after two working days."""
    study = PHASED.phases[0].model_copy(
        update={
            "published": published,
            "steps": (task("lecture"),),
            "gate": Gate(lapse=WorkingDays(2)),
        }
    )
    phased = PHASED.model_copy(update={"phases": (study, *PHASED.phases[1:])})
    return with_rules(tracks=(phased, KEY_LINKS), content=content)


def begun(content: Content = "recorded") -> Story:
    """A unit in that phase."""
    return Story(rules(content)).start()


def reported() -> Story:
    """One that has reported it, and has published nothing of it."""
    return begun().complete("lecture")


def published() -> Story:
    """One that has reported it, and has published its results."""
    story = begun()
    story.do("publish", subject="results", phase="study", text="All heard the lecture.")
    return story.complete("lecture")
