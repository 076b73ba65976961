"""The only bridge from rows to the analysis and back. The analysis is imported where it is used, so that the service
starts without it."""

import json
from functools import partial

from sqlmodel import Session, select

from survey import clock
from survey.errors import Refused
from survey.models import Findings, Plan, Response, WishList
from survey.models.kinds import FREE_TIMES, OFFERS
from survey.operations import findings, plans, wish_lists

SEED = 0
THIRD_WISH = 3
KEPT_IN_MEMORY = 4
_closed: dict[str, object] = {}


def ballots_of(session: Session, wish_list: WishList):
    """Every response on the activities that still stand, in an order that depends only on what was said."""
    from analysis.ballots import Activity, Ballots

    activities = wish_lists.activities_of(session, wish_list)
    candidates = [Activity(str(a.id), a.title, cost=a.cost, most_occasions=a.most_occasions) for a in activities]
    strings = session.execute(in_input_order(Response.ratings, wish_list)).scalars()
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
    from analysis.recommend import recommend

    ballots = ballots_of(session, wish_list)
    recommended = recommend(ballots, wish_list.budget, seed=SEED)
    document = document_of(recommended, count_top_wishes(ballots))
    document["wanted_by"] = count_who_want(session, wish_list, ballots)
    found = Findings(
        community_id=wish_list.community_id,
        wish_list_id=wish_list.id,
        made_at=clock.now(),
        seed=recommended.seed,
        input_sha256=recommended.input_sha256,
        program_version=recommended.version,
        document=to_json(document | findings.count_circumstances(session, wish_list)),
    )
    session.add(found)
    plan = plans.draft_plan(session, wish_list=wish_list, activity_ids=[int(id) for id in ballots.ids])
    selection = plan_document(ballots, recommended.fair, recommended.plain, recommended.flips)
    plans.store_selection(session, plan=plan, selection=selection)
    return found


def replan(session: Session, *, wish_list: WishList, plan: Plan) -> None:
    """After a changed budget or lock: the selection again, with its reasons."""
    session.flush()
    plans.store_selection(session, plan=plan, selection=trial(session, wish_list, plan, plan.budget))


def complete_plan(session: Session, *, wish_list: WishList, plan: Plan) -> None:
    """Before publication: also what would bring in each activity that is out. Dozens of runs, so not before."""
    if json.loads(plan.document)["flips"] is None:
        selection = trial(session, wish_list, plan, plan.budget, with_flips=True)
        plans.store_selection(session, plan=plan, selection=selection)


def trial(session: Session, wish_list: WishList, plan: Plan, budget: int, *, with_flips: bool = False) -> dict:
    """The selection under another budget and the plan's locks; nothing is stored."""
    from analysis.flips import flips
    from analysis.recommend import fair_plan
    from analysis.selection import ImpossibleLocks, greedy

    ballots = closed_ballots(session, wish_list)
    locks = plans.locks_of(session, plan)
    select = partial(fair_plan, ballots, locked_in=locks["in"], locked_out=locks["out"])
    try:
        fair = select(budget)
    except ImpossibleLocks as impossible:
        raise Refused("locks_over_budget") from impossible
    plain = greedy(ballots, budget, locked_in=locks["in"], locked_out=locks["out"])
    return plan_document(ballots, fair, plain, flips(select, fair) if with_flips else None)


def plan_document(ballots, fair, plain, flips) -> dict:
    """What a plan's page is drawn from: the fair selection, what would change it (None: not tried), the plain one."""
    return outcome(ballots, fair) | {
        "respondents": len(ballots),
        "flips": None if flips is None else {id: vars(flip) for id, flip in flips.items()},
        "plain": outcome(ballots, plain),
    }


def outcome(ballots, selection) -> dict:
    return {
        "budget": selection.budget,
        "cost": selection.cost,
        "rule": selection.rule,
        "occasions": selection.occasions,
        "reasons": {id: {"code": reason.code, **reason.numbers} for id, reason in selection.reasons.items()},
        "reach": reach(ballots, selection.occasions),
    }


def count_who_want(session: Session, wish_list: WishList, ballots) -> dict[str, dict[str, int]]:
    """For each activity, of those who want it: how many are free when, and how many would perform or help."""
    counts = {id: {} for id in ballots.ids}
    wanted = ballots.points >= ballots.want
    for column, codes in ((Response.free_times, FREE_TIMES), (Response.offers, OFFERS)):
        said = session.execute(in_input_order(column, wish_list)).scalars().all()
        for code in codes:
            by_activity = wanted[[code in words.split() for words in said]].sum(axis=0)
            for id, count in zip(ballots.ids, by_activity, strict=True):
                counts[id][code] = int(count)
    return counts


def in_input_order(column, wish_list: WishList):
    return select(column).where(Response.wish_list_id == wish_list.id).order_by(Response.ratings, Response.slip_id)


def document_of(recommended, top_wishes: dict[str, int]) -> dict:
    return json.loads(recommended.to_json()) | {"top_wishes": top_wishes}


def reach(ballots, ids) -> int:
    """How many find at least one activity they want."""
    columns = [column for column, id in enumerate(ballots.ids) if id in ids]
    return int((ballots.points[:, columns] >= ballots.want).any(axis=1).sum())


def count_top_wishes(ballots, least: float = THIRD_WISH) -> dict[str, int]:
    """For each activity how many put it among their first wishes."""
    counts = (ballots.points >= least).sum(axis=0)
    return {id: int(count) for id, count in zip(ballots.ids, counts, strict=True)}


def to_json(document: dict) -> str:
    return json.dumps(document, ensure_ascii=False)
