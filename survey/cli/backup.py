from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from survey import backups, copying, wording
from survey.cli.speech import in_both, refusals_in_words, say


@click.command()
@click.argument("destination", required=False, type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(min=1), help="Delete older copies of that folder, all but so many.")
@with_appcontext
def backup(destination: Path | None, keep: int | None) -> None:
    """Copy the database, also while answers come in. DESTINATION is a folder or a new file."""
    with refusals_in_words():
        with page_bar(wording.copies.COPYING) as progress:
            copy = backups.make_copy(destination or current_app.config["BACKUPS"], progress)
        if keep:
            backups.keep_newest(copy.parent, keep)
    say(wording.copies.COPIED, path=copy, kilobytes=f"{copy.stat().st_size // 1024:,}")


@contextmanager
def page_bar(label) -> Iterator[copying.Progress]:
    with click.progressbar(length=1, label=in_both(label)) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield progress
