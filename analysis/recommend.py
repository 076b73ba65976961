"""From ballots to findings: measures side by side, where they disagree, a fair plan with reasons, the plain plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis import __version__
from analysis.ballots import BLANK, Ballots
from analysis.disagreement import disagreements
from analysis.findings import ActivityFinding, Findings, facts_of
from analysis.flips import flips
from analysis.ranking import MEASURES, rank
from analysis.selection import Conditions, FairRule, Selection, greedy, proportionality
from analysis.selection.frontier import frontier
from analysis.tastes import taste_groups
from analysis.uncertainty import replicate_weights, robustness, uncertainty
from analysis.weighting import weigh

PLANS = 200  # replicates for which the plan is drawn up again: enough for what is told in tenths


def recommend(
    ballots: Ballots,
    budget,
    *,
    seed: int,
    margins: Mapping | None = None,
    locked_in: Sequence[str] = (),
    locked_out: Sequence[str] = (),
) -> Findings:
    """All that the organiser sees after the close. The same input gives the same findings.

    ``margins`` : totals of the roster to weigh to, as ``analysis.weighting.rake`` takes them; None: as they are.

    >>> from analysis.ballots import toy
    >>> findings = recommend(toy("52-", "52-", "--5"), 2, seed=1)
    >>> findings.fair.selected, findings.plain.selected
    (('a', 'c'), ('a', 'c'))
    >>> findings.activities[1].places["want-share"], findings.fair.reasons["b"].code, findings.flips["b"].budget
    (1, 'OUT_TOO_COSTLY', 3)
    """
    raw = ballots
    ballots, weighting = weigh(raw, margins) if margins and len(raw) else (raw, None)
    conditions = Conditions(tuple(locked_in), tuple(locked_out))
    rule = FairRule(ballots, conditions)
    fair = rule.plan(budget)

    def again(others: Ballots) -> Selection:
        return rule.weighing(others.weights).plan(budget)

    replicates = replicate_weights(ballots, margins=margins, seed=seed) if len(ballots) else None
    tastes = taste_groups(ballots, seed=seed)
    return Findings(
        version=__version__,
        input_sha256=raw.sha256(),
        seed=seed,
        respondents=len(ballots),
        people=ballots.total_weight,
        weighting=weighting and facts_of(weighting),
        activities=_activity_findings(ballots, raw),
        uncertainty=replicates and facts_of(uncertainty(ballots, replicates)),
        disagreements=tuple(disagreements(ballots)),
        fair=fair,
        flips=flips(rule.plan, fair),
        plain=greedy(ballots, budget, locked_in=locked_in, locked_out=locked_out),
        robustness=replicates and robustness(ballots, replicates, again, PLANS),
        proportionality=facts_of(proportionality(ballots, fair.selected, budget, utility="points")),
        tastes=facts_of(tastes),
        frontier=facts_of(frontier(ballots, budget, tastes.labels, conditions)),
    )


def _activity_findings(ballots: Ballots, raw: Ballots) -> tuple[ActivityFinding, ...]:
    standings = {name: {s.id: s for s in rank(ballots, name)} for name in MEASURES}
    unweighted = {name: measure(raw) for name, measure in MEASURES.items()}
    marks = _counts(ballots)
    return tuple(
        ActivityFinding(
            id=activity.id,
            title=activity.title,
            cost=activity.cost,
            most_occasions=activity.most_occasions,
            n=standings["want-share"][activity.id].n,
            values={name: by_id[activity.id].value for name, by_id in standings.items()},
            raw={name: float(values[column]) for name, values in unweighted.items()},
            places={name: by_id[activity.id].place for name, by_id in standings.items()},
            marks={mark: int(count[column]) for mark, count in marks.items()},
        )
        for column, activity in enumerate(ballots.activities)
    )


def _counts(ballots: Ballots) -> dict[str, np.ndarray]:
    points = ballots.points
    return {
        "want": (points >= ballots.want).sum(axis=0),
        "fine": ((points > 0) & (points < ballots.want)).sum(axis=0),
        "not_for_me": (points == 0).sum(axis=0),
        "blank": (points == BLANK).sum(axis=0),
    }
