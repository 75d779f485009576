"""What people were told of what never enters a workflow: votes, opinions, files."""

from dataclasses import dataclass, field

from schemas.survey import Ballot


@dataclass(slots=True)
class Said:
    """What the people of one unit sent, and which of it they know to be there.

    `votes` are ballots by their receipts and `opinions` texts, no two of which are the same; `files`
    are digests. What is `unsure` was sent and had no answer; it is there once or not at all. What
    was `refused` is not.
    """

    votes: dict[str, Ballot] = field(default_factory=dict)
    unsure_votes: dict[str, Ballot] = field(default_factory=dict)
    refused_votes: set[str] = field(default_factory=set)
    opinions: set[str] = field(default_factory=set)
    unsure_opinions: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
