"""Slips come as secrets on paper; only their keyed tags reach the database. Making tags is slow on purpose, so they are
made before the transaction that stores them begins."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sqlmodel import Session, func, select, update

from survey import slip_codes
from survey.errors import Refused
from survey.models import Response, Slip, SlipBatch, Staff, WishList
from survey.operations import audit


@dataclass(frozen=True)
class Secret:
    """What is printed on one slip and kept nowhere."""

    token: str
    code: str
    qr_tag: str
    code_tag: str


def draw_secrets(wish_list: WishList, count: int) -> list[Secret]:
    """Stretching a code takes some 50 ms of one processor, which scrypt spends outside the interpreter's lock."""
    key = slip_codes.key_of(wish_list)

    def draw(_number: int) -> Secret:
        token, code = slip_codes.new_token(), slip_codes.new_code()
        return Secret(token, code, slip_codes.qr_tag(key, wish_list, token), slip_codes.code_tag(key, wish_list, code))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(draw, range(count)))


def store_slips(
    session: Session, *, wish_list: WishList, area_id: int, secrets: Iterable[Secret], by: Staff | None
) -> None:
    """The rows' keys are random, so that their order is not the order of printing."""
    refuse_unless_open(wish_list)
    slips = [
        Slip(
            community_id=wish_list.community_id,
            wish_list_id=wish_list.id,
            area_id=area_id,
            qr_tag=secret.qr_tag,
            code_tag=secret.code_tag,
        )
        for secret in secrets
    ]
    session.add_all(sorted(slips, key=lambda slip: slip.id))
    session.add(
        SlipBatch(community_id=wish_list.community_id, wish_list_id=wish_list.id, area_id=area_id, count=len(slips))
    )
    session.flush()
    audit.record(session, by=by, action="slips.make", of=wish_list, detail=f"area {area_id}: {len(slips)}")


def void_slip(session: Session, *, wish_list: WishList, typed: str, by: Staff) -> None:
    """A lost slip opens nothing any more. An answer already given with it stays."""
    refuse_unless_open(wish_list)
    slip = slip_with_code(session, wish_list, typed)
    if slip.state == "void":
        raise Refused("slip_already_void")
    slip.state = "void"
    audit.record(session, by=by, action="slip.void", of=wish_list, detail=f"area {slip.area_id}")


def slip_with_code(session: Session, wish_list: WishList, typed: str) -> Slip:
    code = slip_codes.read_code(typed)
    if code is None:
        raise Refused("code_mistyped")
    tag = slip_codes.code_tag(slip_codes.key_of(wish_list), wish_list, code)
    slip = session.exec(select(Slip).where(Slip.wish_list_id == wish_list.id, Slip.code_tag == tag)).one_or_none()
    if slip is None:
        raise Refused("code_unknown")
    return slip


def void_unused_slips(session: Session, *, wish_list: WishList, area_id: int, by: Staff) -> None:
    """For a print that was spoilt or lost. How many is told to nobody: it would tell exactly how many answered."""
    refuse_unless_open(wish_list)
    used = select(Response.slip_id).where(Response.wish_list_id == wish_list.id)
    session.exec(
        update(Slip)
        .where(Slip.wish_list_id == wish_list.id, Slip.area_id == area_id, Slip.id.not_in(used))
        .values(state="void")
    )
    audit.record(session, by=by, action="slips.void_unused", of=wish_list, detail=f"area {area_id}")


def slips_by_area(session: Session, wish_list: WishList) -> dict[int, int]:
    """How many were ever made, void ones too."""
    query = select(SlipBatch.area_id, func.sum(SlipBatch.count)).where(SlipBatch.wish_list_id == wish_list.id)
    return dict(session.exec(query.group_by(SlipBatch.area_id)).all())


def refuse_unless_open(wish_list: WishList) -> None:
    if wish_list.status != "open":
        raise Refused("list_not_open")
