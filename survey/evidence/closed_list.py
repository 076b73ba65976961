"""A closed list's answers as the analysis takes them."""

import json
from dataclasses import dataclass

from sqlmodel import Session, select

from survey.models import FinalResponse, WishList
from survey.operations import closings, findings, wish_lists

KEPT_IN_MEMORY = 4
_closed: dict[str, object] = {}


@dataclass(frozen=True)
class Answers:
    """All of a closed list that findings are made from, read at once."""

    ballots: object
    budget: int
    counts: dict
    without_open_link: object | None = None


def answers_of(session: Session, wish_list: WishList) -> Answers:
    closings.refuse_unless_unlinked(session, wish_list)
    counts = findings.count_respondents(session, wish_list)
    handed_out = ballots_of(session, wish_list, FinalResponse.channel != "OPEN_LINK")
    return Answers(
        ballots_of(session, wish_list),
        wish_list.budget,
        counts | totals_of(session, wish_list),
        handed_out if counts["channels"].get("OPEN_LINK") else None,
    )


def totals_of(session: Session, wish_list: WishList) -> dict:
    """What the close counted before it let go of it; what is wanted by whom comes under the activities' ids."""
    totals = json.loads(closings.closing_of(session, wish_list).counts)
    ids = ids_by_position(session, wish_list)
    wanted_by = {ids[position]: counts for position, counts in totals["wanted_by"].items() if position in ids}
    return {name: totals[name] for name in ("free_times", "offers")} | {"wanted_by": wanted_by}


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


def ids_by_position(session: Session, wish_list: WishList) -> dict[str, str]:
    """Of the activities that still stand, as findings name them."""
    listed = wish_lists.activities_of(session, wish_list)
    return {str(activity.position): str(activity.id) for activity in listed if not activity.is_withdrawn}
