"""The close: no answer comes or changes any more, the key of the codes is destroyed, and findings are stored. Computing
them takes seconds, so that it stands between two short writes, and everybody else may write meanwhile."""

import json
from dataclasses import dataclass

from sqlmodel import Session

from survey import clock, db, evidence, slip_codes
from survey.models import Findings, Response, Staff, WishList
from survey.models.kinds import FREE_TIMES, OFFERS
from survey.operations import findings, plans, wish_lists


@dataclass(frozen=True)
class Answers:
    """All of a closed list that findings are made from, read at once."""

    ballots: object
    budget: int
    counts: dict


def close(session: Session, *, wish_list: WishList, by: Staff) -> None:
    wish_lists.close_wish_list(session, wish_list=wish_list, by=by)
    # Only when the close is on the disk: an open list without its key could never be answered again.
    key = wish_list.id, slip_codes.key_path(wish_list)
    db.when_committed(session, lambda: slip_codes.destroy_key(*key))


def compute_findings(wish_list_id: int) -> None:
    """Outside any transaction. Where it was broken off it can be done again: the answers of a closed list stay."""
    with db.reading() as session:
        answers = answers_of(session, session.get(WishList, wish_list_id))
    recommended = recommended_by(answers)
    with db.writing() as session:
        keep_findings(session, session.get(WishList, wish_list_id), answers, recommended)


def store_findings(session: Session, *, wish_list: WishList) -> None:
    """In one transaction, where nobody waits for it."""
    answers = answers_of(session, wish_list)
    keep_findings(session, wish_list, answers, recommended_by(answers))


def answers_of(session: Session, wish_list: WishList) -> Answers:
    wish_lists.refuse_unless_closed(wish_list)
    ballots = evidence.ballots_of(session, wish_list)
    counts = {"wanted_by": count_who_want(session, wish_list, ballots)}
    return Answers(ballots, wish_list.budget, counts | findings.count_circumstances(session, wish_list))


def recommended_by(answers: Answers):
    from analysis.recommend import recommend

    return recommend(answers.ballots, answers.budget, seed=evidence.SEED)


def keep_findings(session: Session, wish_list: WishList, answers: Answers, recommended) -> None:
    """Once only: what was computed is kept as it was, and a first plan is drafted from it."""
    if findings.findings_of(session, wish_list):
        return
    document = evidence.document_of(recommended, evidence.count_top_wishes(answers.ballots)) | answers.counts
    session.add(
        Findings(
            community_id=wish_list.community_id,
            wish_list_id=wish_list.id,
            made_at=clock.now(),
            seed=recommended.seed,
            input_sha256=recommended.input_sha256,
            program_version=recommended.version,
            document=json.dumps(document, ensure_ascii=False),
        )
    )
    plan = plans.draft_plan(session, wish_list=wish_list, activity_ids=[int(id) for id in answers.ballots.ids])
    selection = evidence.plan_document(answers.ballots, recommended.fair, recommended.plain, recommended.flips)
    plans.store_selection(session, plan=plan, selection=selection)


def count_who_want(session: Session, wish_list: WishList, ballots) -> dict[str, dict[str, int]]:
    """For each activity, of those who want it: how many are free when, and how many would perform or help."""
    counts = {id: {} for id in ballots.ids}
    wanted = ballots.points >= ballots.want
    for column, codes in ((Response.free_times, FREE_TIMES), (Response.offers, OFFERS)):
        said = session.execute(evidence.in_input_order(column, wish_list)).scalars().all()
        for code in codes:
            by_activity = wanted[[code in words.split() for words in said]].sum(axis=0)
            for id, count in zip(ballots.ids, by_activity, strict=True):
                counts[id][code] = int(count)
    return counts
