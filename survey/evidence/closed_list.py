"""A closed list's answers as the analysis takes them."""

import json
from dataclasses import dataclass

from sqlmodel import Session, select

from survey.models import Community, FinalResponse, WishList
from survey.operations import closings, findings, wish_lists
from survey.operations.buildings import building_of_each_area

KEPT_IN_MEMORY = 4
_closed: dict[str, object] = {}


@dataclass(frozen=True)
class Answers:
    """All of a closed list that findings are made from, read at once."""

    ballots: object
    budget: int
    margins: dict[str, dict[str, int]]
    counts: dict
    without_open_link: object | None = None


def answers_of(session: Session, wish_list: WishList) -> Answers:
    closings.refuse_unless_unlinked(session, wish_list)
    counts = findings.count_respondents(session, wish_list)
    handed_out = ballots_of(session, wish_list, FinalResponse.channel != "OPEN_LINK")
    return Answers(
        ballots_of(session, wish_list),
        wish_list.budget,
        margins_of(counts),
        counts | totals_of(session, wish_list),
        handed_out if counts["channels"].get("OPEN_LINK") else None,
    )


def margins_of(counts: dict) -> dict[str, dict[str, int]]:
    """How many live in each building and are of each age, as far as the roster tells."""
    buildings = {str(row["area_id"]): row["residents"] for row in counts["by_building"]}
    margins = {"building": buildings, "age_band": counts["residents_by_age"]}
    return {name: residents for name, residents in margins.items() if any(residents.values())}


def totals_of(session: Session, wish_list: WishList) -> dict:
    """What the close counted before it let go of it; what is wanted by whom comes under the activities' ids."""
    totals = json.loads(closings.closing_of(session, wish_list).counts)
    ids = ids_by_position(session, wish_list)
    wanted_by = {ids[position]: counts for position, counts in totals["wanted_by"].items() if position in ids}
    return {name: totals[name] for name in ("free_times", "offers")} | {"wanted_by": wanted_by}


def ballots_of(session: Session, wish_list: WishList, *conditions):
    """Every answer on the activities that still stand, in an order that depends only on what was said. Beside it the
    strata by which it can be weighted; where somebody did not tell, they are empty."""
    from analysis.ballots import Activity, Ballots

    activities = wish_lists.activities_of(session, wish_list)
    candidates = [Activity(str(a.id), a.title, cost=a.cost, most_occasions=a.most_occasions) for a in activities]
    buildings = building_of_each_area(session, session.get_one(Community, wish_list.community_id))
    said = select(FinalResponse.ratings, FinalResponse.area_id, FinalResponse.age_band, FinalResponse.channel)
    in_order = said.order_by(
        FinalResponse.ratings, FinalResponse.area_id, FinalResponse.age_band, FinalResponse.channel
    )
    rows = session.execute(in_order.where(FinalResponse.wish_list_id == wish_list.id, *conditions)).all()
    strings, areas, bands, channels = zip(*rows, strict=True) if rows else ((), (), (), ())
    strata = {
        "building": [str(buildings.get(area, "")) for area in areas],
        "age_band": [band or "" for band in bands],
        "channel": channels,
    }
    ballots = Ballots.from_strings(strings, candidates, strata=strata)
    return ballots.keeping(str(a.id) for a in activities if not a.is_withdrawn)


def closed_ballots(session: Session, wish_list: WishList):
    """With the weights of the findings. After the close the answers never change, so they are read once."""
    document = findings.findings_of(session, wish_list).document
    if document not in _closed:
        while len(_closed) >= KEPT_IN_MEMORY:
            _closed.pop(next(iter(_closed)))
        _closed[document] = weighed_as(json.loads(document), ballots_of(session, wish_list))
    return _closed[document]


def weighed_as(document: dict, ballots):
    from analysis.weighting import weigh

    return weigh(ballots, margins_of(document))[0] if document.get("weighting") else ballots


def ids_by_position(session: Session, wish_list: WishList) -> dict[str, str]:
    """Of the activities that still stand, as findings name them."""
    listed = wish_lists.activities_of(session, wish_list)
    return {str(activity.position): str(activity.id) for activity in listed if not activity.is_withdrawn}
