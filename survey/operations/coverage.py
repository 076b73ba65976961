"""How many answers came in, never which: nobody sees a preference before the close."""

from dataclasses import dataclass

from sqlmodel import Session, func, select

from survey.models import Community, FinalResponse, Response, WishList
from survey.operations.buildings import buildings_of
from survey.small_numbers import to_five


@dataclass(frozen=True)
class Heard:
    """Answers rounded to 5, so that no single one can be watched coming in."""

    name: str
    residents: int
    answers: int

    @property
    def share(self) -> float:
        return min(1.0, self.answers / self.residents) if self.residents else 0.0


def coverage_of(session: Session, community: Community, wish_list: WishList) -> tuple[Heard, list[Heard]]:
    """The whole community, and each building in its order."""
    counts = answers_by_area(session, wish_list)
    buildings = buildings_of(session, community)
    rows = [
        Heard(building.name, building.residents, to_five(sum(counts.get(id, 0) for id in building.area_ids)))
        for building in buildings
    ]
    residents = sum(building.residents for building in buildings)
    return Heard(community.name, residents, to_five(sum(counts.values()))), rows


def answers_by_area(session: Session, wish_list: WishList) -> dict[int, int]:
    table = Response if wish_list.status == "open" else FinalResponse
    query = select(table.area_id, func.count()).where(table.wish_list_id == wish_list.id).group_by(table.area_id)
    return dict(session.exec(query).all())
