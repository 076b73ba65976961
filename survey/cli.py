"""What the operator types: flask --app wsgi …"""

import click
from alembic import command
from flask import Flask
from flask.cli import with_appcontext

from survey import migrations


def init_app(app: Flask) -> None:
    app.cli.add_command(migrate)


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest shape; rows stay."""
    command.upgrade(migrations.alembic_config(), "head")
