from __future__ import annotations

from dataclasses import asdict

import click

from analysis.commands.taking import ballot_file, print_json
from analysis.formats import Reading
from analysis.ranking import MEASURES, rank
from analysis.terminal import ranking_text


@click.command("rank")
@click.option("--measure", type=click.Choice(list(MEASURES)), default="want-share", show_default=True)
@ballot_file
def rank_command(reading: Reading, measure: str, as_json: bool):
    """Rank the activities of FILE by one measure.

    \b
    python -m analysis rank answers.csv --activities 快板,太极 --measure points
    python -m analysis rank survey.csv --reverse --want 4 --json
    """
    ballots, standings = reading.ballots, rank(reading.ballots, measure)
    if as_json:
        print_json(reading, measure=measure, ranking=[asdict(standing) for standing in standings])
    else:
        click.echo(ranking_text(measure, standings, len(ballots)))
