"""The log of what staff did. Entries form a chain: each holds the fingerprint of the one before it."""

import hashlib
import json
from collections.abc import Iterator

from sqlmodel import Session, SQLModel, select

from survey import clock
from survey.models import AuditEntry, Staff

SAID = ("community_id", "staff_id", "action", "object_kind", "object_id", "detail", "previous")


def record(session: Session, *, by: Staff | None, action: str, of: SQLModel, detail: str = "") -> None:
    """`of` is a row that has its key already. `detail` never holds a code, an answer or a phone number."""
    entry = AuditEntry(
        community_id=getattr(of, "community_id", None) or of.id,
        at=clock.now(),
        staff_id=by and by.id,
        action=action,
        object_kind=of.__tablename__,
        object_id=str(of.id),
        detail=detail,
        previous=last_fingerprint(session),
    )
    entry.fingerprint = fingerprint_of(entry)
    session.add(entry)
    session.flush()


def last_fingerprint(session: Session) -> str:
    return session.exec(select(AuditEntry.fingerprint).order_by(AuditEntry.id.desc()).limit(1)).first() or ""


def fingerprint_of(entry: AuditEntry) -> str:
    said = [f"{entry.at:%Y-%m-%dT%H:%M:%S.%f}", *(getattr(entry, name) for name in SAID)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def broken_entries(session: Session) -> Iterator[int]:
    """Keys of entries that are not what was written, or whose forerunner is missing. Those from before there was a
    chain have no fingerprint."""
    previous = ""
    for entry in session.exec(select(AuditEntry).order_by(AuditEntry.id)):
        if (entry.fingerprint or previous) and (
            entry.previous != previous or entry.fingerprint != fingerprint_of(entry)
        ):
            yield entry.id
        previous = entry.fingerprint
