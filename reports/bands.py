"""What bands of satisfaction are called."""

from schemas.bands import Band
from texts.catalogue import Language
from texts.reports import bound, say_report


def say_band(band: Band, language: Language) -> str:
    """A band by its bounds."""
    code = "lowest" if band.at_least is None else "highest" if band.below is None else "middle"
    at_least, below = (
        bound("" if one is None else str(one), language) for one in (band.at_least, band.below)
    )
    return say_report(f"band.{code}", language, at_least=at_least, below=below)
