"""What earlier releases have left of surveys that tells of voters: from now on it is never there."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Delete ballots that nobody may ever see, and let tokens lie no longer as they were printed."""
    op.execute(
        "DELETE FROM survey_ballots ballot USING survey_boxes box "
        "WHERE box.id = ballot.box AND box.is_sealed AND box.kept < box.minimum_group"
    )
    op.execute("CLUSTER survey_tokens USING survey_tokens_pkey")
    op.execute("ALTER TABLE survey_tokens SET WITHOUT CLUSTER")
