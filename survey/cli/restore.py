from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from survey import restoring, wording
from survey.cli.backup import page_bar
from survey.cli.speech import refusals_in_words, say


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Even where there is a database already; that one is put aside.")
@with_appcontext
def restore(file: Path, replace: bool) -> None:
    """Put a copy in the place of the database, while the service is stopped."""
    with refusals_in_words(), page_bar(wording.copies.RESTORING) as progress:
        put_aside = restoring.restore(file, replace=replace, progress=progress)
    say(wording.copies.RESTORED, path=file)
    if put_aside:
        say(wording.copies.PUT_ASIDE, path=put_aside)
    for year in restoring.lists_without_key():
        say(wording.copies.KEY_MISSING, year=year, keys=current_app.config["KEYS"])
