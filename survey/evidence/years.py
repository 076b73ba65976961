"""What rose and what fell since last year's list of the same community."""

import json
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from sqlmodel import Session

from survey.evidence.closed_list import closed_ballots
from survey.models import Community, WishList
from survey.operations import findings, wish_lists


@dataclass(frozen=True)
class Years:
    """This year's findings and last year's, and how they differ: id this year -> (id last year, code)."""

    now: dict
    before: dict
    changes: dict[str, tuple[str, str]]


def years_of(session: Session, wish_list: WishList) -> Years | None:
    """None where there is nothing to compare with. Activities are the same where their titles are."""
    community = session.get_one(Community, wish_list.community_id)
    last = wish_lists.wish_list_of_year(session, community, wish_list.year - 1)
    both = [wish_list, last] if last and findings.findings_of(session, last) else []
    if not both:
        return None
    now, before = (json.loads(findings.findings_of(session, one).document) for one in both)
    this_year, last_year = (closed_ballots(session, one) for one in both)
    ids = {activity.title: activity.id for activity in last_year.activities}
    codes = changes(this_year, last_year, residents(now), residents(before))
    same = {a.id: (ids[a.title], codes[a.id]) for a in this_year.activities if a.title in ids and a.id in codes}
    return Years(now, before, same) if same else None


def residents(found: dict) -> int | None:
    counted = sum(found["residents_by_age"].values())
    return counted if counted >= found["respondents"] else None


@lru_cache(4)
def changes(this_year, last_year, population: int | None, population_before: int | None) -> dict[str, str]:
    from analysis.years import Incomparable, compare

    populations = {"population": population, "population_before": population_before}
    try:
        found = compare(this_year, last_year, **populations, by=attrgetter("title"))
    except Incomparable:  # a title that stands on a list twice
        return {}
    return {change.id: change.code for change in found.changes}
