from dataclasses import dataclass

from sqlmodel import Session

from survey.models import Area, Community, WishList
from survey.operations.communities import areas_of
from survey.operations.open_link import has_open_link


@dataclass(frozen=True)
class Building:
    """A building with all that lies in it: slips are handed out, and answers counted, by building."""

    id: int
    name: str
    residents: int
    area_ids: frozenset[int]


def buildings_of(session: Session, community: Community) -> list[Building]:
    areas = areas_of(session, community)
    inside = by_parent(areas)
    return [
        Building(area.id, area.name, area.residents, frozenset(ids_in(area, inside)))
        for area in areas
        if area.level == "building"
    ]


def building_ids_below(session: Session, community: Community, area_id: int | None) -> frozenset[int]:
    """The buildings of one area; of a stairwell, the one it lies in."""
    areas = {area.id: area for area in areas_of(session, community)}
    if area_id not in areas:
        return frozenset()
    below = ids_in(building_above(areas[area_id], areas), by_parent(list(areas.values())))
    return frozenset(id for id in below if areas[id].level == "building")


def building_of_each_area(session: Session, community: Community) -> dict[int, int]:
    areas = {area.id: area for area in areas_of(session, community)}
    return {id: building_above(area, areas).id for id, area in areas.items()}


def by_parent(areas: list[Area]) -> dict[int | None, list[Area]]:
    inside: dict[int | None, list[Area]] = {}
    for area in areas:
        inside.setdefault(area.parent_id, []).append(area)
    return inside


def ids_in(area: Area, inside: dict[int | None, list[Area]]) -> list[int]:
    return [area.id, *(part_id for part in inside.get(area.id, []) for part_id in ids_in(part, inside))]


def building_above(area: Area, areas: dict[int, Area]) -> Area:
    while area.level == "stairwell" and area.parent_id:
        area = areas[area.parent_id]
    return area


def building_tree(session: Session, community: Community, wish_list: WishList) -> list:
    """The ids of all buildings, neighbours in one list: lists of a residents' group within those of a grid. None stands
    for no building, which the open link need not name."""
    inside = by_parent(areas_of(session, community))
    tree = [branch(area, inside) for area in inside.get(None, [])]
    return [*tree, None] if has_open_link(session, wish_list) else tree


def branch(area: Area, inside: dict[int | None, list[Area]]) -> list | int:
    return area.id if area.level == "building" else [branch(part, inside) for part in inside.get(area.id, [])]
