from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from survey.errors import Refused
from survey.models import Area, Community

COUNTS = ("households", "residents_14_34", "residents_35_59", "residents_60_74", "residents_75_up")
NO_COUNTS = (0,) * len(COUNTS)


@dataclass(frozen=True)
class AreaNode:
    """An area before it is a row. Its path ends in its own name; its counts are in the order of COUNTS."""

    level: str
    path: tuple[str, ...]
    counts: tuple[int, ...] = NO_COUNTS


def home_community(session: Session) -> Community | None:
    """The community that this service serves: one for now."""
    return session.exec(select(Community).order_by(Community.id)).first()


def the_community(session: Session) -> Community:
    if community := home_community(session):
        return community
    raise Refused("no_community")


def areas_of(session: Session, community: Community, level: str | None = None) -> list[Area]:
    query = select(Area).where(Area.community_id == community.id).order_by(Area.position, Area.id)
    return list(session.exec(query.where(Area.level == level) if level else query))


def set_up_community(session: Session, **names) -> Community:
    if home := home_community(session):
        raise Refused("community_exists", name=home.name)
    session.add(community := Community(**names))
    session.flush()
    return community


def add_areas(session: Session, *, community: Community, nodes: Sequence[AreaNode]) -> None:
    """The whole tree at once, parents before children. An area without counts of its own has its children's sum."""
    if areas_of(session, community):
        raise Refused("areas_exist")
    ids: dict[tuple[str, ...], int] = {}
    for position, (node, counts) in enumerate(zip(nodes, summed_upwards(nodes), strict=True)):
        area = Area(
            community_id=community.id,
            parent_id=ids.get(node.path[:-1]),
            level=node.level,
            name=node.path[-1],
            position=position,
            **dict(zip(COUNTS, counts, strict=True)),
        )
        session.add(area)
        session.flush()
        ids[node.path] = area.id


def summed_upwards(nodes: Sequence[AreaNode]) -> list[tuple[int, ...]]:
    below: dict[tuple[str, ...], tuple[int, ...]] = {}
    totals = []
    for node in reversed(nodes):
        counts = node.counts if any(node.counts) else below.get(node.path, NO_COUNTS)
        above = node.path[:-1]
        below[above] = tuple(map(sum, zip(below.get(above, NO_COUNTS), counts, strict=True)))
        totals.append(counts)
    return totals[::-1]
