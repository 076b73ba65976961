from sqlmodel import Session, SQLModel

from survey import clock
from survey.models import AuditEntry, Staff


def record(session: Session, *, by: Staff | None, action: str, of: SQLModel, detail: str = "") -> None:
    """`of` is a row that has its key already. `detail` never holds a code, an answer or a phone number."""
    session.add(
        AuditEntry(
            community_id=getattr(of, "community_id", None) or of.id,
            at=clock.now(),
            staff_id=by and by.id,
            action=action,
            object_kind=of.__tablename__,
            object_id=str(of.id),
            detail=detail,
        )
    )
