"""From rows to the analysis and, for a plan, back. The analysis is imported where it is used, so that the service
starts without it."""

import json
from collections.abc import Callable
from functools import lru_cache, partial

from sqlmodel import Session, select

from survey.errors import Refused
from survey.models import FinalResponse, Plan, WishList
from survey.operations import findings, plans, wish_lists

SEED = 0
THIRD_WISH = 3
KEPT_IN_MEMORY = 4
_closed: dict[str, object] = {}


def ballots_of(session: Session, wish_list: WishList, *conditions):
    """Every answer on the activities that still stand, in an order that depends only on what was said."""
    from analysis.ballots import Activity, Ballots

    activities = wish_lists.activities_of(session, wish_list)
    candidates = [Activity(str(a.id), a.title, cost=a.cost, most_occasions=a.most_occasions) for a in activities]
    said = select(FinalResponse.ratings).where(FinalResponse.wish_list_id == wish_list.id, *conditions)
    strings = session.execute(said.order_by(FinalResponse.ratings)).scalars()
    return Ballots.from_strings(strings, candidates).keeping(str(a.id) for a in activities if not a.is_withdrawn)


def closed_ballots(session: Session, wish_list: WishList):
    """After the close the answers never change, so they are read once; the fingerprint of the input names them."""
    key = findings.findings_of(session, wish_list).input_sha256
    if key not in _closed:
        while len(_closed) >= KEPT_IN_MEMORY:
            _closed.pop(next(iter(_closed)))
        _closed[key] = ballots_of(session, wish_list)
    return _closed[key]


def replan(session: Session, *, wish_list: WishList, plan: Plan) -> None:
    """After a changed budget or lock: the selection again, with its reasons."""
    plans.store_selection(session, plan=plan, selection=trial(session, wish_list, plan, plan.budget)())


def complete_plan(session: Session, *, wish_list: WishList, plan: Plan) -> None:
    """Before publication: also what would bring in each activity that is out. Dozens of runs, so not before."""
    if lacks_flips(plan):
        selection = trial(session, wish_list, plan, plan.budget, with_flips=True)()
        plans.store_selection(session, plan=plan, selection=selection)


def lacks_flips(plan: Plan) -> bool:
    return json.loads(plan.document)["flips"] is None


def trial(
    session: Session, wish_list: WishList, plan: Plan, budget: int, *, with_flips: bool = False
) -> Callable[[], dict]:
    """The selection under another budget and the plan's locks. All is read now; what is returned computes, without the
    database, and what was computed lately is remembered: a write can have it computed before it begins."""
    ballots, locks = closed_ballots(session, wish_list), plans.locks_of(session, plan)
    return partial(selected, ballots, budget, tuple(locks["in"]), tuple(locks["out"]), with_flips)


@lru_cache(KEPT_IN_MEMORY)
def selected(ballots, budget: int, locked_in: tuple[str, ...], locked_out: tuple[str, ...], with_flips: bool) -> dict:
    from analysis.flips import flips
    from analysis.recommend import fair_plan
    from analysis.selection import ImpossibleLocks, greedy

    select = partial(fair_plan, ballots, locked_in=locked_in, locked_out=locked_out)
    try:
        fair = select(budget)
    except ImpossibleLocks as impossible:
        raise Refused("locks_over_budget") from impossible
    plain = greedy(ballots, budget, locked_in=locked_in, locked_out=locked_out)
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


def reach(ballots, ids) -> int:
    """How many find at least one activity they want."""
    columns = [column for column, id in enumerate(ballots.ids) if id in ids]
    return int((ballots.points[:, columns] >= ballots.want).any(axis=1).sum())


def ids_by_position(session: Session, wish_list: WishList) -> dict[str, str]:
    """Of the activities that still stand, as findings name them."""
    listed = wish_lists.activities_of(session, wish_list)
    return {str(activity.position): str(activity.id) for activity in listed if not activity.is_withdrawn}


def document_of(recommended, top_wishes: dict[str, int]) -> dict:
    return json.loads(recommended.to_json()) | {"top_wishes": top_wishes}


def count_top_wishes(ballots, least: float = THIRD_WISH) -> dict[str, int]:
    """For each activity how many put it among their first wishes."""
    counts = (ballots.points >= least).sum(axis=0)
    return {id: int(count) for id, count in zip(ballots.ids, counts, strict=True)}
