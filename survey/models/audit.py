from datetime import datetime

from sqlmodel import Field, SQLModel

from survey.models.columns import UtcDateTime


class AuditEntry(SQLModel, table=True):
    """Who of the staff did what to which object. Never a code, an answer or a phone number. Each entry holds the
    fingerprint of the one before it, so that none can be changed or taken out unseen."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    action: str  # as in "wish_list.open"
    object_kind: str
    object_id: str
    detail: str = ""
    previous: str = ""  # the fingerprint of the entry before it
    fingerprint: str = ""  # SHA-256 of all of the above
