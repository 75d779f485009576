"""How a roster differs from what its plan declares, in words."""

from collections.abc import Mapping

from schemas.reconciliation import Difference
from texts.catalogue import Language, say
from texts.reconciliation import CATALOGUE


def say_difference(difference: Difference, types: Mapping[str, str], language: Language) -> str:
    """A difference as a sentence, and its likely cause; `types` are the titles of the types."""
    type_ = difference.type
    params = {
        "declared": str(difference.declared),
        "found": str(difference.found),
        "difference": f"{difference.surplus:+d}",
        "type": "" if type_ is None else types.get(type_, type_),
    }
    code = difference.quantity if type_ is None else "units_of_type"
    said = [say(CATALOGUE, code, params, language)]
    if difference.left_out:
        comma = "、" if language == "zh" else ", "
        left_out = comma.join(types.get(left, left) for left in difference.left_out)
        said.append(say(CATALOGUE, "left_out", {"types": left_out}, language))
    return ("" if language == "zh" else " ").join(said)
