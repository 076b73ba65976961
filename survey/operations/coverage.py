"""How many answers came in, never which: nobody sees a preference before the close. In the same kind of groups as after
it, so that what is shown now gives back nothing that will be hidden then."""

from dataclasses import dataclass

from sqlmodel import Session, func, select

from survey.groups import Group, groups_of
from survey.models import Community, FinalResponse, Response, WishList
from survey.operations.buildings import Building, building_ids_below, building_tree, buildings_of
from survey.small_numbers import about


@dataclass(frozen=True)
class Heard:
    """`answers` are rounded to 5, so that no single one can be watched coming in; None where they are too few. A name
    that is None stands for answers that name no building; then nobody knows of how many residents."""

    names: tuple[str | None, ...]
    residents: int
    answers: int | None
    building_ids: frozenset[int] = frozenset()

    @property
    def share(self) -> float:
        return min(1.0, (self.answers or 0) / self.residents) if self.residents else 0.0


def coverage_of(session: Session, community: Community, wish_list: WishList) -> tuple[Heard, list[Heard]]:
    """The whole community, and its buildings in their order: those with few answers together with their neighbours."""
    counts = answers_by_area(session, wish_list)
    buildings = {building.id: building for building in buildings_of(session, community)}
    total = Heard(
        (community.name,), sum(building.residents for building in buildings.values()), about(sum(counts.values()))
    )
    groups = groups_of(
        building_tree(session, community, wish_list),
        by_building(counts, buildings),
        {id: building.residents for id, building in buildings.items() if building.residents},
    )
    return total, [heard(group, buildings) for group in groups]


def by_building(counts: dict[int | None, int], buildings: dict[int, Building]) -> dict[int | None, int]:
    answers = {id: sum(counts.get(area, 0) for area in building.area_ids) for id, building in buildings.items()}
    return answers | {None: sum(counts.values()) - sum(answers.values())}


def heard(group: Group, buildings: dict[int, Building]) -> Heard:
    names = tuple(id and buildings[id].name for id in group.parts)
    return Heard(names, group.of or 0, group.shown, frozenset(group.parts) - {None})


def answers_by_area(session: Session, wish_list: WishList) -> dict[int | None, int]:
    table = Response if wish_list.status == "open" else FinalResponse
    query = select(table.area_id, func.count()).where(table.wish_list_id == wish_list.id).group_by(table.area_id)
    return dict(session.exec(query).all())


def coverage_below(session: Session, community: Community, wish_list: WishList, area_id: int | None) -> list[Heard]:
    """What the whole community's coverage says of one area: no finer than that, and nothing of the others."""
    own = building_ids_below(session, community, area_id)
    return [row for row in coverage_of(session, community, wish_list)[1] if row.building_ids & own]
