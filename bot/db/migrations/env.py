"""Alembic's entry: runs on the connection that `bot.db.migrate` hands over, inside its transaction."""

from alembic import context

from bot.db.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True
)
context.run_migrations()
