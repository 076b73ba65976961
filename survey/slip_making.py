"""From a number of slips wanted to paper. The paper is made first and the tags are stored after it, so that no slip
is ever in force that could not be printed; and no transaction is open while codes are stretched and pages set."""

import io
import math
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from survey import db
from survey.models import Staff, WishList
from survey.operations import slips
from survey.operations.buildings import Building
from survey.print.slips import SlipText, slips_pdf

# Of one processor: 0.04 measured on an idle machine, 0.2 on a very busy one.
SECONDS_A_CODE = 0.1


def make_slips(text: SlipText, wish_list: WishList, building: Building, count: int, by: Staff) -> bytes:
    """Of the building's rows and the list's own only what was loaded before is read here."""
    return printed_and_stored(text, wish_list, building, count, by, lambda _session, _wish_list: None)


def replace_slip(text: SlipText, wish_list: WishList, building: Building, slip_id: str, by: Staff) -> bytes:
    """One new slip in place of a lost one, both at once."""

    def void_lost(session: Session, current: WishList) -> None:
        lost = slips.slip_of(session, current, slip_id)
        slips.void_slip(session, wish_list=current, slip=lost, by=by)

    return printed_and_stored(text, wish_list, building, 1, by, void_lost)


def printed_and_stored(
    text: SlipText, wish_list: WishList, building: Building, count: int, by: Staff, before: Callable
) -> bytes:
    """Once more where somebody else drew one of the same serials in the meantime."""
    for attempts_left in (2, 1, 0):
        secrets = slips.draw_secrets(wish_list, count, serials_taken(wish_list))
        pdf = slips_pdf(text, building.name, secrets)
        try:
            with db.writing() as session:
                current = session.get(WishList, wish_list.id)
                before(session, current)
                slips.store_slips(session, wish_list=current, area_id=building.id, secrets=secrets, by=by)
            return pdf
        except IntegrityError:
            if not attempts_left:
                raise


def serials_taken(wish_list: WishList) -> frozenset[str]:
    with db.reading() as session:
        return slips.serials_of(session, wish_list)


def zip_of_slips(
    text: SlipText, wish_list: WishList, wanted: Iterable[tuple[Building, int]], by: Staff
) -> Iterator[bytes]:
    """One PDF for each building that wants slips, handed on as soon as it is made."""
    written = Written()
    with zipfile.ZipFile(written, "w") as archive:
        for building, count in wanted:
            pdf = make_slips(text, wish_list, building, count, by)
            archive.writestr(f"{building.name.replace('/', '-')}.pdf", pdf)
            yield written.taken()
    yield written.taken()


class Written(io.RawIOBase):
    """What a zip file wrote since it was last asked; it cannot be read or rewound."""

    def __init__(self):
        self.parts = []

    def writable(self) -> bool:
        return True

    def write(self, part) -> int:
        self.parts.append(bytes(part))
        return len(part)

    def taken(self) -> bytes:
        parts, self.parts = self.parts, []
        return b"".join(parts)


def minutes_for(count: int) -> int:
    return math.ceil(count * SECONDS_A_CODE / (os.cpu_count() or 1) / 60)
