"""Alembic's entry: runs the migrations on the connection that `bot.database.migrate` passes in."""

from alembic import context

from bot.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a column only by copying its table
)
with context.begin_transaction():
    context.run_migrations()
