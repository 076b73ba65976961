from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

import click
import numpy as np

from analysis.ballots import Ballots
from analysis.commands.doubts import doubt_lines
from analysis.commands.margins import margin_option
from analysis.commands.taking import ballot_file, print_json
from analysis.formats import Reading
from analysis.ranking import MEASURES, Standing, rank
from analysis.terminal import ranking_text
from analysis.uncertainty import Interval, replicate_weights, uncertainty
from analysis.weighting import weigh

POPULATION = "Residents in all (default: what the margins add up to). Without, the answers count as few of very many."


@click.command("rank")
@click.option("--measure", type=click.Choice(list(MEASURES)), default="want-share", show_default=True)
@margin_option
@click.option("--population", type=click.FloatRange(min=0, min_open=True), help=POPULATION)
@click.option("--replicates", type=click.IntRange(min=2), default=1000, show_default=True, help="For the intervals.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Of the replicates.")
@ballot_file
def rank_command(reading: Reading, measure: str, margin, population, replicates: int, seed: int, as_json: bool):
    """Rank the activities of FILE by one measure, each with its 95 % interval and the places it may hold.

    Activities of one tie group are not told apart: their order flips in more than 5 % of the replicates.

    \b
    python -m analysis rank answers.csv --activities 快板,太极 --measure points
    python -m analysis rank answers.csv --margin age=totals.csv --population 6406
    python -m analysis rank survey.csv --reverse --want 4 --json
    """
    asked, margins, doubts = reading.ballots, dict(margin), ()
    ballots, weighting = weigh(asked, margins) if margins else (asked, None)
    drawn = replicate_weights(ballots, population=population, margins=margins, count=replicates, seed=seed)
    found = uncertainty(ballots, drawn)
    doubts = (*(weighting.doubts if weighting else ()), *found.doubts)
    intervals = {interval.id: interval for interval in found.measures[measure]}
    standings, raw = rank(ballots, measure), _raw(ballots, measure)
    if as_json:
        rows = [_row(standing, intervals[standing.id], raw) for standing in standings]
        facts = {"seed": seed, "replicates": replicates, "level": found.level, "effective_n": found.effective_n}
        chances = {id: interval.top for id, interval in intervals.items()}
        said = {"doubts": [asdict(doubt) for doubt in doubts], "chances": chances}
        print_json(replace(reading, ballots=ballots), measure=measure, ranking=rows, **facts, **said)
    else:
        lines = [ranking_text(measure, standings, len(ballots), intervals, raw), *doubt_lines(doubts)]
        click.echo("\n".join([*lines, f"{replicates:,} replicates, seed {seed}."]))


def _raw(ballots: Ballots, measure: str) -> dict[str, Standing]:
    """Standings without weights, where weights make a difference."""
    if len(ballots) and np.ptp(ballots.weights) == 0:
        return {}
    return {standing.id: standing for standing in rank(replace(ballots, weights=None), measure)}


def _row(standing: Standing, interval: Interval, raw: dict[str, Standing]) -> dict:
    named: Sequence[str] = ("low", "high", "place_low", "place_high", "tie_group")
    row = asdict(standing) | {name: getattr(interval, name) for name in named}
    return row | ({"raw_value": raw[standing.id].value, "raw_place": raw[standing.id].place} if raw else {})
