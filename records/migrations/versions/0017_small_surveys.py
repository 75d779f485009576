"""Ballots of surveys that too few voted in are kept no longer: nobody may ever see them."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Delete those of the surveys that were sealed before; from now on they go when one is."""
    op.execute(
        "DELETE FROM survey_ballots ballot USING survey_boxes box "
        "WHERE box.id = ballot.box AND box.is_sealed AND box.kept < box.minimum_group"
    )
