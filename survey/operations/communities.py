from sqlmodel import Session, select

from survey.models import Area, Community


def home_community(session: Session) -> Community | None:
    """The community that this service serves: one for now."""
    return session.exec(select(Community).order_by(Community.id)).first()


def areas_of(session: Session, community: Community, level: str | None = None) -> list[Area]:
    query = select(Area).where(Area.community_id == community.id).order_by(Area.position, Area.id)
    return list(session.exec(query.where(Area.level == level) if level else query))
