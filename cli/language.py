"""In which language to speak to whoever calls."""

import os
from collections.abc import Sequence
from itertools import zip_longest

from texts.catalogue import Language


def default_language() -> Language:
    """The language of the environment: Chinese where its locale is, else English."""
    named = (os.environ.get(name) for name in ("PHASELINE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next(filter(None, named), "").startswith("zh") else "en"


def language_of(arguments: Sequence[str]) -> Language:
    """The language that a command line asks for with `--lang`, before it is parsed."""
    for argument, following in zip_longest(arguments, arguments[1:], fillvalue=""):
        option, _, value = argument.partition("=")
        if option == "--lang" and (value or following) in ("zh", "en"):
            return "zh" if (value or following) == "zh" else "en"
    return default_language()
