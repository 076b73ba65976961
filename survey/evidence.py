"""The only bridge from rows to the analysis and back. The analysis is imported where it is used, so that the service
starts without it."""

import json

from sqlmodel import Session, select

from survey import clock
from survey.errors import Refused
from survey.models import Findings, Plan, Response, WishList
from survey.operations import findings, plans, wish_lists

SEED = 0
VERSION = "0.1.0"
KEPT_IN_MEMORY = 4
_closed: dict[str, object] = {}


def ballots_of(session: Session, wish_list: WishList):
    """Every response on the activities that still stand, in an order that depends only on what was said."""
    from analysis.ballots import Activity, Ballots

    activities = wish_lists.activities_of(session, wish_list)
    candidates = [Activity(str(a.id), a.title, cost=a.cost, most_occasions=a.most_occasions) for a in activities]
    strings = session.execute(
        select(Response.ratings).where(Response.wish_list_id == wish_list.id).order_by(Response.ratings)
    ).scalars()
    return Ballots.from_strings(strings, candidates).keeping(str(a.id) for a in activities if not a.is_withdrawn)


def closed_ballots(session: Session, wish_list: WishList):
    """After the close the answers never change, so they are read once; the fingerprint of the input names them."""
    key = findings.findings_of(session, wish_list).input_sha256
    if key not in _closed:
        while len(_closed) >= KEPT_IN_MEMORY:
            _closed.pop(next(iter(_closed)))
        _closed[key] = ballots_of(session, wish_list)
    return _closed[key]


def store_findings(session: Session, *, wish_list: WishList) -> Findings:
    """Run once, at the close: what was computed is kept as it was, and a first plan is drafted from it."""
    ballots = ballots_of(session, wish_list)
    document = analyse(ballots) | findings.count_circumstances(session, wish_list)
    document["residents_by_age"] = findings.residents_by_age(session, wish_list)
    found = Findings(
        community_id=wish_list.community_id,
        wish_list_id=wish_list.id,
        made_at=clock.now(),
        seed=SEED,
        input_sha256=ballots.sha256(),
        program_version=VERSION,
        document=json.dumps(document, ensure_ascii=False),
    )
    session.add(found)
    plan = plans.draft_plan(session, wish_list=wish_list, activity_ids=[int(id) for id in ballots.ids])
    plans.store_selection(session, plan=plan, selection=select_activities(ballots, plan.budget))
    return found


def replan(session: Session, *, wish_list: WishList, plan: Plan) -> None:
    """After a changed budget or lock: the selection again, with its reasons."""
    session.flush()
    plans.store_selection(session, plan=plan, selection=trial(session, wish_list, plan, plan.budget))


def trial(session: Session, wish_list: WishList, plan: Plan, budget: int) -> dict:
    """The selection under another budget and the plan's locks; nothing is stored."""
    from analysis.selection import ImpossibleLocks

    locks = plans.locks_of(session, plan)
    try:
        return select_activities(closed_ballots(session, wish_list), budget, locks["in"], locks["out"])
    except ImpossibleLocks as impossible:
        raise Refused("locks_over_budget") from impossible


def analyse(ballots) -> dict:
    """Measures side by side, what each mark was given how often, and where the measures disagree."""
    from analysis.ranking import MEASURES, disagreements, places

    values = {name: measure(ballots) for name, measure in MEASURES.items()}
    placed = {name: places(value) for name, value in values.items()}
    return {
        "respondents": len(ballots),
        "activities": [
            {
                "id": id,
                "title": ballots.activities[column].title,
                "values": {name: float(value[column]) for name, value in values.items()},
                "places": {name: int(place[column]) for name, place in placed.items()},
            }
            for column, id in enumerate(ballots.ids)
        ],
        "marks": count_marks(ballots),
        "disagreements": [vars(disagreement) for disagreement in disagreements(ballots)],
    }


def count_marks(ballots) -> dict[str, dict[str, int]]:
    import numpy as np

    counted = {}
    for id, column in zip(ballots.ids, ballots.points.T, strict=True):
        marks, counts = np.unique(column, return_counts=True)
        counted[id] = {str(int(m)) if m >= 0 else "-": int(c) for m, c in zip(marks, counts, strict=True)}
    return counted


def select_activities(ballots, budget, locked_in=(), locked_out=()) -> dict:
    """Equal shares, and beside it the plain plan by points under the same locks."""
    from analysis.selection import equal_shares, greedy

    locks = {"locked_in": locked_in, "locked_out": locked_out}
    fair = equal_shares(ballots, budget, utility="points", completion="add1", fill=True, **locks)
    plain = greedy(ballots, budget, by="score", **locks)
    return outcome(ballots, fair) | {"respondents": len(ballots), "plain": outcome(ballots, plain)}


def outcome(ballots, selection) -> dict:
    return {
        "budget": selection.budget,
        "cost": selection.cost,
        "rule": selection.rule,
        "occasions": selection.occasions,
        "reasons": {id: {"code": reason.code, **reason.numbers} for id, reason in selection.reasons.items()},
        "reach": reach(ballots, selection.occasions),
    }


def reach(ballots, ids) -> int:
    """How many find at least one activity they want."""
    columns = [column for column, id in enumerate(ballots.ids) if id in ids]
    return int((ballots.points[:, columns] >= ballots.want).any(axis=1).sum())
