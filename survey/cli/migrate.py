import click
from flask.cli import with_appcontext

from survey import migrations


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest shape; rows stay."""
    migrations.upgrade()
