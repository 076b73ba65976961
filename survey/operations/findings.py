"""What is counted beside the ranking: who answered, and by which channel. Totals only."""

from collections import Counter

from sqlalchemy.orm import InstrumentedAttribute
from sqlmodel import Session, func, select

from survey.models import Area, FinalResponse, Findings, WishList
from survey.operations.buildings import building_above


def findings_of(session: Session, wish_list: WishList) -> Findings | None:
    return session.exec(select(Findings).where(Findings.wish_list_id == wish_list.id)).one_or_none()


def count_respondents(session: Session, wish_list: WishList) -> dict:
    """Counts by building and by age band, each alone: crossed, the cells would be small enough to know people by."""
    return {
        "by_building": count_by_building(session, wish_list),
        "residents_by_age": residents_by_age(session, wish_list),
        "by_age": {band or "": count for band, count in count_by(session, wish_list, FinalResponse.age_band)},
        "channels": dict(count_by(session, wish_list, FinalResponse.channel)),
    }


def count_by(session: Session, wish_list: WishList, column: InstrumentedAttribute) -> list[tuple]:
    query = select(column, func.count()).where(FinalResponse.wish_list_id == wish_list.id)
    return list(session.exec(query.group_by(column).order_by(column)))


def count_by_building(session: Session, wish_list: WishList) -> list[dict]:
    """Every building, also one that nobody answered from, with those of 14 and over who live there."""
    areas = {
        area.id: area
        for area in session.exec(
            select(Area).where(Area.community_id == wish_list.community_id).order_by(Area.position, Area.id)
        )
    }
    answered = Counter()
    for area_id, count in count_by(session, wish_list, FinalResponse.area_id):
        if area_id:
            answered[building_above(areas[area_id], areas).id] += count
    shown = [area for area in areas.values() if area.level == "building" or area.id in answered]
    return [
        {"area_id": area.id, "title": area.name, "answered": answered[area.id], "residents": residents_in(area, areas)}
        for area in shown
    ]


def residents_in(area: Area, areas: dict[int, Area]) -> int:
    """Its own count or, where the roster counts by stairwell, the sum of what lies in it."""
    return area.residents or sum(residents_in(part, areas) for part in areas.values() if part.parent_id == area.id)


def residents_by_age(session: Session, wish_list: WishList) -> dict[str, int]:
    areas = list(session.exec(select(Area).where(Area.community_id == wish_list.community_id)))
    parents = {area.parent_id for area in areas if area.residents}
    leaves = [area for area in areas if area.id not in parents]
    return {
        "14-34": sum(area.residents_14_34 for area in leaves),
        "35-59": sum(area.residents_35_59 for area in leaves),
        "60-74": sum(area.residents_60_74 for area in leaves),
        "75+": sum(area.residents_75_up for area in leaves),
    }
