"""Wishes in residents' own words, sorted into themes by hand. Nothing here can be done before the close is finished."""

from dataclasses import dataclass

from sqlmodel import Session, delete, func, select

from survey.models import SortedWish, Staff, Wish, WishList, WishTheme
from survey.operations import audit, closings

OWN = "own-"


@dataclass(frozen=True)
class Step:
    """What was sorted together last."""

    number: int
    theme: str | None
    count: int


def texts_of(session: Session, wish_list: WishList) -> dict[str, str]:
    """By their random keys, in the order of these."""
    closings.refuse_unless_finished(session, wish_list)
    query = select(Wish.id, Wish.text).where(Wish.wish_list_id == wish_list.id).order_by(Wish.id)
    return dict(session.execute(query).all())


def themes_of(session: Session, wish_list: WishList) -> dict[str, str | None]:
    """Of those that are sorted."""
    query = select(SortedWish.wish_id, SortedWish.theme).where(SortedWish.wish_list_id == wish_list.id)
    return dict(session.execute(query.order_by(SortedWish.wish_id)).all())


def count_wishes(session: Session, wish_list: WishList) -> int:
    closings.refuse_unless_finished(session, wish_list)
    return session.exec(select(func.count()).select_from(Wish).where(Wish.wish_list_id == wish_list.id)).one()


def sort_wishes(session: Session, *, wish_list: WishList, ids: set[str], theme: str | None, by: Staff) -> int:
    """How many: what somebody else has sorted meanwhile stays as it is. The log names no text."""
    waiting = texts_of(session, wish_list).keys() - themes_of(session, wish_list).keys()
    chosen = sorted(ids & waiting)
    last = last_step(session, wish_list)
    places = {"community_id": wish_list.community_id, "wish_list_id": wish_list.id}
    step = last.number + 1 if last else 1
    session.add_all(SortedWish(wish_id=id, theme=theme, step=step, **places) for id in chosen)
    if chosen:
        audit.record(session, by=by, action="wish.sort", of=wish_list, detail=f"{theme or '-'} {len(chosen)}")
    return len(chosen)


def last_step(session: Session, wish_list: WishList) -> Step | None:
    query = select(SortedWish.step, func.min(SortedWish.theme), func.count())
    grouped = query.where(SortedWish.wish_list_id == wish_list.id).group_by(SortedWish.step)
    row = session.execute(grouped.order_by(SortedWish.step.desc()).limit(1)).first()
    return Step(*row) if row else None


def undo_step(session: Session, *, wish_list: WishList, number: int, by: Staff) -> int:
    """The one that was shown: pressed twice, or after a colleague went on, it takes back nothing else."""
    ids = select(SortedWish.wish_id).where(SortedWish.wish_list_id == wish_list.id, SortedWish.step == number)
    return put_back(session, wish_list=wish_list, ids=set(session.exec(ids)), by=by)


def put_back(session: Session, *, wish_list: WishList, ids: set[str], by: Staff) -> int:
    chosen = sorted(ids & themes_of(session, wish_list).keys())
    if chosen:
        session.exec(delete(SortedWish).where(SortedWish.wish_id.in_(chosen)))
        audit.record(session, by=by, action="wish.put_back", of=wish_list, detail=str(len(chosen)))
    return len(chosen)


def own_themes(session: Session, community_id: int) -> list[WishTheme]:
    query = select(WishTheme).where(WishTheme.community_id == community_id)
    return list(session.exec(query.order_by(WishTheme.id)))


def add_theme(session: Session, *, community_id: int, label: str, by: Staff, **words: str) -> WishTheme:
    """Matched to activities by its name, until it is given other words."""
    number = sum(theme.code.startswith(OWN) for theme in own_themes(session, community_id)) + 1
    words = {"activities": label} | words
    theme = WishTheme(community_id=community_id, code=f"{OWN}{number}", label=label, **words)
    return stored(session, theme, "wish_theme.add", by)


def change_theme(session: Session, *, community_id: int, code: str, by: Staff, **words: str) -> WishTheme:
    own = {theme.code: theme for theme in own_themes(session, community_id)}
    theme = own.get(code) or WishTheme(community_id=community_id, code=code, label="")
    for name, value in words.items():
        setattr(theme, name, value)
    return stored(session, theme, "wish_theme.change", by)


def stored(session: Session, theme: WishTheme, action: str, by: Staff) -> WishTheme:
    session.add(theme)
    session.flush()
    audit.record(session, by=by, action=action, of=theme, detail=theme.code)
    return theme
