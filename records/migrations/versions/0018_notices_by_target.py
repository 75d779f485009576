"""An entry may say the same to somebody of several things: of each, and not of the first alone."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Tell the notices of an entry apart by what they are about, too."""
    op.drop_index("notices_of_unit_idx", "notices")
    op.create_index(
        "notices_of_unit_idx",
        "notices",
        ["campaign", "unit", "revision", "audience", "kind", "target", "person"],
        unique=True,
        postgresql_where="unit IS NOT NULL",
        postgresql_nulls_not_distinct=True,
    )
