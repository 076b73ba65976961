from pathlib import Path

import click
from flask.cli import with_appcontext

from survey import area_table, db, wording
from survey.cli.speech import refusals_in_words, say
from survey.operations import communities


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def areas(file: Path) -> None:
    """Read the tree of areas from a table, CSV or XLSX (docs/settings.md shows one)."""
    with refusals_in_words(), db.writing() as session, file.open("rb") as stream:
        home = communities.the_community(session)
        nodes = area_table.read_areas(stream)
        communities.add_areas(session, community=home, nodes=nodes)
    say(wording.terminal.AREAS_READ, areas=len(nodes), buildings=sum(node.level == "building" for node in nodes))
