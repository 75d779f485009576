"""What can be wrong with the cluster that the environment names."""

import re
from typing import Final

_QUOTED: Final = re.compile(r'\b(?:message|error): "((?:[^"\\]|\\.)+)"')
"""What Temporal's core quotes of an error that it wraps in the names of its own types."""


def said_by_core(error: Exception) -> str:
    """Why Temporal's core could not connect, for people: `Connection refused`, and not its types."""
    quoted = _QUOTED.search(str(error))
    return str(error) if quoted is None else quoted[1]


class UnreadableConnection(Exception):
    """The standard Temporal environment configuration is there, but it cannot be read."""

    def __init__(self, error: Exception) -> None:
        self.reason = str(error)
        super().__init__(
            f"The Temporal environment configuration cannot be read: {error}. "
            "Correct the TEMPORAL_* variables or the profile in temporal.toml."
        )


class UnknownNamespace(Exception):
    """The Temporal server that the settings name does not have the namespace that they name."""

    def __init__(self, namespace: str, server: str) -> None:
        self.namespace, self.server = namespace, server
        super().__init__(
            f"Temporal at {server} has no namespace '{namespace}'. Correct TEMPORAL_NAMESPACE or "
            "the profile in temporal.toml, or make it: `temporal operator namespace create "
            f"--namespace {namespace} --retention 90d --address {server}`."
        )
