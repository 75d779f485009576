"""The bounds that keep a unit small and its doors open, whatever is sent to it."""

from typing import Final

COMMAND_BYTES: Final = 16 * 1024
"""A command larger than this is refused."""

OUTBOX_ENTRIES: Final = 1000
"""With this many entries waiting for the records, new commands are asked to try again."""

OUTBOX_BYTES: Final = 512 * 1024
"""The same by size."""

BRANCHES: Final = 500
"""So many branches of a unit hold meetings of their own; of those beyond, nobody is asked."""

BATCH_BYTES: Final = 256 * 1024
"""A batch of entries on its way to the records carries at most this much."""

RECEIPTS: Final = 256
"""How many answered commands a unit remembers; older ones are found in its journal."""

ANONYMOUS_A_DAY: Final = 300
"""How many opinions a unit takes in by the web form in a day: a flood of them ends there."""

REFUSALS: Final = 50
"""How many refused signals a unit remembers."""

TURNS: Final = 64
"""How many turns of its way a unit remembers; older ones are found in its journal."""

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2200
"""A campaign lies within these years, so that every day which follows from its own is a date."""
