"""What an entry of a unit's journal leaves in the tables beside it, so that it can be listed."""

from typing import ClassVar

from schemas.base import Code, Model


class Row(Model):
    """One row of `table`, whose columns are the fields.

    A later row of the same key takes its place; a table may be written a few columns at a time, by a
    type of row for those that change together. Nothing stands in it that the journal does not say.
    """

    table: ClassVar[str]

    campaign: Code
    unit: Code
