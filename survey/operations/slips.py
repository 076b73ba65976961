"""Slips come as secrets on paper; only their keyed tags reach the database. Making tags is slow on purpose, so they are
made before the transaction that stores them begins."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from sqlmodel import Session, delete, func, select, update

from survey import slip_codes, slip_serials
from survey.errors import Refused
from survey.models import Response, Slip, SlipBatch, SlipSerial, Staff, Wish, WishList
from survey.operations import audit
from survey.small_numbers import about, to_five


@dataclass(frozen=True)
class Secret:
    """What is printed on one slip and kept nowhere; the serial on its stub is kept until the close."""

    token: str
    code: str
    qr_tag: str
    code_tag: str
    serial: str


def draw_secrets(wish_list: WishList, count: int, taken: frozenset[str] = frozenset()) -> list[Secret]:
    """Stretching a code takes some 50 ms of one processor, which scrypt spends outside the interpreter's lock. `taken`
    are the serials that slips of this list have already."""
    key = slip_codes.key_of(wish_list)

    def draw(serial: str) -> Secret:
        token, code = slip_codes.new_token(), slip_codes.new_code()
        tags = slip_codes.qr_tag(key, wish_list, token), slip_codes.code_tag(key, wish_list, code)
        return Secret(token, code, *tags, serial)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(draw, islice(slip_serials.new_serials(taken), count)))


def serials_of(session: Session, wish_list: WishList) -> frozenset[str]:
    return frozenset(session.exec(select(SlipSerial.serial).where(SlipSerial.wish_list_id == wish_list.id)))


def store_slips(
    session: Session, *, wish_list: WishList, area_id: int, secrets: Iterable[Secret], by: Staff | None
) -> None:
    """The rows' keys are random, so that their order is not the order of printing."""
    refuse_unless_open(wish_list)
    slips = {
        secret.serial: Slip(
            community_id=wish_list.community_id,
            wish_list_id=wish_list.id,
            area_id=area_id,
            qr_tag=secret.qr_tag,
            code_tag=secret.code_tag,
        )
        for secret in secrets
    }
    session.add_all(sorted(slips.values(), key=lambda slip: slip.id))
    session.flush()
    session.add_all(
        SlipSerial(wish_list_id=wish_list.id, serial=serial, slip_id=slip.id) for serial, slip in sorted(slips.items())
    )
    session.add(
        SlipBatch(community_id=wish_list.community_id, wish_list_id=wish_list.id, area_id=area_id, count=len(slips))
    )
    session.flush()
    audit.record(session, by=by, action="slips.make", of=wish_list, detail=f"area {area_id}: {len(slips)}")


def slip_with_code(session: Session, wish_list: WishList, code_tag: str) -> Slip:
    return one_slip(session, select(Slip).where(Slip.wish_list_id == wish_list.id, Slip.code_tag == code_tag))


def slip_with_serial(session: Session, wish_list: WishList, serial: str) -> Slip:
    of_serial = (SlipSerial.wish_list_id == wish_list.id, SlipSerial.serial == serial)
    return one_slip(session, select(Slip).join(SlipSerial, SlipSerial.slip_id == Slip.id).where(*of_serial))


def one_slip(session: Session, query) -> Slip:
    slip = session.exec(query).one_or_none()
    if slip is None:
        raise Refused("slip_not_found")
    if slip.state == "void":
        raise Refused("slip_already_void")
    return slip


def slip_of(session: Session, wish_list: WishList, slip_id: str) -> Slip | None:
    return session.exec(select(Slip).where(Slip.wish_list_id == wish_list.id, Slip.id == slip_id)).one_or_none()


def void_slip(session: Session, *, wish_list: WishList, slip: Slip, by: Staff) -> None:
    """A lost slip opens nothing any more. What was answered with it goes too: who gets a new one answers anew."""
    refuse_unless_open(wish_list)
    if slip.state == "void":
        raise Refused("slip_already_void")
    slip.state = "void"
    wish_tag = slip_codes.wish_tag(slip_codes.key_of(wish_list), wish_list, slip.id)
    session.exec(delete(Response).where(Response.slip_id == slip.id))
    session.exec(delete(Wish).where(Wish.wish_list_id == wish_list.id, Wish.slip_tag == wish_tag))
    audit.record(session, by=by, action="slip.void", of=wish_list, detail=f"area {slip.area_id}")


def void_unused_slips(session: Session, *, wish_list: WishList, area_id: int, by: Staff) -> None:
    """For a print that was spoilt or lost. How many is told to nobody: it would tell exactly how many answered."""
    refuse_unless_open(wish_list)
    used = select(Response.slip_id).where(Response.wish_list_id == wish_list.id)
    session.exec(
        update(Slip)
        .where(Slip.wish_list_id == wish_list.id, Slip.area_id == area_id, Slip.id.not_in(used))
        .where(Slip.open_link.is_(False))
        .values(state="void")
    )
    audit.record(session, by=by, action="slips.void_unused", of=wish_list, detail=f"area {area_id}")


@dataclass(frozen=True)
class SlipCounts:
    """Of one building. `void` is rounded; None where it would tell how few answers came in, since a print that was
    lost is voided but for the slips that were answered."""

    made: int = 0
    void: int | None = 0


def missing(residents: int, counts: SlipCounts) -> int:
    """How many slips a building still lacks, so far as that may be told."""
    return max(0, residents - counts.made + (counts.made if counts.void is None else counts.void))


def slip_counts(session: Session, wish_list: WishList) -> dict[int, SlipCounts]:
    """Of the slips handed out, not of those that visitors of the open link drew."""
    query = (
        select(Slip.area_id, func.count())
        .where(Slip.wish_list_id == wish_list.id, Slip.state == "void", Slip.open_link.is_(False))
        .group_by(Slip.area_id)
    )
    void = dict(session.exec(query).all())
    made = slips_by_area(session, wish_list)
    return {id: SlipCounts(count, void_shown(void.get(id, 0), count)) for id, count in made.items()}


def void_shown(void: int, made: int) -> int | None:
    return None if void and about(made - void) is None else to_five(void)


def slips_by_area(session: Session, wish_list: WishList) -> dict[int, int]:
    """How many were ever made, void ones too."""
    query = select(SlipBatch.area_id, func.sum(SlipBatch.count)).where(SlipBatch.wish_list_id == wish_list.id)
    return dict(session.exec(query.group_by(SlipBatch.area_id)).all())


def refuse_unless_open(wish_list: WishList) -> None:
    if wish_list.status != "open":
        raise Refused("list_not_open")
