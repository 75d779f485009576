"""What may come of an effect, whatever the world is like."""

from hypothesis import strategies as st

from rules.scoring import WHOLE
from schemas.effects import CountOpinions, Effect, EffectOutcome, OpinionsCounted, SurveySealed
from schemas.survey import GradeCounts, Sealed


def outcomes(effect: Effect) -> st.SearchStrategy[EffectOutcome]:
    """Some opinions, or a survey that passes, fails, or shows nothing."""
    if isinstance(effect, CountOpinions):
        few = st.integers(1, 2)
        return st.builds(
            OpinionsCounted,
            effect=st.just(effect),
            by_channel=st.fixed_dictionaries({"box": few, "letter": few}),
        )
    good = GradeCounts(very_satisfied=9)
    bad = GradeCounts(very_satisfied=8, dissatisfied=1)
    sealed = (
        Sealed(cast=1),
        Sealed(cast=9, tally={WHOLE: good}),
        Sealed(cast=9, tally={WHOLE: bad}),
    )
    return st.sampled_from(sealed).map(lambda one: SurveySealed(effect=effect, sealed=one))


def nothing_of(effect: Effect) -> EffectOutcome:
    """What comes of an effect where nobody has said or voted anything."""
    if isinstance(effect, CountOpinions):
        return OpinionsCounted(effect=effect)
    return SurveySealed(effect=effect, sealed=Sealed(cast=0))
