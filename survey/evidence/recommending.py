"""What the analysis finds, as it is stored."""

import json
from collections import Counter

from survey.evidence.closed_list import Answers, weighed_as

SEED = 0
THIRD_WISH = 3
WEIGHT_DECIMALS = 9


def findings_document(answers: Answers) -> tuple[dict, object]:
    recommended = recommended_by(answers.ballots, answers.budget, answers.margins)
    document = document_of(recommended) | answers.counts
    document |= top_wishes(answers.ballots, document)
    if answers.without_open_link is not None:
        apart = recommended_by(answers.without_open_link, answers.budget, answers.margins)
        part = document_of(apart)
        document["without_open_link"] = part | top_wishes(answers.without_open_link, answers.counts | part)
    return document, recommended


def recommended_by(ballots, budget: int, margins: dict | None = None):
    """Where no weights can be had from the roster, each answer counts once."""
    from analysis.recommend import recommend
    from analysis.weighting import CannotWeigh

    try:
        return recommend(ballots, budget, seed=SEED, margins=margins)
    except CannotWeigh:
        return recommend(ballots, budget, seed=SEED)


def document_of(recommended) -> dict:
    return json.loads(recommended.to_json())


def top_wishes(ballots, document: dict, least: float = THIRD_WISH) -> dict:
    """For each activity how many put it among their first wishes, and what share of all residents that is; and how
    many answers have which weight."""
    weighed, is_top = weighed_as(document, ballots), ballots.points >= least
    shares = weighed.weights @ is_top / (weighed.total_weight or 1)
    return {
        "weights": weight_of_answers(weighed),
        "top_wishes": dict(zip(ballots.ids, is_top.sum(axis=0).tolist(), strict=True)),
        "top_shares": dict(zip(ballots.ids, shares.tolist(), strict=True)),
    }


def weight_of_answers(ballots) -> list[tuple[float, int]]:
    """Each weight, the usual being 1, and how many answers have it; the lightest first."""
    usual = ballots.total_weight / max(len(ballots), 1) or 1.0
    return sorted(Counter((ballots.weights / usual).round(WEIGHT_DECIMALS).tolist()).items())
