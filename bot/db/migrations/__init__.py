"""Alembic's migrations, one file a step, the same for SQLite and PostgreSQL."""
