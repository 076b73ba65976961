from __future__ import annotations

import click

from analysis.ballots import Ballots
from analysis.commands.conditions import conditions
from analysis.commands.taking import Money, ballot_file, print_json
from analysis.formats import Reading
from analysis.selection import COMPLETIONS, ORDERS, RULES, UTILITIES, Selection
from analysis.terminal import selection_text

UTILITY = "What it is worth to who wants it (default: its points, or its cost where ballots only approve)."
COMPLETION = "Equal shares: raise all shares until nothing more fits, or until the next step would overspend."
STEP = "Equal shares: money a head in each step of a completion."


@click.command("select")
@click.option("--budget", type=Money(), help="Money for the whole plan (default: what the file says).")
@click.option("--rule", type=click.Choice(list(RULES)), default="equal-shares", show_default=True)
@click.option("--utility", type=click.Choice(UTILITIES), help=UTILITY)
@click.option("--completion", type=click.Choice(COMPLETIONS), default="none", show_default=True, help=COMPLETION)
@click.option("--step", type=Money(), default="1", show_default=True, help=STEP)
@click.option("--fill", is_flag=True, help="Equal shares: spend what is left greedily.")
@click.option("--by", type=click.Choice(ORDERS), default="score", show_default=True, help="Greedy: the order.")
@click.option("--skip/--no-skip", default=True, show_default=True, help="Greedy: go on after what does not fit.")
@click.option("--threshold", type=Money(), help="Greedy: least score (default: what the file says, or 0).")
@conditions
@ballot_file
def select_command(reading: Reading, budget, rule, utility, threshold, conditions, as_json, **settings):
    """Select activities of FILE within a budget, each with its reason.

    \b
    python -m analysis select election.pb --utility cost --completion add1-overspend
    python -m analysis select answers.csv --budget 12 --fill --never 快板,相声 --at-least 1:象棋,书法
    python -m analysis select election.pb --rule greedy --no-skip --json
    """
    ballots, budget = reading.ballots, reading.budget if budget is None else budget
    if budget is None:
        raise click.UsageError("The file names no budget. Give one: --budget 12000")
    settings["threshold"] = reading.threshold if threshold is None else threshold
    settings = {name: settings[name] for name in OF_RULE[rule]}
    settings["utility"] = utility or ("cost" if only_approves(ballots) and rule != "greedy" else "points")
    selection = RULES[rule](ballots, budget, conditions=conditions, **settings)
    if as_json:
        print_json(reading, **selection_facts(ballots, selection))
    else:
        click.echo(selection_text(ballots, selection))


OF_RULE = {"equal-shares": ("completion", "step", "fill"), "greedy": ("by", "skip", "threshold"), "knapsack": ()}


def only_approves(ballots: Ballots) -> bool:
    return ballots.want == ballots.top


def selection_facts(ballots: Ballots, selection: Selection) -> dict:
    def candidate(activity) -> dict:
        reason = selection.reasons[activity.id]
        return {"id": activity.id, "title": activity.title, "reason": reason.code, "numbers": reason.numbers}

    return {
        "selected": list(selection.selected),
        "cost": selection.cost,
        "budget": selection.budget,
        "rule": selection.rule,
        "candidates": [candidate(activity) for activity in ballots.activities],
    }
