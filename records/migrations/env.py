"""How Alembic runs here: on the connection that `records.migration` gives it, in its transaction."""

from alembic import context

from records.metadata import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
