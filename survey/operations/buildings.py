from dataclasses import dataclass

from sqlmodel import Session

from survey.models import Area, Community
from survey.operations.communities import areas_of


@dataclass(frozen=True)
class Building:
    """A building with all that lies in it: slips are handed out, and answers counted, by building."""

    id: int
    name: str
    residents: int
    area_ids: frozenset[int]


def buildings_of(session: Session, community: Community) -> list[Building]:
    areas = areas_of(session, community)
    inside: dict[int | None, list[Area]] = {}
    for area in areas:
        inside.setdefault(area.parent_id, []).append(area)
    return [
        Building(area.id, area.name, area.residents, frozenset(ids_in(area, inside)))
        for area in areas
        if area.level == "building"
    ]


def ids_in(area: Area, inside: dict[int | None, list[Area]]) -> list[int]:
    return [area.id, *(part_id for part in inside.get(area.id, []) for part_id in ids_in(part, inside))]


def building_above(area: Area, areas: dict[int, Area]) -> Area:
    while area.level == "stairwell" and area.parent_id:
        area = areas[area.parent_id]
    return area
