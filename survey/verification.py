"""What a doubter can have computed again: every fingerprint, and that nothing is left that tells whose an answer is."""

import hashlib
from collections.abc import Iterator

from sqlmodel import Session, func, select

from survey import db, slip_codes, wording
from survey.evidence import closed_list
from survey.models import AuditEntry, Closing, Response, Slip, SlipSerial, Wish, WishList
from survey.operations import audit, closings, findings, unlinking

Check = tuple[object, dict, bool]  # a sentence of wording.verification, its facts, whether it holds


def checks(session: Session) -> Iterator[Check]:
    yield from database_checks(session)
    for wish_list in session.exec(select(WishList).order_by(WishList.community_id, WishList.year)):
        for sentence, holds in list_checks(session, wish_list):
            yield sentence, {"year": wish_list.year}, holds


def database_checks(session: Session) -> Iterator[Check]:
    if db.engine().dialect.name == "sqlite":
        whole = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        yield wording.verification.DATABASE_WHOLE, {}, whole
    broken = list(audit.broken_entries(session))
    yield wording.verification.LOG_WHOLE, {"entries": ", ".join(map(str, broken)) or "-"}, not broken


def list_checks(session: Session, wish_list: WishList) -> Iterator[tuple[object, bool]]:
    said = wording.verification
    if wish_list.status == "open" and wish_list.key_sha256:
        yield said.KEY_IS_THE_ANNOUNCED_ONE, key_fits(wish_list)
    closing = closings.closing_of(session, wish_list)
    if closing is None or closing.step == "asked":
        return
    yield said.CLOSE_FINISHED, closing.step == "finished"
    if closing.step == "finished":
        yield said.ANSWERS_UNCHANGED, answers_fit(session, wish_list, closing)
        yield said.KEY_DESTROYED, not slip_codes.key_path(wish_list).exists()
        yield said.NO_SLIP_LEFT, not traces(session, wish_list)
        yield said.LOG_GOES_ON, log_goes_on(session, closing)
    if found := findings.findings_of(session, wish_list):
        yield said.FINDINGS_FIT, found.input_sha256 == closed_list.ballots_of(session, wish_list).sha256()


def key_fits(wish_list: WishList) -> bool:
    path = slip_codes.key_path(wish_list)
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == wish_list.key_sha256


def answers_fit(session: Session, wish_list: WishList, closing: Closing) -> bool:
    return unlinking.fingerprint_of_answers(session, wish_list) == (closing.answers, closing.answers_sha256)


def traces(session: Session, wish_list: WishList) -> int:
    """Rows that could lead from an answer or a wish back to a slip."""
    rows = [
        session.exec(select(func.count()).select_from(table).where(table.wish_list_id == wish_list.id)).one()
        for table in (Slip, SlipSerial, Response)
    ]
    tagged = select(func.count()).select_from(Wish).where(Wish.wish_list_id == wish_list.id)
    return sum(rows) + session.exec(tagged.where(Wish.slip_tag.is_not(None))).one()


def log_goes_on(session: Session, closing: Closing) -> bool:
    """The log still holds the entry that was the last one before the close."""
    if not closing.audit_fingerprint:
        return True
    query = select(func.count()).select_from(AuditEntry).where(AuditEntry.fingerprint == closing.audit_fingerprint)
    return session.exec(query).one() == 1
