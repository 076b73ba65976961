from __future__ import annotations

from dataclasses import asdict

import click

from analysis.commands.taking import ballot_file, print_json
from analysis.formats import Reading
from analysis.tastes import taste_groups
from analysis.tastes.text import tastes_text


@click.command("groups")
@click.option(
    "--most", type=click.IntRange(2, 12), default=6, show_default=True, help="Largest number of groups tried."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Of all random draws.")
@ballot_file
def groups_command(reading: Reading, most: int, seed: int, as_json: bool):
    """Find residents of like taste in FILE, or say that there are no clear groups.

    \b
    python -m analysis groups answers.csv --activities 快板,太极,书法,象棋,合唱
    python -m analysis groups survey.csv --reverse --want 4 --json
    """
    tastes = taste_groups(reading.ballots, seed=seed, most=most)
    if as_json:
        print_json(reading, **{name: value for name, value in asdict(tastes).items() if name != "labels"})
    else:
        click.echo(tastes_text(tastes))
