"""What stays of the answers of a closed list, and what goes, in one transaction. What may only remain as totals is
counted first; then the answers are copied under fresh random keys, and all that joins one to a slip is deleted."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import delete, insert
from sqlmodel import Session, func, select, update

from survey.errors import Refused
from survey.models import Area, Closing, FinalResponse, Response, Slip, SlipBatch, SlipSerial, Wish, WishList
from survey.models.columns import random_id
from survey.models.kinds import FREE_TIMES, OFFERS
from survey.operations.buildings import building_above

WANTED = frozenset("2345")
KEPT = ("age_band", "channel", "assisted", "ratings")


def unlink(session: Session, *, closing: Closing) -> None:
    wish_list = session.get_one(WishList, closing.wish_list_id)
    closing.counts = json.dumps(totals_of(session, wish_list))
    copy_answers(session, wish_list)
    forget_slips(session, wish_list)
    forget_whose_wishes(session, wish_list)
    closing.answers, closing.answers_sha256 = fingerprint_of_answers(session, wish_list)
    closing.step = "unlinked"


def refuse_unless_slips_add_up(session: Session, wish_list: WishList) -> None:
    """Neither a slip more than were made, nor one less; nor an answer by a void one."""
    made = count_by_area(session, SlipBatch, wish_list, func.sum(SlipBatch.count))
    found = count_by_area(session, Slip, wish_list, func.count(), Slip.open_link.is_(False))
    for area_id in sorted(made.keys() | found.keys()):
        if made.get(area_id, 0) != found.get(area_id, 0):
            area = session.get_one(Area, area_id)
            raise Refused("slips_do_not_add_up", area=area.name, made=made.get(area_id, 0), found=found.get(area_id, 0))
    void = select(func.count()).select_from(Response).join(Slip).where(Slip.state == "void")
    if session.exec(void.where(Response.wish_list_id == wish_list.id)).one():
        raise Refused("void_slip_answers")


def count_by_area(session: Session, table, wish_list: WishList, count, *conditions) -> dict[int | None, int]:
    query = select(table.area_id, count).where(table.wish_list_id == wish_list.id, *conditions).group_by(table.area_id)
    return {area_id: int(number) for area_id, number in session.exec(query)}


def totals_of(session: Session, wish_list: WishList) -> dict:
    said = session.execute(
        select(Response.ratings, Response.free_times, Response.offers).where(Response.wish_list_id == wish_list.id)
    ).all()
    return {
        "slips": slip_counts(session, wish_list),
        "free_times": count_codes(free_times for _ratings, free_times, _offers in said),
        "offers": count_codes(offers for _ratings, _free_times, offers in said),
        "wanted_by": wanted_by(said),
    }


def slip_counts(session: Session, wish_list: WishList) -> dict[str, int]:
    by_state = dict(
        session.exec(
            select(Slip.state, func.count())
            .where(Slip.wish_list_id == wish_list.id, Slip.open_link.is_(False))
            .group_by(Slip.state)
        ).all()
    )
    used = session.exec(
        select(func.count())
        .select_from(Response)
        .join(Slip)
        .where(Response.wish_list_id == wish_list.id, Slip.open_link.is_(False))
    ).one()
    void = by_state.get("void", 0)
    return {"made": sum(by_state.values()), "used": used, "void": void, "unused": by_state.get("issued", 0) - used}


def count_codes(said: Iterable[str]) -> dict[str, int]:
    return dict(Counter(code for codes in said for code in codes.split()))


def wanted_by(said: list[tuple[str, str, str]]) -> dict[str, dict[str, int]]:
    """By position in the list: of those who want it, how many are free when, and how many would perform or help."""
    length = max((len(ratings) for ratings, *_rest in said), default=0)
    counts = {str(position): dict.fromkeys((*FREE_TIMES, *OFFERS), 0) for position in range(length)}
    for ratings, free_times, offers in said:
        codes = (*free_times.split(), *offers.split())
        for position, mark in enumerate(ratings):
            if mark in WANTED:
                for code in codes:
                    counts[str(position)][code] += 1
    return counts


def copy_answers(session: Session, wish_list: WishList) -> None:
    areas = {area.id: area for area in session.exec(select(Area).where(Area.community_id == wish_list.community_id))}
    columns = [getattr(Response, name) for name in KEPT]
    rows = session.execute(select(Response.area_id, *columns).where(Response.wish_list_id == wish_list.id)).all()
    copies = [
        dict(zip(KEPT, kept, strict=True))
        | {
            "id": random_id(),
            "community_id": wish_list.community_id,
            "wish_list_id": wish_list.id,
            "area_id": area_id and building_above(areas[area_id], areas).id,
        }
        for area_id, *kept in rows
    ]
    if copies:
        session.execute(insert(FinalResponse), sorted(copies, key=lambda copy: copy["id"]))
    refuse_unless_same(session, wish_list)


def refuse_unless_same(session: Session, wish_list: WishList) -> None:
    said, kept = (
        Counter(session.execute(select(*(getattr(t, name) for name in KEPT)).where(t.wish_list_id == wish_list.id)))
        for t in (Response, FinalResponse)
    )
    if said != kept:
        raise Refused("answers_do_not_add_up", said=said.total(), kept=kept.total())


def forget_slips(session: Session, wish_list: WishList) -> None:
    for table in (SlipSerial, Response, Slip):
        session.execute(delete(table).where(table.wish_list_id == wish_list.id))


def forget_whose_wishes(session: Session, wish_list: WishList) -> None:
    """Fresh keys too: an older copy of the database must not lead from a row to its slip."""
    for id in session.exec(select(Wish.id).where(Wish.wish_list_id == wish_list.id)).all():
        session.execute(update(Wish).where(Wish.id == id).values(id=random_id(), slip_tag=None))


def fingerprint_of_answers(session: Session, wish_list: WishList) -> tuple[int, str]:
    """How many there are, and SHA-256 of one line each, in the order of their random keys."""
    columns = (FinalResponse.id, FinalResponse.area_id, *(getattr(FinalResponse, name) for name in KEPT))
    query = select(*columns).where(FinalResponse.wish_list_id == wish_list.id).order_by(FinalResponse.id)
    digest, count = hashlib.sha256(), 0
    for row in session.execute(query):
        digest.update(json.dumps(list(row)).encode() + b"\n")
        count += 1
    return count, digest.hexdigest()
