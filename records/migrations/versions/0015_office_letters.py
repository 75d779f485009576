"""Letters of the city beside those of counties: its own has an empty district."""

from alembic import op

revision = "0015"
down_revision = "0014"

_COMMENT = (
    "Responsibility letters that offices have acknowledged, by the campaign's clock; "
    "district is empty for the city's"
)


def upgrade() -> None:
    """Give the table its name; what counties have signed stays signed."""
    op.rename_table("county_letters", "office_letters")
    for part in ("pkey", "campaign_fkey"):
        op.execute(
            "ALTER TABLE office_letters "
            f"RENAME CONSTRAINT county_letters_{part} TO office_letters_{part}"
        )
    op.create_table_comment("office_letters", _COMMENT)
