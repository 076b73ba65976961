"""Runs migrations on the application's own database, with foreign keys off while SQLite rebuilds a table: with them on,
a rebuild would empty the child tables."""

from alembic import context
from sqlmodel import SQLModel

import survey.models  # noqa: F401
from survey import db

with db.engine().connect() as connection:
    sqlite = connection.dialect.name == "sqlite"
    driver = connection.connection.driver_connection
    if sqlite:
        driver.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection.execution_options(writes=True),
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    if sqlite:
        orphans = driver.execute("PRAGMA foreign_key_check").fetchall()
        driver.execute("PRAGMA foreign_keys=ON")
        if orphans:
            raise RuntimeError(f"rows without their parent after the migration: {orphans[:5]}")
