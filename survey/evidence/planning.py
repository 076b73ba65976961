"""The selection again, under another budget or other locks."""

import json
from collections.abc import Callable
from functools import lru_cache, partial

from sqlmodel import Session

from survey.errors import Refused
from survey.evidence.closed_list import closed_ballots
from survey.models import Plan, WishList
from survey.operations import plans

KEPT_IN_MEMORY = 4


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
    from analysis.selection import Conditions, FairRule, ImpossibleLocks, greedy

    try:
        rule = FairRule(ballots, Conditions(locked_in, locked_out))
        fair = rule.plan(budget)
    except ImpossibleLocks as impossible:
        raise Refused("locks_over_budget") from impossible
    plain = greedy(ballots, budget, locked_in=locked_in, locked_out=locked_out)
    return plan_document(ballots, fair, plain, flips(rule.plan, fair) if with_flips else None)


def plan_document(ballots, fair, plain, flips) -> dict:
    """What a plan's page is drawn from: the fair selection, what would change it (None: not tried), the plain one."""
    return outcome(ballots, fair) | {
        "respondents": len(ballots),
        "neglected": neglected(ballots, fair),
        "flips": None if flips is None else {id: vars(flip) for id, flip in flips.items()},
        "plain": outcome(ballots, plain),
    }


def neglected(ballots, selection) -> list[dict]:
    """Groups whose shares would pay for an activity that they all want, and who get less from the plan than that."""
    from analysis.findings import facts_of
    from analysis.selection import proportionality

    return facts_of(proportionality(ballots, selection.selected, selection.budget, utility="points"))["neglected"]


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
