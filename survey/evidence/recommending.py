"""What the analysis finds, as it is stored."""

import json

from survey.evidence.closed_list import Answers

SEED = 0
THIRD_WISH = 3


def findings_document(answers: Answers) -> tuple[dict, object]:
    recommended = recommended_by(answers.ballots, answers.budget)
    document = document_of(recommended, count_top_wishes(answers.ballots)) | answers.counts
    if answers.without_open_link is not None:
        apart = recommended_by(answers.without_open_link, answers.budget)
        document["without_open_link"] = document_of(apart, count_top_wishes(answers.without_open_link))
    return document, recommended


def recommended_by(ballots, budget: int):
    from analysis.recommend import recommend

    return recommend(ballots, budget, seed=SEED)


def document_of(recommended, top_wishes: dict[str, int]) -> dict:
    return json.loads(recommended.to_json()) | {"top_wishes": top_wishes}


def count_top_wishes(ballots, least: float = THIRD_WISH) -> dict[str, int]:
    """For each activity how many put it among their first wishes."""
    counts = (ballots.points >= least).sum(axis=0)
    return {id: int(count) for id, count in zip(ballots.ids, counts, strict=True)}
