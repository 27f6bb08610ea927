"""Runs the migrations in the transaction that asked for them."""

from alembic import context

from astro_pipeline.spend.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
