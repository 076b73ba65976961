"""The close: no answer comes or changes any more, the findings are stored, and the key of the codes is destroyed."""

from sqlmodel import Session

from survey import db, evidence, slip_codes
from survey.models import Staff, WishList
from survey.operations import wish_lists


def close(session: Session, *, wish_list: WishList, by: Staff) -> None:
    wish_lists.close_wish_list(session, wish_list=wish_list, by=by)
    session.flush()
    evidence.store_findings(session, wish_list=wish_list)
    # Only when the close is on the disk: an open list without its key could never be answered again.
    key_path = slip_codes.key_path(wish_list)
    db.when_committed(session, lambda: slip_codes.destroy_key(key_path))
